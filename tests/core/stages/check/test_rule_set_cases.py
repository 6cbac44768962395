"""A rule set is tried on the cases beside it."""

from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration, NotAllowed, UnknownName
from packer_core.library.available import rule_sets
from packer_core.settings import Settings
from packer_core.stages.check.rule_set_cases import run_rule_set_cases

NAME = "Ada.Example.Tides.2020.RETAIL.ePUB.eBook-DEMO"
RULES = 'schema = 1\nid = "MINE"\ntitle = "Mine"\nextends = "EBOOK-2022"\n'


@pytest.fixture
def mine(tmp_path: Path) -> Settings:
    """Settings with a rule set of the user's own, ``MINE``."""
    (tmp_path / "MINE.toml").write_text(RULES, encoding="utf-8")
    return Settings(values={"rules.folder": str(tmp_path)})


def cases(folder: Path, text: str) -> Path:
    path = folder / "MINE.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", sorted(rule_sets(Settings())))
def test_a_set_is_found_whatever_its_case(name: str) -> None:
    report = run_rule_set_cases(name.lower(), Settings())
    assert report.rule_set.id == name
    assert report.results
    assert report.failures == ()


def test_a_case_that_is_judged_otherwise_is_a_failure(mine: Settings, tmp_path: Path) -> None:
    cases(tmp_path, f"names:\n  {NAME}: []\n  {NAME}.: [dirname.length]\n")
    report = run_rule_set_cases("MINE", mine)
    assert len(report.results) == 2
    (failure,) = report.failures
    assert (failure.about, failure.expected) == (f"{NAME}.", {"dirname.length"})
    assert "dirname.length" not in failure.found


def test_a_set_without_cases_has_no_results(mine: Settings) -> None:
    report = run_rule_set_cases("MINE", mine)
    assert (report.results, report.failures) == ((), ())


def test_cases_that_are_none_are_told(mine: Settings, tmp_path: Path) -> None:
    cases(tmp_path, "names: [")
    with pytest.raises(BadConfiguration):
        run_rule_set_cases("MINE", mine)


def test_cases_that_cannot_be_read_are_told(
    mine: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = cases(tmp_path, f"names:\n  {NAME}: []\n")
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(NotAllowed) as caught:
        run_rule_set_cases("MINE", mine)
    assert (caught.value.path, caught.value.reason) == (str(path), "Permission denied")


def test_a_set_that_nobody_has() -> None:
    with pytest.raises(UnknownName):
        run_rule_set_cases("MUSIC-1", Settings())
