"""The one specification of a packing job."""

from collections.abc import Mapping

from attrs import field, frozen


@frozen(kw_only=True)
class Source:
    """Where an input lies: a path on the machine that packs.

    ``name`` is its path below the folder it was found in, with ``/``; empty for one that was
    stated itself.
    """

    path: str
    name: str = ""


@frozen(kw_only=True)
class PackRequest:
    """Everything a user decides about one release; no secret is ever in it.

    ``fields`` are metadata the user states, by field name, as text (``{"year": "2010"}``):
    they win over every other origin. ``None`` means: the rule set's or the setting's default.
    ``volume_size`` is in bytes; ``waivers`` maps a finding's id to the reason for accepting it;
    ``accept_defaults`` lets a missing fact take the rule set's default for it.

    ``enrich`` allows to ask providers, ``providers`` says which ones, in their order;
    ``candidate`` is the choice among what they offer: its number in the list (from 1) or
    ``provider:id``. ``locks`` are fields whose value no provider may change.

    ``notes`` are lines of the group's own in the NFO; of a release that puts another one right
    they say why, and which.
    """

    sources: tuple[Source, ...]
    output: str = "."
    group: str | None = None
    kind: str | None = None
    form: str | None = None
    rule_set: str | None = None
    profile: str | None = None
    fields: Mapping[str, str] = field(factory=dict)
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    dirname: str | None = None
    stem: str | None = None
    volume_size: int | None = None
    sfv: bool | None = None
    sha256: bool | None = None
    fsync: bool | None = None
    replace: bool = False
    waivers: Mapping[str, str] = field(factory=dict)
    extractor: str | None = None
    template: str | None = None
    language: str | None = None
    accept_defaults: bool = False
    expect_plan: str | None = None
    enrich: bool | None = None
    providers: tuple[str, ...] = ()
    candidate: str | None = None
    locks: tuple[str, ...] = ()
