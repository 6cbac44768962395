"""The sample of a video: a minute of it, cut without coding anything again."""

from packer_plugins_tv.sample.contact import contact_sheet
from packer_plugins_tv.sample.maker import SampleMaker
from packer_plugins_tv.sample.matroska.cutter import cut_matroska
from packer_plugins_tv.sample.wanted import Wanted

__all__ = ["SampleMaker", "Wanted", "contact_sheet", "cut_matroska"]
