"""What can be wrong with a file of rules."""

from collections.abc import Sequence

from attrs import frozen

from packer_core.errors import BadConfiguration


@frozen
class Fault:
    """One fault: the dotted key, what is expected there, and what was found.

    ``reason`` is the key of a text under ``[label]``; ``detail`` its only parameter.
    """

    key: str
    reason: str
    detail: str = ""


def broken(name: str, faults: Sequence[Fault]) -> BadConfiguration:
    """The error for a file with faults: it tells the first one, and how many there are."""
    first = faults[0]
    where = f"{name}: {first.key}" if first.key else name
    return BadConfiguration(
        where=where, reason=first.reason, detail=first.detail, count=len(faults)
    )


def shown(value: object) -> str:
    """A value as it is quoted in a fault, cut to a readable length."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
