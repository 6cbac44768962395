"""``python -m tools.record_behaviour``: compare, or write the record anew with ``--write``.

Every difference is told; exit code 1 says that ``expected.toml`` does not list all of them.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tools.record_behaviour.cases import Case, cases
from tools.record_behaviour.facts import Facts, observe
from tools.record_behaviour.record import differences, read_record, unexpected, write_record


def observe_all(wanted: Sequence[Case], workers: int) -> dict[str, Facts]:
    """What the present version makes of each case, by its key."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return dict(zip((case.key for case in wanted), pool.map(observe, wanted), strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the record, or compare all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the record anew")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(arguments)
    found = observe_all(list(cases().values()), chosen.workers)
    if chosen.write:
        write_record(found)
        print(f"record: {len(found)} cases written")
        return 0
    differing = differences(read_record(), found)
    wrong = unexpected(differing)
    for place, text in differing.items():
        print(f"{'DIFFERS' if place in wrong else 'expected'}: {place}: {text}")
    print(f"record: {len(found)} cases, {len(differing)} differences, {len(wrong)} not expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
