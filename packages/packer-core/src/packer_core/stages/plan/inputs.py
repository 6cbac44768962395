"""What a plan is made of: everything that a user may leave open is settled in it."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.hookspecs import Archiver, ExtraMaker, NfoTemplate
from packer_core.nfo.render import Renderer
from packer_core.rules.registry import Check
from packer_core.stages.plan.payload import Payload
from packer_core.values import Description, Finding, RuleSet, SourceFile, Surroundings


@frozen(kw_only=True)
class PlanInputs:
    """Everything that :func:`packer_core.plan` looks at; what it makes of it is always the same.

    ``description`` has the rule set's answers in it where the request accepts them. ``dirname``
    and ``stem`` are those stated, or those that the rule set's grammar and the group's earlier
    releases leave; ``naming`` is what building the dirname cost. ``volume_sizes`` are tried
    from the smallest on, in bytes; none at all stands for one volume of any size. ``labels``
    are the words of the texts, in the language of the NFO. ``diz`` is ``None`` where the
    release has none. ``makers`` are those of extras that serve the kind, by id; ``checks`` what
    judges the release by its rule set.

    ``output``, ``replace``, ``sha256`` and ``fsync`` change nothing in the release: they are handed
    on to whoever packs, and the last two may be left to the settings there.
    """

    description: Description
    rule_set: RuleSet
    surroundings: Surroundings
    form: str
    group: str
    dirname: str
    stem: str
    payload: Payload
    volume_sizes: tuple[int, ...]
    archiver: Archiver
    nfo: NfoTemplate
    labels: Mapping[str, str]
    render: Renderer
    diz: NfoTemplate | None
    makers: tuple[ExtraMaker, ...]
    checks: tuple[Check, ...]
    sfv: bool
    profile: str
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    waivers: Mapping[str, str] = field(factory=dict)
    naming: tuple[Finding, ...] = ()
    output: str = "."
    replace: bool = False
    sha256: bool | None = None
    fsync: bool | None = None

    @property
    def source(self) -> SourceFile:
        """The work."""
        return self.description.files[0]

    @property
    def fixed_ns(self) -> int | None:
        """The time that stands for every file's own, nanoseconds since the epoch."""
        fixed = self.surroundings.fixed_time
        return None if fixed is None else fixed * 1_000_000_000
