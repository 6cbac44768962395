"""Units of several fields and texts without a separator, such as ``S{season:02}E{episode:02}``."""

from collections.abc import Iterator, Mapping, Sequence

from packer_core.naming.template import Field, Node, Optional, Text, flatten

_NUMBERED = frozenset({"season", "episode", "last"})
_NUMBER_WORDS = frozenset("one two three four five six seven eight nine ten".split())


def read_compound(nodes: Sequence[Node], text: str) -> Mapping[str, str] | None:
    """The values of the fields when the whole of ``text`` is written by ``nodes``.

    Case does not matter. ``None`` when it is not.
    """
    return next((values for values, end in _read(nodes, text, 0) if end == len(text)), None)


def read_crossed(nodes: Sequence[Node], text: str) -> Mapping[str, str] | None:
    """Season and episode written ``4x03``, where the nodes have both; ``None`` for another text.

    No rule set writes that, but files of other origins are full of it.
    """
    names = {name for node in flatten(nodes) for name in node.names}
    if not is_crossed(text) or "last" in names or not {"season", "episode"} <= names:
        return None
    season, _, episode = text.lower().partition("x")
    return {"season": season, "episode": episode}


def is_crossed(text: str) -> bool:
    """Whether a word is a season and an episode with a cross between them (``4x03``)."""
    season, _, episode = text.lower().partition("x")
    digits = (season + episode).isascii() and season.isdigit() and episode.isdigit()
    return digits and len(season) <= 2 and 2 <= len(episode) <= 3


def _read(nodes: Sequence[Node], text: str, start: int) -> Iterator[tuple[dict[str, str], int]]:
    """All ways to read ``nodes`` from ``start``: the values and the index after them."""
    if not nodes:
        yield {}, start
        return
    for values, index in _read_node(nodes[0], text, start):
        for more, end in _read(nodes[1:], text, index):
            yield values | more, end


def _read_node(node: Node, text: str, start: int) -> Iterator[tuple[dict[str, str], int]]:
    if isinstance(node, Text):
        end = start + len(node.text)
        if text[start:end].lower() == node.text.lower():
            yield {}, end
    elif isinstance(node, Optional):
        yield from _read(node.nodes, text, start)
        yield {}, start
    elif isinstance(node, Field):
        name = node.names[0]
        for end in _value_ends(name, text, start):
            yield {name: text[start:end]}, end


def _value_ends(name: str, text: str, start: int) -> Iterator[int]:
    """Where a value of the field may end, the longest first."""
    if name in _NUMBERED:
        end = start
        while end < len(text) and text[end] in "0123456789" and end - start < 4:
            end += 1
        if end > start:
            yield end
    elif name == "version":
        if text[start : start + 1].isdigit() and set(text[start:]).isdisjoint("- "):
            yield len(text)
    elif name == "part":
        if is_part(text[start:]):
            yield len(text)
    elif text[start:].isalnum():
        yield len(text)


def is_part(text: str) -> bool:
    """Whether a text is a part's number: in digits, a Roman one, a number's word, one letter."""
    number = text.isdigit() and len(text) <= 2
    letter = len(text) == 1 and text.isalpha()
    roman = 0 < len(text) <= 4 and not text.strip("IVX")
    return number or letter or roman or text.lower() in _NUMBER_WORDS


def too_few_digits(nodes: Sequence[Node], values: Mapping[str, str]) -> bool:
    """Whether a number has fewer digits than its field's width demands."""
    fields = (node for node in nodes if isinstance(node, Field))
    return any(len(values.get(field.names[0], "")) < field.width for field in fields)
