"""Damage: files and release directories as they come off bad disks, bad programs and bad people.

Everything takes its decisions from a ``random.Random``, so that a seed is a whole test case.
"""

import os
import re
import shutil
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from random import Random

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]

#: What sizes, offsets and counts are when a reader trusts them and must not.
_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_LARGEST_MEMBER = 4_000_000
_TEXTS = (".opf", ".xml", ".xhtml", ".html", ".ncx", ".diz", ".nfo", ".sfv")


def mutate(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """A damaged copy; ``others`` are files of the same kind to take pieces from."""
    known = [*_OF_BYTES, *_OF_TEXTS]
    if data.startswith(b"PK"):
        known += _OF_ZIPS * 3
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = rng.choice(known)(data, rng, others)
    return data


def mutate_text(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """A damaged copy of an XML document or of lines of text."""
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice(_OF_TEXTS)(data, rng, others)
    return data


def _flip(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.choice((1, 1, 4, 16, 64)) if damaged else 0):
        damaged[_place(data, rng)] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _place(data: bytes, rng: Random) -> int:
    """An offset, half the time in the first or the last kilobyte, where the headers are."""
    near = min(len(data), 1024)
    return rng.choice(
        (rng.randrange(len(data)), rng.randrange(near), len(data) - 1 - rng.randrange(near))
    )


def _extreme(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    order, size = rng.choice("<>"), rng.choice("BHLQ")
    value = rng.choice(_EXTREMES) & (256 ** struct.calcsize(f"={size}") - 1)
    at = _place(data, rng) if data else 0
    number = struct.pack(order + size, value)
    return data[:at] + number + data[at + len(number) :]


def _truncate(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    return rng.choice((data[:at], data[at:], data[: len(data) - min(at, 64)]))


def _splice(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others) if others else data
    start, end = sorted((rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)))
    taken = rng.randrange(len(other) + 1)
    return data[:start] + other[taken : taken + end - start] + data[end:]


def _repeat(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    piece = data[at : at + rng.choice((1, 16, 512))]
    return data[:at] + piece * rng.choice((2, 50, 2000)) + data[at:]


def _blank(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    at = rng.randrange(len(data) + 1)
    size = rng.choice((4, 64, 4096))
    return data[:at] + bytes([rng.choice((0, 0xFF, 0x20))]) * size + data[at + size :]


def _number(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    """Another number in place of a written one."""
    value = rng.choice((b"0", b"-1", b"9" * 25, b"9" * 5000, b"1e999", b"NaN", b"4294967296"))
    return _replace_one(rb"[0-9]+", value, data, rng)


def _word(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    odd = (b"", b"\x00", b"\xff\xfe", b"%s%n{0}", b"..", b"\xed\xa0\x80", b"a" * 70_000, b"\r\n")
    return _replace_one(rb"[A-Za-z]{2,}", rng.choice(odd), data, rng)


def _drop_tag(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    return _replace_one(rb"<[^<>]{1,400}>", b"", data, rng)


def _double_tag(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    found = _find_one(rb"<[^<>]{1,400}>", data, rng)
    count = rng.choice((1, 10, 5000))
    return data if found is None else data[: found.start()] + found[0] * count + data[found.end() :]


def _attribute(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    values = (b'""', b'"../../etc/passwd"', b'"http://["', b'"\'"', b'"&undefined;"', b'"#"')
    return _replace_one(rb'"[^"<>]{0,200}"', rng.choice(values), data, rng)


def _doctype(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    """Entities that expand without end, or that lead outside."""
    bomb = b'<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij"
    )
    outside = b'<!ENTITY j SYSTEM "file:///etc/hostname">'
    doctype = b"<!DOCTYPE package [" + rng.choice((bomb, outside)) + b"]>"
    after = data.find(b"?>") + 2 if data.lstrip().startswith(b"<?xml") else 0
    document = data[:after] + doctype + data[after:]
    return document.replace(b"</dc:title>", b"&j;</dc:title>")


def _declaration(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    names = (b"utf-16", b"utf-7", b"ebcdic-cp-us", b"rot13", b"idna", b"undefined", b"\xff")
    return _replace_one(rb"(?i)utf-?8|us-ascii|iso-8859-1", rng.choice(names), data, rng)


def _recode(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    encoding = rng.choice(("utf-16", "utf-16-be", "utf-32", "utf-8-sig"))
    return data.decode("latin-1").encode(encoding)


def _nest(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    depth = rng.choice((300, 20_000))
    opening, closing = rng.choice(((b"<a>", b"</a>"), (b"[", b"]"), (b"<<", b">>"), (b"(", b")")))
    at = rng.randrange(len(data) + 1)
    return data[:at] + opening * depth + closing * depth + data[at:]


def _find_one(pattern: bytes, data: bytes, rng: Random) -> re.Match[bytes] | None:
    """The first match after an offset, which is cheaper than to choose among all."""
    regex = re.compile(pattern)
    return regex.search(data, rng.randrange(len(data) + 1)) or regex.search(data)


def _replace_one(pattern: bytes, value: bytes, data: bytes, rng: Random) -> bytes:
    found = _find_one(pattern, data, rng)
    return data if found is None else data[: found.start()] + value + data[found.end() :]


def _zip_member(data: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Damage inside one member of a ZIP, whose own structure stays whole."""
    members = _read_zip(data)
    if not members:
        return data
    texts = [name for name in members if name.lower().endswith(_TEXTS)]
    packages = [name for name in texts if name.endswith((".opf", "container.xml", "Info.xml"))]
    name = rng.choice(rng.choice([each for each in (packages, texts, [*members]) if each]))
    change = mutate_text if name in texts and rng.random() < 0.8 else rng.choice(_OF_BYTES)
    return _write_zip({**members, name: change(members[name], rng, others)}, rng)


def _zip_names(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    """A member that is gone, has another name, or is there under a name it must not have."""
    members = _read_zip(data)
    if not members:
        return data
    name = rng.choice([*members])
    odd = ("../../evil", "/etc/passwd", "C:\\x", "a\x01b", "x" * 60_000, "é" * 200, "..", "./")
    other = rng.choice((*odd, name.upper(), name + "/", name + "/x", name.replace("/", "\\")))
    content = members[name]
    if rng.random() < 0.7:
        del members[name]
    if rng.random() < 0.7:
        members[other] = content
    return _write_zip(members, rng)


def _zip_header(data: bytes, rng: Random, _others: Sequence[bytes]) -> bytes:
    """A field of a local header, of the central directory or of its end, made extreme."""
    signature, size = rng.choice(((b"PK\x03\x04", 30), (b"PK\x01\x02", 46), (b"PK\x05\x06", 22)))
    found = _find_one(re.escape(signature), data, rng)
    if found is None:
        return data
    at = found.start() + rng.randrange(4, size, 2)
    number = struct.pack("<L", rng.choice(_EXTREMES))[: rng.choice((2, 4))]
    return data[:at] + number + data[at + len(number) :]


def _read_zip(data: bytes) -> dict[str, bytes]:
    """The members of a ZIP, none where a mutation before this one has broken it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            rows = [each for each in archive.infolist() if each.file_size < _LARGEST_MEMBER]
            return {each.filename: archive.read(each) for each in rows}
    # A broken archive breaks its reader in many ways; it is no matter here in which.
    except Exception:  # noqa: BLE001
        return {}


def _write_zip(members: dict[str, bytes], rng: Random) -> bytes:
    method = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, data in members.items():
            stored = name == "mimetype"
            archive.writestr(name[:65_000], data, zipfile.ZIP_STORED if stored else method, 1)
    return out.getvalue()


_OF_BYTES: list[Mutation] = [_flip, _flip, _extreme, _extreme, _truncate, _splice, _repeat, _blank]
_OF_TEXTS: list[Mutation] = [
    *(_number, _word, _drop_tag, _double_tag, _attribute),
    *(_doctype, _declaration, _recode, _nest, _truncate, _splice),
]
_OF_ZIPS: list[Mutation] = [_zip_member, _zip_member, _zip_names, _zip_header]


def mutate_release(release: Path, rng: Random, others: Sequence[bytes]) -> None:
    """Damage a release directory where it lies."""
    for _ in range(rng.choice((1, 1, 2, 3))):
        files = sorted(path for path in release.rglob("*") if path.is_file())
        if files:
            _damage(rng.choice(files), rng, others)


def _damage(file: Path, rng: Random, others: Sequence[bytes]) -> None:
    if rng.random() < 0.75:
        text = file.suffix.lower() in _TEXTS
        change = mutate_text if text and rng.random() < 0.7 else mutate
        file.write_bytes(change(file.read_bytes(), rng, others))
    else:
        rng.choice(_OF_ENTRIES)(file, rng)


def _remove(file: Path, _rng: Random) -> None:
    file.unlink()


def _empty(file: Path, _rng: Random) -> None:
    file.write_bytes(b"")


def _rename(file: Path, rng: Random) -> None:
    odd = (file.name.upper(), f"{file.stem}.r00", f"{file.stem}.zip", "a\nb", "é.nfo", ".x", "%s")
    name = rng.choice((*odd, "x" * 255, b"\xff\xfe.zip".decode("utf-8", "surrogateescape")))
    file.rename(file.with_name(name))


def _copy(file: Path, rng: Random) -> None:
    folder = file.parent / rng.choice(("Sample", "Proof", "..x", "a/b/c/d/e/f"))
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / rng.choice((file.name, "z.sfv", "z.zip", "z.rar")))


def _to_folder(file: Path, _rng: Random) -> None:
    file.unlink()
    file.mkdir()


def _to_link(file: Path, rng: Random) -> None:
    file.unlink()
    file.symlink_to(rng.choice((file.name, "..", "/dev/zero", "nowhere")))


def _to_pipe(file: Path, _rng: Random) -> None:
    file.unlink()
    os.mkfifo(file)


_OF_ENTRIES = [_remove, _empty, _rename, _copy, _to_folder, _to_link, _to_pipe]
