"""The reader of DOCX, PPTX and XLSX (ECMA-376): its property parts, and what else it must read."""

from pathlib import Path

from attrs import evolve

from packer_core.errors import Unreadable, Unsupported
from packer_core.reading.xml import elements, parse
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction, Protection
from packer_plugins_docs.office import findings as office_findings
from packer_plugins_docs.office.ooxml import language as ooxml_language
from packer_plugins_docs.office.ooxml import properties as ooxml_properties
from packer_plugins_docs.office.ooxml import traces as ooxml_traces
from packer_plugins_docs.office.ooxml.package import OoxmlPackage, open_package
from packer_plugins_docs.office.ooxml.text import beginning
from packer_plugins_docs.office.sniff import OOXML_NAMES, extension
from packer_plugins_docs.office.zips import OfficeZip


def describe(path: Path, run: Run) -> Extraction:
    """Describe an OOXML file.

    :raises packer_core.errors.InputRefused: when the file is none or too broken to tell.
    """
    with OfficeZip(path) as archive:
        if archive.locked:
            return _locked(path)
        package = open_package(archive)
        if package is None:
            raise _no_document(path, archive)
        run.checkpoint()
        return _describe(path, package, run)


def _describe(path: Path, package: OoxmlPackage, run: Run) -> Extraction:
    properties = ooxml_properties.read(package)
    run.checkpoint()
    traces = ooxml_traces.find(package, properties)
    run.checkpoint()
    document = properties.document
    if document.language is None:
        document = evolve(document, language=ooxml_language.find(package))
    if document.pages is None and package.format == "pptx":
        document = evolve(document, pages=_slides(package))
    return Extraction(
        format=package.format,
        metadata=document,
        findings=(
            *office_findings.wrong_extension(path, package.format),
            *office_findings.of_traces(path, traces),
        ),
        excerpt=lambda: beginning(path),
    )


def _slides(package: OoxmlPackage) -> int | None:
    """The slides that the presentation lists (part 1, 19.2.1.33), where none are counted."""
    root = parse(package.archive.read(package.main), entities=False)
    return sum(1 for _ in elements(root, "sldId")) or None


def _locked(path: Path) -> Extraction:
    format_ = extension(path) if extension(path) in OOXML_NAMES else "ooxml"
    protection = Protection(scheme="ZIP password", detail="encrypted entries")
    return Extraction(format=format_, metadata=DocumentMetadata(), protection=protection)


def _no_document(path: Path, archive: OfficeZip) -> Unreadable | Unsupported:
    """Why a ZIP without a document of ours is refused."""
    if "[content_types].xml" in archive.names:
        return Unreadable(path=str(path), reason="no-document")
    return Unsupported(path=str(path), format="zip")
