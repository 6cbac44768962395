"""Which providers of metadata there are, and which of them are asked for a kind of work."""

from collections.abc import Mapping, Sequence
from functools import partial

from packer_core import plugins
from packer_core.errors import BadConfiguration, KeyMissing, PackerError, UnknownName
from packer_core.hookspecs import Enricher
from packer_core.http import Budget, Service
from packer_core.run import Run
from packer_core.settings import (
    BUDGET,
    CREDENTIALS,
    PROVIDER_ADDRESS,
    PROVIDER_IMAGES,
    PROVIDERS,
    Settings,
)
from packer_core.stages.enrich.parallel import ask_each
from packer_core.values import CredentialState, ProviderState

#: Names under ``providers.`` that say nothing on which provider exists.
_FAMILIES = (PROVIDER_ADDRESS, PROVIDER_IMAGES)


def known(settings: Settings) -> dict[str, Enricher]:
    """All providers by id, in the order of the settings; those they do not name come last.

    Raises :class:`BadConfiguration` for a setting of a provider that does not exist.
    """
    found = plugins.for_settings(settings).enrichers()
    _refuse_unknown(found, settings)
    stated = [name for name in words(settings.get(PROVIDERS)) if name in found]
    return {name: found[name] for name in dict.fromkeys((*stated, *sorted(found)))}


def credential_of(provider: str, name: str, settings: Settings) -> str:
    """The name of a credential, if the provider takes one of that name.

    Raises :class:`UnknownName` for a provider that does not exist, or takes no such credential.
    """
    found = known(settings)
    if provider not in found:
        raise UnknownName(what="provider", name=provider, known=", ".join(found))
    taken = [each.name for each in found[provider].about.credentials]
    if name not in taken:
        raise UnknownName(what="credential", name=name, known=", ".join(taken) or "-")
    return name


def chosen(kind: str, stated: Sequence[str], settings: Settings) -> dict[str, Enricher]:
    """The providers to ask for a kind: those stated, else those of the settings.

    Raises :class:`UnknownName` for one that does not exist, or does not know the kind.
    """
    every = known(settings)
    fitting = {name: each for name, each in every.items() if kind in each.kinds}
    names = [name.lower() for name in stated] or [
        name for name in fitting if name in words(settings.get(PROVIDERS)) or _stranger(name)
    ]
    for name in names:
        if name not in fitting:
            raise UnknownName(what="provider", name=name, known=", ".join(fitting))
    return {name: fitting[name] for name in names}


def words(text: str) -> tuple[str, ...]:
    """The words of a list in a setting, in small letters."""
    return tuple(word.strip().lower() for word in text.split(",") if word.strip())


def service(enricher: Enricher, budget: Budget, run: Run) -> Service:
    """A provider's interface, with the addresses and credentials that the user stated."""
    name = enricher.id
    found = {each.name: run.secret(name, each.name) for each in enricher.about.credentials}
    return run.http.service(
        enricher.about,
        base_url=run.settings.get(PROVIDER_ADDRESS.of(name)),
        image_base_url=run.settings.get(PROVIDER_IMAGES.of(name)),
        secrets={each: secret for each, secret in found.items() if secret},
        budget=budget,
        checkpoint=run.checkpoint,
    )


def require_credentials(asked: Service) -> None:
    """Raise :class:`KeyMissing` for a provider that needs a key and has none."""
    for name in asked.missing:
        place = f"providers.{asked.about.id}.{name}"
        raise KeyMissing(provider=asked.about.id, reason="key-missing", setting=place)


def _stranger(name: str) -> bool:
    """Whether a provider comes from a plugin that the default order cannot know."""
    return name not in words(PROVIDERS.default)


def _refuse_unknown(found: Mapping[str, Enricher], settings: Settings) -> None:
    if any(each.status != "loaded" for each in plugins.for_settings(settings).loaded):
        # The provider may be that of a plugin that is blocked or broken.
        return
    for family in _FAMILIES:
        for name in settings.members(family):
            if name not in found:
                raise BadConfiguration(
                    where=family.of(name).name, reason="unknown-provider", known=", ".join(found)
                )


def states(run: Run) -> tuple[ProviderState, ...]:
    """Each provider as the settings have it, in the order in which their values win."""
    every = known(run.settings)
    return tuple(_state(each, run) for each in every.values())


def _state(enricher: Enricher, run: Run) -> ProviderState:
    asked = service(enricher, Budget(), run)
    about = enricher.about
    on = about.id in words(run.settings.get(PROVIDERS)) or _stranger(about.id)
    return ProviderState(
        id=about.id,
        name=about.name,
        kinds=tuple(enricher.kinds),
        home=about.home,
        base_url=asked.base_url,
        asked=on and not asked.missing,
        credentials=tuple(
            CredentialState(
                setting=f"providers.{about.id}.{each.name}",
                variable=CREDENTIALS[each.name].of(about.id).variable,
                label=each.label,
                url=each.url,
                optional=each.optional,
                stated=asked.secret(each.name) is not None,
            )
            for each in about.credentials
        ),
        notice=about.notice,
        licence=about.licence,
    )


def try_each(names: Sequence[str], run: Run) -> dict[str, PackerError | None]:
    """Ask each provider (all that can be asked, unless named) something cheap.

    Returns what went wrong, by provider. Raises :class:`UnknownName` for one that there is not.
    """
    every = known(run.settings)
    for name in names:
        if name.lower() not in every:
            raise UnknownName(what="provider", name=name, known=", ".join(every))
    wanted = [name.lower() for name in names] or [each.id for each in states(run) if each.asked]
    budget = Budget(run.settings.get(BUDGET))

    def trial(name: str) -> bool:
        asked = service(every[name], budget, run)
        require_credentials(asked)
        every[name].test(asked)
        return True

    results = ask_each({name: partial(trial, name) for name in wanted}, budget, run)
    return {
        name: result if isinstance(result, PackerError) else None
        for name, result in results.items()
    }
