"""The marks of encryption in a video; nothing is ever decrypted.

Sources: ISO/IEC 14496-12 section 8.12 (``sinf``), ISO/IEC 23001-7 (the schemes ``cenc`` to
``cbcs``, ``pssh``), DASH-IF's list of the systems' ids, RFC 9559 section 5.1.4.1.31 (Matroska).
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from packer_core.values import Protection
from packer_plugins_tv.container.boxes import Boxes
from packer_plugins_tv.container.ebml import Element, Elements
from packer_plugins_tv.sample.matroska import ids

_SYSTEMS = {
    "edef8ba979d64acea3c827dcd51d21ed": "Widevine",
    "9a04f07998404286ab92e65be0885f95": "PlayReady",
    "94ce86fb07ff4f43adb893d2fa968ca2": "FairPlay",
    "1077efecc0b24d02ace33c1e52e2fb4b": "Clear Key",
    "e2719d58a985b3c9781ab030af78d30e": "Clear Key",
    "5e629af538da4063897797ffbd9902d4": "Marlin",
}
_FAIRPLAY = (b"drmi", b"drms", b"itun")
_ENTRIES = (b"encv", b"enca", b"encs", b"enct")

_ENCRYPTION, _ALGORITHM = 0x5035, 0x47E1
_PLACE = (ids.TRACK_ENTRY, ids.CONTENT_ENCODINGS, ids.CONTENT_ENCODING, _ENCRYPTION)
_ALGORITHMS = {1: "DES", 2: "3DES", 3: "Twofish", 4: "Blowfish", 5: "AES"}


def find_protection(path: Path, container: str, told: str | None) -> Protection | None:
    """The protection of a file, ``None`` where it has none.

    :param container: the word for what the file is (``mp4``).
    :param told: what MediaInfo says of encryption; it knows containers that are not looked into
        here.
    """
    found = None
    if container in ("mp4", "mov", "3gp"):
        found = _with(path, _of_boxes)
    elif container in ("matroska", "webm"):
        found = _with(path, _of_elements)
    if found is None and told:
        return Protection(scheme=f"{container} encryption", detail=told)
    return found


def _with(path: Path, look: Callable[[int], Protection | None]) -> Protection | None:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return look(descriptor)
    finally:
        os.close(descriptor)


def _of_boxes(descriptor: int) -> Protection | None:
    boxes = Boxes(descriptor)
    marks: dict[str, None] = {}
    systems: dict[str, None] = {}
    fairplay = False
    for box in boxes.every():
        head = boxes.head(box) if box.type in (b"pssh", b"schm") else b""
        fairplay = fairplay or box.type in _FAIRPLAY or head[4:8] in _FAIRPLAY
        if box.type in (*_ENTRIES, *_FAIRPLAY, b"sinf", b"pssh"):
            marks[box.type.decode("ascii")] = None
        if box.type == b"schm":
            marks[head[4:8].decode("latin-1")] = None
        if box.type == b"pssh":
            systems[_SYSTEMS.get(head[4:20].hex(), "pssh")] = None
    if not marks:
        return None
    named = "FairPlay" if fairplay else ", ".join(name for name in systems if name != "pssh")
    return Protection(scheme=named or "Common Encryption", detail=" ".join(sorted(marks)))


def _of_elements(descriptor: int) -> Protection | None:
    elements = Elements(descriptor)
    tracks = elements.tracks()
    if tracks is None:
        return None
    for encryption in _below(elements, tracks, _PLACE):
        stated = (each for each in elements.within(encryption) if each.id == _ALGORITHM)
        algorithm = next((elements.value(each) for each in stated), 0)
        name = _ALGORITHMS.get(algorithm, str(algorithm))
        return Protection(scheme="Matroska encryption", detail=f"ContentEncryption {name}")
    return None


def _below(elements: Elements, parent: Element, ids: tuple[int, ...]) -> Iterator[Element]:
    """The elements at the end of a path of ids."""
    for child in elements.within(parent):
        if child.id == ids[0]:
            if len(ids) == 1:
                yield child
            else:
                yield from _below(elements, child, ids[1:])
