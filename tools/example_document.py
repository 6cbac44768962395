"""Builds the example document: a DOCX of two pages, the same bytes each time."""

import io
import zipfile
from html import escape

NAME = "keeping-a-tide-log.docx"
TIME = (2024, 3, 20, 0, 0, 0)

_PAGES = (
    """\
Keeping a Tide Log
Anyone who lives by the sea can keep a tide log. All it needs is a marked post, a clock, \
a notebook and the patience to look twice a day. This guide says what to write down, and \
what the numbers are good for after the first month.
Choose a post that stands in the water at every tide and that nobody will move. Paint a \
mark every ten centimetres, and write the height of the lowest one on the first page of \
the notebook. If the post is ever replaced, begin a new page and say so.
Read the height when the water has stopped rising, and again when it has stopped falling. \
Write the hour, the height, the wind and one word about the weather. A missed tide is \
left empty: a number that was guessed spoils the ones beside it.""",
    """\
What the Log Tells
After two weeks the log shows the spring tides and the neap tides without any \
calculation: the highest water follows the full moon and the new moon by a day or two.
After a year it shows more. The highest tide of the spring, the storms that held the \
water back, the night when the river stood higher than the sea: these are what the next \
reader will look for. Date every page, and sign it.""",
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def build() -> bytes:
    """The DOCX (ECMA-376 parts 1 and 2): stored, as a compressor's output may change."""
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _parts().items():
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _HEAD + text)
    return document.getvalue()


def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(),
        "word/document.xml": _document(),
        "docProps/core.xml": _core(),
        "docProps/app.xml": _app(),
    }


def _content_types() -> str:
    types = {
        "/word/document.xml": "officedocument.wordprocessingml.document.main+xml",
        "/docProps/core.xml": "package.core-properties+xml",
        "/docProps/app.xml": "officedocument.extended-properties+xml",
    }
    rows = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}{kind}"/>' for part, kind in types.items()
    )
    relations = f'<Default Extension="rels" ContentType="{_TYPE}package.relationships+xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{rows}</Types>'


def _relationships() -> str:
    rows = (
        (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _document() -> str:
    pages = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'.join(
        "".join(_paragraph(text, bold=not number) for number, text in enumerate(page.split("\n")))
        for page in _PAGES
    )
    return f'<w:document xmlns:w="{_W}"><w:body>{pages}</w:body></w:document>'


def _paragraph(text: str, *, bold: bool) -> str:
    properties = '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr>' if bold else ""
    return f"<w:p><w:r>{properties}<w:t>{escape(text)}</w:t></w:r></w:p>"


def _core() -> str:
    date = "2024-03-20T00:00:00Z"
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return (
        f"<cp:coreProperties {spaces}><dc:title>Keeping a Tide Log</dc:title>"
        "<dc:creator>Mara Quill</dc:creator><dc:subject>Tides</dc:subject>"
        "<dc:description>How to watch and write down the tides.</dc:description>"
        "<dc:language>en</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _app() -> str:
    words = sum(len(page.split()) for page in _PAGES)
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties"><Pages>{len(_PAGES)}</Pages>'
        f"<Words>{words}</Words><Company>Harbour Trust</Company></Properties>"
    )
