"""The checks of episodes, pictures, sound and samples, and where their findings are told."""

from packer_core.rules.registry import Check, placed
from packer_plugins_tv.checks import encoding, episodes, resolution, sample, sound, video

CHECKS: tuple[Check, ...] = (
    *placed(episodes.CHECKS, after="dirname.tag.order"),
    *placed(
        (*resolution.CHECKS, *video.CHECKS, *encoding.CHECKS, *sound.CHECKS), after="name.title"
    ),
    *placed(sample.CHECKS, after="file.group"),
)
