"""Bytes and arithmetic: RAR volumes, ZIP files, SFV, and reading a release back."""

from packer_core.archives.crc import combine, crc32
from packer_core.archives.names import parse_volume_name, volume_name
from packer_core.archives.reading.survey import survey
from packer_core.archives.reading.walk import release_size
from packer_core.archives.sfv import parse_sfv, render_sfv, sfv_size
from packer_core.archives.shapes import SHAPES
from packer_core.archives.sink import FileSink, Sink

__all__ = [
    "SHAPES",
    "FileSink",
    "Sink",
    "combine",
    "crc32",
    "parse_sfv",
    "parse_volume_name",
    "release_size",
    "render_sfv",
    "sfv_size",
    "survey",
    "volume_name",
]
