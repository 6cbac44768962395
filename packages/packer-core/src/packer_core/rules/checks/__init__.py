"""The checks for releases of every kind, in the order in which their findings are told."""

from packer_core.rules.checks import receivers
from packer_core.rules.checks.files import (
    archives,
    content,
    filenames,
    layout,
    sfv,
    volumes,
    zips,
)
from packer_core.rules.checks.names import (
    agreement,
    dirname,
    parts,
    tags,
    words,
)
from packer_core.rules.checks.texts import diz, nfo
from packer_core.rules.registry import Check, ReceiverCheck

CHECKS: tuple[Check, ...] = (
    *dirname.CHECKS,
    *parts.CHECKS,
    *words.CHECKS,
    *tags.CHECKS,
    *agreement.CHECKS,
    *content.CHECKS,
    *layout.CHECKS,
    *filenames.CHECKS,
    *zips.CHECKS,
    *volumes.CHECKS,
    *sfv.CHECKS,
    *diz.CHECKS,
    *nfo.CHECKS,
    *archives.CHECKS,
)

RECEIVER_CHECKS: tuple[ReceiverCheck, ...] = receivers.CHECKS

__all__ = ["CHECKS", "RECEIVER_CHECKS"]
