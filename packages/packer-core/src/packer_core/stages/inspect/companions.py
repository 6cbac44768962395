"""Files that lie beside a work and are none themselves."""

import re

from packer_core.stages.inspect.folders import FoundFile

SUBTITLES = frozenset({"srt", "sub", "idx", "ass", "ssa", "sup", "vtt", "smi"})

_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "bmp", "tbn"})
_SUMS_AND_NOTES = frozenset(
    {"nfo", "diz", "sfv", "md5", "sha1", "sha256", "srr", "srs", "torrent", "opf", "url", "log"}
)

#: Files that tell nothing of what a folder is a folder of.
COMPANIONS = SUBTITLES | _PICTURES | _SUMS_AND_NOTES

#: Files that may be works elsewhere, but not beside videos.
_TEXTS = frozenset({"txt", "htm", "html", "xml", "m3u", "m3u8"})

_FOLDERS = frozenset(
    {"sample", "samples", "sub", "subs", "subtitles", "proof", "proofs", "screens", "covers"}
)

#: ``sample`` as a word of its own: a show may well be called The Sampler.
_SAMPLE = re.compile("(?<![a-z])sample(?![a-z])", re.IGNORECASE)


def accompanies(file: FoundFile) -> bool:
    """Whether a file is a companion by its extension, whatever the work."""
    return file.extension in COMPANIONS


def accompanies_video(file: FoundFile) -> bool:
    """Whether a file is a companion of videos, by its extension or the folder it is in."""
    in_folder = any(part.lower() in _FOLDERS for part in file.parts[:-1])
    return in_folder or accompanies(file) or file.extension in _TEXTS


def is_sample(file: FoundFile) -> bool:
    """Whether a video calls itself a sample."""
    return _SAMPLE.search(file.name) is not None
