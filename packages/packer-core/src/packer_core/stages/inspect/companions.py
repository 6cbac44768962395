"""Files that lie beside a work and are none themselves, whatever the work."""

from packer_core.stages.inspect.folders import FoundFile

_SUBTITLES = frozenset({"srt", "sub", "idx", "ass", "ssa", "sup", "vtt", "smi"})
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "webp", "bmp", "tbn"})
_SUMS_AND_NOTES = frozenset(
    {"nfo", "diz", "sfv", "md5", "sha1", "sha256", "srr", "srs", "torrent", "opf", "url", "log"}
)

#: Files that tell nothing of what a folder is a folder of.
COMPANIONS = _SUBTITLES | _PICTURES | _SUMS_AND_NOTES


def accompanies(file: FoundFile) -> bool:
    """Whether a file is a companion by its extension."""
    return file.extension in COMPANIONS
