"""A cut as a test asks for one."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from packer_core.run import Run
from packer_core.settings import Settings
from packer_plugins_tv.sample import Wanted, cut_matroska
from tests.support.films import Films, need_programs

#: A sample of the films of the tests, which are shorter than episodes.
SMALL = Wanted(start=15, least=8, most=11)


class Cut(Protocol):
    def __call__(self, source: Path, wanted: Wanted | None = None) -> Path: ...


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    """Films by name (``plain.mkv``), made when first asked for."""
    need_programs("ffmpeg", "ffprobe", "mkvmerge", "mkvinfo")
    return Films(tmp_path_factory.mktemp("films"))


@pytest.fixture
def a_run() -> Run:
    return Run(settings=Settings())


@pytest.fixture(scope="session")
def sample(films: Films, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The usual sample of a film by the film's name, cut once."""
    folder = tmp_path_factory.mktemp("samples")

    def of(name: str) -> Path:
        target = folder / name
        if not target.exists():
            cut_matroska(films(name), target, SMALL, Run(settings=Settings()))
        return target

    return of


@pytest.fixture
def cut(tmp_path: Path, a_run: Run) -> Cut:
    """Cut a sample of a file: where it is."""

    def cut_it(source: Path, wanted: Wanted | None = None) -> Path:
        target = tmp_path / f"{len(list(tmp_path.iterdir()))}-sample{source.suffix}"
        cut_matroska(source, target, wanted or SMALL, a_run)
        return target

    return cut_it
