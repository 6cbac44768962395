"""All hooks of Packer and the Protocols their answers fulfil.

A plugin is a module with functions of these names, marked with :data:`hookimpl`. Each hook takes
nothing and returns a list of providers; the facade in ``packer_core.plugins`` calls it once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import pluggy
from attrs import field, frozen

from packer_core.rules.registry import Check as Check
from packer_core.run import Run
from packer_core.values import (
    ArchivePlan,
    ArchiveRequest,
    Candidate,
    Extraction,
    ExtraPlan,
    ExtraRequest,
    PlannedExtra,
    Query,
    RuleSet,
    WorkMetadata,
    WrittenFile,
)

if TYPE_CHECKING:
    from packer_core.http import About, Service

#: A plugin states the version of this interface it was written for in ``PACKER_PLUGIN_API``.
PLUGIN_API_VERSION = 1

hookspec = pluggy.HookspecMarker("packer")
hookimpl = pluggy.HookimplMarker("packer")


@frozen(kw_only=True)
class ReleaseKind:
    """A kind of release: its metadata class, the forms it knows, the rule set it defaults to.

    ``extensions`` are file name extensions without the dot that make a file of this kind likely;
    the first of ``forms`` is the default one. ``folder`` says what a folder of such files is:
    ``each`` file a release of its own, or all of them one (``together``). ``borrows`` are kinds
    whose readers this kind uses for formats that it has no reader of its own for: what they find
    becomes ``metadata`` field by field. ``refine`` adds to what a reader found (a language told
    from the text, a number found in it); it gets metadata of this kind's class.

    What else the kind knows of its works, each a pure function that gets metadata of its class:

    * ``dirname_fields`` gives, for a form and a rule set, the fields of a dirname that are more
      than a field of the metadata as it is: every text, number or date of the class may stand in
      a template by its own name. ``None`` leaves a field out. It may raise
      :class:`packer_core.errors.BadValue` for a fact that the rule set has no word for;
    * ``forms_of`` names the forms that fit a work, the best one first; of those that a rule set
      has the first one is taken, or else the first of the set;
    * ``rank_of`` says how well a rule set fits a work, the lowest number best: of equal ones the
      default comes first;
    * ``further_sizes`` are sizes of volumes, in bytes, that a rule set allows for this work beside
      those for all.

    How a folder is sorted: one with a work of a kind that ``leads`` is a folder of that kind,
    whatever else lies there; ``accompanies`` says of the path of a file below the folder, in its
    parts, whether it belongs to the works and is none; ``is_excerpt`` says it of a file's name
    that stands beside the work it was cut from. Of files with the extensions in ``worth_telling``
    the user is told that they are left behind.
    """

    id: str
    label: dict[str, str]
    metadata: type[WorkMetadata]
    extensions: tuple[str, ...]
    forms: tuple[str, ...]
    default_rule_set: str
    folder: str = "each"
    borrows: tuple[str, ...] = ()
    refine: Callable[[Extraction], Extraction] | None = None
    dirname_fields: Callable[[Any, str, RuleSet], Mapping[str, str | None]] | None = None
    forms_of: Callable[[Any], Iterable[str]] | None = None
    rank_of: Callable[[Any, RuleSet], int] | None = None
    further_sizes: Callable[[Any, RuleSet], Sequence[int]] | None = None
    leads: bool = False
    accompanies: Callable[[Sequence[str]], bool] | None = None
    is_excerpt: Callable[[str], bool] | None = None
    worth_telling: frozenset[str] = frozenset()


@runtime_checkable
class Extractor(Protocol):
    """Reads what a file says of itself. It never changes and never decrypts the file."""

    @property
    def id(self) -> str:
        """The name by which a user asks for it."""

    @property
    def kind(self) -> str:
        """The id of the kind of release whose files it reads."""

    def score(self, path: Path, head: bytes) -> int | None:
        """How well this extractor fits (higher wins), ``None`` to decline.

        :param path: the file, a regular file that exists.
        :param head: its first 4,096 bytes, to judge by content rather than by name.
        """

    def extract(self, path: Path, run: Run) -> Extraction:
        """Describe the file.

        :raises packer_core.errors.InputRefused: when the file is broken or not of this format.
            Protection is no error here: it is stated in the extraction.
        """


@runtime_checkable
class Enricher(Protocol):
    """Asks one provider of metadata about a work.

    It is asked twice: first for what the work may be, then for all there is to know of the record
    that was chosen. Both raise :class:`packer_core.errors.ProviderProblem`; something that is not
    found is no error. It may be asked by several threads at once.
    """

    @property
    def id(self) -> str:
        """The name by which a user asks for it, that of ``about``."""

    @property
    def about(self) -> "About":
        """The provider: its addresses, credentials, rate and notice."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of works it knows."""

    def lookup(self, query: Query, service: "Service") -> Sequence[Candidate]:
        """What the work may be, by identifier where the query has one, else by title.

        The provider's own order counts for nothing: candidates are ranked by what they say.
        """

    def complete(self, candidate: Candidate, query: Query, service: "Service") -> Candidate:
        """The chosen candidate with every field that the provider can fill."""

    def test(self, service: "Service") -> None:
        """One cheap request that fails if the address or a credential is wrong."""


@runtime_checkable
class Sink(Protocol):
    """Where an archiver reads its inputs and writes its files."""

    def source(self, index: int) -> int:
        """A file descriptor of the plan's source, open for ``os.pread``; owned by the sink."""

    def rider(self, name: str, disk: int) -> bytes:
        """The bytes of a rider on a disk (numbered from 1)."""

    def create(self, path: str, size: int) -> int:
        """A descriptor of a new file of the release, of ``size`` reserved bytes, for ``os.pwrite``.

        The archiver writes every byte and hands it back to :meth:`close`.
        """

    def close(self, descriptor: int) -> None:
        """The file is complete."""

    def advance(self, count: int) -> None:
        """``count`` more bytes of payload are done; raises ``Cancelled`` to stop the work."""


@runtime_checkable
class Archiver(Protocol):
    """Makes the archives of one shape of release."""

    @property
    def id(self) -> str:
        """The shape: ``pack.form`` of a rule set."""

    def plan(self, request: ArchiveRequest) -> ArchivePlan:
        """The files and their exact sizes; pure arithmetic.

        :raises packer_core.errors.RulesViolated: where the request cannot be shaped; a volume
            overflow names the size that would fit.
        :raises packer_core.errors.BadValue: for a size of volumes that no volume can have.
        """

    def write(self, plan: ArchivePlan, sink: Sink, run: Run) -> Sequence[WrittenFile]:
        """Write what was planned, reading each source once.

        :raises packer_core.errors.SourceChanged: when a source is shorter than planned.
        """


@runtime_checkable
class ExtraMaker(Protocol):
    """Makes files of a release from its source: ``Sample/``, a contact sheet."""

    @property
    def id(self) -> str:
        """The name under which a plan remembers who makes a file."""

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds of releases it serves."""

    def tools(self) -> Sequence[str]:
        """Of the outside programs and libraries that it can use, those that are here."""

    def plan(self, request: ExtraRequest) -> ExtraPlan:
        """What it will make; pure. Nothing where the rule set asks for nothing of it."""

    def make(self, extra: PlannedExtra, source: Path, target: Path, run: Run) -> None:
        """Write ``target``, which does not exist yet, from ``source``: the same bytes each time.

        :raises packer_core.errors.InputRefused: where the source does not allow it.
        """


#: The languages of the labels, by their name in each language.
_LANGUAGES = {
    "en": {"en": "in English", "fr": "en anglais"},
    "fr": {"en": "in French", "fr": "en français"},
}


@frozen(kw_only=True)
class NfoTemplate:
    """A Jinja2 template of an NFO or a DIZ.

    ``part`` is ``nfo`` or ``diz``. One that is not ``trusted``, a user's own, renders in a process
    with limits.
    """

    id: str
    part: str
    kinds: tuple[str, ...]
    language: str
    source: str
    title: dict[str, str] = field(factory=dict)
    trusted: bool = True

    @classmethod
    def in_languages(
        cls, name: str, part: str, kind: str, files: Iterable[Path], title: Mapping[str, str]
    ) -> "list[NfoTemplate]":
        """A template in English and one in French of one source, whose words are labels.

        :param name: the beginning of the ids: ``book-nfo`` makes ``book-nfo-en`` and ``-fr``.
        :param files: what the source is put together from.
        :param title: the name of the design by the reader's language.
        """
        source = "".join(file.read_text(encoding="utf-8") for file in files)
        return [
            cls(
                id=f"{name}-{language}",
                part=part,
                kinds=(kind,),
                language=language,
                source=source,
                title={reader: f"{text}, {named[reader]}" for reader, text in title.items()},
            )
            for language, named in _LANGUAGES.items()
        ]


@hookspec
def packer_release_kinds() -> list[ReleaseKind]:  # type: ignore[empty-body]
    """The kinds of release a plugin brings; a second kind of one id is refused."""


@hookspec
def packer_extractors() -> list[Extractor]:  # type: ignore[empty-body]
    """Readers of file formats; asked once. For a file the highest score wins, ties by id."""


@hookspec
def packer_enrichers() -> list[Enricher]:  # type: ignore[empty-body]
    """Providers of metadata; which are asked, and in what order, is the user's to say."""


@hookspec
def packer_rule_sets() -> list[Path]:  # type: ignore[empty-body]
    """TOML files of rule sets; schema-checked when loaded, a broken one is named and skipped."""


@hookspec
def packer_checks() -> list[Check]:  # type: ignore[empty-body]
    """Checks of rule sets; asked when a release or a name is judged, or rules are shown.

    A second check of one id is refused. Their texts are findings of ``packer_messages``.
    """


@hookspec
def packer_archivers() -> list[Archiver]:  # type: ignore[empty-body]
    """Makers of archives, one a shape (``pack.form`` of a rule set)."""


@hookspec
def packer_extras() -> list[ExtraMaker]:  # type: ignore[empty-body]
    """Makers of files that a release holds beside its archives."""


@hookspec
def packer_nfo_templates() -> list[NfoTemplate]:  # type: ignore[empty-body]
    """Templates of NFO and DIZ: the user's choice by id, else the first of kind and language."""


@hookspec
def packer_messages() -> list[Path]:  # type: ignore[empty-body]
    """Folders of texts (``en/*.toml``, ``fr/*.toml``) for the findings and labels of the plugin."""
