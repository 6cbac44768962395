"""What an album is, and what Packer is to know of one."""

from attrs import frozen

from packer_core.hookspecs import ReleaseKind
from packer_core.values import WorkMetadata


@frozen(kw_only=True)
class AlbumMetadata(WorkMetadata):
    """An album; ``title`` is its name, ``publisher`` the record label.

    ``tracks`` is how many there are; ``sample_rate`` is in Hz, ``bit_depth`` in bits a sample.
    """

    artist: str | None = None
    catalogue: str | None = None
    tracks: int | None = None
    sample_rate: int | None = None
    bit_depth: int | None = None


MUSIC = ReleaseKind(
    id="MUSIC",
    label={"en": "Music", "fr": "Musique"},
    metadata=AlbumMetadata,
    extensions=("flac", "ogg"),
    forms=("album", "compilation"),
    default_rule_set="MUSIC-1",
    folder="together",
    forms_of=lambda album: ["album"] if album.artist else ["compilation"],
)
