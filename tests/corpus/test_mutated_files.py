"""No damaged file or release breaks the product; the nox session ``fuzz`` looks for longer."""

from pathlib import Path

import pytest

from tests.support.fuzzing import counts, find_targets, fuzz

pytestmark = [pytest.mark.corpus, pytest.mark.one_python]

FIRST_SEED = 20_221_103
MUTANTS = 200


def test_damaged_files_and_releases_are_described_or_refused(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = find_targets(corpus, tmp_path)
    seeds = range(FIRST_SEED, FIRST_SEED + MUTANTS)
    verdicts = list(fuzz(targets, seeds, tmp_path / "damaged"))
    with capsys.disabled():
        print(f"\n{counts(verdicts)}")
    assert len(verdicts) == MUTANTS
    assert {"described", "input.unreadable"} <= {verdict.outcome for verdict in verdicts}
    assert [f"seed {each.seed}: {each.trouble}" for each in verdicts if each.trouble] == []
