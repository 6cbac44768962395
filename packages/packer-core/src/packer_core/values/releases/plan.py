"""A release before it exists: every name, every size, every text, every finding."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.values.releases.archive import ArchivePlan, Bundle
from packer_core.values.releases.extras import PlannedExtra
from packer_core.values.releases.surroundings import Surroundings
from packer_core.values.rules.findings import Finding
from packer_core.values.works.description import SourceFile
from packer_core.values.works.enrichment import Credit
from packer_core.values.works.metadata import WorkMetadata


@frozen(kw_only=True)
class PlannedFile:
    """A file the release will hold; ``exact`` is false only for what must be made first."""

    path: str
    size: int
    exact: bool = True


@frozen(kw_only=True)
class Texts:
    """The rendered texts: the NFO, and ``file_id.diz`` of each disk in order.

    ``nfo_name`` and ``diz_name`` are their names in the release; without a DIZ the latter is
    empty, and so is ``diz``.
    """

    nfo: str = ""
    diz: tuple[str, ...] = ()
    nfo_name: str = ""
    diz_name: str = ""


@frozen(kw_only=True)
class ReleasePlan:
    """What ``pack`` will do, to the byte.

    ``sources`` pins size and time of every input; ``bundles`` are made of sources before the
    archives are, ``extras`` after them; ``plan_hash`` is the SHA-256 of the plan's
    canonical JSON without absolute paths, pinned times and inexact sizes.
    """

    dirname: str
    kind: str
    form: str
    rule_set: str
    rule_set_hash: str
    profile: str
    group: str
    files: tuple[PlannedFile, ...]
    texts: Texts
    archive: ArchivePlan
    sources: tuple[SourceFile, ...]
    metadata: WorkMetadata
    origins: Mapping[str, str] = field(factory=dict)
    credits: tuple[Credit, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: Mapping[str, str] = field(factory=dict)
    bundles: tuple[Bundle, ...] = ()
    extras: tuple[PlannedExtra, ...] = ()
    surroundings: Surroundings
    sfv: bool = True
    sha256: bool | None = None
    fsync: bool | None = None
    output: str = "."
    replace: bool = False
    plan_hash: str = ""

    @property
    def size(self) -> int:
        """Bytes of all files of the release."""
        return sum(file.size for file in self.files)

    @property
    def names(self) -> tuple[str, ...]:
        """Every path that it states below the release or in an archive, the dirname with them."""
        request, volumes = self.archive.request, self.archive.volumes
        inner = (self.texts.nfo_name, self.texts.diz_name, *(each.inner for each in volumes))
        return (
            self.dirname,
            request.stem,
            *(each.path for each in self.files),
            *(each.path for each in volumes),
            *(each.path for each in self.extras),
            *(each.name for each in request.riders),
            *(each.name for each in request.members),
            *(each.name for each in self.bundles),
            *(member.name for each in self.bundles for member in each.members),
            *filter(None, inner),
        )

    @property
    def acceptable(self) -> bool:
        """Whether no finding stands in the way of packing."""
        return not any(finding.fails for finding in self.findings)
