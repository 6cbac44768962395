"""Looking a work up: asking for consent once, and for the choice where a lookup is not sure."""

from typing import TYPE_CHECKING

import attrs
import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from packer_cli.output import Output
    from packer_cli.session import Session
    from packer_core.run import Run
    from packer_core.values import Description, PackRequest

#: Records offered for a choice at most.
_SHOWN = 9


def with_consent(session: "Session", request: "PackRequest") -> "PackRequest":
    """The request, and whether providers may be asked; nobody is asked twice.

    Only a person at a terminal is asked, and the answer goes into ``config.yaml``.
    """
    from packer_core.settings import ENRICH, remember

    unasked = request.enrich is None and not session.settings.states(ENRICH)
    if not unasked or not session.may_ask or request.accept_defaults:
        return request
    if session.consent is None:
        output = session.output
        session.consent = output.ask_consent(output.label("cli.enrich.consent"))
        path = remember(ENRICH, session.consent)
        output.note(output.label("cli.enrich.remembered", path=path))
    return attrs.evolve(request, enrich=session.consent)


def describe_with_choice(
    session: "Session",
    request: "PackRequest",
    run: "Run",
    describe: "Callable[[PackRequest, Run], Description]",
) -> "tuple[PackRequest, Description]":
    """A description; where no record was clear, a person at the terminal chooses one.

    The second lookup costs no request: its answers are at hand. Returns the request with the
    choice in it, too.
    """
    description = describe(request, run)
    offered = description.candidates
    unsure = offered and not any(candidate.taken for candidate in offered)
    if not unsure or not session.may_ask or request.accept_defaults:
        return request, description
    number = _ask(session.output, description)
    if not number:
        return request, description
    request = attrs.evolve(request, candidate=offered[number - 1].key)
    return request, describe(request, run)


def _ask(output: "Output", description: "Description") -> int:
    """The number of the record chosen, 0 for none."""
    from packer_core.schemas.enrichment import candidate_documents

    offered = candidate_documents(description.candidates[:_SHOWN])
    output.note(output.label("cli.enrich.offered"))
    for each in offered:
        year = f" ({each.year})" if each.year else ""
        by = f", {', '.join(each.creators[:3])}" if each.creators else ""
        line = (
            f"  {each.number}. {each.title}{year}{by} [{each.provider}:{each.id}] {each.score:.2f}"
        )
        output.note(line)
    choice = click.IntRange(0, len(offered))
    answer = output.ask(output.label("cli.enrich.choose"), kind=choice, default=0)
    return int(answer)


def save_images(output: "Output", description: "Description", folder: str, run: "Run") -> None:
    """Fetch the pictures of the records that were taken into a folder, to be looked at."""
    from pathlib import Path

    from packer_core.errors import NotAllowed, PackerError
    from packer_core.stages.enrich.pictures import fetch_images

    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for number, image in enumerate(fetch_images(description, run), 1):
            if isinstance(image, PackerError):
                output.warn(image)
                continue
            extension = image.media_type.rpartition("/")[2].replace("jpeg", "jpg")
            path = target / f"{number:02}-{image.provider}-{image.link.kind}.{extension}"
            path.write_bytes(image.data)
            output.note(str(path))
    except OSError as error:
        raise NotAllowed(path=str(error.filename or target), reason=error.strerror or "") from error
