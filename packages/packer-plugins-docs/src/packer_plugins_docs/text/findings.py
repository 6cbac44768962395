"""What a text carries besides the work, as findings; their texts are in ``messages``."""

from collections.abc import Collection
from pathlib import Path

from packer_core.values import Finding, Severity
from packer_plugins_docs.text.sniff import HTML_NAMES, MARKDOWN_NAMES, TEXT_NAMES, extension

_EXTENSIONS = {"txt": TEXT_NAMES, "md": MARKDOWN_NAMES, "html": HTML_NAMES}
#: Names shown of a list, and characters of a name.
_SHOWN, _LONGEST = 6, 60


def wrong_extension(path: Path, format_: str) -> tuple[Finding, ...]:
    """A warning where a file's name claims another format than its contents have."""
    found = extension(path)
    if found in _EXTENSIONS[format_]:
        return ()
    params = {"found": found, "expected": format_}
    warning = Severity.WARNING
    return (Finding(id="input.extension", severity=warning, subject=path.name, params=params),)


def scripts(path: Path, count: int) -> tuple[Finding, ...]:
    """A note that a page runs programs."""
    if not count:
        return ()
    params = {"count": count}
    return (Finding(id="docs.scripts", severity=Severity.INFO, subject=path.name, params=params),)


def remote(path: Path, count: int, hosts: Collection[str]) -> tuple[Finding, ...]:
    """A note that a page needs files from elsewhere, and from whom."""
    if not count:
        return ()
    names = sorted(host[:_LONGEST] for host in hosts)
    shown = ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])
    params: dict[str, str | int] = {"count": count, "hosts": shown or "?"}
    return (Finding(id="docs.remote", severity=Severity.INFO, subject=path.name, params=params),)
