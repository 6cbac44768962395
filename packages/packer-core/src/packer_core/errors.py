"""Every expected error, named for what the reader does next.

A constructor takes facts (a path, a name, a number), never prose: the text in the reader's
language is in the message catalogue under ``error.<code>``, with the facts as parameters.
:data:`ERRORS` is the one table from an error to its exit code and its HTTP status.
"""

from collections.abc import Mapping
from typing import ClassVar


class PackerError(Exception):
    """The root of all expected errors. ``code`` is stable and documented.

    Raised as it is only where no child fits (``reason``).
    """

    code: ClassVar[str] = "error"

    def __init__(self, **facts: str | int | None) -> None:
        super().__init__(facts)
        self.facts: Mapping[str, str | int | None] = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.code}: {facts}" if facts else self.code


class UsageProblem(PackerError):
    """The call is not understood: call again, corrected (``reason``)."""

    code = "usage"


class MissingFact(UsageProblem):
    """Facts that the rule set demands are not known: state them.

    Facts: ``path``; ``fields``, their names; ``defaults``, what the rule set offers (``a=b, …``).
    """

    code = "usage.missing_fact"


class BadValue(UsageProblem):
    """A stated value cannot be read (``field``, ``value``, ``expected``)."""

    code = "usage.bad_value"


class UnknownName(UsageProblem):
    """No such rule set, kind, form, extractor or template (``what``, ``name``, ``known``)."""

    code = "usage.unknown_name"


class PathTooLong(UsageProblem):
    """The system takes no path as long (``path``)."""

    code = "usage.path_too_long"


class Ambiguous(UsageProblem):
    """A folder holds works of several kinds: state which to pack (``path``, ``found``)."""

    code = "usage.ambiguous"


class InputRefused(PackerError):
    """The input cannot be packed: bring another one (``path``)."""

    code = "input.refused"


class Unreadable(InputRefused):
    """The input is empty, truncated or broken (``path``, ``reason``)."""

    code = "input.unreadable"


class Unsupported(InputRefused):
    """The input is of a format that is not packed (``path``, ``format``)."""

    code = "input.unsupported"


class NotAccepted(Unsupported):
    """The rule set does not take the format (``path``, ``format``, ``rule_set``, ``accepted``)."""

    code = "input.not_accepted"


class Protected(InputRefused):
    """The input is under DRM, which is never removed (``path``, ``scheme``, ``detail``)."""

    code = "input.protected"


class RulesViolated(PackerError):
    """The plan breaks the rule set: correct it or waive with a reason.

    Facts: ``dirname``, ``rule_set``, ``ids``.
    """

    code = "rules.violated"


class VolumesOverflow(RulesViolated):
    """The payload needs more volumes than are legal (``count``, ``limit``, ``fitting`` bytes)."""

    code = "rules.volumes_overflow"


class HeaderAcrossVolumes(RulesViolated):
    """A member's header would have to cross a volume boundary (``member``, ``volume``)."""

    code = "rules.header_across_volumes"


class NotFound(PackerError):
    """A named thing does not exist (``path``)."""

    code = "not_found"


class Conflict(PackerError):
    """The state of the disk forbids the action (``path``)."""

    code = "conflict"


class TargetExists(Conflict):
    """A release of that name is there already: replace it or choose another output (``path``)."""

    code = "conflict.exists"


class NotOurs(Conflict):
    """A folder holds what Packer did not write, and is left alone (``path``, ``strange``)."""

    code = "conflict.not_ours"


class OutputGone(Conflict):
    """The output was removed or replaced while a release was made in it (``path``)."""

    code = "conflict.output_gone"


class SourceChanged(Conflict):
    """A source is not what the plan pinned: plan again (``path``, ``planned``, ``found``)."""

    code = "conflict.source_changed"


class PlanDiffers(Conflict):
    """The plan is not the one that was approved (``expected``, ``found``, ``diff``)."""

    code = "conflict.plan_differs"


class OutputOverlaps(Conflict):
    """The output would lie in, on or around an input (``path``, ``source``)."""

    code = "conflict.overlap"


class NoSpace(Conflict):
    """Too little room for the release (``path``, ``needed``, ``free`` bytes)."""

    code = "conflict.no_space"


class DiskFull(NoSpace):
    """No room is left where something small is to be written (``path``)."""

    code = "conflict.disk_full"


class NoInodes(NoSpace):
    """There is room, and none for a further file: remove files (``path``)."""

    code = "conflict.no_inodes"


class QuotaReached(NoSpace):
    """The user's share of the disk is used up (``path``)."""

    code = "conflict.quota"


class FileTooLarge(Conflict):
    """The file system, or a limit of the shell, takes no file as large (``path``)."""

    code = "conflict.file_too_large"


class Busy(Conflict):
    """Another process works on the same release (``path``, ``pid``, ``host``)."""

    code = "conflict.busy"


class Shipped(Conflict):
    """A rule set that comes with Packer can be neither replaced nor removed (``id``)."""

    code = "conflict.shipped"


class InUse(Conflict):
    """Other rule sets extend this one: remove those first (``id``, ``users``)."""

    code = "conflict.in_use"


class WrongState(Conflict):
    """A job cannot do that in the state it is in (``job``, ``status``)."""

    code = "conflict.job_state"


class Waiting(Conflict):
    """Another process upgrades the database, or keeps it from being upgraded (``path``)."""

    code = "conflict.upgrade"


class StoreBusy(Conflict):
    """The database is locked by others for too long: try later (``database``)."""

    code = "store.busy"


class StoreFull(Conflict):
    """There is no room for the database: free some space (``database``)."""

    code = "store.full"


class CheckFailed(PackerError):
    """What was written does not pass its own check; nothing was published (``ids``)."""

    code = "rules.check_failed"


class NetworkProblem(PackerError):
    """Another computer did not give what was asked for: try later, or check the address.

    ``url`` is without secrets; ``reason`` is a code; ``status`` is that of HTTP where there was an
    answer, and ``target`` where a redirect would lead.
    """

    code = "network"


class StoreAway(NetworkProblem):
    """The database does not answer: start it, or correct its address (``database``, ``reason``)."""

    code = "store.away"


class BrokerAway(NetworkProblem):
    """The broker of jobs does not answer: start it, or correct its address (``reason``)."""

    code = "broker.away"


class ProviderProblem(NetworkProblem):
    """A metadata provider did not help.

    Facts: ``provider``, its id; ``reason``, a code; ``status`` that of HTTP, 0 without an answer;
    ``said``, the server's own words, without secrets.
    """

    code = "provider"


class ProviderDown(ProviderProblem):
    """The provider cannot be reached or is out of order: try later."""

    code = "provider.down"


class ProviderBusy(ProviderProblem):
    """The provider's limit is reached: wait (``retry`` seconds, 0 where that is not known)."""

    code = "provider.busy"


class KeyRefused(ProviderProblem):
    """The provider does not accept the key: correct it (``setting``, where it comes from)."""

    code = "provider.key"


class KeyMissing(ProviderProblem):
    """The provider needs a key and there is none: state it (``setting``)."""

    code = "provider.key_missing"


class BadReply(ProviderProblem):
    """The provider's answer is not what its interface promises: it may have changed."""

    code = "provider.reply"


class NotAllowed(PackerError):
    """The operating system or a setting forbids it (``path``, ``reason``)."""

    code = "not_allowed"


class TooManyFiles(NotAllowed):
    """Too many files are open at a time: raise the limit (``path``)."""

    code = "not_allowed.open_files"


class DiskFault(NotAllowed):
    """The disk, or the connection to it, fails (``path``, ``reason``)."""

    code = "not_allowed.disk"


class NoMemory(NotAllowed):
    """There is too little memory for the work."""

    code = "not_allowed.memory"


class ForeignFolder(NotAllowed):
    """The data folder is another user's: state one's own (``path``, ``owner``)."""

    code = "not_allowed.foreign"


class Unsafe(NotAllowed):
    """A folder or file of Packer's own is not its user's alone (``path``, ``reason``)."""

    code = "not_allowed.unsafe"


class BadConfiguration(PackerError):
    """A setting, rule set or plugin is broken (``where``, ``reason``)."""

    code = "configuration"


class StoreOutdated(BadConfiguration):
    """The database is of an older version and nobody upgrades it unasked (``database``)."""

    code = "store.outdated"


class StoreNewer(BadConfiguration):
    """The database is of a newer version than the program (``database``, ``found``)."""

    code = "store.newer"


class StoreBroken(BadConfiguration):
    """The database is damaged, or none of ours (``database``, ``reason``)."""

    code = "store.broken"


class WrongKey(BadConfiguration):
    """The vault was closed with another key: bring that one back (``needed``, ``have``: key ids).

    Nothing that the other key closed was changed.
    """

    code = "vault.wrong_key"


class OldSeal(BadConfiguration):
    """A secret is closed as the first version did it, and was not closed anew (``record``)."""

    code = "vault.old_seal"


class BadRecord(BadConfiguration):
    """A row of the database makes no sense: ``record`` is which, ``field`` what of it."""

    code = "store.record"


class Tampered(BadConfiguration):
    """What lies in the vault is damaged or was put in another place: state it anew (``record``)."""

    code = "vault.tampered"


class PluginFailed(PackerError):
    """A plugin broke down; the fault is its author's (``plugin``, ``reason``)."""

    code = "plugin.failed"


class Cancelled(PackerError):
    """The user stopped the work; nothing half-made is left."""

    code = "cancelled"


class Interrupted(PackerError):
    """The process that ran the job is gone, and nobody else may run it: run it again."""

    code = "job.interrupted"


class GaveUp(PackerError):
    """Each process that ran the job died: look at its log before it is run again (``attempts``)."""

    code = "job.gave_up"


class LeaseLost(PackerError):
    """Another worker has taken the job over; this one leaves it alone."""

    code = "job.lease_lost"


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
    """The error of a code, as it was raised with these facts; the root for a code unknown here."""
    waiting: list[type[PackerError]] = [PackerError]
    while waiting:
        kind = waiting.pop()
        if kind.code == code:
            return kind(**facts)
        waiting += kind.__subclasses__()
    return PackerError(reason=code)


def _row(error: type[PackerError] | PackerError) -> tuple[int, int]:
    kind = error if isinstance(error, type) else type(error)
    return next(ERRORS[parent] for parent in kind.__mro__ if parent in ERRORS)
