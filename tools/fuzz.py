"""Damages real files and releases for some minutes, and reports what the product does not stand.

A seed is a whole case: `--seed N --count 1` shows it again. What failed stays in `--save`.
"""

import argparse
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.corpus import CORPUS
from tests.support.fuzzing import Verdict, counts, find_targets, fuzz


def main() -> int:
    options = _options()
    if not CORPUS.is_dir():
        print(f"fuzz: the corpus is MISSING: expected in {CORPUS}", file=sys.stderr)
        return 1
    options.save.mkdir(parents=True, exist_ok=True)
    first = random.randrange(1 << 48) if options.seed is None else options.seed
    print(f"fuzz: from seed {first}", flush=True)
    with tempfile.TemporaryDirectory(prefix="packer-fuzz-") as folder:
        targets = find_targets(CORPUS, Path(folder))
        inputs = Path(tempfile.mkdtemp(prefix="run-", dir=options.save))
        seeds = _seeds(first, options.count, options.seconds)
        verdicts = [_shown(each) for each in fuzz(targets, seeds, inputs, options.workers)]
    print(counts(verdicts))
    return int(any(verdict.trouble for verdict in verdicts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="how long (default: 600)")
    parser.add_argument("--count", type=int, default=None, help="how many at most")
    parser.add_argument("--seed", type=int, default=None, help="the first seed (default: any)")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--save", type=Path, default=Path(tempfile.gettempdir(), "packer-fuzz"))
    return parser.parse_args()


def _seeds(first: int, count: int | None, seconds: float) -> Iterator[int]:
    end = time.monotonic() + seconds
    for seed in itertools.islice(itertools.count(first), count):
        if time.monotonic() > end:
            return
        yield seed


def _shown(verdict: Verdict) -> Verdict:
    if verdict.trouble:
        print(f"\nFAILURE: seed {verdict.seed}, {verdict.kind}, saved as {verdict.input}")
        print(verdict.trouble, flush=True)
    return verdict


if __name__ == "__main__":
    sys.exit(main())
