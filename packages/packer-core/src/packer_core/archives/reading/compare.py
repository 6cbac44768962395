"""Compares SFV files with the files that they name."""

from collections.abc import Mapping, Sequence

from packer_core.archives.damage import Faults, Place, hex_crc
from packer_core.values import Entry, SfvFacts, SfvLine


def compare_sfv(sfvs: Sequence[SfvFacts], entries: Sequence[Entry], faults: Faults) -> None:
    """Compare each line with the file of its name in the folder of the SFV."""
    files = {entry.path: entry for entry in entries if not entry.is_dir}
    folded = {path.lower(): path for path in files}
    for sfv in sfvs:
        place = faults.at(sfv.path)
        folder = sfv.path.rpartition("/")[0]
        for line in _unique(sfv, place):
            _compare_line(line, folder, files, folded, place)


def _unique(sfv: SfvFacts, place: Place) -> list[SfvLine]:
    """The lines, without those that repeat another; two sums for one name are a fault."""
    seen: dict[str, int] = {}
    lines = []
    for line in sfv.lines:
        if line.name not in seen:
            lines.append(line)
        elif seen[line.name] == line.crc32:
            place.note("sfv.repeated", found=line.name)
        else:
            first = hex_crc(seen[line.name])
            place.fault("sfv.duplicate", expected=f"{line.name} {first}", found=hex_crc(line.crc32))
        seen.setdefault(line.name, line.crc32)
    return lines


def _compare_line(
    line: SfvLine,
    folder: str,
    files: Mapping[str, Entry],
    folded: Mapping[str, str],
    place: Place,
) -> None:
    if "/" in line.name or "\\" in line.name or "\t" in line.name:
        place.fault("sfv.path", expected="a name without folders", found=line.name)
    path = _place(folder, line.name)
    if path not in files and path.lower() in folded:
        path = folded[path.lower()]
        place.note("sfv.case", expected=path, found=line.name)
    if path not in files:
        place.fault("sfv.missing_file", expected=line.name, found="")
        return
    found = files[path].crc32
    if found is not None and found != line.crc32:
        place.fault("sfv.crc", expected=f"{line.name} {hex_crc(line.crc32)}", found=hex_crc(found))


def _place(folder: str, name: str) -> str:
    """The path that a line means; hashers that are run as ``tool ./*`` write ``./name``."""
    parts = f"{folder}/{name}".replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", "."))
