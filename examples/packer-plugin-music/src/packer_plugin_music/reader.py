"""The reader: what the tags of a track say of its album."""

from pathlib import Path

from tinytag import TinyTag, TinyTagException

from packer_core.errors import Unreadable
from packer_core.run import Run
from packer_core.values import Extraction
from packer_plugin_music.kind import AlbumMetadata

MAGIC = {b"fLaC": "flac", b"OggS": "ogg"}


class AlbumReader:
    """Reads FLAC and Ogg with tinytag."""

    id = "tinytag"
    kind = "MUSIC"

    def score(self, path: Path, head: bytes) -> int | None:
        """By its first bytes, whatever the file is called."""
        return 60 if head[:4] in MAGIC else None

    def extract(self, path: Path, run: Run) -> Extraction:
        """Raises :class:`Unreadable` for what only begins like a track."""
        try:
            tag = TinyTag.get(path)
        except (TinyTagException, ValueError) as error:
            raise Unreadable(path=str(path), reason=str(error)) from error
        if not tag.samplerate:
            raise Unreadable(path=str(path), reason="there is no sound in it")
        other = {name: values[0] for name, values in tag.other.items() if values}
        album = AlbumMetadata(
            title=tag.album,
            artist=tag.albumartist or tag.artist,
            authors=tuple(filter(None, [tag.albumartist or tag.artist])),
            publisher=other.get("publisher") or other.get("label"),
            catalogue=other.get("catalog_number") or other.get("catalognumber"),
            year=int(tag.year[:4]) if tag.year and tag.year[:4].isdecimal() else None,
            subjects=tuple(filter(None, [tag.genre])),
            tracks=tag.track_total,
            sample_rate=tag.samplerate,
            bit_depth=tag.bitdepth,
        )
        with path.open("rb") as file:
            return Extraction(format=MAGIC[file.read(4)], metadata=album)
