"""What a request leaves open, answered by the settings, the group and the user's preferences."""

from attrs import evolve

from packer_core.errors import BadValue
from packer_core.library import available
from packer_core.run import Run
from packer_core.settings import (
    GROUP,
    NFO_LANGUAGE,
    PROFILE,
    TEMPLATE,
    VOLUME_SIZE,
    Settings,
)
from packer_core.values import PackRequest


def complete(request: PackRequest, run: Run) -> PackRequest:
    """The request with its kind, group and profile, as far as settings and preferences know them.

    A rule set that is stated says the kind, where none is stated beside it: a PDF packed by rules
    for documents is read as a document. Raises :class:`packer_core.errors.UnknownName` for a rule
    set that does not exist.
    """
    asked = run.preferring(request.group, request.kind)
    named = _complete(request, asked.settings).group
    return _complete(request, run.preferring(named, request.kind).settings)


def _complete(request: PackRequest, settings: Settings) -> PackRequest:
    return evolve(
        request,
        kind=available.stated_kind(request, settings),
        group=request.group or settings.get(GROUP) or None,
        profile=request.profile or settings.get(PROFILE),
    )


def complete_for(kind: str, request: PackRequest, run: Run) -> PackRequest:
    """The request with what is settled once the kind of the work is known: texts, size, tags.

    Raises :class:`BadValue` for a tag that the group forbids.
    """
    settings = run.settings
    preferred = evolve(
        request,
        profile=request.profile or settings.get(PROFILE),
        template=request.template or settings.get(TEMPLATE) or None,
        language=request.language or settings.get(NFO_LANGUAGE),
        volume_size=request.volume_size or settings.get(VOLUME_SIZE) or None,
    )
    return _with_tags(preferred, kind, run)


def _with_tags(request: PackRequest, kind: str, run: Run) -> PackRequest:
    """The request with the tags that the group puts on all its releases."""
    if run.preferences is None or not request.group:
        return request
    rules = run.preferences.tag_rules(request.group)
    stated = {tag.casefold() for tag in request.tags}
    for tag in rules.never_for(kind):
        if tag.casefold() in stated:
            raise BadValue(field="tags", value=tag, expected=f"tags that {request.group} allows")
    added = (tag for tag in rules.always_for(kind) if tag.casefold() not in stated)
    return evolve(request, tags=(*request.tags, *added))
