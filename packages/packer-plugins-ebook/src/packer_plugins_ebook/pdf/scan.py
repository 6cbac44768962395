"""Whether a PDF is a scan, and how fine it is. Four pages tell, whatever the book's length.

Source of the bounds: a scan has at least 96 dots an inch and is not scaled below 1,600 pixels.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import frozen

from packer_plugins_ebook.pdf.file import broken, dictionary, item

if TYPE_CHECKING:
    from pypdf.generic import DictionaryObject

LEAST_DPI = 96
#: Images narrower than this are ornaments, not pages.
_LEAST_WIDTH = 200
#: How far the shape of a picture may be from its page's to be the whole page.
_SHAPE = 0.06
_DEEPEST = 40
#: Page tree nodes looked at: enough for the four pages of any sensible tree.
_MOST_NODES = 2_000


@frozen
class Scan:
    """The coarsest page looked at: dots an inch and pixels across."""

    dpi: int
    width: int


def measure_scan(root: "DictionaryObject", pages: int) -> Scan | None:
    """The resolution of a PDF all of whose sampled pages are one picture each, else ``None``."""
    tree = dictionary(item(root, "/Pages"))
    if tree is None or pages < 1:
        return None
    measured: list[Scan] = []
    for number in sorted({0, pages // 3, 2 * pages // 3, pages - 1}):
        page = page_at(tree, number)
        scan = _page_scan(page) if page is not None else None
        if scan is None:
            return None
        measured.append(scan)
    return min(measured, key=lambda scan: scan.dpi)


def page_at(tree: "DictionaryObject", number: int) -> "DictionaryObject | None":
    """The page of an index counted from 0, without walking what lies before it if avoidable."""
    node: DictionaryObject | None = tree
    looked = 0
    for _ in range(_DEEPEST):
        kids = item(node, "/Kids")
        if not isinstance(kids, list):
            return node if number == 0 else None
        # The usual flat tree: as many kids as pages, so the index is the place.
        if len(kids) == item(node, "/Count") and 0 <= number < len(kids):
            node, number = dictionary(kids[number]), 0
            continue
        node = None
        for kid in kids:
            looked += 1
            child = dictionary(kid)
            count = _leaves(child)
            if number < count:
                node = child
                break
            number -= count
            if looked > _MOST_NODES:
                return None
        if node is None:
            return None
    return None


def _leaves(node: "DictionaryObject | None") -> int:
    if item(node, "/Kids") is None:
        return 1
    count = item(node, "/Count")
    return count if isinstance(count, int) and count >= 0 else 0


def _page_scan(page: "DictionaryObject") -> Scan | None:
    size = _page_size(page)
    pictures = list(_pictures(page))
    if size is None or not 1 <= len(pictures) <= 3:
        return None
    width, height = max(pictures, key=lambda picture: picture[0] * picture[1])
    if size[0] > size[1] != width > height:
        size = (size[1], size[0])
    shape, wanted = width / height, size[0] / size[1]
    if width < _LEAST_WIDTH or abs(shape - wanted) > _SHAPE * wanted:
        return None
    return Scan(round(width * 72 / size[0]), width)


def inherited(page: "DictionaryObject", name: str) -> Any:
    """An entry of a page, or of the nodes above it (ISO 32000-2, 7.7.3.4)."""
    node: DictionaryObject | None = page
    for _ in range(_DEEPEST):
        value = item(node, name)
        if value is not None or node is None:
            return value
        node = dictionary(item(node, "/Parent"))
    return None


def _page_size(page: "DictionaryObject") -> tuple[float, float] | None:
    """Width and height in points, turned as the page is shown."""
    box = inherited(page, "/CropBox") or inherited(page, "/MediaBox")
    if not isinstance(box, list) or len(box) != 4:
        return None
    try:
        left, bottom, right, top = (float(side.get_object()) for side in box)
        turned = int(inherited(page, "/Rotate") or 0) % 180 == 90
    except broken():
        return None
    width, height = abs(right - left), abs(top - bottom)
    if not (width > 1 and height > 1):
        return None
    return (height, width) if turned else (width, height)


def _pictures(page: "DictionaryObject") -> Iterator[tuple[int, int]]:
    """Width and height in pixels of each image of a page."""
    objects = dictionary(item(dictionary(inherited(page, "/Resources")), "/XObject"))
    for name in list(objects or ())[:8]:
        picture = dictionary(item(objects, name))
        if picture is not None and item(picture, "/Subtype") == "/Image":
            width, height = item(picture, "/Width"), item(picture, "/Height")
            if isinstance(width, int) and isinstance(height, int) and width > 0 < height:
                yield width, height
