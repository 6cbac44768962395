"""Languages as release names write them: a tag to a name, and a name to a tag."""

from functools import cache

from packer_core.naming.language.table import (
    COMPACT,
    OTHER_CODES,
    OTHER_NAMES,
    REGIONAL,
    ROWS,
)


@cache
def _names() -> dict[str, str]:
    """Every code of two or three letters, and its English name in capitals."""
    names: dict[str, str] = {}
    for row in ROWS.split("\n"):
        if row:
            short, long, name = row.split()
            names[short] = names[long] = name
    return names | {code: names[used] for code, used in OTHER_CODES.items()}


@cache
def _codes() -> dict[str, str]:
    """Every code to the shortest one in use for the language."""
    rows = [row.split() for row in ROWS.split("\n") if row]
    codes = {code: short for short, long, _ in rows for code in (short, long)}
    return codes | OTHER_CODES


@cache
def _tags() -> dict[str, str]:
    """Every word that states a language, in capitals, to its tag."""
    rows = [row.split() for row in ROWS.split("\n") if row]
    # The rows are sorted: of nb and no, both Norwegian, the last one wins.
    tags = {name: short for short, _, name in rows}
    tags |= {name: tag for tag, name in REGIONAL.items() if name not in tags}
    return tags | OTHER_NAMES | COMPACT


def language_name(tag: str) -> str | None:
    """The name of a language in capitals, words joined by dots (``FRENCH``, ``OLD.NORSE``).

    ``tag`` is a BCP 47 tag: a code of ISO 639-1, 639-2 or 639-3, with or without a script and a
    region; only regions with a name of their own in release names matter (``pt-BR``).
    ``None`` for an unknown code.
    """
    code, *rest = tag.strip().replace("_", "-").split("-")
    code = _codes().get(code.lower(), code.lower())
    for part in rest:
        name = REGIONAL.get(f"{code}-{part.upper()}")
        if name is not None:
            return name
    return _names().get(code)


def language_tag(word: str) -> str | None:
    """The BCP 47 tag of a language as a release name writes it (``SWEDiSH`` gives ``sv``).

    Case does not matter, blanks and dots are alike. Words for several languages (``MULTi``) give
    ``mul``, words for subtitles or a dub the language of these. ``None`` when it is no language.
    """
    tags = _tags()
    words = word.upper().replace(" ", ".").split(".")
    found = tags.get(".".join(words))
    if found is None and len(words) > 1 and words[-1] in _SECOND:
        found = tags.get(".".join(words[:-1]))
    return found


#: What may follow the language's name in television: a second audio track, or how it is there.
_SECOND = frozenset({"DL", "ML", "DUBBED", "SUBBED", "DUB", "SUB", "SUBS"})


def resolve_language(value: str) -> str | None:
    """The tag for a value that is a tag already or a name (``pt-BR``, ``French``, ``fra``)."""
    found = language_tag(value)
    if found is not None:
        return found
    if language_name(value) is None:
        return None
    code, *rest = value.strip().replace("_", "-").split("-")
    return "-".join([_codes()[code.lower()], *rest])


def written_language(value: str) -> str | None:
    """How a release name writes a language given as a tag or a name (``fr``, ``French``).

    Words that say more than the language (``SUBFRENCH``, ``GERMAN.DL``) stay what they are, in
    capitals. ``None`` for what is no language.
    """
    words = value.upper().replace(" ", ".").split(".")
    if ".".join(words) in COMPACT:
        return ".".join(words)
    second = [words.pop()] if len(words) > 1 and words[-1] in _SECOND else []
    tag = resolve_language(".".join(words))
    name = language_name(tag) if tag else None
    return ".".join([name, *second]) if name else None


def same_language(one: str, other: str) -> bool:
    """Whether two tags mean the same language, regions aside."""
    return _primary(one) == _primary(other)


def _primary(tag: str) -> str:
    code = tag.split("-")[0].lower()
    return "no" if code in ("nb", "nn") else _codes().get(code, code)
