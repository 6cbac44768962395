"""What the videos of a release that are not packed, its samples, say of themselves."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from packer_core.errors import PackerError
from packer_core.run import Run
from packer_core.stages.inspect.readers import choose, extract
from packer_core.values import Entry, PackRequest, RuleSet, Source, WorkMetadata


def read_media(
    release: Path, entries: Iterable[Entry], rule_set: RuleSet, run: Run
) -> Mapping[str, WorkMetadata] | None:
    """The metadata of each sample by its path; ``None`` where a rule set asks for no samples.

    A file that nothing can read has no entry: to say what is wrong with it is for the checks.
    """
    if not rule_set.sample.required:
        return None
    folder = rule_set.sample.dir.lower() + "/"
    found = {}
    for entry in entries:
        path = release / entry.path
        if entry.is_dir or not entry.path.lower().startswith(folder) or path.is_symlink():
            continue
        run.checkpoint()
        metadata = _read(path, rule_set.kind, run)
        if metadata is not None:
            found[entry.path] = metadata
    return found


def _read(path: Path, kind: str, run: Run) -> WorkMetadata | None:
    request = PackRequest(sources=(Source(path=str(path)),), kind=kind)
    try:
        return extract(choose(path, request, run), path, run).metadata
    except PackerError:
        return None
