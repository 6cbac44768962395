"""What receiving sites accept."""

import attrs
import pytest

from packer_core import rules
from packer_core.errors import BadValue
from packer_core.rules.checks.receivers import stated_total
from packer_core.values import Entry, Receiver, ReleaseView, SfvFacts, SfvLine, TextFacts

PZS = rules.receivers()["pzs-ng"]
EPISODE = rules.receivers()["sfvbrr-episode"]
SFVBRR = rules.receivers()["sfvbrr-book"]

RELEASE = ReleaseView(
    name="Jane.Austen.Emma.2015.RETAIL.ePUB.eBook-GRP",
    entries=tuple(Entry(path=p, size=9) for p in ("a01.zip", "a.nfo", "file_id.diz", "a.sfv")),
    sfvs=(SfvFacts(path="a.sfv", lines=(SfvLine(name="a01.zip", crc32=1),)),),
    texts=(
        TextFacts(
            path="file_id.diz", text="DISK: [01/01]\n", encoding="ascii", newline="lf", crc32=1
        ),
    ),
    disk_count=1,
)


def ids(view: ReleaseView, receiver: Receiver) -> list[str]:
    return [finding.id for finding in rules.judge_receiver(view, receiver).findings]


def with_files(*paths: str) -> ReleaseView:
    return attrs.evolve(RELEASE, entries=tuple(Entry(path=path, size=9) for path in paths))


@pytest.mark.parametrize("receiver", [PZS, SFVBRR], ids=lambda each: each.id)
def test_a_release_of_ours_is_accepted(receiver: Receiver) -> None:
    verdict = rules.judge_receiver(RELEASE, receiver)
    assert verdict.findings == ()
    assert verdict.passed


def test_the_sfv_is_not_sent_where_it_would_be_refused() -> None:
    assert rules.is_excluded("a.sfv", SFVBRR)
    assert not rules.is_excluded("a.sfv", PZS)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (("a.nfo", "file_id.diz"), ["receiver.layout.missing"]),
        (("a.zip", "a.nfo"), ["receiver.layout.missing"]),
        (("a.zip", "a.nfo", "b.nfo", "file_id.diz"), ["receiver.layout.too_many"]),
        (("a.zip", "a.nfo", "file_id.diz", "a.jpg"), ["receiver.layout.unexpected"]),
        (("a.zip", "a.nfo", "file_id.diz", "Sample/a.mkv"), ["receiver.layout.unexpected"]),
    ],
)
def test_sfvbrr_wants_exactly_its_layout(files: tuple[str, ...], expected: list[str]) -> None:
    assert ids(with_files(*files), SFVBRR) == expected


VIDEO = ("a.rar", "a.r00", "a.sfv", "a.nfo", "Sample/a-sample.mkv")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (VIDEO, []),
        ((*VIDEO, "a.s00", "Proof/a.jpg"), []),
        (("a.rar", *VIDEO[2:]), ["receiver.layout.missing"]),
        (VIDEO[:-1], ["receiver.layout.missing"]),
        ((*VIDEO, "Sample/b-sample.mkv"), ["receiver.layout.too_many"]),
        ((*VIDEO, "b.rar"), ["receiver.layout.too_many"]),
        ((*VIDEO, "Subs/a.srt"), ["receiver.layout.unexpected"]),
        ((*VIDEO, "Sample/a.jpg"), ["receiver.layout.unexpected"]),
        ((*VIDEO, "file_id.diz"), ["receiver.layout.unexpected"]),
    ],
)
def test_sfvbrr_wants_its_layout_of_episodes(files: tuple[str, ...], expected: list[str]) -> None:
    assert ids(with_files(*files), EPISODE) == expected


def test_an_empty_folder_of_samples_is_refused() -> None:
    entries = (*(with_files(*VIDEO[:-1]).entries or ()), Entry(path="Sample", is_dir=True))
    assert ids(attrs.evolve(RELEASE, entries=entries), EPISODE) == ["receiver.layout.missing"]


def test_pzs_takes_videos_without_a_diz() -> None:
    lines = (SfvLine(name="a.rar", crc32=1), SfvLine(name="a.r00", crc32=2))
    view = attrs.evolve(with_files(*VIDEO), sfvs=(SfvFacts(path="a.sfv", lines=lines),), texts=())
    assert ids(view, PZS) == []


def test_pzs_takes_one_nfo_only() -> None:
    assert ids(with_files("a.zip", "a.nfo", "b.nfo"), PZS) == ["receiver.layout.too_many"]


def test_an_empty_file_is_refused() -> None:
    entries = (*(RELEASE.entries or ())[:3], Entry(path="a.sfv", size=0))
    assert ids(attrs.evolve(RELEASE, entries=entries), PZS) == ["receiver.layout.empty"]


def test_a_folder_in_an_sfv_is_refused_by_pzs() -> None:
    sfv = SfvFacts(path="a.sfv", lines=(SfvLine(name="Sample/a.mkv", crc32=1),))
    assert ids(attrs.evolve(RELEASE, sfvs=(sfv,)), PZS) == ["receiver.sfv.path"]
    assert ids(attrs.evolve(RELEASE, sfvs=(sfv,)), SFVBRR) == []


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("DISK: [01/03]", 3),
        ("Disk: (01/03)", 3),
        ("[x/3]", 3),
        ("[xx/o3]", 3),
        ("[disk:01/03]", 3),
        ("disks[01/03", 3),
        ("Emma  1/3  ", 3),
        ("xx/03", 3),
        ("01 of 03", 3),
        ("Emma\r\n\r\nDISK: [01/12]\r\n", 12),
        ("Emma, 2015-09-01", None),
        ("Emma 24/7/365", None),
        ("", None),
        ("." * 5000 + " [01/03]", None),
    ],
)
def test_pzs_finds_the_number_of_disks(text: str, total: int | None) -> None:
    assert stated_total(text, PZS) == total


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Emma", ["receiver.diz.total"]), ("[01/02]", ["receiver.diz.count"])],
)
def test_a_diz_without_the_right_total_is_refused(text: str, expected: list[str]) -> None:
    diz = TextFacts(path="file_id.diz", text=text, encoding="ascii", newline="lf", crc32=1)
    assert ids(attrs.evolve(RELEASE, texts=(diz,)), PZS) == expected


def test_a_receiver_does_not_judge_what_nobody_knows() -> None:
    verdict = rules.judge_receiver(ReleaseView(name="a"), PZS)
    assert verdict.findings == ()
    assert set(verdict.not_judged) == {each.id for each in rules.receiver_explanations(PZS)}


def test_a_waiver_holds_for_receivers_too() -> None:
    view = with_files("a.zip", "a.nfo", "b.nfo")
    assert rules.judge_receiver(
        view, PZS, waivers={"receiver.layout.too_many": "sent later"}
    ).passed
    with pytest.raises(BadValue):
        rules.judge_receiver(view, PZS, waivers={"receiver.layout.too_many": ""})
