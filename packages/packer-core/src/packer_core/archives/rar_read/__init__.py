"""Reading RAR volumes: every header, every checksum, then what the volumes are as a set.

RAR 1.5 to 4.x and RAR 5; compressed data are passed over, their checksums in volumes included.
"""

from packer_core.archives.rar_read.scan import scan_volume
from packer_core.archives.rar_read.scanned import ScannedVolume
from packer_core.archives.rar_read.sets import assemble_sets

__all__ = ["ScannedVolume", "assemble_sets", "scan_volume"]
