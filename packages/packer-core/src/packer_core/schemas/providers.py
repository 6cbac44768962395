"""Providers of metadata as public documents: what ``packer providers`` prints."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from packer_core.errors import PackerError
from packer_core.messages import Catalogue
from packer_core.schemas.filling import filled
from packer_core.values import Credit, ProviderState


@frozen
class CredentialDocument:
    """A credential that a provider takes; ``setting`` is where it is stated."""

    setting: str
    variable: str
    label: str
    url: str
    optional: bool
    stated: bool


@frozen
class ProviderDocument:
    """A provider; ``asked`` says whether it is part of a lookup as things are."""

    id: str
    name: str
    kinds: tuple[str, ...]
    home: str
    base_url: str
    asked: bool
    credentials: tuple[CredentialDocument, ...]
    notice: str
    licence: str


@frozen
class ProvidersDocument:
    """All providers, in the order in which their values win."""

    providers: tuple[ProviderDocument, ...]


@frozen
class TrialDocument:
    """Whether a provider answered; ``message`` says what was wrong."""

    id: str
    ok: bool
    code: str
    message: str


@frozen
class TrialsDocument:
    """The trials of all providers."""

    providers: tuple[TrialDocument, ...]


def providers_document(states: Iterable[ProviderState], language: str) -> ProvidersDocument:
    """Providers in a language."""
    return ProvidersDocument(tuple(_provider(each, language) for each in states))


def _provider(state: ProviderState, language: str) -> ProviderDocument:
    credit = Credit(provider=state.id, name=state.name, notice=state.notice, url=state.home)
    return filled(
        ProviderDocument,
        state,
        credentials=tuple(
            filled(CredentialDocument, each, label=_in(each.label, language))
            for each in state.credentials
        ),
        notice=credit.text(language) if state.notice else "",
    )


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en", "")


def trials_document(
    trials: Mapping[str, PackerError | None], catalogue: Catalogue
) -> TrialsDocument:
    """What came of asking each provider, with what was wrong in words."""
    return TrialsDocument(
        tuple(
            TrialDocument(
                id=name,
                ok=problem is None,
                code=problem.code if problem else "",
                message=catalogue.error(problem) if problem else "",
            )
            for name, problem in trials.items()
        )
    )
