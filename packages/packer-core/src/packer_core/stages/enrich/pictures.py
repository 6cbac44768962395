"""Pictures of works, fetched when somebody wants to look at them; no release gets one by itself."""

from collections.abc import Iterator

from packer_core.errors import BadReply, ProviderProblem
from packer_core.http import Budget
from packer_core.run import Run
from packer_core.settings import BUDGET
from packer_core.stages.enrich import providers
from packer_core.values import Description, Image, ImageLink

#: Bytes of a picture at most.
IMAGE_LIMIT = 10_000_000

#: How pictures begin, and their media types. SVG is left out: it may hold scripts.
_KINDS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)


def fetch_images(description: Description, run: Run) -> Iterator[Image | ProviderProblem]:
    """The pictures of the records that were taken, one after the other.

    One that cannot be had is given as its error. No credential goes with these requests.
    """
    budget = Budget(run.settings.get(BUDGET))
    known = providers.known(run.settings)
    for candidate in description.candidates:
        if not candidate.taken or candidate.provider not in known:
            continue
        for link in candidate.images:
            try:
                yield fetch_image(candidate.provider, link, run, budget)
            except ProviderProblem as problem:
                yield problem


def fetch_image(provider: str, link: ImageLink, run: Run, budget: Budget | None = None) -> Image:
    """Fetch one picture of a provider: at most 10 MB of JPEG, PNG, GIF or WebP.

    Raises :class:`packer_core.errors.ProviderProblem` for anything else.
    """
    enricher = providers.known(run.settings)[provider]
    budget = Budget(run.settings.get(BUDGET)) if budget is None else budget
    answer = providers.service(enricher, budget, run).picture(link.url, IMAGE_LIMIT)
    media_type = media_type_of(answer.body)
    if media_type is None:
        raise BadReply(provider=provider, reason="no-picture", status=answer.status, said="")
    return Image(link=link, provider=provider, data=answer.body, media_type=media_type)


def media_type_of(data: bytes) -> str | None:
    """The media type of a picture by its first bytes; ``None`` for what is none."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _KINDS if data.startswith(start)), None)
