"""Every maker of files beside the archives that is shipped keeps the contract of makers."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from packer_core.hookspecs import ExtraMaker
from packer_core.stages.inspect.stage import inspect
from packer_core.testing import ExtraMakerContract, StandInRun, rule_sets_of
from packer_core.values import ExtraRequest, PackRequest, RuleSet, Source
from tests.support.shipped import PLUGINS, each, make_every_format


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    return make_every_format(tmp_path_factory.mktemp("formats"))


@each(PLUGINS.extra_makers().values())
class TestExtraMakers(ExtraMakerContract):
    @pytest.fixture
    def samples(self, provider: ExtraMaker, files: tuple[Path, ...]) -> Sequence[ExtraRequest]:
        """The files and the rule sets of the maker's kinds for which it makes something."""
        wanted = [
            request_for(provider, path, rules)
            for path in files
            for rules in rule_sets_of(PLUGINS).values()
            if rules.kind in provider.kinds
            and path.suffix[1:] in PLUGINS.kinds()[rules.kind].extensions
        ]
        return [request for request in wanted if provider.plan(request).extras]


def request_for(maker: ExtraMaker, path: Path, rules: RuleSet) -> ExtraRequest:
    request = PackRequest(sources=(Source(path=str(path)),), kind=rules.kind)
    described = inspect(request, StandInRun())
    return ExtraRequest(
        source=described.files[0],
        metadata=described.metadata,
        rule_set=rules,
        stem="a.work-demo",
        tools=tuple(maker.tools()),
    )
