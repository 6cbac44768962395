"""Parts of office packages that are too large to be parsed, scanned by pieces."""

import html
import re
from collections.abc import Iterable, Iterator

#: Bytes without any tag kept between two pieces.
_LONGEST_TAG = 64 << 10


def scan(pieces: Iterable[bytes], pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """All matches in a part read by pieces; a match must not reach past the next ``<``."""
    left = b""
    for piece in pieces:
        data = left + piece
        cut = data.rfind(b"<")
        if cut < 0 or len(data) - cut > _LONGEST_TAG:
            cut = len(data)
        yield from pattern.finditer(data, 0, cut)
        left = data[cut:]
    yield from pattern.finditer(left)


def unescaped(value: bytes) -> str:
    """An attribute or a text as it stood between its marks, in characters."""
    return html.unescape(value[:500].decode("utf-8", "replace"))
