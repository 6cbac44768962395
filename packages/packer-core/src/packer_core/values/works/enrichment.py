"""What others are asked about a work, and what they answer."""

from collections.abc import Mapping

from attrs import field, frozen

from packer_core.values.works.metadata import WorkMetadata


@frozen(kw_only=True)
class Query:
    """What is known of a work when providers are asked about it.

    ``metadata`` is what is known so far, identifiers included (``isbn``, ``doi``, ``imdb`` …).
    ``languages`` are BCP 47 tags, the most wanted first; any field may need any of them.
    """

    kind: str
    metadata: WorkMetadata
    form: str | None = None
    languages: tuple[str, ...] = ()


@frozen(kw_only=True)
class Reason:
    """Why a candidate has its score: one comparison.

    ``code`` is what was compared (``isbn``, ``title``, ``authors``, ``year`` …); ``similarity`` is
    from 0 to 1; ``found`` is what the provider says.
    """

    code: str
    similarity: float
    found: str = ""


@frozen(kw_only=True)
class ImageLink:
    """A picture that a provider has: a ``poster``, a ``cover`` or a ``still``.

    ``width`` is in pixels, 0 where it is not known.
    """

    kind: str
    url: str
    width: int = 0


@frozen(kw_only=True)
class Candidate:
    """A record of a provider that may be the work, before and after it was chosen.

    ``id`` is the provider's own; ``url`` is the record's page for people. ``title``, ``creators``
    and ``year`` are what a person tells it by (of a series: the show, the year it began);
    ``titles`` are further ones it goes by. ``metadata`` are the fields that the record fills.
    ``texts`` are fields that it has in several languages: by field, then by BCP 47 tag (empty for
    a language that is not known); ``language`` is the one the work was made in.
    ``identifiers`` are those of the record in any catalogue (``isbn``, ``imdb``, ``tvdb`` …); a
    book may have several of one name.

    ``score`` (0 to 1) and its ``reasons`` are given by the ranking, not by the provider; ``taken``
    says that its fields were merged.
    """

    provider: str
    id: str
    title: str
    metadata: WorkMetadata
    creators: tuple[str, ...] = ()
    year: int | None = None
    titles: tuple[str, ...] = ()
    texts: Mapping[str, Mapping[str, str]] = field(factory=dict)
    language: str | None = None
    identifiers: Mapping[str, tuple[str, ...]] = field(factory=dict)
    images: tuple[ImageLink, ...] = ()
    url: str = ""
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()
    taken: bool = False

    @property
    def key(self) -> str:
        """The provider and its id, as a user states the choice: ``tvmaze:13``."""
        return f"{self.provider}:{self.id}"


@frozen(kw_only=True)
class Credit:
    """Whose data a description holds, and the notice that must stand where they are shown.

    ``notice`` is by language; ``url`` is the page of the record or of the provider.
    """

    provider: str
    name: str
    notice: Mapping[str, str]
    licence: str = ""
    url: str = ""

    def text(self, language: str) -> str:
        """The notice in a language, or in English; a provider that asks for none is named."""
        notice = self.notice.get(language) or self.notice.get("en") or self.name
        return f"{notice} {self.url}".strip()


@frozen(kw_only=True)
class Image:
    """A picture that was fetched: its bytes and its media type (``image/jpeg`` …)."""

    link: ImageLink
    provider: str
    data: bytes
    media_type: str
