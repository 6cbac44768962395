"""A release on the disk as the checks see it."""

import zlib

from packer_core.stages.check.view import surveyed_view
from packer_core.values import (
    ArchiveFault,
    BookMetadata,
    Entry,
    EpisodeMetadata,
    MemberFacts,
    ParsedName,
    RarSet,
    RawText,
    SfvFacts,
    SfvLine,
    Survey,
    TextFacts,
    VolumeFacts,
    ZipDisk,
)

ENTRIES = (Entry(path="a.zip", size=9, crc32=1),)
DISKS = (ZipDisk(path="a.zip", size=9, entries=()), ZipDisk(path="b.zip", size=9, entries=()))
SETS = (
    RarSet(
        stem="a",
        format="rar4",
        naming="old",
        volumes=(VolumeFacts(path="a.zip!a.rar", size=5),),
        members=(MemberFacts(name="a.epub", size=3, crc32=2, method="store"),),
    ),
)
SFVS = (SfvFacts(path="a.sfv", lines=(SfvLine(name="a.zip", crc32=1),)),)
FAULTS = (ArchiveFault(kind="sfv.crc", path="a.zip"),)


def survey_of(*texts: RawText, disks: tuple[ZipDisk, ...] = DISKS) -> Survey:
    return Survey(
        entries=ENTRIES,
        sfvs=SFVS,
        disks=disks,
        sets=SETS,
        texts=texts,
        faults=FAULTS,
        notes=(),
        bytes_read=9,
    )


def parsed(**fields: str) -> ParsedName:
    from packer_core.library.available import rule_set_by_id
    from packer_core.naming import parse_name
    from packer_core.settings import Settings

    language = fields.get("language", "")
    name = f"A.B.Tides.2020{language}.RETAIL.ePUB.eBook-DEMO"
    return parse_name(name, rule_set_by_id(Settings(), "EBOOK-2022"))


def test_what_was_read_is_seen_as_it_is() -> None:
    metadata, media = BookMetadata(title="Tides"), {"Sample/a.mkv": EpisodeMetadata()}
    name = parsed()
    view = surveyed_view("A.B", name, survey_of(), metadata, media)
    assert (view.name, view.parsed, view.metadata, view.media) == ("A.B", name, metadata, media)
    assert (view.entries, view.disks, view.sets) == (ENTRIES, DISKS, SETS)
    assert (view.sfvs, view.faults) == (SFVS, FAULTS)


def test_disks_are_counted_where_there_are_any() -> None:
    assert surveyed_view("A", parsed(), survey_of(), None).disk_count == 2
    assert surveyed_view("A", parsed(), survey_of(disks=()), None).disk_count is None


def test_texts_are_decoded_and_summed_by_their_bytes() -> None:
    nfo = b"caf\x82\r\n\xdb\xdb\r\n"
    diz = "café\n".encode()
    texts = (RawText(path="a.nfo", data=nfo), RawText(path="a.zip!file_id.diz", data=diz, disk=1))
    view = surveyed_view("A", parsed(), survey_of(*texts), None)
    assert view.texts == (
        TextFacts(
            path="a.nfo",
            text="café\r\n██\r\n",
            encoding="cp437",
            newline="crlf",
            crc32=zlib.crc32(nfo),
        ),
        TextFacts(
            path="a.zip!file_id.diz",
            text="café\n",
            encoding="utf-8",
            newline="lf",
            crc32=zlib.crc32(diz),
            disk=1,
        ),
    )


def test_the_language_is_the_one_that_the_name_states() -> None:
    assert surveyed_view("A", parsed(language=".FRENCH"), survey_of(), None).language == "fr"
    assert surveyed_view("A", parsed(), survey_of(), None).language == ""
