"""The language of a text, told from its letters by py3langid, where there are enough of them."""

import re
from collections import Counter
from functools import cache
from typing import Any

#: Letters that telling needs; fewer name languages at random.
LEAST_LETTERS = 100
#: How sure the answer must be, and how many of the parts must agree with it.
_SURE, _AGREEING = 0.9, 0.75
#: Characters looked at, and of a part.
_LOOKED_AT, _PART = 12_000, 1_500
#: Text that stands where a text will be.
_PLACEHOLDER = "lorem ipsum"
_NO_WORD = re.compile(r"www\.|[@/\\_=<>{}\d]")


def tell(text: str) -> str | None:
    """The BCP 47 tag of the language of a text, ``None`` where it is not clear."""
    words = " ".join(word for word in text[: 2 * _LOOKED_AT].split() if not _NO_WORD.search(word))[
        :_LOOKED_AT
    ]
    if _PLACEHOLDER in words[:_PART].casefold():
        return None
    if sum(character.isalpha() for character in words) < LEAST_LETTERS:
        return None
    language, confidence = _classify(words)
    if confidence < _SURE:
        return None
    parts = [words[at : at + _PART] for at in range(0, len(words) - _PART // 2, _PART)]
    told = Counter(_classify(part)[0] for part in parts)
    return language if told[language] >= _AGREEING * len(parts) else None


def _classify(text: str) -> tuple[str, float]:
    language, confidence = _identifier().classify(text)
    return str(language), float(confidence)


@cache
def _identifier() -> Any:
    # Its model takes a third of a second to load: only the first text that needs it pays.
    from py3langid import langid  # type: ignore[import-untyped]

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
