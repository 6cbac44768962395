"""All checks, in the order in which their findings are told."""

from packer_core.rules.checks import (
    agreement,
    archives,
    content,
    dirname,
    diz,
    encoding,
    episodes,
    filenames,
    layout,
    nfo,
    parts,
    receivers,
    resolution,
    sample,
    sfv,
    sound,
    tags,
    video,
    volumes,
    words,
    zips,
)
from packer_core.rules.registry import Check, ReceiverCheck

CHECKS: tuple[Check, ...] = (
    *dirname.CHECKS,
    *parts.CHECKS,
    *words.CHECKS,
    *tags.CHECKS,
    *episodes.CHECKS,
    *agreement.CHECKS,
    *resolution.CHECKS,
    *video.CHECKS,
    *encoding.CHECKS,
    *sound.CHECKS,
    *content.CHECKS,
    *layout.CHECKS,
    *filenames.CHECKS,
    *sample.CHECKS,
    *zips.CHECKS,
    *volumes.CHECKS,
    *sfv.CHECKS,
    *diz.CHECKS,
    *nfo.CHECKS,
    *archives.CHECKS,
)

RECEIVER_CHECKS: tuple[ReceiverCheck, ...] = receivers.CHECKS

__all__ = ["CHECKS", "RECEIVER_CHECKS"]
