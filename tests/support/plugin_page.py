"""The plugin that the page for plugin authors builds, taken from the page."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.support.installed import ROOT

PAGE = ROOT / "docs" / "plugins.md"

_FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def page_files() -> Mapping[str, str]:
    """The files that the page shows, by their path in the plugin's folder."""
    found: dict[str, str] = {}
    for name, text in _FILE.findall(PAGE.read_text(encoding="utf-8")):
        assert name not in found, f"{name} is on the page twice"
        found[name] = text
    return found


def page_commands() -> tuple[str, ...]:
    """The lines of the page that somebody types, in their order."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return tuple(line for block in blocks for line in block.splitlines() if line)


def write_plugin(folder: Path) -> Path:
    """The plugin of the page, written as files; returns its folder."""
    for name, text in page_files().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
