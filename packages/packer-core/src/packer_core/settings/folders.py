"""Where things of the user's lie, as the settings say or the system has it."""

from pathlib import Path

from packer_core.errors import BadConfiguration
from packer_core.settings.declared import CACHE_FOLDER, DATA_FOLDER, RULES_FOLDER
from packer_core.settings.model import Setting
from packer_core.settings.values import Settings


def rules_folder(settings: Settings) -> Path:
    """The folder of the user's own rule sets, whether or not it is there."""
    stated = _stated(settings, RULES_FOLDER)
    if stated is not None:
        return stated
    from platformdirs import user_config_path

    return user_config_path("packer") / "rules"


def cache_folder(settings: Settings) -> Path:
    """The folder of copies that can be fetched again, whether or not it is there."""
    stated = _stated(settings, CACHE_FOLDER)
    if stated is not None:
        return stated
    from platformdirs import user_cache_path

    return user_cache_path("packer")


def data_folder(settings: Settings) -> Path:
    """The folder of what cannot be fetched again, whether or not it is there."""
    stated = _stated(settings, DATA_FOLDER)
    if stated is not None:
        return stated
    from platformdirs import user_data_path

    return user_data_path("packer")


def answers_file(settings: Settings) -> Path:
    """The file of the answers that providers gave."""
    return cache_folder(settings) / "answers.sqlite"


def _stated(settings: Settings, setting: Setting[str]) -> Path | None:
    """The folder that a setting names; raises for one in the home of nobody known."""
    text = settings.get(setting)
    if not text:
        return None
    if "\0" in text:
        raise BadConfiguration(where=setting.name, reason="nul-in-path")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise BadConfiguration(where=setting.name, reason="no-home") from None
