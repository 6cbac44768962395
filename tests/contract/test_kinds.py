"""Every kind of release that the packages of the project bring keeps the contract of kinds."""

from collections.abc import Sequence

import pytest

from packer_core.hookspecs import ReleaseKind
from packer_core.testing import KindContract
from packer_core.values import WorkMetadata
from tests.support.shipped import PLUGINS, each, works_of


@each(PLUGINS.kinds().values())
class TestKinds(KindContract):
    @pytest.fixture
    def samples(self, provider: ReleaseKind) -> Sequence[WorkMetadata]:
        return works_of([provider.id])
