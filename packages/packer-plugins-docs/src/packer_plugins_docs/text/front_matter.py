"""What stands before a Markdown text: front matter in YAML or TOML, or Pandoc's title block.

Sources: Jekyll's front matter (a YAML mapping between lines of ``---``); Hugo's (TOML between
``+++``); the Pandoc manual, "Extension: pandoc_title_block". Of YAML only what such a head needs
is understood: texts, and lists of texts on one line or several.
"""

import json
import re
from collections.abc import Mapping

from packer_core.formats.toml import load_toml

Said = dict[str, list[str]]

#: Characters of a head, and values of one key.
_LONGEST, _MOST = 16 << 10, 200
_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w. -]{0,60}?)\s*:(?:\s+(.*))?$")
_ENTRY = re.compile(r"\s*-\s+(.*)$")
_INNER = re.compile(r"(?:name|literal|title|text)\s*:\s+(.*)$")
_COMMENT = re.compile(r"\s+#.*$")


def split(text: str) -> tuple[Said, str]:
    """What the head says, by key in lower case, and the text behind it."""
    head = _FENCED.match(text[:_LONGEST])
    if head is not None:
        said = _yaml(head[2]) if head[1] == "---" else _toml(head[2])
        return said, text[head.end() :]
    return _title_block(text)


def _toml(text: str) -> Said:
    try:
        data = load_toml(text)
    except ValueError:
        return {}
    return {str(key).lower(): _flat(value) for key, value in data.items()}


def _flat(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for each in value[:_MOST] for text in _flat(each)]
    if isinstance(value, Mapping):
        return _flat(value["name"]) if isinstance(value.get("name"), str) else []
    return [str(value)]


def _yaml(text: str) -> Said:
    """The top level of a mapping; of a list of mappings their names."""
    said: Said = {}
    key, folded = "", False
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _KEY.match(line)
        if match:
            key, value = match[1].lower(), (match[2] or "").strip()
            folded = value[:1] in ("|", ">")
            said.setdefault(key, []).extend([] if folded else _values(value))
        elif key and len(said[key]) < _MOST:
            _continue(said[key], line, folded)
    return said


def _continue(values: list[str], line: str, folded: bool) -> None:
    """A further line of a value: an entry of a list, or more of a text."""
    entry = _ENTRY.match(line)
    if entry and not folded:
        inner = _INNER.match(entry[1])
        values.extend(_values(inner[1] if inner else entry[1]))
    elif folded and line[:1].isspace():
        values[:] = [" ".join([*values, line.strip()])]


def _values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("["):
        inside = text.rstrip().removeprefix("[").removesuffix("]")
        return [plain for part in inside.split(",")[:_MOST] if (plain := _scalar(part))]
    plain = _scalar(text)
    return [plain] if plain else []


def _scalar(text: str) -> str:
    """A text with or without quotes (YAML 1.2, 7.3); null is none."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    text = _COMMENT.sub("", text)
    return "" if text in ("~", "null") else text


def _title_block(text: str) -> tuple[Said, str]:
    """Up to three lines that begin with ``%``: title, authors, date."""
    lines = text[:_LONGEST].split("\n", 3)
    said: Said = {}
    for name, line in zip(("title", "author", "date"), lines, strict=False):
        if not line.startswith("%"):
            break
        value = line[1:].strip()
        said[name] = [part.strip() for part in value.split(";")] if value else []
    return said, text.split("\n", len(said))[-1] if said else text
