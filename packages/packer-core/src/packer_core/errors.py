"""Every expected error, named for what the reader does next.

A class declares the facts that it carries (a path, a name, a number) with their types, and takes
them as keywords; never prose: the text in the reader's language is in the message catalogue under
``error.<code>``, with the facts as parameters. A fact that is not known is ``None``.
:data:`ERRORS` is the one table from an error to its exit code and its HTTP status.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar, dataclass_transform

#: What a fact may be.
Fact = str | int | None


@dataclass_transform(kw_only_default=True)
class _Declared(Exception):
    """An exception whose class names the facts that a constructor takes."""

    #: The names of the facts, in the order of their declaration.
    declared: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = (name for name in cls.__annotations__ if name not in ("code", "declared"))
        cls.declared = tuple(dict.fromkeys((*cls.declared, *own)))

    def __init__(self, **facts: Fact) -> None:
        unknown = facts.keys() - set(self.declared)
        if unknown:
            raise TypeError(f"{type(self).__name__} has no fact {', '.join(sorted(unknown))}")
        super().__init__(facts)
        #: The facts that were stated.
        self.facts: Mapping[str, Fact] = facts
        for name, value in facts.items():
            setattr(self, name, value)


class PackerError(_Declared):
    """The root of all expected errors. ``code`` is stable and documented.

    Raised as it is only where no child fits. A child declares its facts as ``name: type | None =
    None``; it has those of its parents too.
    """

    code: ClassVar[str] = "error"
    #: A code or the system's words.
    reason: str | None = None

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}: {facts}" if facts else self.code


class UsageProblem(PackerError):
    """The call is not understood: call again, corrected."""

    code = "usage"
    reason: str | None = None


class MissingFact(UsageProblem):
    """Facts that the rule set demands are not known: state them."""

    code = "usage.missing_fact"
    path: str | None = None
    #: The names of the facts.
    fields: str | None = None
    #: What the rule set offers: ``a=b, …``.
    defaults: str | None = None
    #: The options of the command line that state the facts.
    options: str | None = None


class BadValue(UsageProblem):
    """A stated value cannot be read."""

    code = "usage.bad_value"
    field: str | None = None
    value: str | int | None = None
    expected: str | None = None
    known: str | None = None
    limit: int | None = None
    count: int | None = None
    rule_set: str | None = None


class UnknownName(UsageProblem):
    """No such rule set, kind, form, extractor or template."""

    code = "usage.unknown_name"
    what: str | None = None
    name: str | None = None
    known: str | None = None


class PathTooLong(UsageProblem):
    """The system takes no path as long."""

    code = "usage.path_too_long"
    path: str | None = None


class Ambiguous(UsageProblem):
    """A folder holds works of several kinds: state which to pack."""

    code = "usage.ambiguous"
    path: str | None = None
    found: str | None = None


class InputRefused(PackerError):
    """The input cannot be packed: bring another one."""

    code = "input.refused"
    path: str | None = None


class Unreadable(InputRefused):
    """The input is empty, truncated or broken."""

    code = "input.unreadable"
    reason: str | None = None


class Unsupported(InputRefused):
    """The input is of a format that is not packed."""

    code = "input.unsupported"
    format: str | None = None


class PluginMissing(Unsupported):
    """Nobody reads the input, and a plugin that might did not load."""

    code = "input.plugin_missing"
    #: The names of the plugins that did not load.
    plugins: str | None = None


class NotAccepted(Unsupported):
    """The rule set does not take the format."""

    code = "input.not_accepted"
    rule_set: str | None = None
    accepted: str | None = None


class Protected(InputRefused):
    """The input is under DRM, which is never removed."""

    code = "input.protected"
    scheme: str | None = None
    detail: str | None = None


class RulesViolated(PackerError):
    """The plan breaks the rule set: correct it or waive with a reason."""

    code = "rules.violated"
    dirname: str | None = None
    rule_set: str | None = None
    ids: str | None = None


class VolumesOverflow(RulesViolated):
    """The payload needs more volumes than are legal."""

    code = "rules.volumes_overflow"
    count: int | None = None
    limit: int | None = None
    #: Bytes.
    fitting: int | None = None


class HeaderAcrossVolumes(RulesViolated):
    """A member's header would have to cross a volume boundary."""

    code = "rules.header_across_volumes"
    member: str | None = None
    volume: int | None = None


class NotFound(PackerError):
    """A named thing does not exist."""

    code = "not_found"
    path: str | None = None


class Conflict(PackerError):
    """The state of the disk forbids the action."""

    code = "conflict"
    path: str | None = None


class TargetExists(Conflict):
    """A release of that name is there already: replace it or choose another output."""

    code = "conflict.exists"


class NotOurs(Conflict):
    """A folder holds what Packer did not write, and is left alone."""

    code = "conflict.not_ours"
    strange: str | None = None


class OutputGone(Conflict):
    """The output was removed or replaced while a release was made in it."""

    code = "conflict.output_gone"


class SourceChanged(Conflict):
    """A source is not what the plan pinned: plan again."""

    code = "conflict.source_changed"
    planned: str | int | None = None
    found: str | int | None = None


class PlanDiffers(Conflict):
    """The plan is not the one that was approved."""

    code = "conflict.plan_differs"
    expected: str | None = None
    found: str | None = None
    diff: str | None = None


class OutputOverlaps(Conflict):
    """The output would lie in, on or around an input."""

    code = "conflict.overlap"
    source: str | None = None


class NoSpace(Conflict):
    """Too little room for the release."""

    code = "conflict.no_space"
    #: Bytes.
    needed: int | None = None
    #: Bytes.
    free: int | None = None


class DiskFull(NoSpace):
    """No room is left where something small is to be written."""

    code = "conflict.disk_full"


class NoInodes(NoSpace):
    """There is room, and none for a further file: remove files."""

    code = "conflict.no_inodes"


class QuotaReached(NoSpace):
    """The user's share of the disk is used up."""

    code = "conflict.quota"


class FileTooLarge(Conflict):
    """The file system, or a limit of the shell, takes no file as large."""

    code = "conflict.file_too_large"


class Busy(Conflict):
    """Another process works on the same release."""

    code = "conflict.busy"
    pid: int | None = None
    host: str | None = None


class Shipped(Conflict):
    """A rule set that comes with Packer can be neither replaced nor removed."""

    code = "conflict.shipped"
    id: str | None = None


class InUse(Conflict):
    """Other rule sets extend this one: remove those first."""

    code = "conflict.in_use"
    id: str | None = None
    users: str | None = None


class WrongState(Conflict):
    """A job cannot do that in the state it is in."""

    code = "conflict.job_state"
    job: str | None = None
    status: str | None = None


class Waiting(Conflict):
    """Another process upgrades the database, or keeps it from being upgraded."""

    code = "conflict.upgrade"


class StoreBusy(Conflict):
    """The database is locked by others for too long: try later."""

    code = "store.busy"
    database: str | None = None


class StoreFull(Conflict):
    """There is no room for the database: free some space."""

    code = "store.full"
    database: str | None = None


class CheckFailed(PackerError):
    """What was written does not pass its own check; nothing was published."""

    code = "rules.check_failed"
    ids: str | None = None


class NetworkProblem(PackerError):
    """Another computer did not give what was asked for: try later, or check the address."""

    code = "network"
    #: Without secrets.
    url: str | None = None
    #: That of HTTP, where there was an answer.
    status: int | None = None
    #: Where a redirect would lead.
    target: str | None = None
    reason: str | None = None


class StoreAway(NetworkProblem):
    """The database does not answer: start it, or correct its address."""

    code = "store.away"
    database: str | None = None
    reason: str | None = None


class BrokerAway(NetworkProblem):
    """The broker of jobs does not answer: start it, or correct its address."""

    code = "broker.away"
    reason: str | None = None


class ProviderProblem(NetworkProblem):
    """A metadata provider did not help; ``status`` is 0 without an answer."""

    code = "provider"
    #: Its id.
    provider: str | None = None
    #: The server's own words, without secrets.
    said: str | None = None
    reason: str | None = None


class ProviderDown(ProviderProblem):
    """The provider cannot be reached or is out of order: try later."""

    code = "provider.down"


class ProviderBusy(ProviderProblem):
    """The provider's limit is reached: wait."""

    code = "provider.busy"
    #: Seconds, 0 where that is not known.
    retry: int | None = None


class KeyRefused(ProviderProblem):
    """The provider does not accept the key: correct it."""

    code = "provider.key"
    #: Where it comes from.
    setting: str | None = None


class KeyMissing(ProviderProblem):
    """The provider needs a key and there is none: state it."""

    code = "provider.key_missing"
    setting: str | None = None


class BadReply(ProviderProblem):
    """The provider's answer is not what its interface promises: it may have changed."""

    code = "provider.reply"


class NotAllowed(PackerError):
    """The operating system or a setting forbids it."""

    code = "not_allowed"
    path: str | None = None
    reason: str | None = None


class TooManyFiles(NotAllowed):
    """Too many files are open at a time: raise the limit."""

    code = "not_allowed.open_files"


class DiskFault(NotAllowed):
    """The disk, or the connection to it, fails."""

    code = "not_allowed.disk"
    reason: str | None = None


class NoMemory(NotAllowed):
    """There is too little memory for the work."""

    code = "not_allowed.memory"


class ForeignFolder(NotAllowed):
    """The data folder is another user's: state one's own."""

    code = "not_allowed.foreign"
    owner: str | None = None


class Unsafe(NotAllowed):
    """A folder or file of Packer's own is not its user's alone."""

    code = "not_allowed.unsafe"
    reason: str | None = None


class BadConfiguration(PackerError):
    """A setting, rule set or plugin is broken."""

    code = "configuration"
    where: str | None = None
    known: str | None = None
    detail: str | None = None
    count: str | int | None = None
    reason: str | None = None


class StoreOutdated(BadConfiguration):
    """The database is of an older version and nobody upgrades it unasked."""

    code = "store.outdated"
    database: str | None = None


class StoreNewer(BadConfiguration):
    """The database is of a newer version than the program."""

    code = "store.newer"
    database: str | None = None
    found: str | None = None


class StoreBroken(BadConfiguration):
    """The database is damaged, or none of ours."""

    code = "store.broken"
    database: str | None = None
    copy: str | None = None
    reason: str | None = None


class WrongKey(BadConfiguration):
    """The vault was closed with another key: bring that one back.

    Nothing that the other key closed was changed.
    """

    code = "vault.wrong_key"
    #: The ids of the keys.
    needed: str | None = None
    have: str | None = None


class OldSeal(BadConfiguration):
    """A secret is closed as the first version did it, and was not closed anew."""

    code = "vault.old_seal"
    record: str | None = None


class BadRecord(BadConfiguration):
    """A row of the database makes no sense."""

    code = "store.record"
    #: Which.
    record: str | None = None
    #: What of it.
    field: str | None = None


class Tampered(BadConfiguration):
    """What lies in the vault is damaged or was put in another place: state it anew."""

    code = "vault.tampered"
    record: str | None = None


class PluginFailed(PackerError):
    """A plugin broke down; the fault is its author's."""

    code = "plugin.failed"
    plugin: str | None = None
    #: The file that it was at work on.
    path: str | None = None
    #: The function, field or check of the plugin.
    where: str | None = None
    #: What broke, behind the path and the place.
    reason: str | None = None

    @classmethod
    def caused_by(
        cls, error: BaseException | str, *, plugin: str, where: str = "", path: str = ""
    ) -> "PluginFailed":
        """The failure of a plugin by what broke it, or by what is wrong with its answer."""
        told = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
        line = ": ".join(filter(None, (path, where, told))).replace("\n", " ")
        places = {name: text for name, text in (("path", path), ("where", where)) if text}
        return cls(plugin=plugin, **places, reason=line)


class Cancelled(PackerError):
    """The user stopped the work; nothing half-made is left."""

    code = "cancelled"


class Interrupted(PackerError):
    """The process that ran the job is gone, and nobody else may run it: run it again."""

    code = "job.interrupted"


class GaveUp(PackerError):
    """Each process that ran the job died: look at its log before it is run again."""

    code = "job.gave_up"
    attempts: int | None = None


class LeaseLost(PackerError):
    """Another worker has taken the job over; this one leaves it alone."""

    code = "job.lease_lost"
    job: str | None = None


#: error class -> (exit code of the command line, HTTP status); a subclass inherits the row.
ERRORS: Mapping[type[PackerError], tuple[int, int]] = {
    PackerError: (1, 500),
    UsageProblem: (2, 422),
    InputRefused: (3, 422),
    RulesViolated: (4, 422),
    CheckFailed: (4, 422),
    NotFound: (5, 404),
    Conflict: (6, 409),
    NoSpace: (6, 507),
    StoreBusy: (6, 503),
    StoreFull: (6, 507),
    StoreAway: (7, 503),
    BrokerAway: (7, 503),
    NetworkProblem: (7, 502),
    NotAllowed: (9, 403),
    BadConfiguration: (10, 500),
    PluginFailed: (1, 500),
    Cancelled: (130, 409),
}


def exit_code(error: type[PackerError] | PackerError) -> int:
    """The exit code of the command line for an error."""
    return _row(error)[0]


def http_status(error: type[PackerError] | PackerError) -> int:
    """The HTTP status for an error."""
    return _row(error)[1]


def error_named(code: str, facts: Mapping[str, str | int | None]) -> PackerError:
    """The error of a code, as it was raised with these facts; the root for a code unknown here.

    A fact that this version does not know is left out.
    """
    waiting: list[type[PackerError]] = [PackerError]
    while waiting:
        kind = waiting.pop()
        if kind.code == code:
            made: Callable[..., PackerError] = kind
            return made(**{name: facts[name] for name in kind.declared if name in facts})
        waiting += kind.__subclasses__()
    return PackerError(reason=code)


def _row(error: type[PackerError] | PackerError) -> tuple[int, int]:
    kind = error if isinstance(error, type) else type(error)
    return next(ERRORS[parent] for parent in kind.__mro__ if parent in ERRORS)
