"""The findings that several formats share; their texts are in ``messages``."""

from collections.abc import Mapping
from pathlib import Path

from packer_core.values import Finding, Severity
from packer_plugins_ebook.sniff import EXTENSIONS, extension


def wrong_extension(path: Path, format_: str) -> tuple[Finding, ...]:
    """A warning where a file's name claims another format than its contents have."""
    found = extension(path)
    if found in EXTENSIONS[format_]:
        return ()
    params = {"found": found, "expected": EXTENSIONS[format_][0]}
    return (_finding("input.extension", Severity.WARNING, path, params),)


def buyer_marks(path: Path, places: list[str]) -> tuple[Finding, ...]:
    """A warning for each place that shows who bought the file."""
    return tuple(
        _finding("input.buyer_mark", Severity.WARNING, path, {"place": place})
        for place in dict.fromkeys(places)
    )


def scan_resolution(path: Path, dpi: int, width: int) -> Finding:
    """What a scan measures: dots an inch and pixels across of its smallest page."""
    return _finding("pdf.scan.dpi", Severity.INFO, path, {"dpi": dpi, "width": width})


def scan_too_coarse(path: Path, dpi: int, width: int) -> Finding:
    """A scan below 96 dots an inch."""
    return _finding("pdf.scan.coarse", Severity.WARNING, path, {"dpi": dpi, "width": width})


def reader_missing(path: Path, package: str) -> Finding:
    """The optional library that would read this file is not installed."""
    return _finding("comic.reader_missing", Severity.WARNING, path, {"package": package})


def _finding(
    identity: str, severity: Severity, path: Path, params: Mapping[str, str | int]
) -> Finding:
    return Finding(id=identity, severity=severity, subject=path.name, params=params)
