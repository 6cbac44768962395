"""A release that does not exist yet, as the checks see it."""

import zlib

import pytest
from attrs import evolve

from packer_core.library.available import rule_set_by_id
from packer_core.naming import parse_name
from packer_core.nfo.cp437 import encode_cp437
from packer_core.settings import Settings
from packer_core.stages.plan.view import planned_view, stated_language
from packer_core.values import (
    EpisodeMetadata,
    PlannedExtra,
    PlannedFile,
    ReleasePlan,
    ReleaseView,
)

RULES = rule_set_by_id(Settings(), "EBOOK-2022")


def view_of(plan: ReleasePlan) -> ReleaseView:
    return planned_view(plan, parse_name(plan.dirname, RULES))


def test_the_name_and_the_work_are_those_of_the_plan(book_plan: ReleasePlan) -> None:
    view = view_of(book_plan)
    assert (view.name, view.form, view.metadata) == (
        book_plan.dirname,
        book_plan.form,
        book_plan.metadata,
    )
    assert view.members == ("book.epub",)
    assert (view.media, view.faults, view.sfvs) == (None, None, None)


def test_files_have_their_planned_sizes_and_no_sums(book_plan: ReleasePlan) -> None:
    view = view_of(book_plan)
    assert view.entries is not None
    assert [(each.path, each.size, each.crc32) for each in view.entries] == [
        (file.path, file.size, None) for file in book_plan.files
    ]


def test_what_must_be_made_first_has_no_size_and_its_folder_is_there(
    book_plan: ReleasePlan,
) -> None:
    known = EpisodeMetadata(duration_seconds=60.0)
    extra = PlannedExtra(maker="sample", path="Sample/a.mkv", size=9, metadata=known)
    files = (*book_plan.files, PlannedFile(path=extra.path, size=9, exact=False))
    view = view_of(evolve(book_plan, files=files, extras=(extra,)))
    assert view.entries is not None
    sample, folder = view.entries[-2:]
    assert (sample.path, sample.size) == ("Sample/a.mkv", None)
    assert (folder.path, folder.is_dir) == ("Sample", True)
    assert view.media == {"Sample/a.mkv": known}


def test_disks_hold_their_volume_and_the_texts(book_plan: ReleasePlan) -> None:
    view = view_of(book_plan)
    assert (view.disk_count, view.sets) == (3, None)
    assert [each.path for each in view.disks or ()] == [
        volume.path for volume in book_plan.archive.volumes
    ]
    for disk, volume in zip(view.disks or (), book_plan.archive.volumes, strict=True):
        assert disk.size == volume.size
        held = [(each.name, each.size, each.method) for each in disk.entries]
        assert held == [
            (volume.inner, volume.inner_size, "store"),
            *((each.name, each.size, "store") for each in book_plan.archive.request.riders),
        ]


def test_volumes_that_lie_in_the_release_are_a_set(book_plan: ReleasePlan) -> None:
    volumes = tuple(evolve(each, inner="", inner_size=0) for each in book_plan.archive.volumes)
    view = view_of(evolve(book_plan, archive=evolve(book_plan.archive, volumes=volumes)))
    assert view.disks == ()
    (archive,) = view.sets or ()
    assert [(each.path, each.size, each.number) for each in archive.volumes] == [
        (volume.path, volume.size, number) for number, volume in enumerate(volumes)
    ]
    assert [(each.name, each.size) for each in archive.members] == [
        ("book.epub", book_plan.sources[0].size)
    ]


def test_texts_are_those_that_will_be_written(book_plan: ReleasePlan) -> None:
    view, texts = view_of(book_plan), book_plan.texts
    found = {each.path: each for each in view.texts or ()}
    nfo, diz = found[texts.nfo_name], found["file_id.diz"]
    assert (nfo.text, nfo.crc32) == (texts.nfo, zlib.crc32(encode_cp437(texts.nfo).data))
    assert (diz.text, diz.disk) == (texts.diz[0], None)
    for number, volume in enumerate(book_plan.archive.volumes, 1):
        inside = found[f"{volume.path}!file_id.diz"]
        assert (inside.text, inside.disk) == (texts.diz[number - 1], number)
        assert found[f"{volume.path}!{texts.nfo_name}"].text == texts.nfo
    assert {(each.encoding, each.newline) for each in found.values()} == {("cp437", "crlf")}


@pytest.mark.parametrize(("word", "tag"), [(".FRENCH", "fr"), (".GERMAN", "de"), ("", "")])
def test_the_language_is_the_one_that_the_name_states(word: str, tag: str) -> None:
    name = f"Ada.Example.Tides.2020{word}.RETAIL.ePUB.eBook-DEMO"
    assert stated_language(parse_name(name, RULES)) == tag
