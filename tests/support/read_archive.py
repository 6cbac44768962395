"""Reads a RAR set with one library: read_archive.py ENGINE test|extract FIRST [INTO].

Runs in the environment that holds the library, so it imports nothing of this project. Fails with
an exit code other than 0 on any fault.
"""

import ctypes
import ctypes.util
import os
import re
import sys
from pathlib import Path


def with_unrar(first, into):
    """The official library; its loop ends with "no more files" or with a fault."""
    from unrar.cffi._unrarlib import ffi, lib

    end_of_archive = 10
    name = ffi.new("wchar_t[]", first)
    opened = ffi.new("struct RAROpenArchiveDataEx *", {"ArcNameW": name, "OpenMode": 1})
    handle = lib.RAROpenArchiveEx(opened)
    if opened.OpenResult != 0:
        sys.exit(f"cannot open: error {opened.OpenResult}")
    destination = ffi.new("wchar_t[]", into) if into else ffi.NULL
    operation = 2 if into else 1
    while True:
        header = ffi.new("struct RARHeaderDataEx *")
        code = lib.RARReadHeaderEx(handle, header)
        if code == end_of_archive:
            break
        if code == 0:
            code = lib.RARProcessFileW(handle, operation, destination, ffi.NULL)
        if code != 0:
            sys.exit(f"{ffi.string(header.FileNameW)!r}: error {code}")
    if lib.RARCloseArchive(handle) != 0:
        sys.exit("cannot close")


def with_rarfile(first, into):
    """Pure Python for stored members; other programs for compressed ones."""
    import rarfile

    with rarfile.RarFile(first) as archive:
        archive.testrar()
        if into:
            archive.extractall(into)


def with_libarchive(first, into):
    """The library behind bsdtar, given all volumes; bsdtar itself passes on only the first."""
    library = ctypes.CDLL(ctypes.util.find_library("archive"))
    pointer = ctypes.c_void_p
    library.archive_read_new.restype = pointer
    library.archive_error_string.restype = ctypes.c_char_p
    library.archive_entry_pathname_utf8.restype = ctypes.c_char_p
    library.archive_entry_filetype.restype = ctypes.c_uint
    library.archive_read_data.restype = ctypes.c_ssize_t
    archive, entry = pointer(library.archive_read_new()), pointer()

    def checked(code):
        if code < 0:
            message = library.archive_error_string(archive) or b"unknown fault"
            sys.exit(f"libarchive: {message.decode(errors='replace')}")
        return code

    checked(library.archive_read_support_format_rar(archive))
    checked(library.archive_read_support_format_rar5(archive))
    paths = [os.fsencode(path) for path in volumes(first)]
    names = (ctypes.c_char_p * (len(paths) + 1))(*paths, None)
    checked(library.archive_read_open_filenames(archive, names, ctypes.c_size_t(1 << 16)))
    block = ctypes.create_string_buffer(1 << 20)
    directory = 0o040000
    while checked(library.archive_read_next_header(archive, ctypes.byref(entry))) == 0:
        name = library.archive_entry_pathname_utf8(entry).decode()
        if library.archive_entry_filetype(entry) == directory:
            continue
        target = Path(into, name) if into else Path(os.devnull)
        if into:
            target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while count := checked(library.archive_read_data(archive, block, len(block))):
                file.write(block.raw[:count])
    checked(library.archive_read_free(archive))


def volumes(first):
    """All volumes of the set in their order: .part1 .part2 …, or .rar .r00 … .r99 .s00 …"""
    first = Path(first)
    part = re.fullmatch(r"(.*\.part)\d+\.rar", first.name)
    pattern = re.escape(part[1]) + r"(\d+)\.rar" if part else re.escape(first.stem) + r"\.[r-z]\d\d"
    found = [path for path in first.parent.iterdir() if re.fullmatch(pattern, path.name)]
    if part:
        return sorted(found, key=lambda path: int(re.fullmatch(pattern, path.name)[1]))
    return [first, *sorted(found)]


if __name__ == "__main__":
    engine, action, first_volume, *rest = sys.argv[1:]
    engines = {"unrar": with_unrar, "rarfile": with_rarfile, "libarchive": with_libarchive}
    engines[engine](first_volume, rest[0] if action == "extract" else None)
