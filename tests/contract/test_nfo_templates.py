"""Every template of an NFO or a DIZ that is shipped keeps the contract of templates."""

from collections.abc import Sequence

import pytest

from packer_core.hookspecs import NfoTemplate
from packer_core.testing import NfoTemplateContract
from packer_core.values import WorkMetadata
from tests.support.shipped import PLUGINS, each, works_of


@each(PLUGINS.templates().values())
class TestNfoTemplates(NfoTemplateContract):
    @pytest.fixture
    def samples(self, provider: NfoTemplate) -> Sequence[WorkMetadata]:
        return works_of(provider.kinds)
