"""Changing ``config.yaml``, where all else stays as it is."""

from pathlib import Path
from typing import Any, TypeVar

from packer_core.files.reading import read_bounded
from packer_core.files.replacing import write_whole
from packer_core.files.system_errors import system_faults
from packer_core.formats import yaml as yaml_text
from packer_core.settings.model import Setting
from packer_core.settings.reading import check_file, config_path

T = TypeVar("T")


def remember(setting: Setting[T], value: T) -> Path:
    """Write a setting into ``config.yaml``, where all else stays as it is; returns its path.

    Raises :class:`BadConfiguration` for a file that cannot be read, :class:`NotAllowed` for one
    that cannot be written.
    """
    path = config_path()
    _write(path, yaml_text.changed(path, _text_of(path), setting.name, value))
    return path


def forget(setting: Setting[Any]) -> bool:
    """Take a setting out of ``config.yaml``; whether it was there. Raises as :func:`remember`."""
    path = config_path()
    text = _text_of(path)
    if setting.name not in yaml_text.flat(yaml_text.parse(text, path), ""):
        return False
    _write(path, yaml_text.changed(path, text, setting.name, None))
    return True


def _text_of(path: Path) -> str:
    """The text of ``config.yaml``, once it is known to be a good one; its line ends stay."""
    check_file(path)
    try:
        return read_bounded(path, yaml_text.LONGEST).decode()
    except FileNotFoundError:
        return ""


def _write(path: Path, text: str) -> None:
    """Replace a file in one step, with nobody but its owner able to read it."""
    # Of a link the file that it leads to is replaced.
    target = path.resolve()
    with system_faults(path):
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text.encode(), mode=0o600)
