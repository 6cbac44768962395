"""Files of a release that are made from its source: a sample, a contact sheet."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.values.rules.findings import Finding
from packer_core.values.rules.rule_set import RuleSet
from packer_core.values.works.description import SourceFile
from packer_core.values.works.metadata import WorkMetadata


@frozen(kw_only=True)
class ExtraRequest:
    """What a maker decides by.

    ``stem`` is the base of the release's file names; ``tools`` are the outside programs and
    libraries, of those the makers can use, that the machine has.
    """

    source: SourceFile
    metadata: WorkMetadata
    rule_set: RuleSet
    stem: str
    tools: tuple[str, ...] = ()


@frozen(kw_only=True)
class PlannedExtra:
    """A file that ``maker`` will make from the source of that index.

    ``size`` is an estimate in bytes; ``params`` are all that making it needs, as text;
    ``metadata`` is what the file will say of itself, where that can be told beforehand.
    """

    maker: str
    path: str
    size: int
    source: int = 0
    params: Mapping[str, str] = field(factory=dict)
    metadata: WorkMetadata | None = None


@frozen(kw_only=True)
class ExtraPlan:
    """What a maker will make, and what it has to say of that."""

    extras: tuple[PlannedExtra, ...] = ()
    findings: tuple[Finding, ...] = ()
