"""A sample of a Matroska or WebM file: frames are copied as they are, only their times change.

Tracks are copied to the byte; chapters and attachments are left out, fonts among them: a player
shows styled subtitles in a font of its own, and a sample stays as small as it is.
"""

import os
from pathlib import Path

from packer_core.errors import Unreadable
from packer_core.files.removing import made_here
from packer_core.run import Run
from packer_plugins_tv.sample.choice import choose
from packer_plugins_tv.sample.interval import Wanted
from packer_plugins_tv.sample.limits import Malformed, Work
from packer_plugins_tv.sample.matroska.ebml import Bytes
from packer_plugins_tv.sample.matroska.film import read_film
from packer_plugins_tv.sample.matroska.writing import write_sample

#: Bytes gathered for one write.
_BUFFER = 1 << 20


def cut_matroska(source: Path, target: Path, wanted: Wanted, run: Run) -> None:
    """Cut a sample of ``source`` to ``target``, which must not exist: the same bytes each time.

    A work that is shorter than the sample shall be is taken whole.

    :raises packer_core.errors.Unreadable: where the source is broken or has no video.
    """
    descriptor = os.open(source, os.O_RDONLY | os.O_CLOEXEC)
    try:
        size = os.fstat(descriptor).st_size
        _cut(Bytes(descriptor, size, Work(run.checkpoint)), target, wanted)
    except Malformed as error:
        raise Unreadable(path=str(source), reason=error.reason) from None
    finally:
        os.close(descriptor)


def _cut(file: Bytes, target: Path, wanted: Wanted) -> None:
    film = read_film(file)
    selection = choose(film, wanted)
    with made_here(target), target.open("r+b", buffering=_BUFFER) as output:
        write_sample(film, selection, output)
