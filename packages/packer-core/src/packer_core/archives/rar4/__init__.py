"""RAR archives of version 2.9 to 4.x, stored without compression, in volumes of exact size.

From the public TechNote of RAR 4.00 and the headers of genuine sets.
"""

from packer_core.archives.rar4.layout import Layout, lay_out
from packer_core.archives.rar4.writer import Frame, write_volumes

__all__ = ["Frame", "Layout", "lay_out", "write_volumes"]
