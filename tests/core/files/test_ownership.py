"""A folder is ours only where nobody can put another in its place."""

from pathlib import Path

import pytest

from packer_core.errors import Unsafe
from packer_core.files import ownership
from packer_core.files.ownership import refuse_open_way


@pytest.fixture
def way(tmp_path: Path) -> Path:
    """A folder three levels down."""
    path = tmp_path / "a" / "b" / "c"
    path.mkdir(parents=True, mode=0o700)
    return path


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o775, 0o1777])
def test_a_way_on_which_nobody_replaces_a_folder_is_taken(way: Path, mode: int) -> None:
    way.parent.chmod(mode)
    refuse_open_way(way)


@pytest.mark.parametrize("levels", [0, 1])
def test_a_way_on_which_everybody_may_is_not(way: Path, levels: int) -> None:
    parent = way.parents[levels]
    parent.chmod(0o777)
    with pytest.raises(Unsafe) as caught:
        refuse_open_way(way)
    assert caught.value.facts == {"path": str(parent), "reason": "state.open-way"}
    assert [it.name for it in parent.iterdir()] == [way.relative_to(parent).parts[0]]


def test_the_folder_itself_is_another_question(way: Path) -> None:
    way.chmod(0o777)
    refuse_open_way(way)


def test_a_link_does_not_hide_the_way(way: Path, tmp_path: Path) -> None:
    way.parent.chmod(0o777)
    (tmp_path / "link").symlink_to(way)
    with pytest.raises(Unsafe):
        refuse_open_way(tmp_path / "link")


def test_a_file_system_without_permissions_is_taken_as_it_is(
    way: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way.parent.chmod(0o777)
    monkeypatch.setattr(ownership, "_shows_everything_alike", lambda *_: True)
    refuse_open_way(way)
