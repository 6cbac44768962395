"""What an EPUB holds beside its package document: where that is, the chapters, the cover.

Sources: OCF 3.3 section 4.2.6.3.1 (``container.xml``); EPUB 3.3 section 7 (navigation document)
and 5.7 (cover image); OPF 2.0.1 section 2.4.1 (NCX); the ``cover`` meta of EPUB 2 is custom.
"""

import posixpath
import zipfile
from typing import TYPE_CHECKING

from packer_core.errors import Unreadable
from packer_core.reading import xml
from packer_plugins_ebook.book_zip import BookZip
from packer_plugins_ebook.epub.opf import Item, Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: Bytes of a table of contents or cover page read; longer ones are not worth the count.
_MAX_PAGE = 1 << 20
_OPF_TYPE = "application/oebps-package+xml"


def find_package(archive: BookZip) -> zipfile.ZipInfo | None:
    """The entry of the package document: by ``container.xml``, else the shallowest ``.opf``."""
    named = _by_container(archive)
    if named is not None:
        return named
    found = [
        entry
        for entry in archive.entries
        if entry.filename.lower().endswith(".opf") and "__MACOSX" not in entry.filename
    ]
    return min(found, key=lambda entry: (entry.filename.count("/"), entry.filename), default=None)


def _by_container(archive: BookZip) -> zipfile.ZipInfo | None:
    try:
        data = archive.read_named("META-INF/container.xml", _MAX_PAGE)
    except Unreadable:
        return None
    root = xml.parse(data) if data else None
    if root is None:
        return None
    found = [xml.attributes(each) for each in xml.elements_of_any_case(root, "rootfile")]
    found.sort(key=lambda attributes: attributes.get("media-type") != _OPF_TYPE)
    entries = (archive.find(attributes.get("full-path", "")) for attributes in found)
    return next((entry for entry in entries if entry and _may_be_opf(entry)), None)


def _may_be_opf(entry: zipfile.ZipInfo) -> bool:
    return not entry.filename.lower().endswith((".pdf", ".xhtml", ".html"))


def count_chapters(archive: BookZip, package: Package, base: str) -> int | None:
    """How many chapters: the files that the table of contents leads to.

    Where all lies in one or two files it is the entries that count; where there is no table of
    contents, the files of the spine.
    """
    for item in _contents_items(package):
        root = _page(archive, archive.find(item.href, base))
        if root is not None:
            targets = _nav_targets(root) if "nav" in item.properties else _ncx_targets(root)
            files = {target.partition("#")[0] for target in targets}
            if targets:
                return len(files) if len(files) > 2 else len(set(targets))
    return len(package.spine) or None


def _contents_items(package: Package) -> list[Item]:
    found = [item for item in package.items if "nav" in item.properties]
    ncx = package.item(package.toc) if package.toc else None
    found += [ncx] if ncx else []
    found += [item for item in package.items if item.media_type == "application/x-dtbncx+xml"]
    return found[:3]


def _page(archive: BookZip, entry: zipfile.ZipInfo | None) -> "Element | None":
    """A page of the book, ``None`` where it is missing, damaged or huge."""
    if entry is None or entry.file_size > _MAX_PAGE:
        return None
    try:
        return xml.parse(archive.read(entry, _MAX_PAGE))
    except Unreadable:
        return None


def _nav_targets(root: "Element") -> list[str]:
    navs = list(xml.elements(root, "nav"))
    typed = [nav for nav in navs if "toc" in xml.attributes(nav).get("type", "").split()]
    if not navs:
        return []
    links = xml.elements((typed or navs)[0], "a")
    return [href for link in links if (href := link.get("href"))]


def _ncx_targets(root: "Element") -> list[str]:
    # Only the navMap: the pageList below it has contents of its own.
    contents = (each for top in xml.elements(root, "navMap") for each in top.iter("{*}content"))
    return [source for each in contents if (source := each.get("src"))]


def find_cover(archive: BookZip, package: Package, base: str) -> zipfile.ZipInfo | None:
    """The entry of the cover image, ``None`` when the book declares none that exists."""
    for item in _cover_items(package):
        if item.media_type.startswith("image/") or not item.media_type:
            entry = archive.find(item.href, base)
        else:
            entry = _image_of_page(archive, item.href, base)
        if entry is not None:
            return entry
    page = package.guide.get("cover")
    return _image_of_page(archive, page, base) if page else None


def _cover_items(package: Package) -> list[Item]:
    found = [item for item in package.items if "cover-image" in item.properties]
    for value in package.named.get("cover", []):
        # The value should be an id; some programs write the file's name.
        found += [item for item in package.items if value and value in (item.id, item.href)]
    found += [
        item
        for item in package.items
        if item.media_type.startswith("image/") and _is_called_cover(item)
    ]
    return found[:8]


def _is_called_cover(item: Item) -> bool:
    stem = posixpath.splitext(posixpath.basename(item.href))[0].lower()
    return "cover" in (stem, item.id.lower()) or item.id.lower() in ("cover-image", "coverimage")


def _image_of_page(archive: BookZip, href: str, base: str) -> zipfile.ZipInfo | None:
    """The first image of a page."""
    page = archive.find(href, base)
    if page is None or page.filename.lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp")):
        return page
    root = _page(archive, page)
    if root is None:
        return None
    for element in xml.elements(root, "img", "image"):
        attributes = xml.attributes(element)
        source = attributes.get("src") or attributes.get("href") or ""
        entry = archive.find(source, posixpath.dirname(page.filename))
        if entry is not None:
            return entry
    return None
