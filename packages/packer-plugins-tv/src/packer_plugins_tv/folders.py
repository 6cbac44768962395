"""What lies in a folder of videos, and is none of the works."""

import re
from collections.abc import Sequence
from pathlib import PurePath

#: Subtitles beside a video: a release has them inside, so that the user is told.
SUBTITLES = frozenset({"srt", "sub", "idx", "ass", "ssa", "sup", "vtt", "smi"})

#: Files that may be works elsewhere, but not beside videos.
_TEXTS = frozenset({"txt", "htm", "html", "xml", "m3u", "m3u8"})

_FOLDERS = frozenset(
    {"sample", "samples", "sub", "subs", "subtitles", "proof", "proofs", "screens", "covers"}
)

#: ``sample`` as a word of its own: a show may well be called The Sampler.
_SAMPLE = re.compile("(?<![a-z])sample(?![a-z])", re.IGNORECASE)


def accompanies(parts: Sequence[str]) -> bool:
    """Whether a file is a companion of videos, by its extension or the folder it is in."""
    in_folder = any(part.lower() in _FOLDERS for part in parts[:-1])
    return in_folder or PurePath(parts[-1]).suffix[1:].lower() in _TEXTS


def is_sample(name: str) -> bool:
    """Whether a video calls itself a sample."""
    return _SAMPLE.search(name) is not None
