"""Extractors whose reader is imported by the first file: no start of the program waits for it."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from attrs import frozen

from packer_core.values import Extraction


@frozen(kw_only=True)
class LazyExtractor:
    """An extractor (:class:`packer_core.hookspecs.Extractor`) made of two functions.

    ``judge`` is what ``score`` asks, from the path and the first bytes; ``reader`` is the name of
    the module whose function ``describe(path, run)`` is what ``extract`` asks.
    """

    id: str
    kind: str
    judge: Callable[[Path, bytes], int | None]
    reader: str

    def score(self, path: Path, head: bytes) -> int | None:
        """How well it fits; ``None`` to decline."""
        return self.judge(path, head)

    def extract(self, path: Path, run: object) -> Extraction:
        """What the reader finds in a file."""
        found: Extraction = import_module(self.reader).describe(path, run)
        return found
