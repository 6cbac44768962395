"""Where things of the user's lie, as the settings say or the system has it."""

from pathlib import Path

from packer_core.settings.declared import CACHE_FOLDER, DATA_FOLDER, RULES_FOLDER
from packer_core.settings.stated import Settings


def rules_folder(settings: Settings) -> Path:
    """The folder of the user's own rule sets, whether or not it is there."""
    stated = settings.get(RULES_FOLDER)
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_config_path

    return user_config_path("packer") / "rules"


def cache_folder(settings: Settings) -> Path:
    """The folder of copies that can be fetched again, whether or not it is there."""
    stated = settings.get(CACHE_FOLDER)
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("packer")


def data_folder(settings: Settings) -> Path:
    """The folder of what cannot be fetched again, whether or not it is there."""
    stated = settings.get(DATA_FOLDER)
    if stated:
        return Path(stated).expanduser()
    from platformdirs import user_data_path

    return user_data_path("packer")


def answers_file(settings: Settings) -> Path:
    """The file of the answers that providers gave."""
    return cache_folder(settings) / "answers.sqlite"
