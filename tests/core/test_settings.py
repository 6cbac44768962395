"""Settings: declared once, read from a file and the environment, wrong ones named."""

from pathlib import Path

import pytest

from packer_core.errors import BadConfiguration
from packer_core.settings import (
    BLOCKED_PLUGINS,
    ENRICH,
    FIELD_ORDER,
    FIXED_TIME,
    FSYNC,
    GROUP,
    LANGUAGE,
    PROVIDER_ADDRESS,
    PROVIDER_KEY,
    SETTINGS,
    SHA256_LIMIT,
    Setting,
    Settings,
    config_path,
    load_settings,
    remember,
    setting_named,
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


def test_a_family_has_a_setting_for_each_member(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(
        "providers:\n  omdb:\n    base_url: http://127.0.0.1/\n"
        "enrichment:\n  fields:\n    publisher:\n      order: user, file, api\n"
    )
    settings = load_settings(
        {
            "PACKER_CONFIG": str(config),
            "PACKER_PROVIDERS__TVDB__API_KEY": "planted-key",
            "PACKER_PROVIDERS__MY_OWN__BASE_URL": "http://x/",
            "OTHER_PROVIDERS__OMDB__API_KEY": "no",
        }
    )
    assert settings.get(PROVIDER_ADDRESS.of("omdb")) == "http://127.0.0.1/"
    assert settings.get(PROVIDER_ADDRESS.of("tvmaze")) == ""
    assert settings.get(PROVIDER_KEY.of("tvdb")).reveal() == "planted-key"
    assert not settings.get(PROVIDER_KEY.of("omdb"))
    assert settings.get(FIELD_ORDER.of("publisher")) == "user, file, api"
    assert settings.members(PROVIDER_ADDRESS) == ("my_own", "omdb")
    assert "planted-key" not in repr(settings)


def test_a_name_is_that_of_a_setting_or_of_a_family() -> None:
    assert setting_named("pack.group") is GROUP
    named = setting_named("providers.omdb.api_key")
    assert named is not None
    assert named.secret
    assert named.variable == "PACKER_PROVIDERS__OMDB__API_KEY"
    for name in ("providers.omdb.colour", "providers..api_key", "providers.a.b.api_key", ""):
        assert setting_named(name) is None


def test_a_secret_in_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("providers: {omdb: {api_key: planted-key}}\n")
    for mode in (0o640, 0o604, 0o666):
        config.chmod(mode)
        with pytest.raises(BadConfiguration) as caught:
            load_settings({"PACKER_CONFIG": str(config)})
        assert caught.value.facts["reason"] == "open-secret"
        assert "planted" not in str(caught.value)
    config.chmod(0o600)
    settings = load_settings({"PACKER_CONFIG": str(config)})
    assert settings.get(PROVIDER_KEY.of("omdb")).reveal() == "planted-key"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "enrichment:\n  enabled: true\n"),
        ("", "enrichment:\n  enabled: true\n"),
        (
            "# mine\npack:\n  group: DEMO # ours\n",
            "# mine\npack:\n  group: DEMO # ours\nenrichment:\n  enabled: true\n",
        ),
        ("enrichment.enabled: false\n", "enrichment.enabled: true\n"),
        (
            "enrichment:\n  enabled: no\n  budget: 5\n",
            "enrichment:\n  enabled: true\n  budget: 5\n",
        ),
    ],
)
def test_a_setting_is_remembered_beside_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None, after: str
) -> None:
    config = tmp_path / "new" / "config.yaml"
    monkeypatch.setenv("PACKER_CONFIG", str(config))
    if before is not None:
        config.parent.mkdir()
        config.write_text(before)
    assert remember(ENRICH, True) == config
    assert config.read_text() == after
    assert config.stat().st_mode & 0o777 == 0o600
    assert load_settings().get(ENRICH) is True
    assert [path.name for path in config.parent.iterdir()] == ["config.yaml"]


def test_a_broken_file_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("colour: blue\n")
    monkeypatch.setenv("PACKER_CONFIG", str(config))
    with pytest.raises(BadConfiguration):
        remember(ENRICH, True)
    assert config.read_text() == "colour: blue\n"


@pytest.mark.parametrize("text", ["01234567", "1234e567", "12345678", "[a]", "true"])
def test_a_key_that_yaml_reads_as_something_else_is_refused(tmp_path: Path, text: str) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"providers.omdb.api_key: {text}\n")
    config.chmod(0o600)
    with pytest.raises(BadConfiguration) as caught:
        load_settings({"PACKER_CONFIG": str(config)})
    assert caught.value.facts["reason"] == "unquoted-secret"
    config.write_text(f"providers.omdb.api_key: '{text}'\n")
    settings = load_settings({"PACKER_CONFIG": str(config)})
    assert settings.get(PROVIDER_KEY.of("omdb")).reveal() == text
