"""A maker of extras that breaks its contract is told so in a sentence."""

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from packer_core.errors import Cancelled, Unreadable
from packer_core.plugins import Plugins
from packer_core.run import Run
from packer_core.testing import ExtraMakerContract, rule_sets_of
from packer_core.values import (
    ExtraPlan,
    ExtraRequest,
    Finding,
    PlannedExtra,
    Severity,
    SourceFile,
    WorkMetadata,
)
from tests.support.contracts import assert_told, names_of_tests, run_test


class SheetMaker:
    """Makes a file of the first bytes of a work, where the rules want a sample."""

    id = "sheet"
    kinds: tuple[str, ...] = ("TV",)

    def tools(self) -> Sequence[str]:
        return ("pen",)

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        if not request.rule_set.sample.required:
            return ExtraPlan()
        return ExtraPlan(extras=(self.planned(request),))

    def planned(self, request: ExtraRequest) -> PlannedExtra:
        return PlannedExtra(
            maker=self.id, path=f"Proof/{request.stem}.txt", size=9, params={"length": "9"}
        )

    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        run.checkpoint()
        data = source.read_bytes()
        if not data.strip(b"\0"):
            raise Unreadable(path=str(source), reason="no work")
        self.put(target, data[: int(extra.params["length"])], source)

    def put(self, target: Path, data: bytes, source: Path) -> None:
        target.write_bytes(data)


class WithoutMake:
    id = "half"
    kinds = ("TV",)

    def tools(self) -> Sequence[str]:
        return ()

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        return ExtraPlan()


class ForNobody(SheetMaker):
    kinds = ()


class Unsure(SheetMaker):
    number = count()

    def tools(self) -> Sequence[str]:
        return (f"pen{next(self.number)}",)


class Lazy(SheetMaker):
    def plan(self, request: ExtraRequest) -> ExtraPlan:
        return ExtraPlan()


class Above(SheetMaker):
    def planned(self, request: ExtraRequest) -> PlannedExtra:
        return evolve(super().planned(request), path="../sheet.txt")


class OfAnother(SheetMaker):
    def planned(self, request: ExtraRequest) -> PlannedExtra:
        return evolve(super().planned(request), maker="sample")


class Counting(SheetMaker):
    def planned(self, request: ExtraRequest) -> PlannedExtra:
        return evolve(super().planned(request), params={"length": 9})


class Wordless(SheetMaker):
    def plan(self, request: ExtraRequest) -> ExtraPlan:
        finding = Finding(id="sheet.small", severity=Severity.INFO)
        return evolve(super().plan(request), findings=(finding,))


class Peeking(SheetMaker):
    def planned(self, request: ExtraRequest) -> PlannedExtra:
        return evolve(super().planned(request), size=Path(request.source.path).stat().st_size)


class Eager(SheetMaker):
    def plan(self, request: ExtraRequest) -> ExtraPlan:
        return ExtraPlan(extras=(self.planned(request),))


class Random(SheetMaker):
    def put(self, target: Path, data: bytes, source: Path) -> None:
        target.write_bytes(os.urandom(9))


class Forgetful(SheetMaker):
    def put(self, target: Path, data: bytes, source: Path) -> None:
        return


class Littering(SheetMaker):
    def put(self, target: Path, data: bytes, source: Path) -> None:
        target.write_bytes(data)
        target.with_suffix(".log").write_bytes(b"x")


class Improving(SheetMaker):
    def put(self, target: Path, data: bytes, source: Path) -> None:
        target.write_bytes(data)
        source.write_bytes(source.read_bytes() + b"!")


class Trusting(SheetMaker):
    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        target.write_bytes(bytes([source.read_bytes()[0]]))


class Deaf(SheetMaker):
    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        try:
            super().make(extra, source, target, run)
        except Cancelled:
            return


PLANNED = "test_it_plans_what_the_rules_ask_for"
MADE = "test_it_makes_the_same_bytes_each_time"
BROKEN: list[tuple[type, str, str]] = [
    (WithoutMake, "test_it_is_a_maker_of_extras", "WithoutMake.* lacks a member of ExtraMaker"),
    (ForNobody, "test_it_is_a_maker_of_extras", "sheet serves no kind of release"),
    (Unsure, "test_its_tools_are_names", "tools answers differently the second time"),
    (Lazy, PLANNED, "plan makes nothing of a.mkv"),
    (Above, PLANNED, r"\.\./sheet.txt leads out of the release"),
    (OfAnother, PLANNED, "Proof/a.txt is planned for sample"),
    (Counting, PLANNED, "the parameter length of Proof/a.txt is 9, no text"),
    (Wordless, "test_what_it_says_has_a_text", "the finding sheet.small has no text"),
    (
        Peeking,
        "test_its_plan_looks_at_nothing_but_the_request",
        "plan, with the source gone, raises FileNotFoundError",
    ),
    (
        Eager,
        "test_it_plans_nothing_where_nothing_is_asked_for",
        "plan makes Proof/a.txt: the rule set asks for nothing",
    ),
    (Random, MADE, "make writes Proof/a.txt with other bytes the second time"),
    (Forgetful, MADE, "make does not write Proof/a.txt"),
    (Littering, MADE, "make writes more than a.txt: a.log, a.txt"),
    (Improving, MADE, "make changes the source of Proof/a.txt"),
    (
        Trusting,
        "test_a_source_that_is_something_else_is_refused",
        r"make, from a source empty, raises IndexError \(.*\): InputRefused is documented",
    ),
    (Deaf, "test_it_can_be_stopped", "make goes on after checkpoint raised Cancelled"),
]


@pytest.fixture
def request_(tmp_path: Path, loaded_plugins: Plugins) -> ExtraRequest:
    (tmp_path / "samples").mkdir()
    path = tmp_path / "samples" / "a.mkv"
    path.write_bytes(b"a video, or nearly")
    return ExtraRequest(
        source=SourceFile(path=str(path), format="mkv", size=18, mtime_ns=0, name="a.mkv"),
        metadata=WorkMetadata(),
        rule_set=rule_sets_of(loaded_plugins)["TV-WEB-2020"],
        stem="a",
    )


@pytest.mark.parametrize(("maker", "test", "sentence"), BROKEN)
def test_what_is_broken_is_told(
    tmp_path: Path,
    request_: ExtraRequest,
    loaded_plugins: Plugins,
    maker: type,
    test: str,
    sentence: str,
) -> None:
    facts = {"samples": [request_], "loaded_plugins": loaded_plugins, "tmp_path": tmp_path}
    assert_told(ExtraMakerContract(), test, sentence, provider=maker(), **facts)


def test_every_test_can_fail() -> None:
    assert {test for _, test, _ in BROKEN} == set(names_of_tests(ExtraMakerContract))


def test_a_maker_in_order_passes(
    tmp_path: Path, request_: ExtraRequest, loaded_plugins: Plugins
) -> None:
    for number, test in enumerate(names_of_tests(ExtraMakerContract)):
        folder = tmp_path / str(number)
        folder.mkdir()
        facts = {"samples": [request_], "loaded_plugins": loaded_plugins, "tmp_path": folder}
        run_test(ExtraMakerContract(), test, provider=SheetMaker(), **facts)
