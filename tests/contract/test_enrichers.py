"""Every provider of metadata that is shipped keeps the contract of providers."""

from collections.abc import Sequence

import pytest

from packer_core.hookspecs import Enricher
from packer_core.testing import EnricherContract
from packer_core.values import Query
from tests.support.shipped import PLUGINS, WORKS, each


@each(PLUGINS.enrichers().values())
class TestEnrichers(EnricherContract):
    @pytest.fixture
    def samples(self, provider: Enricher) -> Sequence[Query]:
        return [
            Query(kind=kind, metadata=work, languages=("fr", "en"))
            for kind in provider.kinds
            for work in WORKS.get(kind, ())
        ]
