"""From options to the one job specification."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from packer_core.values import PackRequest


def lookup_fields(options: dict[str, Any]) -> dict[str, Any]:
    """What the options of :func:`lookup_options` say, as fields of a request.

    To name a provider, a candidate or a recording is to want a lookup.
    """
    named = ("providers", "candidate", "record", "replay")
    enrich = options["enrich"]
    if enrich is None and any(options[name] for name in named):
        enrich = True
    return {
        "enrich": enrich,
        "providers": tuple(options["providers"]),
        "candidate": options["candidate"],
        "locks": tuple(options["locks"]),
    }


def build_request(paths: tuple[str, ...], options: dict[str, Any]) -> "PackRequest":
    """The request that the options of :func:`release_options` describe, for paths of a release."""
    from packer_core.values import PackRequest, Source

    return PackRequest(
        sources=tuple(Source(path=path) for path in paths),
        output=options["output"],
        group=options["group"],
        kind=kind_id(options["kind"]),
        form=options["form"],
        rule_set=options["rule_set"],
        profile=options["profile"],
        fields=metadata_fields(options),
        tags=tag_words(options["tags"]),
        notes=tuple(options["notes"]),
        dirname=options["dirname"],
        stem=options["stem"],
        volume_size=options["volume_size"],
        sfv=options["sfv"],
        sha256=options["sha256"],
        fsync=options["fsync"],
        replace=options["replace"],
        waivers=dict(options["waivers"]),
        extractor=options["extractor"],
        template=options["template"],
        language=options["nfo_language"],
        accept_defaults=options["yes"],
        expect_plan=options["expect_plan"],
        **lookup_fields(options),
    )


def metadata_fields(options: dict[str, Any]) -> dict[str, str]:
    """The metadata that ``--set`` and ``--source`` state, as text by field."""
    source = options["source"]
    return {**dict(options["fields"]), **({} if source is None else {"source": source})}


def kind_id(kind: str | None) -> str | None:
    """A kind's id, whatever case it was typed in."""
    return None if kind is None else kind.upper()


def tag_words(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags, each by its own option or several in one, separated by commas or dots."""
    return tuple(word for tag in tags for word in tag.replace(",", " ").split())
