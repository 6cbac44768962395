"""What others wrote, without what would break a line or command a terminal."""

from typing import Any

import attrs
from attrs import evolve

from packer_core.values import Candidate

#: The one field whose lines are kept.
_LINES = "description"


def tidy(candidate: Candidate) -> Candidate:
    """A record whose texts are one line each, a description's paragraphs a line each."""
    metadata = candidate.metadata
    fields = {each.name: getattr(metadata, each.name) for each in attrs.fields(type(metadata))}
    return evolve(
        candidate,
        title=clean(candidate.title),
        titles=clean(candidate.titles),
        creators=clean(candidate.creators),
        url=clean(candidate.url),
        metadata=evolve(metadata, **{name: clean(value, name) for name, value in fields.items()}),
        texts={
            name: {tag: clean(text, name) for tag, text in texts.items()}
            for name, texts in candidate.texts.items()
        },
    )


def clean(value: Any, field: str = "") -> Any:
    """A text, or several, without control characters; other values as they are."""
    if isinstance(value, tuple):
        return tuple(clean(each, field) for each in value)
    if not isinstance(value, str):
        return value
    lines = ("".join(c if c.isprintable() else " " for c in line) for line in value.splitlines())
    joint = "\n" if field == _LINES else " "
    return joint.join(filter(None, (" ".join(line.split()) for line in lines)))
