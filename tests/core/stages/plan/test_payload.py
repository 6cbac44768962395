"""What goes into the archives, under which names."""

from attrs import evolve

from packer_core.stages.plan.payload import EXTRAS, payload_of, payload_size
from packer_core.values import InputRules, RarRules, RuleSet, SourceFile
from tests.support.rule_sets import rule_sets

BOOKS = rule_sets()["EBOOK-2022"]


def file(name: str, size: int = 10, mtime_ns: int = 5, **facts: str) -> SourceFile:
    extension = name.rpartition(".")[2]
    kind = facts.get("format", extension)
    path = facts.get("path", f"/in/{name}")
    return SourceFile(path=path, format=kind, size=size, mtime_ns=mtime_ns, name=name)


def with_input(**rules: object) -> RuleSet:
    return evolve(BOOKS, input=evolve(BOOKS.input, **rules))


def test_a_single_work_keeps_its_name_in_the_characters_of_a_dirname() -> None:
    payload = payload_of([file("Émile et lui.epub")], BOOKS, "dabcde", None)
    assert [member.name for member in payload.members] == ["Emile.et.lui.epub"]
    assert payload.bundles == ()
    assert payload_size(payload) == 10


def test_the_only_file_of_a_set_named_by_its_release_has_that_name() -> None:
    rules = evolve(BOOKS, pack=evolve(BOOKS.pack, rar=RarRules(group_in_name=True)))
    payload = payload_of([file("video.pdf")], rules, "show.s01e01-demo", None)
    assert [member.name for member in payload.members] == ["show.s01e01-demo.pdf"]


def test_what_is_no_work_goes_into_an_archive_of_its_own() -> None:
    files = [file("a.pdf"), file("maps/The north.png", 7, 9), file("b.epub")]
    payload = payload_of(files, BOOKS, "dabcde", None)
    assert [member.name for member in payload.members] == ["a.pdf", "b.epub", EXTRAS]
    (bundle,) = payload.bundles
    assert [(member.name, member.source) for member in bundle.members] == [
        ("maps/The north.png", 1)
    ]
    packed = payload.members[-1]
    assert (packed.size, packed.source, packed.mtime_ns) == (bundle.size, 3, 9)


def test_without_a_rule_on_extras_every_file_is_a_member_in_its_folder() -> None:
    files = [file("Week 1/a.pdf"), file("Week 2/b.bin"), file("c.pdf")]
    payload = payload_of(files, with_input(extras=""), "dabcde", None)
    names = [member.name for member in payload.members]
    assert names == ["Week.1/a.pdf", "Week.2/b.bin", "c.pdf"]
    assert [member.source for member in payload.members] == [0, 1, 2]


def test_names_that_differ_in_case_alone_are_told_apart() -> None:
    files = [file("Report.pdf"), file("report.PDF", format="pdf")]
    payload = payload_of(files, BOOKS, "dabcde", None)
    assert [member.name for member in payload.members] == ["Report.pdf", "report-2.pdf"]


def test_a_fixed_time_dates_everything() -> None:
    files = [file("a.pdf"), file("b.png", 7, 9)]
    payload = payload_of(files, BOOKS, "dabcde", 1_000)
    assert {member.mtime_ns for member in payload.members} == {1_000}
    assert payload.bundles[0].members[0].mtime_ns == 1_000


def test_the_first_file_is_a_work_whatever_it_is() -> None:
    rules = evolve(BOOKS, input=InputRules(extensions=("epub",), extras="own-archive"))
    payload = payload_of([file("a.pdf")], rules, "dabcde", None)
    assert len(payload.members) == 1


def test_folders_above_what_was_stated_are_not_published() -> None:
    files = [
        SourceFile(path="/home/me/secret/a.pdf", format="pdf", size=1, mtime_ns=1),
        SourceFile(path="/srv/b.png", format="png", size=1, mtime_ns=1),
        SourceFile(path="../b.png", format="png", size=1, mtime_ns=1),
    ]
    payload = payload_of(files, BOOKS, "dabcde", None)
    assert payload.members[0].name == "a.pdf"
    assert [member.name for member in payload.bundles[0].members] == ["b.png", "b-2.png"]
