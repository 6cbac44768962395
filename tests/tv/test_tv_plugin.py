"""What the plugin registers, and what its start costs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from packer_core.hookspecs import Extractor
from packer_core.values import EpisodeMetadata
from packer_plugins_tv import plugin

FOLDER = plugin.packer_messages()[0]
PACKAGE = Path(plugin.__file__).parent

#: The sample and the providers have tests of their own.
SOURCES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.relative_to(PACKAGE).parts[0] not in ("sample", "providers")
]


def test_the_kind_is_tv() -> None:
    (kind,) = plugin.packer_release_kinds()
    assert (kind.id, kind.metadata, kind.default_rule_set) == ("TV", EpisodeMetadata, "TV-WEB-2020")
    assert (kind.forms[0], kind.folder) == ("episode", "each")
    assert {"mkv", "mp4", "avi", "ts", "wmv"} <= set(kind.extensions)


def test_the_extractor_fulfils_the_protocol() -> None:
    (extractor,) = plugin.packer_extractors()
    assert isinstance(extractor, Extractor)
    assert (extractor.id, extractor.kind) == ("video", "TV")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_finding_and_every_reason_has_its_texts(language: str) -> None:
    texts = tomllib.loads((FOLDER / language / "tv.toml").read_text("utf-8"))
    source = "".join(path.read_text("utf-8") for path in SOURCES)
    assert set(re.findall(r'"(media\.[a-z_]+)"', source)) == set(texts["finding"])
    reasons = re.findall(r'reason="([a-z-]+)"|"(media-[a-z]+)"', source)
    stated = {f"reason.{first or second}" for first, second in reasons} - {"reason.empty"}
    assert stated | {"reason.no-tracks", "reason.truncated"} == {
        label for label in texts["label"] if label.startswith("reason.")
    }


def test_the_plugin_loads_no_heavy_library() -> None:
    code = (
        "import sys, packer_plugins_tv.plugin as p; p.packer_extractors(); print(sorted("
        "{'guessit', 'babelfish', 'pymediainfo', 'rebulk', 'av', 'ctypes'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
