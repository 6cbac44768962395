"""The parts of an OOXML package by their roles.

Source: ECMA-376 part 2 (OPC), sections 6.5 (relationships) and 7.2 (content types).
"""

import posixpath
from typing import TYPE_CHECKING

from attrs import frozen

from packer_core.reading.xml import attribute, elements, parse
from packer_plugins_docs.office.zips import OfficeZip

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

#: What the content type of a main part says of the format, with or without macros.
_KINDS = (
    ("wordprocessingml", "docx"),
    ("ms-word.", "docx"),
    ("presentationml", "pptx"),
    ("ms-powerpoint.", "pptx"),
    ("sheet.binary", ""),
    ("spreadsheetml", "xlsx"),
    ("ms-excel.", "xlsx"),
)
_FOLDERS = {"word": "docx", "ppt": "pptx", "xl": "xlsx"}
_USUAL = ("word/document.xml", "ppt/presentation.xml", "xl/workbook.xml")


@frozen
class Relation:
    """A relationship: the last word of its type, its target, whether that lies elsewhere."""

    type: str
    target: str
    external: bool


@frozen(kw_only=True)
class OoxmlPackage:
    """An open package: its main part's name, its format and the relations of the whole."""

    archive: OfficeZip
    main: str
    format: str
    relations: tuple[Relation, ...]

    @property
    def folder(self) -> str:
        """The folder of the main part, with a slash at its end."""
        return self.main.rpartition("/")[0] + "/"

    def property_part(self, role: str, usual: str) -> str:
        """The name of a property part: the related one, else the usual name."""
        related = (each.target for each in self.relations if each.type == role)
        return next((name for name in related if name in self.archive.names), usual)


def open_package(archive: OfficeZip) -> OoxmlPackage | None:
    """The package, ``None`` where there is no document of a known format in it."""
    relations = relations_of(archive, "")
    mains = [each.target for each in relations if each.type == "officedocument"]
    main = next((name for name in (*mains, *_USUAL) if name in archive.names), None)
    if main is None:
        return None
    format_ = _format(archive, main)
    if not format_:
        return None
    return OoxmlPackage(archive=archive, main=main, format=format_, relations=relations)


def relations_of(archive: OfficeZip, part: str) -> tuple[Relation, ...]:
    """The relationships of a part, or of the package; targets as part names in lower case."""
    folder, _, name = part.rpartition("/")
    root = parse(archive.read(f"{folder}/_rels/{name}.rels"), entities=False)
    return tuple(
        Relation(
            attribute(each, "Type").rpartition("/")[2].lower().replace("-", ""),
            _target(each, folder),
            attribute(each, "TargetMode").lower() == "external",
        )
        for each in elements(root, "Relationship")
    )


def _target(relation: "Element", folder: str) -> str:
    target = attribute(relation, "Target")
    if attribute(relation, "TargetMode").lower() == "external":
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()


def _format(archive: OfficeZip, main: str) -> str | None:
    for each in elements(parse(archive.read("[Content_Types].xml"), entities=False), "Override"):
        if attribute(each, "PartName").lower().lstrip("/") == main:
            type_ = attribute(each, "ContentType").lower()
            return next((name for mark, name in _KINDS if mark in type_), None)
    return _FOLDERS.get(main.partition("/")[0])
