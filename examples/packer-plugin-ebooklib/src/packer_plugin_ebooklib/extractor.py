"""The extractor: what Packer asks for, answered by EbookLib."""

import zipfile
from pathlib import Path

from packer_core.errors import PackerError, Unreadable
from packer_core.run import Run
from packer_core.values import BookMetadata, Extraction
from packer_plugin_ebooklib.protection import find_protection

#: Below the score of Packer's own reader, which therefore stays in use.
_SCORE = 10
#: EbookLib holds all files of a book in memory; this many bytes are enough for any.
_MOST_BYTES = 500_000_000


class EbookLibExtractor:
    """Reads an EPUB with EbookLib."""

    id = "ebooklib"
    kind = "EBOOK"

    def score(self, path: Path, head: bytes) -> int | None:
        """Low for a ZIP that says it is an EPUB, by its first entry or by its name."""
        if not head.startswith(b"PK\x03\x04"):
            return None
        named = path.suffix.lower() == ".epub"
        return _SCORE if named or b"application/epub+zip" in head[:100] else None

    def extract(self, path: Path, run: Run) -> Extraction:
        """Describe an EPUB; of a protected one only the protection.

        Raises :class:`packer_core.errors.Unreadable` for whatever EbookLib cannot open.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                _refuse_bombs(path, archive)
                protection = find_protection(archive)
            run.checkpoint()
            metadata = BookMetadata() if protection else _read(path)
        except (PackerError, OSError):
            raise
        except Exception as error:
            # EbookLib lets through whatever its own reading stumbles over: BadZipFile, KeyError,
            # AttributeError, errors of lxml and zlib.
            raise Unreadable(path=str(path), reason=_words(error)) from error
        return Extraction(format="epub", metadata=metadata, protection=protection)


def _refuse_bombs(path: Path, archive: zipfile.ZipFile) -> None:
    if sum(entry.file_size for entry in archive.infolist()) > _MOST_BYTES:
        raise Unreadable(path=str(path), reason=f"it unpacks to more than {_MOST_BYTES} bytes")


def _read(path: Path) -> BookMetadata:
    # Importing EbookLib is slow; a command that reads no EPUB with it does not pay for it.
    from ebooklib import epub

    from packer_plugin_ebooklib.fields import book_of

    return book_of(epub.read_epub(str(path)))


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".replace("\n", " ")
