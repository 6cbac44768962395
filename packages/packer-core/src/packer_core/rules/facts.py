"""The facts of a view, for checks that declared to need them: never ``None``, named shortly."""

from collections.abc import Iterator

from packer_core.values import (
    Entry,
    ParsedName,
    RarSet,
    ReleaseView,
    SfvFacts,
    TextFacts,
    WorkMetadata,
    ZipDisk,
)


def parsed(view: ReleaseView) -> ParsedName:
    """The name taken apart."""
    return view.parsed or ParsedName(name=view.name, form=None)


def metadata(view: ReleaseView) -> WorkMetadata:
    """What is known of the work."""
    return view.metadata or WorkMetadata()


def files(view: ReleaseView) -> Iterator[Entry]:
    """The files of the release, folders left out."""
    return (entry for entry in view.entries or () if not entry.is_dir)


def root_files(view: ReleaseView) -> Iterator[Entry]:
    """The files that lie in no folder."""
    return (entry for entry in files(view) if "/" not in entry.path)


def disks(view: ReleaseView) -> tuple[ZipDisk, ...]:
    """The ZIP files of the release."""
    return view.disks or ()


def rar_sets(view: ReleaseView) -> tuple[RarSet, ...]:
    """The chains of RAR volumes."""
    return view.sets or ()


def sfvs(view: ReleaseView) -> tuple[SfvFacts, ...]:
    """The SFV files."""
    return view.sfvs or ()


def members(view: ReleaseView) -> tuple[str, ...]:
    """The names of the files packed inside, folders left out."""
    return view.members or ()


def texts(view: ReleaseView, ending: str) -> tuple[TextFacts, ...]:
    """The texts whose file name ends so, case aside: those of the root first, then by disk."""
    chosen = (each for each in view.texts or () if each.path.lower().endswith(ending.lower()))
    return tuple(sorted(chosen, key=lambda each: (each.disk or 0, each.path)))


def base_name(path: str) -> str:
    """The name of a file without its folders, or without the archive it lies in."""
    return path.rpartition("!")[2].rpartition("/")[2]


def extension(path: str) -> str:
    """The lower-case extension of a file name without its dot, empty for none."""
    stem, dot, ending = base_name(path).rpartition(".")
    return ending.lower() if dot and stem else ""
