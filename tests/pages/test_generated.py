"""The generated parts of the documentation are those that the code would generate now."""

import pytest

from packer_core.rules import RECEIVER_CHECKS
from packer_core.settings import FAMILIES, SETTINGS
from tests.support.rule_sets import CHECKS
from tools import generate_docs


@pytest.mark.parametrize("page", generate_docs.PARTS)
def test_a_page_is_up_to_date(page: str) -> None:
    text = (generate_docs.DOCS / page).read_text(encoding="utf-8")
    assert text == generate_docs.generated(page), "run: uv run python -m tools.generate_docs"


def test_every_check_is_documented() -> None:
    text = (generate_docs.DOCS / "checks.md").read_text(encoding="utf-8")
    for check in (*CHECKS, *RECEIVER_CHECKS):
        assert f"| `{check.id}` |" in text


def test_every_setting_is_documented() -> None:
    text = (generate_docs.DOCS / "settings.md").read_text(encoding="utf-8")
    for each in (*SETTINGS, *FAMILIES):
        assert f"| `{each.name}` |" in text


def test_comparing_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert generate_docs.main(["--check"]) == 0
    assert capsys.readouterr().err == ""
