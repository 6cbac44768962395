"""Every answer of the plugin keeps the contract of its hook."""

from pathlib import Path

import pytest
from packer_plugin_music import plugin
from packer_plugin_music.checks import incomplete
from packer_plugin_music.kind import MUSIC, AlbumMetadata
from packer_plugin_music.reader import AlbumReader

from packer_core.testing import (
    CheckContract,
    ExtractorContract,
    KindContract,
    MessagesContract,
    NfoTemplateContract,
    RuleSetContract,
    load_plugins,
)

ALBUM = AlbumMetadata(
    title="Harbour Songs", artist="Maren Quill", year=2021, source="WEB", tracks=2, bit_depth=16
)


@pytest.fixture
def loaded_plugins():
    return load_plugins(plugin)


class TestKind(KindContract):
    provider = MUSIC
    samples = (ALBUM, AlbumMetadata(title="Songs of the Sea", year=2021, sample_rate=44100))


class TestReader(ExtractorContract):
    provider = AlbumReader()

    @pytest.fixture
    def samples(self, track: Path):
        return [track]


class TestRuleSet(RuleSetContract):
    provider = plugin.packer_rule_sets()[0]


class TestCheck(CheckContract):
    provider = incomplete


@pytest.mark.parametrize("provider", plugin.packer_nfo_templates(), ids=lambda each: each.id)
class TestTemplates(NfoTemplateContract):
    samples = (ALBUM,)


class TestMessages(MessagesContract):
    provider = plugin.packer_messages()[0]
