"""The reader of EPUB 2 and 3: the package document, and what else it must read to answer."""

import posixpath
from pathlib import Path

from attrs import evolve

from packer_core.errors import Unreadable, Unsupported
from packer_core.run import Run
from packer_core.values import BookMetadata, Extraction, Finding, Protection
from packer_plugins_ebook import findings, watermarks
from packer_plugins_ebook.book_zip import BookZip
from packer_plugins_ebook.epub.contents import count_chapters, find_cover, find_package
from packer_plugins_ebook.epub.fields import book_of
from packer_plugins_ebook.epub.opf import Package, read_package
from packer_plugins_ebook.epub.protection import find_protection
from packer_plugins_ebook.epub.text import beginning

_ITUNES = "iTunesMetadata.plist"


def describe(path: Path, run: Run) -> Extraction:
    """Describe an EPUB.

    :raises packer_core.errors.InputRefused: when the file is no EPUB or too broken to tell.
    """
    with BookZip(path) as archive:
        if archive.locked:
            return _locked(path)
        run.checkpoint()
        return _describe(path, archive)


def _locked(path: Path) -> Extraction:
    return Extraction(
        format="epub",
        metadata=BookMetadata(),
        protection=Protection(scheme="ZIP password", detail="encrypted entries"),
    )


def _describe(path: Path, archive: BookZip) -> Extraction:
    entry = find_package(archive)
    if entry is None:
        raise _no_book(path, archive)
    package = read_package(archive.read(entry)) or Package()
    if not package.terms and not package.items:
        # A package document that DRM has encrypted too is no error: the scheme tells.
        protection = find_protection(archive, package)
        if protection is None:
            raise Unreadable(path=str(path), reason="broken-package")
        return Extraction(format="epub", metadata=BookMetadata(), protection=protection)
    base = posixpath.dirname(entry.filename)
    book = evolve(
        book_of(package),
        chapters=count_chapters(archive, package, base),
        cover=find_cover(archive, package, base) is not None,
    )
    return Extraction(
        format="epub",
        metadata=book,
        protection=find_protection(archive, package),
        findings=_findings(path, archive, package),
        excerpt=lambda: beginning(path),
    )


def _no_book(path: Path, archive: BookZip) -> Unreadable | Unsupported:
    """Why a ZIP without package document is refused: another known format, or none."""
    names = {item.filename for item in archive.entries}
    if "[Content_Types].xml" in names:
        return Unsupported(path=str(path), format="office-document")
    if "mimetype" in names or "META-INF/container.xml" in names:
        return Unreadable(path=str(path), reason="no-package")
    return Unsupported(path=str(path), format="zip")


def _findings(path: Path, archive: BookZip, package: Package) -> tuple[Finding, ...]:
    return (
        *findings.wrong_extension(path, "epub"),
        *findings.buyer_marks(path, _mark_places(archive, package)),
    )


def _mark_places(archive: BookZip, package: Package) -> list[str]:
    """Where the book shows who bought it."""
    places = [
        f"dc:{name}"
        for name in ("rights", "identifier", "source", "contributor", "publisher")
        for term in package.of(name)
        if watermarks.in_text(term.text)
    ]
    named = [(name, text) for name, texts in package.named.items() for text in texts]
    named += [(name, term.text) for name, terms in package.properties.items() for term in terms]
    places += [f"meta {name}" for name in watermarks.fields(named)]
    places += watermarks.files(entry.filename for entry in archive.entries)
    itunes = archive.find(_ITUNES)
    if itunes and any(
        mark in archive.read(itunes) for mark in (b"appleId", b"apple-id", b"userName")
    ):
        places.append(itunes.filename)
    return places
