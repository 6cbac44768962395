"""Whether the disks of a set are numbered as their volumes are."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from packer_core.archives.faults import Faults
from packer_core.archives.names import parse_volume_name
from packer_core.values import VolumeFacts

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]{1,9})\.zip", re.IGNORECASE | re.DOTALL)


def check_order(volumes: Iterable[VolumeFacts], faults: Faults) -> None:
    """Compare the numbers of disks, where their names have any, with those of their volumes.

    A count may begin anywhere, but the disks that break it have swapped names.
    """
    steps: dict[str, dict[str, int]] = defaultdict(dict)
    for volume in volumes:
        disk = _NUMBERED.fullmatch(volume.container)
        inner = parse_volume_name(volume.path.rpartition("!")[2])
        if disk and inner:
            steps[disk["stem"].lower()][volume.container] = int(disk["number"]) - inner.number
    for disks in steps.values():
        usual = Counter(disks.values()).most_common(1)[0][0]
        for path, step in disks.items():
            if step != usual:
                place = faults.at(path)
                place.fault("zip.order", expected=usual, found=step)
