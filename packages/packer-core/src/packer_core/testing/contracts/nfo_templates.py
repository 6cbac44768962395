"""What a template of an NFO or a DIZ promises."""

from collections.abc import Iterator, Sequence

from packer_core.errors import BadConfiguration
from packer_core.hookspecs import NfoTemplate
from packer_core.nfo.diz import find_counter
from packer_core.nfo.render import render
from packer_core.nfo.variables import NfoVariables, nfo_variables
from packer_core.plugins import Plugins
from packer_core.testing.contracts.assertions import both_languages, fail, must
from packer_core.values import WorkMetadata

_DISKS = 3


class NfoTemplateContract:
    """What holds for every :class:`packer_core.hookspecs.NfoTemplate`.

    ``provider`` is the template; ``samples`` are metadata of the classes of its kinds. It is
    rendered for each of them, and for works of which nothing is known.
    """

    def test_it_says_what_it_is_for(self, provider: NfoTemplate) -> None:
        """An id, a part, kinds, and one of the languages."""
        must(provider.id, "the id is empty")
        must(provider.part in ("nfo", "diz"), f"part is {provider.part!r}: it is nfo or diz")
        must(provider.kinds, f"{provider.id} is for no kind")
        told = f"the language of {provider.id} is {provider.language!r}: it is en or fr"
        must(provider.language in ("en", "fr"), told)

    def test_its_kinds_are_there(self, provider: NfoTemplate, loaded_plugins: Plugins) -> None:
        """Or nobody would ever use it."""
        for each in provider.kinds:
            told = f"{provider.id} is for {each}: no plugin brings that kind"
            must(each in loaded_plugins.kinds(), told)

    def test_its_title_is_there_in_both_languages(self, provider: NfoTemplate) -> None:
        """A reader of either language chooses by it."""
        both_languages(provider.title, f"the title of {provider.id}")

    def test_it_renders_whatever_is_known(
        self, provider: NfoTemplate, samples: Sequence[WorkMetadata], loaded_plugins: Plugins
    ) -> None:
        """A text, the same each time."""
        for variables in _variables(provider, samples, loaded_plugins):
            first, second = (_rendered(provider, variables, loaded_plugins) for _ in range(2))
            must(first == second, f"{provider.id} renders differently the second time")
            for text in first:
                must(text.strip(), f"{provider.id} renders nothing for some works")
                must("None" not in text.split(), f"{provider.id} writes None for what is not known")

    def test_a_text_of_a_disk_tells_that_disk(
        self, provider: NfoTemplate, samples: Sequence[WorkMetadata], loaded_plugins: Plugins
    ) -> None:
        """One text a disk; the counter that a receiver reads is the right one."""
        if provider.part != "diz":
            return
        for variables in _variables(provider, samples, loaded_plugins):
            texts = _rendered(provider, variables, loaded_plugins)
            must(len(texts) == _DISKS, f"{provider.id} renders {len(texts)} texts for {_DISKS}")
            for disk, text in enumerate(texts, start=1):
                found = find_counter(text)
                told = f"disk {disk} of {_DISKS} is told as {found} by {provider.id}"
                must(found in (None, (disk, _DISKS)), told)


def _variables(
    template: NfoTemplate, samples: Sequence[WorkMetadata], plugins: Plugins
) -> Iterator[NfoVariables]:
    """What a release of each work states, by every kind of the template whose class it is."""
    for kind_id in template.kinds:
        kind = plugins.kinds().get(kind_id)
        if kind is None:
            continue
        works = [each for each in samples if isinstance(each, kind.metadata)]
        for metadata in (*works, kind.metadata()):
            yield nfo_variables(
                metadata,
                dirname="A.Work.2020-DEMO",
                group="DEMO",
                text_language=template.language,
                kind=kind_id,
                form=kind.forms[0],
                rule_set=kind.default_rule_set,
                format="X",
                release_date="2026-11-23",
                payload_size=12_345_678,
                volume_size=5_000_000,
                disk_count=_DISKS,
                tags=("PROPER",),
                notes=("A line of the group.",),
                credits=("Data by somebody.",),
                labels=plugins.nfo_labels(template.language),
            )


def _rendered(template: NfoTemplate, variables: NfoVariables, plugins: Plugins) -> tuple[str, ...]:
    try:
        return render(template.source, variables, template.part, template.id)
    except BadConfiguration as error:
        said = plugins.catalogue("en").error(error)
        known = {name: fact for name, fact in variables.work.items() if fact not in (None, ())}
        fail(f"{template.id} does not render where {known or 'nothing'} is known: {said}")
