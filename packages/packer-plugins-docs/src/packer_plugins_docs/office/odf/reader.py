"""The reader of ODT, ODP and ODS (ODF 1.0 to 1.4): its metadata and what else it must read."""

from pathlib import Path
from typing import TYPE_CHECKING

from packer_core.errors import Unreadable, Unsupported
from packer_core.reading.xml import attribute, elements, parse
from packer_core.run import Run
from packer_core.values import DocumentMetadata, Extraction, Protection
from packer_plugins_docs.office import findings as office_findings
from packer_plugins_docs.office.odf import metadata as odf_metadata
from packer_plugins_docs.office.odf import traces as odf_traces
from packer_plugins_docs.office.odf.text import beginning
from packer_plugins_docs.office.sniff import ODF_NAMES, extension
from packer_plugins_docs.office.zips import OfficeZip

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MIME = "application/vnd.oasis.opendocument."
_FORMATS = {"text": "odt", "presentation": "odp", "spreadsheet": "ods"}


def describe(path: Path, run: Run) -> Extraction:
    """Describe an ODF file.

    :raises packer_core.errors.InputRefused: when the file is none or too broken to tell.
    """
    with OfficeZip(path) as archive:
        if archive.locked:
            return _sealed(path, Protection(scheme="ZIP password", detail="encrypted entries"))
        manifest = parse(archive.read("META-INF/manifest.xml"), entities=False)
        protection = _protection(manifest)
        format_ = _format(path, archive, manifest)
        if protection is not None:
            return Extraction(format=format_, metadata=DocumentMetadata(), protection=protection)
        if "content.xml" not in archive.names:
            raise Unreadable(path=str(path), reason="no-document")
        run.checkpoint()
        return _describe(path, archive, format_)


def _describe(path: Path, archive: OfficeZip, format_: str) -> Extraction:
    traces, slides = odf_traces.find(archive)
    found = odf_metadata.read(archive, slides if format_ == "odp" else None)
    return Extraction(
        format=format_,
        metadata=found.document,
        findings=(
            *office_findings.wrong_extension(path, format_),
            *office_findings.of_traces(path, odf_traces.with_people(traces, found.people)),
        ),
        excerpt=lambda: beginning(path),
    )


def _sealed(path: Path, protection: Protection) -> Extraction:
    format_ = extension(path) if extension(path) in ODF_NAMES else "odf"
    return Extraction(format=format_, metadata=DocumentMetadata(), protection=protection)


def _format(path: Path, archive: OfficeZip, manifest: "Element | None") -> str:
    """The format by the entry ``mimetype``, else by the manifest (ODF 1.3 part 2, 3.3 and 4.8.4).

    Templates and master documents are of the format of their documents.
    """
    stated = archive.begin("mimetype", 200).decode("ascii", "replace").strip().lower()
    for each in [] if stated else elements(manifest, "file-entry"):
        if attribute(each, "full-path") == "/":
            stated = attribute(each, "media-type").lower()
    if not stated.startswith(_MIME):
        raise Unsupported(path=str(path), format=stated or "zip")
    word = stated.removeprefix(_MIME).partition("-")[0]
    if word not in _FORMATS:
        raise Unsupported(path=str(path), format=f"opendocument-{word}")
    return _FORMATS[word]


def _protection(manifest: "Element | None") -> Protection | None:
    """Encryption as the manifest states it (ODF 1.3 part 2, sections 3.4 and 4.4)."""
    sealed = next(elements(manifest, "encryption-data"), None)
    if sealed is None:
        return None
    names = [attribute(each, "algorithm-name") for each in elements(sealed, "algorithm")]
    detail = next((name.rpartition("#")[2] for name in names if name), "encrypted entries")
    public = next(elements(manifest, "encrypted-key", "EncryptedKey"), None) is not None
    scheme = "OpenDocument OpenPGP encryption" if public else "OpenDocument password"
    return Protection(scheme=scheme, detail=detail)
