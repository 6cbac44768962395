"""The sample of a video: a minute of it, cut without coding anything again."""

from packer_plugins_tv.sample.contact_sheet import contact_sheet
from packer_plugins_tv.sample.interval import Wanted
from packer_plugins_tv.sample.maker import SampleMaker
from packer_plugins_tv.sample.matroska.cutter import cut_matroska

__all__ = ["SampleMaker", "Wanted", "contact_sheet", "cut_matroska"]
