"""Reads a release directory once, and says all that its archives and lists tell."""

import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from attrs import evolve

from packer_core.archives.damage import Faults
from packer_core.archives.parallel import default_workers, in_order
from packer_core.archives.rar_read import assemble_sets
from packer_core.archives.reading.compare import compare_sfv
from packer_core.archives.reading.extractors import Extractor, installed_extractor
from packer_core.archives.reading.file import Reader, Reading
from packer_core.archives.reading.verification import verify_compressed
from packer_core.archives.reading.walk import walk
from packer_core.archives.zip.order import check_order
from packer_core.errors import Cancelled
from packer_core.values import RarSet, RawText, Survey


def survey(
    root: Path,
    *,
    sha256: bool = False,
    advance: Callable[[int], None] = lambda _count: None,
    workers: int | None = None,
    find_extractor: Callable[[], Extractor | None] = installed_extractor,
) -> Survey:
    """Read every byte of every file below ``root`` once.

    Compressed RAR members are proven by the program that ``find_extractor`` finds, which reads
    them again; without one their volumes are checked and their contents are not.

    ``sha256`` adds that sum to every entry. ``advance`` gets the counts of bytes read and raises
    to stop; with more than one of ``workers`` (by default two, where the machine and the release
    are large enough) it is called from several threads. What is wrong with the release is part of
    the result, whatever its files hold.

    Raises ``OSError`` where ``root`` itself cannot be read.
    """
    faults = Faults()
    files = list(walk(root, faults))
    if workers is None:
        workers = default_workers(sum(found.size for found in files))
    stopped = threading.Event()

    def step(count: int) -> None:
        if stopped.is_set():
            raise Cancelled
        advance(count)

    reader = Reader(sha256, step)
    readings = list(in_order(reader.read, files, workers, stopped.set))

    def prove(sets: tuple[RarSet, ...]) -> tuple[RarSet, ...]:
        # Looking for a program takes a while: only where something is compressed.
        compressed = any(it.method == "compress" for each in sets for it in each.members)
        extractor = find_extractor() if compressed else None
        return verify_compressed(root, sets, faults, extractor, lambda: advance(0))

    return _join(readings, faults, prove)


def _join(
    everything: Sequence[Reading],
    faults: Faults,
    prove: Callable[[tuple[RarSet, ...]], tuple[RarSet, ...]],
) -> Survey:
    """What all files hold, compared with each other."""
    for reading in everything:
        faults.extend(reading.faults)
    entries = tuple(reading.entry for reading in everything)
    sfvs = tuple(reading.sfv for reading in everything if reading.sfv)
    sets = assemble_sets((volume for reading in everything for volume in reading.volumes), faults)
    for each in sets:
        check_order(each.volumes, faults)
    sets = prove(sets)
    compare_sfv(sfvs, entries, faults)
    return Survey(
        entries=entries,
        sfvs=sfvs,
        disks=tuple(reading.disk for reading in everything if reading.disk),
        sets=sets,
        texts=_texts(everything),
        faults=tuple(faults.faults),
        notes=tuple(faults.notes),
        bytes_read=sum(reading.bytes_read for reading in everything),
    )


def _texts(readings: Iterable[Reading]) -> tuple[RawText, ...]:
    """The texts, each of a disk with its number: disks count in the order of their names."""
    texts: list[RawText] = []
    disk = 0
    for reading in readings:
        disk += reading.disk is not None
        number = disk if reading.disk else None
        texts.extend(evolve(text, disk=number) for text in reading.texts)
    return tuple(texts)
