"""A plan of a small release, as ``pack`` gets it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packer_core import PackRequest, Source, prepare
from packer_core.testing import StandInRun
from packer_core.values import ReleasePlan
from tests.support.books import make_epub

#: Makes the plan; keywords are fields of the request.
Planning = Callable[..., ReleasePlan]


@pytest.fixture
def planned(tmp_path: Path) -> Planning:
    """Plans a release of three disks below ``out``, of the book ``in/book.epub``."""

    def plan(**request: Any) -> ReleasePlan:
        book = tmp_path / "in" / "book.epub"
        if not book.exists():
            book.parent.mkdir()
            make_epub(book, ballast=60_000)
        facts = {
            "sources": (Source(path=str(book)),),
            "output": str(tmp_path / "out"),
            "group": "DEMO",
            "fields": {"source": "RETAIL"},
            "volume_size": 30_000,
            "waivers": {"pack.zip.size": "small on purpose"},
        }
        return prepare(PackRequest(**{**facts, **request}), StandInRun())

    return plan
