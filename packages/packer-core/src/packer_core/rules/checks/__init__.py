"""All checks, in the order in which their findings are told."""

from packer_core.rules.checks import (
    agreement,
    archives,
    content,
    dirname,
    diz,
    layout,
    nfo,
    parts,
    receivers,
    sfv,
    tags,
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
    *agreement.CHECKS,
    *content.CHECKS,
    *layout.CHECKS,
    *zips.CHECKS,
    *volumes.CHECKS,
    *sfv.CHECKS,
    *diz.CHECKS,
    *nfo.CHECKS,
    *archives.CHECKS,
)

RECEIVER_CHECKS: tuple[ReceiverCheck, ...] = receivers.CHECKS

__all__ = ["CHECKS", "RECEIVER_CHECKS"]
