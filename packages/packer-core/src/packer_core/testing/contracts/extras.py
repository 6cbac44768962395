"""What a maker of files beside the archives promises."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from attrs import evolve

from packer_core.errors import Cancelled, InputRefused
from packer_core.files.inside import leads_out
from packer_core.hookspecs import ExtraMaker
from packer_core.plugins import Plugins
from packer_core.testing.contracts.assertions import ask, get, must, needs, of_type
from packer_core.testing.runs import StandInRun
from packer_core.values import (
    ExtraPlan,
    ExtraRequest,
    LayoutRules,
    PlannedExtra,
    SampleRules,
    SourceFile,
)

_SAMPLES = "ExtraRequests for files that are there"


class ExtraMakerContract:
    """What holds for every :class:`packer_core.hookspecs.ExtraMaker`.

    ``provider`` is the maker; ``samples`` are requests (:class:`packer_core.values.ExtraRequest`)
    whose source is a file that is there, with rules that ask for something of the maker.
    """

    def test_it_is_a_maker_of_extras(self, provider: ExtraMaker) -> None:
        """With an id, for some kinds."""
        must(isinstance(provider, ExtraMaker), f"{provider!r} lacks a member of ExtraMaker")
        must(provider.id, "the id is empty")
        must(provider.kinds, f"{provider.id} serves no kind of release")

    def test_its_tools_are_names(self, provider: ExtraMaker) -> None:
        """Of what is here, the same each time."""
        tools = [get("tools", provider.tools) for _ in range(2)]
        must(tools[0] == tools[1], "tools answers differently the second time")
        for each in tools[0]:
            must(each and each == str(each), f"tools names {each!r}, which is no name")

    def test_it_plans_what_the_rules_ask_for(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest]
    ) -> None:
        """Files of the release, by its own id; all that making them needs is text."""
        needs(samples, _SAMPLES)
        for request in samples:
            planned = of_type(get("plan", provider.plan, request), ExtraPlan, "plan")
            must(
                planned.extras,
                f"plan makes nothing of {request.source.name or request.source.path}",
            )
            for extra in planned.extras:
                must(extra.maker == provider.id, f"{extra.path} is planned for {extra.maker}")
                must(not leads_out(extra.path), f"{extra.path} leads out of the release")
                must(extra.size >= 0, f"the estimate of {extra.path} is {extra.size} bytes")
                for name, value in extra.params.items():
                    told = f"the parameter {name} of {extra.path} is {value!r}, no text"
                    must(isinstance(value, str), told)

    def test_what_it_says_has_a_text(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest], loaded_plugins: Plugins
    ) -> None:
        """Each finding is a text of the plugin's messages."""
        needs(samples, _SAMPLES)
        texts = loaded_plugins.catalogue("en")
        for request in samples:
            for finding in provider.plan(request).findings:
                must(texts.has("finding", finding.id), f"the finding {finding.id} has no text")

    def test_its_plan_looks_at_nothing_but_the_request(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest], tmp_path: Path
    ) -> None:
        """The same each time, of a file that is not even there."""
        needs(samples, _SAMPLES)
        for request in samples:
            gone = tmp_path / "gone" / PurePosixPath(request.source.path).name
            away = evolve(request, source=evolve(request.source, path=str(gone)))
            again = get("plan, with the source gone,", provider.plan, away)
            must(provider.plan(request) == again, "plan answers differently the second time")

    def test_it_plans_nothing_where_nothing_is_asked_for(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest]
    ) -> None:
        """By rules without samples and without folders."""
        needs(samples, _SAMPLES)
        for request in samples:
            silent = evolve(request.rule_set, sample=SampleRules(), layout=LayoutRules())
            planned = provider.plan(evolve(request, rule_set=silent))
            paths = ", ".join(extra.path for extra in planned.extras)
            must(not planned.extras, f"plan makes {paths}: the rule set asks for nothing")

    def test_it_makes_the_same_bytes_each_time(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest], tmp_path: Path
    ) -> None:
        """The file that was planned, and no other; the source stays as it is."""
        needs(samples, _SAMPLES)
        for number, request in enumerate(samples):
            source = _copied(request, tmp_path / f"in{number}")
            before = source.read_bytes()
            for extra in provider.plan(request).extras:
                first, second = (
                    _made(provider, extra, source, tmp_path / f"{name}{number}") for name in "ab"
                )
                must(first == second, f"make writes {extra.path} with other bytes the second time")
                must(source.read_bytes() == before, f"make changes the source of {extra.path}")
                beside = [path.name for path in source.parent.iterdir()]
                must(beside == [source.name], f"make leaves files beside the source: {beside}")

    def test_a_source_that_is_something_else_is_refused(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest], tmp_path: Path
    ) -> None:
        """By ``InputRefused``, nothing else."""
        needs(samples, _SAMPLES)
        for number, request in enumerate(samples):
            for extra in provider.plan(request).extras:
                for what, data in {"empty": b"", "of zeros": bytes(4096)}.items():
                    source = tmp_path / PurePosixPath(request.source.path).name
                    source.write_bytes(data)
                    target = tmp_path / f"{number}-{what}-{PurePosixPath(extra.path).name}"
                    facts = (extra, source, target, StandInRun())
                    told = f"make, from a source {what},"
                    ask(told, provider.make, *facts, may_raise=(InputRefused,))

    def test_it_can_be_stopped(
        self, provider: ExtraMaker, samples: Sequence[ExtraRequest], tmp_path: Path
    ) -> None:
        """What ``checkpoint`` raises comes through as it is."""
        needs(samples, _SAMPLES)
        for number, request in enumerate(samples):
            for extra in provider.plan(request).extras:
                run = StandInRun(stop_at=1)
                target = tmp_path / f"{number}-{PurePosixPath(extra.path).name}"
                facts = (extra, Path(request.source.path), target, run)
                got = ask("make, stopped,", provider.make, *facts, may_raise=(Cancelled,))
                told = "make goes on after checkpoint raised Cancelled"
                must(got.error is not None or not run.checkpoints, told)


def _copied(request: ExtraRequest, folder: Path) -> Path:
    source: SourceFile = request.source
    folder.mkdir()
    copy = folder / PurePosixPath(source.path).name
    copy.write_bytes(Path(source.path).read_bytes())
    return copy


def _made(maker: ExtraMaker, extra: PlannedExtra, source: Path, folder: Path) -> bytes:
    target = folder / extra.path
    target.parent.mkdir(parents=True)
    get(f"make of {extra.path}", maker.make, extra, source, target, StandInRun())
    must(target.is_file(), f"make does not write {extra.path}")
    beside = sorted(path.name for path in target.parent.iterdir())
    must(beside == [target.name], f"make writes more than {target.name}: {', '.join(beside)}")
    return target.read_bytes()
