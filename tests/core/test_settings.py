"""Settings: declared once, read from a file and the environment, wrong ones named."""

from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration
from packer_core.settings import (
    BLOCKED_PLUGINS,
    FIXED_TIME,
    FSYNC,
    GROUP,
    LANGUAGE,
    SETTINGS,
    SHA256_LIMIT,
    Setting,
    Settings,
    config_path,
    load_settings,
    system_language,
)

every_setting = pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def load(config: Path, text: str = "", **environ: str) -> Settings:
    config.write_text(text, encoding="utf-8")
    return load_settings({"PACKER_CONFIG": str(config), **environ})


@every_setting
def test_a_setting_explains_itself_in_both_languages(setting: Setting[object]) -> None:
    assert setting.help.keys() == {"en", "fr"}
    assert all(text.endswith(".") for text in setting.help.values())
    assert type(setting.default) is setting.type


def test_every_name_and_variable_is_used_once() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert len({setting.variable for setting in SETTINGS}) == len(SETTINGS)


@pytest.mark.parametrize(
    ("setting", "variable"),
    [
        (GROUP, "PACKER_PACK__GROUP"),
        (SHA256_LIMIT, "PACKER_PACK__SHA256_LIMIT"),
        (LANGUAGE, "PACKER_LANGUAGE"),
        (BLOCKED_PLUGINS, "PACKER_PLUGINS__BLOCK"),
        (FIXED_TIME, "SOURCE_DATE_EPOCH"),
    ],
)
def test_a_setting_has_its_environment_variable(setting: Setting[object], variable: str) -> None:
    assert setting.variable == variable


def test_without_anything_the_defaults_apply(tmp_path: Path) -> None:
    settings = load_settings({"PACKER_CONFIG": str(tmp_path / "none.yaml")})
    assert {each.name: settings.get(each) for each in SETTINGS} == {
        each.name: each.default for each in SETTINGS
    }


def test_the_file_wins_over_the_default_and_the_environment_over_the_file(config: Path) -> None:
    text = "pack:\n  group: FILE\n  fsync: false\n"
    settings = load(config, text, PACKER_PACK__GROUP="ENV")
    assert settings.get(GROUP) == "ENV"
    assert settings.get(FSYNC) is False
    assert settings.get(SHA256_LIMIT) == 256_000_000


def test_an_empty_variable_sets_nothing(config: Path) -> None:
    assert load(config, "pack.group: FILE\n", PACKER_PACK__GROUP="").get(GROUP) == "FILE"


def test_an_empty_path_of_the_file_is_none() -> None:
    assert config_path({"PACKER_CONFIG": ""}).name == "config.yaml"


@pytest.mark.parametrize("text", ["", "# nothing\n", "pack:\n", "pack:\n  group:\n", "{}\n"])
def test_a_file_that_states_nothing_sets_nothing(config: Path, text: str) -> None:
    assert load(config, text).values == {}


@pytest.mark.parametrize("word", ["true", "yes", "on", "1", "True", " YES "])
def test_yes_has_many_words(config: Path, word: str) -> None:
    assert load(config, "pack.fsync: false\n", PACKER_PACK__FSYNC=word).get(FSYNC) is True


@pytest.mark.parametrize("word", ["false", "no", "off", "0", "OFF"])
def test_no_has_many_words(config: Path, word: str) -> None:
    assert load(config, PACKER_PACK__FSYNC=word).get(FSYNC) is False


def test_a_group_may_look_like_a_number(config: Path) -> None:
    assert load(config, "pack:\n  group: 2020\n").get(GROUP) == "2020"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PACKER_PACK__FSYNC", "perhaps"),
        ("PACKER_PACK__SHA256_LIMIT", "many"),
        ("PACKER_PACK__SHA256_LIMIT", "--5"),
        ("PACKER_PACK__SHA256_LIMIT", "1.5"),
        ("PACKER_PACK__SHA256_LIMIT", "9" * 5000),
        ("SOURCE_DATE_EPOCH", "yesterday"),
    ],
)
def test_a_bad_variable_is_named(config: Path, variable: str, value: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        load(config, **{variable: value})
    assert caught.value.facts["where"] == variable


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("pack:\n  colour: X\n", ": pack.colour"),
        ("colour: red\n", ": colour"),
        ("pack:\n  fsync: perhaps\n", ": pack.fsync"),
        ("pack:\n  sha256_limit: 1.5\n", ": pack.sha256_limit"),
        ("pack:\n  sha256_limit: true\n", ": pack.sha256_limit"),
        ("pack:\n  group: [A, B]\n", ": pack.group"),
        ("- pack\n", ""),
        ("just a text\n", ""),
        ("pack: {\n", ""),
        ("pack: 1\npack: 2\n", ""),
        ("pack.group: 2020-13-45\n", ""),
        ("pack: &a\n  again: *a\n", ""),
    ],
)
def test_a_bad_line_of_the_file_is_named(config: Path, text: str, where: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        load(config, text)
    assert caught.value.facts["where"] == f"{config}{where}"
    assert "\n" not in str(caught.value.facts["reason"])


def test_a_file_that_is_no_text_is_named(config: Path) -> None:
    config.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadConfiguration):
        load_settings({"PACKER_CONFIG": str(config)})


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration):
        load_settings({"PACKER_CONFIG": str(tmp_path)})


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "PACKER_LANGUAGE": "fr"}, "fr"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
    ],
)
def test_the_language_follows_the_locale(environ: dict[str, str], language: str) -> None:
    assert system_language(environ) == language


def test_the_language_of_the_file_wins_over_the_locale(config: Path) -> None:
    assert load(config, "language: fr\n", LANG="en_GB.UTF-8").language == "fr"
    assert load(config, "language: fr\n", PACKER_LANGUAGE="en").language == "en"
    assert load(config, LANG="fr_FR.UTF-8").language == "fr"
