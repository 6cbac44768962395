"""The templates of dirnames as data: are they well-formed, and which words do they demand.

Names are built from them and read by them elsewhere; here a rule set is only examined.
"""

import re
from collections.abc import Collection, Iterator

from packer_core.rules.parsing.faults import Fault

_FIELD = re.compile(r"\{([^{}]*)\}")
_FIELD_NAME = re.compile(r"[a-z_]+(\|[a-z_]+)*(:0[1-9])?\Z")
_LITERAL = re.compile(r"[A-Za-z0-9]+")


def template_faults(pattern: str, key: str) -> Iterator[Fault]:
    """What is wrong with a template: brackets, braces, names of fields, its end."""
    if not _balanced(pattern):
        yield Fault(key, "rules.template_brackets", pattern)
        return
    names = _FIELD.findall(pattern)
    for name in names:
        if not _FIELD_NAME.match(name):
            yield Fault(key, "rules.template_field", name)
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(key, "rules.template_repeated", name)
    if not pattern.endswith("-{group}"):
        yield Fault(key, "rules.template_end", pattern)


def _balanced(pattern: str) -> bool:
    """Whether brackets are closed, not nested, and braces hold a name only."""
    rest = _FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        return False
    inside = False
    for character in rest:
        if character == "[":
            if inside:
                return False
            inside = True
        elif character == "]":
            if not inside:
                return False
            inside = False
    return not inside


def demanded_fields(pattern: str) -> tuple[str, ...]:
    """The fields outside brackets, ``a|b`` as one."""
    bare = re.sub(r"\[[^\]]*\]", "", pattern)
    return tuple(name.partition(":")[0] for name in _FIELD.findall(bare))


def demanded_words(pattern: str, among: Collection[str]) -> tuple[str, ...]:
    """The fixed words of a template that are in a list, case aside (``MAGAZiNE``)."""
    bare = _FIELD.sub("", re.sub(r"\[[^\]]*\]", "", pattern))
    listed = {word.casefold() for word in among}
    return tuple(word for word in _LITERAL.findall(bare) if word.casefold() in listed)
