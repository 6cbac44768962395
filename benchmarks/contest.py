"""Rows that are timed in interleaved rounds, and their ratios to a peer of the same round."""

import json
import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import asdict, define, field, frozen


@frozen(kw_only=True)
class Row:
    """One thing to time. ``work`` returns its own seconds, or ``None`` to be timed from outside.

    ``prepare`` runs before each round, unmeasured; ``peer`` is the name of the row to compare
    with; ``target`` the ratio to reach.
    """

    name: str
    work: Callable[[], float | None]
    prepare: Callable[[], None] = lambda: None
    peer: str = ""
    target: float | None = None


@define(kw_only=True)
class Result:
    """What a row took in each round."""

    subject: str
    name: str
    peer: str
    target: float | None
    seconds: list[float] = field(factory=list)
    ratios: list[float] = field(factory=list)
    rss_mib: float | None = None


def hold(subject: str, rows: Sequence[Row], rounds: int) -> list[Result]:
    """Time every row once a round, in the order given; ratios are within a round."""
    results = {
        row.name: Result(subject=subject, name=row.name, peer=row.peer, target=row.target)
        for row in rows
    }
    for _ in range(rounds):
        took = {row.name: _time(row) for row in rows}
        for row in rows:
            results[row.name].seconds.append(took[row.name])
            if row.peer:
                results[row.name].ratios.append(took[row.name] / took[row.peer])
    return list(results.values())


def _time(row: Row) -> float:
    row.prepare()
    began = time.perf_counter()
    own = row.work()
    return time.perf_counter() - began if own is None else own


def show(results: Sequence[Result], place: Path | None) -> None:
    """Print a table, and write JSON where a place is given."""
    print(f"load {os.getloadavg()[0]:.2f}, {len(os.sched_getaffinity(0))} cores")
    subject = ""
    for result in results:
        if result.subject != subject:
            subject = result.subject
            print(f"\n{subject}\n{'':44}{'median s':>9}{'ratio':>8}  spread        target")
        print(_line(result))
    if place is not None:
        document = {"load": os.getloadavg(), "results": [asdict(result) for result in results]}
        place.write_text(json.dumps(document, indent=1), encoding="utf-8")


def _line(result: Result) -> str:
    line = f"{result.name:44}{statistics.median(result.seconds):9.3f}"
    if result.ratios:
        low, high = min(result.ratios), max(result.ratios)
        line += f"{statistics.median(result.ratios):8.2f}  {low:5.2f}-{high:5.2f}"
        line += (
            f"  <= {result.target:.2f} x {result.peer}" if result.target else f"  x {result.peer}"
        )
    return line if result.rss_mib is None else f"{line}  {result.rss_mib:.0f} MiB"
