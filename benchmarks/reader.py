"""Metadata of a list of files, by one reader in this process: ``reader READER ROUNDS < LIST``.

Prints the seconds that reading took, without the start of Python and of the reader.
"""

import sys
import time
import warnings
from collections.abc import Callable


def by_packer() -> Callable[[str], object]:
    """The stage ``inspect``, as every front end calls it."""
    from packer_core.run import Run
    from packer_core.settings import Settings
    from packer_core.stages.inspect.stage import inspect
    from packer_core.values import PackRequest, Source

    run = Run(settings=Settings())
    return lambda path: inspect(PackRequest(sources=(Source(path=path),)), run)


def by_ebooklib() -> Callable[[str], object]:
    """The reader of EbookLib, which parses the whole book."""
    from ebooklib import epub

    warnings.simplefilter("ignore")
    return lambda path: epub.read_epub(path).metadata


READERS = {"packer": by_packer, "ebooklib": by_ebooklib}


def main() -> None:
    """Read each file as often as asked."""
    paths = sys.stdin.read().splitlines()
    read = READERS[sys.argv[1]]()
    # Our libraries of a format are imported by its first file.
    read(paths[0])
    began = time.perf_counter()
    for _ in range(int(sys.argv[2])):
        for path in paths:
            read(path)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main()
