"""A plan of a small book in disks, made once."""

import pytest

from packer_core import PackRequest, Source, prepare
from packer_core.testing import StandInRun
from packer_core.values import ReleasePlan
from tests.support.books import make_epub


@pytest.fixture(scope="session")
def book_plan(tmp_path_factory: pytest.TempPathFactory) -> ReleasePlan:
    book = make_epub(tmp_path_factory.mktemp("in") / "book.epub", ballast=60_000)
    request = PackRequest(
        sources=(Source(path=str(book)),),
        group="DEMO",
        fields={"source": "RETAIL"},
        volume_size=30_000,
        waivers={"pack.zip.size": "small on purpose"},
    )
    return prepare(request, StandInRun())
