"""Settings: declared once, read from a file and the environment, wrong ones named."""

import errno
import os
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from packer_core.errors import BadConfiguration, BadValue, DiskFull, NotAllowed
from packer_core.formats import yaml as yaml_text
from packer_core.redaction import Address, Secret
from packer_core.schemas.settings import setting_document, settings_document
from packer_core.settings import (
    BLOCKED_PLUGINS,
    BROKER_URL,
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
    VAULT_KEY,
    Setting,
    Settings,
    cache_folder,
    check_file,
    config_path,
    data_folder,
    forget,
    load_settings,
    message_language,
    parse_value,
    remember,
    rules_folder,
    setting_named,
    system_language,
    writing,
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
        ("pack:\n  sha256_limit: 1" + "0" * 400 + "\n", ": pack.sha256_limit"),
        ("pack:\n  sha256_limit: 0xffffffffffffffffffff\n", ": pack.sha256_limit"),
        ("pack:\n  group: [A, B]\n", ": pack.group"),
        ('data:\n  folder: "/data/\\ud800"\n', ": data.folder"),
        ('broker:\n  url: "redis://\\udfff/0"\n', ": broker.url"),
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


@pytest.mark.parametrize("text", ["~nobody-of-that-name/packer", "/data/\0"])
@pytest.mark.parametrize("folder", [data_folder, cache_folder, rules_folder])
def test_a_folder_that_cannot_be_is_named(folder: Callable[[Settings], Path], text: str) -> None:
    names = ("data.folder", "cache.folder", "rules.folder")
    settings = Settings(values=dict.fromkeys(names, text))
    with pytest.raises(BadConfiguration) as caught:
        folder(settings)
    assert caught.value.facts["where"] in names


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


@pytest.mark.parametrize(
    ("text", "environ", "language"),
    [
        ("language: fr\n", {"LANG": "en_GB.UTF-8"}, "fr"),
        ("language: fr_CA\n", {}, "fr"),
        ("language: de\n", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("language: fr\n", {"PACKER_LANGUAGE": "en"}, "en"),
        ("language: en\n", {"PACKER_LANGUAGE": "FR"}, "fr"),
        ("pack.group: DEMO\n", {"LANG": "fr_FR.UTF-8"}, "fr"),
        ("", {}, "en"),
    ],
)
def test_the_language_of_messages_is_that_of_the_settings(
    config: Path, text: str, environ: dict[str, str], language: str
) -> None:
    assert load(config, text, **environ).language == language
    assert message_language({"PACKER_CONFIG": str(config), **environ}) == language


@pytest.mark.parametrize("text", ["language: [\n", "language: fr\ncolour: red\n", "\xff language"])
def test_a_broken_file_states_no_language(config: Path, text: str) -> None:
    config.write_bytes(text.encode("latin-1"))
    assert message_language({"PACKER_CONFIG": str(config), "LANG": "fr_FR.UTF-8"}) == "fr"


def test_a_file_that_is_not_there_states_no_language(config: Path) -> None:
    assert message_language({"PACKER_CONFIG": str(config), "LC_ALL": "fr"}) == "fr"


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
    assert settings.get(PROVIDER_ADDRESS.of("omdb")) == Address("http://127.0.0.1/")
    assert settings.get(PROVIDER_ADDRESS.of("tvmaze")) == Address()
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


@pytest.fixture
def stated(config: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of the config.yaml that is written to; the file is not there yet."""
    monkeypatch.setenv("PACKER_CONFIG", str(config))
    return config


def test_it_is_known_where_a_value_comes_from(config: Path) -> None:
    text = "pack: {group: FILE, fsync: off}\nproviders.omdb.base_url: http://x/\n"
    settings = load(config, text, PACKER_PACK__GROUP="ENV", PACKER_PROVIDERS__TVDB__PIN="1234")
    assert settings.get(GROUP) == "ENV"
    assert settings.origin(GROUP) == "environment"
    assert settings.origin(FSYNC) == "file"
    assert settings.origin(SHA256_LIMIT) == "default"
    assert settings.origin(PROVIDER_ADDRESS.of("omdb")) == "file"
    assert settings.origins.keys() == settings.values.keys()
    assert settings.origins["providers.tvdb.pin"] == "environment"
    assert Settings().origin(GROUP) == "default"


def test_a_text_becomes_a_value_of_the_settings_type() -> None:
    assert parse_value(FSYNC, " Off ") is False
    assert parse_value(SHA256_LIMIT, "-5") == -5
    assert parse_value(GROUP, "2020") == "2020"
    assert parse_value(BROKER_URL, " redis://x/ ") == Address("redis://x/")
    assert parse_value(VAULT_KEY, " k ") == Secret("k")


@pytest.mark.parametrize(
    ("setting", "text", "value", "expected"),
    [
        (FSYNC, "maybe", "maybe", "bool"),
        (SHA256_LIMIT, "1.5", "1.5", "int"),
        (GROUP, "a\udcff", "'a\\udcff'", "Unicode"),
        (BROKER_URL, "planted\udcff", "…", "Unicode"),
    ],
)
def test_a_text_that_is_no_value_is_refused(
    setting: Setting[Any], text: str, value: str, expected: str
) -> None:
    with pytest.raises(BadValue) as caught:
        parse_value(setting, text)
    assert caught.value.facts == {"field": setting.name, "value": value, "expected": expected}
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("before", "set_", "unset"),
    [
        # What a text becomes when pack.group is set to NEW, and when it is removed.
        ("", "pack:\n  group: NEW\n", ""),
        ("# only this", "# only this\npack:\n  group: NEW\n", "# only this"),
        ("pack:\n", "pack:\n  group: NEW\n", "pack:\n"),
        ("pack: # p\n  # in\n", "pack: # p\n  group: NEW\n  # in\n", "pack: # p\n  # in\n"),
        (
            "pack:\n    group:   'X'  # ours\n\n# lang\nlanguage:   'fr' # l\n",
            "pack:\n    group:   NEW  # ours\n\n# lang\nlanguage:   'fr' # l\n",
            "\n# lang\nlanguage:   'fr' # l\n",
        ),
        (
            "pack:\n    fsync: no # f\n\n    # next\nlanguage: fr\n",
            "pack:\n    fsync: no # f\n    group: NEW\n\n    # next\nlanguage: fr\n",
            "pack:\n    fsync: no # f\n\n    # next\nlanguage: fr\n",
        ),
        (
            "pack:\n  group: >\n    X\n    Y\n  fsync: no\n",
            "pack:\n  group: NEW\n  fsync: no\n",
            "pack:\n  fsync: no\n",
        ),
        ("pack.group: X # c\n", "pack.group: NEW # c\n", ""),
        ("pack.group: X\npack:\n  group: Y\n", "pack.group: NEW\npack:\n  group: NEW\n", ""),
        ("pack:\r\n  group: X\r\n# e\r\n", "pack:\r\n  group: NEW\r\n# e\r\n", "# e\r\n"),
        ("language: fr\r\n", "language: fr\r\npack:\r\n  group: NEW\r\n", "language: fr\r\n"),
        ("---\npack:\n  group: X\n...\n", "---\npack:\n  group: NEW\n...\n", "---\n...\n"),
        ("language: fr # l", "language: fr # l\npack:\n  group: NEW\n", "language: fr # l"),
        # In braces, too; what stays of them is set anew by a writer of YAML.
        (
            "pack: {group: X, fsync: no} # c\n",
            "pack: {group: NEW, fsync: no} # c\n",
            "pack: {fsync: no}           # c\n",
        ),
        ("{pack: {group: X}}\n", "{pack: {group: NEW}}\n", ""),
        (
            "{pack: {group: X}, language: fr}\n",
            "{pack: {group: NEW}, language: fr}\n",
            "{language: fr}\n",
        ),
        (
            "pack.template: &g X\npack.group: *g\n",
            "pack.template: &g X\npack.group: NEW\n",
            "pack.template: &g X\n",
        ),
        ("pack: {fsync: no}\n", "pack: {fsync: no}\npack.group: NEW\n", "pack: {fsync: no}\n"),
        ("{language: fr}\n", "{language: fr, pack: {group: NEW}}\n", "{language: fr}\n"),
        (
            "pack:\n  group: &g X\n  template: *g\n",
            "pack:\n  group: NEW\n  template: &g X\n",
            "pack:\n  template: &g X\n",
        ),
    ],
)
def test_only_the_lines_of_a_setting_change(
    stated: Path, before: str, set_: str, unset: str
) -> None:
    stated.write_bytes(before.encode())
    was_there = "group" in before
    remember(GROUP, "NEW")
    assert stated.read_bytes().decode() == set_
    assert load_settings().get(GROUP) == "NEW"
    stated.write_bytes(before.encode())
    assert forget(GROUP) is was_there
    assert stated.read_bytes().decode() == unset
    assert not load_settings().states(GROUP)


def test_what_is_not_there_cannot_be_forgotten(stated: Path) -> None:
    assert forget(GROUP) is False
    assert not stated.exists()


@pytest.mark.parametrize(
    "text",
    ["", "2020", "true", "null", "~", " a ", "a: b", "a #b", "#x", "a\nb", "é", "日本",
     "\U0001f600", "-1", "http://x/", "[a]", "\x00\x85\ufeff\u2028\x7f", "1e5", "2001-01-01", "<<",
     "a'b\"c\\", "word " * 500, "\t"],
)  # fmt: skip
def test_a_text_comes_back_as_it_was_written(stated: Path, text: str) -> None:
    remember(GROUP, text)
    assert load_settings().get(GROUP) == text


@pytest.mark.parametrize("text", ["0123", "true", "planted", 'it\'s "x" \\ é\u2028#'])
@pytest.mark.parametrize("before", ["", "providers: {omdb: {api_key: 'old'}}\n", "{language: fr}"])
def test_a_secret_is_written_in_quotes_for_the_user_alone(
    stated: Path, text: str, before: str
) -> None:
    key = PROVIDER_KEY.of("omdb")
    stated.write_text(before)
    stated.chmod(0o600)
    remember(key, Secret(text))
    assert stated.stat().st_mode & 0o777 == 0o600
    assert load_settings().get(key) == Secret(text)
    assert '"' in stated.read_text()


def test_a_file_that_others_may_read_is_so_no_longer(stated: Path) -> None:
    stated.write_text("language: fr\n")
    stated.chmod(0o644)
    remember(BROKER_URL, Secret("redis://:planted@x/"))
    assert stated.stat().st_mode & 0o777 == 0o600
    assert load_settings().get(BROKER_URL)


def test_a_link_stays_one(stated: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles" / "packer.yaml"
    stated.symlink_to(target)
    assert remember(FSYNC, False) == stated
    assert stated.is_symlink()
    assert target.read_text() == "pack:\n  fsync: false\n"
    forget(FSYNC)
    assert stated.is_symlink()
    assert target.read_text() == ""


def test_a_full_disk_costs_nothing(stated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    stated.write_text("language: fr\n")
    monkeypatch.setattr(os, "fsync", full)
    for change in (lambda: remember(GROUP, "X"), lambda: forget(LANGUAGE)):
        with pytest.raises(DiskFull) as caught:
            change()
        assert caught.value.facts["path"] == str(stated)
    assert stated.read_text() == "language: fr\n"
    assert [each.name for each in stated.parent.iterdir()] == ["config.yaml"]


def test_a_folder_that_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(writing, "_text_of", lambda _: "")
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "file" / "config.yaml"))
    with pytest.raises(NotAllowed):
        remember(GROUP, "X")


def test_a_change_that_would_mean_something_else_is_not_made(
    stated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated.write_text("language: fr\n")
    for name in ("_with", "_written_anew"):
        monkeypatch.setattr(yaml_text, name, lambda *_: "language: en\npack: {\n")
    with pytest.raises(BadConfiguration) as caught:
        remember(GROUP, "X")
    assert caught.value.facts == {"where": f"{stated}: pack.group", "reason": "edit-it"}
    assert stated.read_text() == "language: fr\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a:\n  b: 'planted-key\n", "line 3: found unexpected end of stream"),
        ("a.b: 'planted-key'\na.b: \"planted-key\"\n", "line 2: found duplicate key …"),
        ("a: *planted-key\n", "line 1: found undefined alias …"),
        ("a: !planted-key x\n", "line 1: could not determine a constructor for the tag …"),
        ("a: b: planted-key\n", "line 1: mapping values are not allowed here"),
        ("a: {planted-key\n", "line 2: expected ',' or '}', but got '<stream end>'"),
        ("a: 2020-13-45 # planted-key\n", "month must be in 1..12"),
    ],
)
def test_a_fault_in_the_file_is_told_without_its_words(
    config: Path, text: str, reason: str
) -> None:
    config.write_text(text)
    with pytest.raises(BadConfiguration) as caught:
        check_file(config)
    assert caught.value.facts["reason"] == reason
    assert "planted-key" not in "".join(traceback.format_exception(caught.value))


def test_a_good_file_passes(config: Path) -> None:
    check_file(config)
    config.write_text("language: fr\n")
    check_file(config)


def test_documents_have_no_secret(config: Path) -> None:
    config.touch()
    config.chmod(0o600)
    settings = load(config, "broker.url: 'planted-key'\nproviders: {omdb: {pin: 'planted-key'}}\n")
    document = settings_document(settings, str(config))
    assert "planted-key" not in repr(document)
    rows = {each.name: each for each in document.settings}
    assert len(rows) == len(document.settings)
    assert rows["broker.url"].value == rows["providers.omdb.pin"].value == "…"
    assert rows["providers.*.api_key"].value is None
    assert rows["broker.url"] == setting_document(BROKER_URL, settings)
