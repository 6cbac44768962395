"""What Google Books answers (Books API version 1)."""

from typing import Any

from attrs import field, frozen

from packer_core.http import Answer, read, read_all

#: Reasons of a refusal that mean a limit, whatever the status.
_LIMITS = frozenset(
    {
        "dailyLimitExceeded",
        "dailyLimitExceededUnreg",
        "quotaExceeded",
        "rateLimitExceeded",
        "rateLimitExceededUnreg",
        "userRateLimitExceeded",
        "userRateLimitExceededUnreg",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED",
    }
)

#: Words of a message that tells of a limit or of a key.
_QUOTA, _KEY = "quota", "api key"


@frozen(kw_only=True)
class Identifier:
    """A number of a volume: ``ISBN_13``, ``ISBN_10``, ``ISSN`` or ``OTHER``."""

    type: str
    identifier: str


@frozen(kw_only=True)
class Images:
    """The addresses of a cover in the sizes that there are."""

    thumbnail: str | None = None
    small: str | None = None
    medium: str | None = None
    large: str | None = None

    @property
    def best(self) -> str | None:
        """The largest one."""
        return self.large or self.medium or self.small or self.thumbnail


@frozen(kw_only=True)
class Info:
    """What is known of a volume."""

    title: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published_date: str | None = None
    description: str | None = None
    industry_identifiers: tuple[Identifier, ...] = ()
    page_count: int | None = None
    printed_page_count: int | None = None
    categories: tuple[str, ...] = ()
    image_links: Images = field(factory=Images)
    language: str | None = None
    canonical_volume_link: str | None = None


@frozen(kw_only=True)
class Volume:
    """A volume: one edition of a book, or an issue of a magazine."""

    id: str
    volume_info: Info


@frozen(kw_only=True)
class _Detail:
    reason: str = ""


@frozen(kw_only=True)
class _Error:
    code: int = 0
    message: str = ""
    status: str = ""
    errors: tuple[_Detail, ...] = ()


@frozen(kw_only=True)
class _Refusal:
    error: _Error


@frozen(kw_only=True)
class _Volumes:
    kind: str


def read_volumes(answer: Answer) -> tuple[Volume, ...]:
    """The volumes of a search; where there are none, the list is left out altogether."""
    data = _data(answer)
    read(_Volumes, data)
    return read_all(Volume, data.get("items"))


def read_volume(answer: Answer) -> Volume | None:
    """One volume, ``None`` for one that there is not."""
    if answer.status == 404:
        return None
    return read(Volume, _data(answer))


def _data(answer: Answer) -> Any:
    if answer.status == 200:
        return answer.json()
    if not answer.text.lstrip().startswith("{"):
        raise answer.problem()
    error = read(_Refusal, answer.json()).error
    reasons = {error.status, *(detail.reason for detail in error.errors)}
    message = error.message.lower()
    if reasons & _LIMITS or _QUOTA in message:
        daily = "dailyLimitExceeded" in reasons or "per day" in message
        raise answer.busy(error.message, reason="quota" if daily else "limit")
    if _KEY in message:
        raise answer.refused(said=error.message)
    raise answer.problem(error.message)
