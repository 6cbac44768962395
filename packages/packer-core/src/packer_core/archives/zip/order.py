"""Whether the disks of a set are numbered as their volumes are."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from packer_core.archives.damage import Faults
from packer_core.archives.names import parse_volume_name
from packer_core.values import VolumeFacts

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]{1,9})\.zip", re.IGNORECASE | re.DOTALL)


def check_order(volumes: Iterable[VolumeFacts], faults: Faults) -> None:
    """Compare the numbers of disks, where their names have any, with those of their volumes.

    A count may begin anywhere, but the disks that break it have swapped names.
    """
    numbered: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for volume in volumes:
        container = _NUMBERED.fullmatch(volume.container)
        inner = parse_volume_name(volume.path.rpartition("!")[2])
        if container and inner:
            pair = (int(container["number"]), inner.number)
            numbered[container["stem"].lower()][volume.container] = pair
    for disks in numbered.values():
        steps = Counter(number - place for number, place in disks.values())
        usual = steps.most_common(1)[0][0]
        for path, (number, place) in disks.items():
            if number != place + usual:
                faults.at(path).fault("zip.order", expected=place + usual, found=number)
