"""A short run of the search for crashes, over every family, the same inputs each time."""

from pathlib import Path

import pytest

from tests.support.fuzzing import find_targets, fuzz

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

#: How many inputs are shown; the session `fuzz` shows thousands.
COUNT = 160


@pytest.mark.slow
def test_nothing_that_was_damaged_breaks_the_product(corpus: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    targets = find_targets(corpus, made)
    verdicts = list(fuzz(targets, range(COUNT), tmp_path / "work", workers=1))
    assert [verdict for verdict in verdicts if verdict.trouble] == []
    kinds = {verdict.kind for verdict in verdicts}
    documents = {family.kind for family in targets.documents}
    assert documents == {
        "name", "rule set", "cases", "config", "template", "text", "rows", "reply", "recording"
    }  # fmt: skip
    assert documents <= kinds
    assert "release" in kinds
