"""A plugin for Packer: EPUB read by EbookLib, chosen with ``--extractor ebooklib``."""

from packer_core.hookspecs import Extractor, hookimpl
from packer_plugin_ebooklib.extractor import EbookLibExtractor

#: The version of Packer's hooks that this plugin was written for.
PACKER_PLUGIN_API = 1


@hookimpl
def packer_extractors() -> list[Extractor]:
    """The one extractor of this plugin."""
    return [EbookLibExtractor()]
