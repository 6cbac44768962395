"""Packer's TV plugin: video files, and the names of episodes."""

from pathlib import Path

from packer_core.hookspecs import (
    PLUGIN_API_VERSION,
    Check,
    Enricher,
    Extractor,
    ExtraMaker,
    NfoTemplate,
    ReleaseKind,
    hookimpl,
)
from packer_core.values import EpisodeMetadata
from packer_plugins_tv.container.sniff import EXTENSIONS
from packer_plugins_tv.extractors import VideoExtractor
from packer_plugins_tv.folders import SUBTITLES, accompanies, is_sample
from packer_plugins_tv.naming.fields import episode_fields
from packer_plugins_tv.naming.formats import rank_of, sizes_without_resolution
from packer_plugins_tv.naming.forms import forms_of
from packer_plugins_tv.sample import SampleMaker

PACKER_PLUGIN_API = PLUGIN_API_VERSION

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "templates"

#: What the designs of texts are called.
_TITLE = {"en": "Episode", "fr": "Épisode"}
_WITH_REPORT = {
    "en": "Episode with MediaInfo's report",
    "fr": "Épisode avec le rapport de MediaInfo",
}


@hookimpl
def packer_release_kinds() -> list[ReleaseKind]:
    """The kind TV."""
    return [
        ReleaseKind(
            id="TV",
            label={"en": "TV", "fr": "Télévision"},
            metadata=EpisodeMetadata,
            extensions=tuple(sorted({name for names in EXTENSIONS.values() for name in names})),
            forms=(
                "episode",
                "feature",
                "noseason",
                "special",
                "multi",
                "miniseries",
                "daily",
                "sport",
                "oneoff",
            ),
            default_rule_set="TV-WEB-2020",
            dirname_fields=episode_fields,
            forms_of=forms_of,
            rank_of=rank_of,
            further_sizes=sizes_without_resolution,
            leads=True,
            accompanies=accompanies,
            is_excerpt=is_sample,
            worth_telling=SUBTITLES,
        )
    ]


@hookimpl
def packer_extractors() -> list[Extractor]:
    """One reader for all containers; MediaInfo is loaded by the first file."""
    return [VideoExtractor()]


@hookimpl
def packer_extras() -> list[ExtraMaker]:
    """The sample."""
    return [SampleMaker()]


@hookimpl
def packer_enrichers() -> list[Enricher]:
    """The providers of metadata on series."""
    # The libraries of the network are loaded only where somebody asks for providers.
    from packer_plugins_tv.providers.omdb import Omdb
    from packer_plugins_tv.providers.tmdb import Tmdb
    from packer_plugins_tv.providers.tvdb import TheTvdb
    from packer_plugins_tv.providers.tvmaze import TvMaze

    return [TheTvdb(), Omdb(), Tmdb(), TvMaze()]


@hookimpl
def packer_checks() -> list[Check]:
    """The checks of episodes, pictures, sound and samples."""
    # Their expressions are made only where somebody judges.
    from packer_plugins_tv.checks import CHECKS

    return list(CHECKS)


@hookimpl
def packer_rule_sets() -> list[Path]:
    """The rule sets of this kind; their cases lie beside them."""
    return sorted(_HERE.glob("sets/*.toml"))


@hookimpl
def packer_nfo_templates() -> list[NfoTemplate]:
    """The NFO of an episode; the first one is for who asks for none."""
    return [
        *NfoTemplate.in_languages(
            "episode-nfo", "nfo", "TV", [_TEMPLATES / "episode.nfo.j2"], _TITLE
        ),
        *NfoTemplate.in_languages(
            "episode-nfo-mediainfo",
            "nfo",
            "TV",
            [_TEMPLATES / "episode.nfo.j2", _TEMPLATES / "mediainfo.nfo.j2"],
            _WITH_REPORT,
        ),
    ]


@hookimpl
def packer_messages() -> list[Path]:
    """The texts of this package's findings and labels."""
    return [_HERE / "messages"]
