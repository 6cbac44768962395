"""Where secrets come from: the environment and ``config.yaml``."""

from pathlib import Path

import pytest

from packer_core.credentials import SettingsCredentials
from packer_core.errors import BadConfiguration
from packer_core.redaction import Secret
from packer_core.settings import Settings, load_settings


def credentials(folder: Path, text: str = "", mode: int = 0o600, **environ: str) -> Settings:
    config = folder / "config.yaml"
    config.write_text(text, encoding="utf-8")
    config.chmod(mode)
    return load_settings({"PACKER_CONFIG": str(config), **environ})


def find(settings: Settings, provider: str = "omdb", name: str = "api_key") -> Secret | None:
    return SettingsCredentials(settings).find(provider, name)


def test_without_a_setting_there_is_none(tmp_path: Path) -> None:
    settings = credentials(tmp_path)
    assert find(settings) is None
    assert find(settings, name="pin") is None


def test_a_key_comes_from_the_environment(tmp_path: Path) -> None:
    settings = credentials(
        tmp_path, PACKER_PROVIDERS__OMDB__API_KEY=" planted ", PACKER_PROVIDERS__TVDB__PIN="4711"
    )
    assert find(settings) == Secret("planted")
    assert find(settings, "tvdb", "pin") == Secret("4711")
    assert find(settings, "tvdb") is None
    assert find(settings, name="pin") is None


def test_a_key_comes_from_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    text = 'providers:\n  omdb:\n    api_key: "01234567"\n'
    assert find(credentials(tmp_path, text)) == Secret("01234567")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    text = "providers.omdb.api_key: from-the-file\n"
    settings = credentials(tmp_path, text, PACKER_PROVIDERS__OMDB__API_KEY="from-outside")
    assert find(settings) == Secret("from-outside")


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_read_holds_no_secret(tmp_path: Path, mode: int) -> None:
    with pytest.raises(BadConfiguration) as caught:
        credentials(tmp_path, "providers.omdb.api_key: planted\n", mode)
    assert caught.value.facts["reason"] == "open-secret"
    assert "planted" not in str(caught.value)


def test_an_empty_key_is_none(tmp_path: Path) -> None:
    assert find(credentials(tmp_path, 'providers.omdb.api_key: ""\n')) is None


@pytest.mark.parametrize("name", ["password", "", "api_key.x", "base_url"])
def test_what_is_no_credential_is_not_given(tmp_path: Path, name: str) -> None:
    settings = credentials(tmp_path, PACKER_PROVIDERS__OMDB__BASE_URL="https://x.example")
    assert find(settings, name=name) is None


def test_no_key_is_shown_by_the_settings(tmp_path: Path) -> None:
    settings = credentials(tmp_path, PACKER_PROVIDERS__OMDB__API_KEY="planted")
    assert "planted" not in repr(settings) + repr(SettingsCredentials(settings))
