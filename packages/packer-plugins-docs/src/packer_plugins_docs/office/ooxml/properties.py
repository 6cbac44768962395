"""The property parts of OOXML: core, extended and custom.

Sources: ECMA-376 part 2 clause 8 (core properties), part 1 section 22.2 (extended properties) and
22.3 (custom properties).
"""

from attrs import frozen

from packer_core.reading import languages
from packer_core.reading.identifiers import doi_stated
from packer_core.reading.people import names
from packer_core.reading.texts import clean, key_words, paragraphs, stated, unique
from packer_core.reading.xml import attribute, elements, fields, parse
from packer_core.values import DocumentMetadata
from packer_plugins_docs.office.fields import count, iso_date, user_of
from packer_plugins_docs.office.ooxml.package import OoxmlPackage

_LICENSE = ("license", "licence", "rights", "copyright", "usage terms")


@frozen(kw_only=True)
class Properties:
    """What the properties tell of the work, and whom they name (persons and accounts)."""

    document: DocumentMetadata
    people: tuple[str, ...] = ()


def read(package: OoxmlPackage) -> Properties:
    """Read the three parts; one that is missing says nothing."""
    core = _fields(package, "coreproperties", "docprops/core.xml")
    app = _fields(package, "extendedproperties", "docprops/app.xml")
    custom = _custom(package)
    document = DocumentMetadata(
        title=clean(_first(core, "title")),
        authors=names(core.get("creator", [])),
        publisher=stated(_first(core, "publisher")) or stated(_first(app, "Company")),
        published=iso_date(_first(core, "created")),
        modified=iso_date(_first(core, "modified")),
        language=languages.normalise(_first(core, "language")),
        subjects=_subjects(core),
        description=paragraphs(_first(core, "description")),
        version=clean(_first(core, "version")) or clean(custom.get("version")),
        license=_license(core, custom),
        doi=doi_stated(_first(core, "identifier"), custom.get("doi")),
        pages=_pages(package.format, app),
        words=count(_first(app, "Words")),
    )
    return Properties(document=document, people=_people(core, app))


def _fields(package: OoxmlPackage, role: str, usual: str) -> dict[str, list[str]]:
    return fields(parse(package.archive.read(package.property_part(role, usual))))


def _first(found: dict[str, list[str]], name: str) -> str | None:
    return next(iter(found.get(name, [])), None)


def _subjects(core: dict[str, list[str]]) -> tuple[str, ...]:
    """Subject, key words and category; ``keywords`` may hold ``value`` elements (part 2, 8.3)."""
    words = key_words(*core.get("keywords", []), *core.get("value", []))
    return unique([*core.get("subject", []), *words, *core.get("category", [])])


def _pages(format_: str, app: dict[str, list[str]]) -> int | None:
    """Slides, or printed pages; a workbook has neither."""
    name = {"pptx": "Slides", "docx": "Pages"}.get(format_)
    return count(_first(app, name)) if name else None


def _custom(package: OoxmlPackage) -> dict[str, str]:
    """Custom properties by name in lower case."""
    part = package.property_part("customproperties", "docprops/custom.xml")
    root = parse(package.archive.read(part), entities=False)
    return {
        attribute(each, "name").lower(): "".join(str(text) for text in each.itertext())
        for each in elements(root, "property")
    }


def _license(core: dict[str, list[str]], custom: dict[str, str]) -> str | None:
    stated_here = [_first(core, "license"), _first(core, "rights")]
    stated_here += [custom.get(name) for name in _LICENSE]
    return next((text for each in stated_here if (text := stated(each))), None)


def _people(core: dict[str, list[str]], app: dict[str, list[str]]) -> tuple[str, ...]:
    account = user_of(_first(app, "Template"))
    editors = core.get("lastModifiedBy", [])
    named = names([*core.get("creator", []), *editors, *app.get("Manager", [])])
    return unique([*named, account])
