"""The characters of a text file of strangers, whatever its encoding, as far as bounds allow."""

import re
from pathlib import Path

from attrs import frozen

from packer_core.errors import Unreadable
from packer_core.reading.decoding import decode, encoding_of, telling_bytes
from packer_plugins_docs.text.sniff import is_texty

#: Bytes read of a file: some 700,000 words, more than most documents have.
LIMIT = 4 << 20
#: Characters of an excerpt.
EXCERPT = 64 << 10
#: The encodings that texts without Unicode are found in; to try fewer makes guessing quick.
_GUESSES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp437",
    "cp850", "mac_roman", "shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
_LETTERS_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@frozen(kw_only=True)
class Text:
    """The characters read, lines ended by ``\\n``; ``whole`` unless the file is longer."""

    characters: str
    encoding: str
    whole: bool

    @property
    def words(self) -> int | None:
        """How many words; unknown of a part, and where words have no blanks between them."""
        if not self.whole or len(_LETTERS_WITHOUT_BLANKS.findall(self.characters[:20_000])) > 200:
            return None
        return len(self.characters.split()) or None


def read(path: Path, *, declared: bool = False) -> Text:
    """Read the beginning of a text file.

    :param declared: whether an encoding may be declared inside, as in HTML.
    :raises packer_core.errors.Unreadable: when the file is empty, or no text.
    """
    with path.open("rb") as file:
        data = file.read(LIMIT + 1)
    whole = len(data) <= LIMIT
    data = data[:LIMIT]
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise Unreadable(path=str(path), reason="empty")
    if not is_texty(data):
        raise Unreadable(path=str(path), reason="binary")
    encoding = _encoding(data, declared)
    characters = decode(data, encoding).removeprefix("\ufeff")
    if _is_noise(characters):
        raise Unreadable(path=str(path), reason="binary")
    lines = characters.replace("\r\n", "\n").replace("\r", "\n")
    return Text(characters=lines, encoding=encoding, whole=whole)


def _is_noise(characters: str) -> bool:
    """Whether what should have been text in two or four bytes a character was none."""
    sample = characters[:20_000]
    return (sample.count("\ufffd") + sample.count("\x00")) * 4 > len(sample)


def _encoding(data: bytes, declared: bool) -> str:
    """What the bytes tell, or else the likeliest."""
    stated = _DECLARED.search(data[:4096]) if declared else None
    label = stated[1].decode("ascii") if stated else None
    return encoding_of(data, label) or _guess(data)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(telling_bytes(data), cp_isolation=_GUESSES, enable_fallback=False).best()
    return best.encoding if best is not None else "cp1252"
