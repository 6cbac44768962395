"""The hooks."""

from pathlib import Path

from packer_core.hookspecs import Check, Extractor, NfoTemplate, ReleaseKind, hookimpl
from packer_plugin_music.kind import MUSIC
from packer_plugin_music.reader import AlbumReader

PACKER_PLUGIN_API = 1

HERE = Path(__file__).parent


@hookimpl
def packer_release_kinds() -> list[ReleaseKind]:
    return [MUSIC]


@hookimpl
def packer_extractors() -> list[Extractor]:
    return [AlbumReader()]


@hookimpl
def packer_rule_sets() -> list[Path]:
    return [HERE / "sets" / "MUSIC-1.toml"]


@hookimpl
def packer_checks() -> list[Check]:
    from packer_plugin_music.checks import incomplete

    return [incomplete]


@hookimpl
def packer_nfo_templates() -> list[NfoTemplate]:
    title, files = {"en": "Album", "fr": "Album"}, [HERE / "templates" / "album.nfo.j2"]
    return NfoTemplate.in_languages("album-nfo", "nfo", "MUSIC", files, title)


@hookimpl
def packer_messages() -> list[Path]:
    return [HERE / "messages"]
