"""``packer config``: settings shown, set, removed and edited; secrets in no output."""

import errno
import io
import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from packer_cli.session import Session
from packer_core.credentials import SettingsCredentials
from packer_core.redaction import Secret
from packer_core.settings import FAMILIES, SETTINGS, Settings
from packer_core.store.database.opening import open_database
from packer_core.store.secrets.credentials import StoredCredentials, list_secrets
from tests.support.cli import Outcome, Packer

PLANTED = "planted-key-0451"

COMMENTED = """# My settings
pack:
    group:   "DEMO"   # ours

    # wait for the disk
    fsync: yes

# the end
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The path of a config.yaml that is not there yet."""
    path = tmp_path / "settings" / "config.yaml"
    path.parent.mkdir()
    monkeypatch.setenv("PACKER_CONFIG", str(path))
    for variable in ("SOURCE_DATE_EPOCH", "PACKER_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    return path


Type = Callable[[bytes], None]


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Type:
    """What comes from standard input, which is no terminal."""

    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


Kept = Callable[[], list[tuple[str, Secret]]]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """What is in the vault, by the name of its setting."""
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))

    def look() -> list[tuple[str, Secret]]:
        settings = Settings(values={"data.folder": str(tmp_path / "data")})
        database = open_database(settings)
        try:
            stored = StoredCredentials(database, settings, None, SettingsCredentials(settings))
            return [
                (f"providers.{each.provider}.{each.name}", found)
                for each in list_secrets(database)
                if (found := stored.find(each.provider, each.name)) is not None
            ]
        finally:
            database.close()

    return look


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """An editor that runs a few lines of Python on ``file``; it notes where that lies."""

    def make(code: str) -> Path:
        script, note = tmp_path / "my editor.py", tmp_path / "seen"
        script.write_text(
            "import os, stat, sys\nfrom pathlib import Path\nfile = Path(sys.argv[1])\n"
            f"note = Path({str(note)!r})\n"
            "mode = stat.S_IMODE(file.stat().st_mode)\n"
            "note.write_text(f'{file}\\n{mode:o}\\n{stat.S_IMODE(file.parent.stat().st_mode):o}')\n"
            f"{code}\n"
        )
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")
        return note

    return make


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def beside(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir()]


def without_secret(outcome: Outcome) -> Outcome:
    assert PLANTED not in outcome.out + outcome.err
    return outcome


def test_the_path_is_told_whether_or_not_the_file_is_good(packer: Packer, config: Path) -> None:
    assert packer("config", "path").ok().out == f"{config}\n"
    config.write_text("colour: red\n")
    assert packer("config", "path").ok().out == f"{config}\n"


def test_the_list_has_every_setting_and_where_it_comes_from(
    packer: Packer, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text("pack: {group: DEMO, fsync: off}\nproviders.omdb.base_url: http://x/\n")
    monkeypatch.setenv("PACKER_PACK__GROUP", "ENV")
    document = packer("config", "list", "--json").ok().json()
    rows = {row["name"]: row for row in document["settings"]}
    assert document["path"] == str(config)
    assert {each.name for each in SETTINGS} <= rows.keys()
    assert rows["pack.group"] == {
        "name": "pack.group",
        "type": "str",
        "value": "ENV",
        "default": "",
        "origin": "environment",
        "secret": False,
        "variable": "PACKER_PACK__GROUP",
        "help": "The group's name, where a command does not state it.",
    }
    assert (rows["pack.fsync"]["value"], rows["pack.fsync"]["origin"]) == (False, "file")
    assert rows["pack.sha256_limit"]["origin"] == "default"
    assert rows["providers.omdb.base_url"]["value"] == "http://x/"
    assert "providers.*.base_url" not in rows
    assert rows["providers.*.api_key"]["value"] is None
    assert rows["providers.*.api_key"]["variable"] == "PACKER_PROVIDERS__*__API_KEY"
    stated = {"providers.*.base_url"}
    assert {each.name for each in FAMILIES} - stated <= rows.keys()
    out = packer("config", "list").ok().out
    (line,) = (line for line in out.splitlines() if line.startswith("pack.fsync"))
    assert line.split()[1:3] == ["false", "file"]


def test_help_texts_are_in_the_users_language(packer: Packer, config: Path) -> None:
    config.write_text("language: fr\n")
    out = packer("config", "list").ok().out
    assert "quand la commande ne le donne pas" in out
    assert "par défaut" in out
    config.write_text("language: de\n")
    assert "The group's name" in packer("config", "list").ok().out


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("pack.group", "DEMO"),
        ("pack.fsync", "false"),
        ("pack.sha256_limit", "256000000"),
        ("rules.folder", ""),
        ("broker.url", "…"),
        ("database.url", ""),
        ("providers.omdb.api_key", "…"),
        ("providers.tvdb.api_key", ""),
    ],
)
def test_a_value_stands_alone_on_a_line(
    packer: Packer, config: Path, monkeypatch: pytest.MonkeyPatch, name: str, shown: str
) -> None:
    monkeypatch.delenv("PACKER_RULES__FOLDER")
    monkeypatch.setenv("PACKER_PROVIDERS__OMDB__API_KEY", PLANTED)
    config.write_text(f"pack: {{group: DEMO, fsync: no}}\nbroker.url: '{PLANTED}'\n")
    config.chmod(0o600)
    assert without_secret(packer("config", "get", name)).ok().out == f"{shown}\n"


def test_no_secret_is_in_a_document(packer: Packer, config: Path) -> None:
    config.write_text(f"broker.url: '{PLANTED}'\nproviders.omdb.pin: '{PLANTED}'\n")
    config.chmod(0o600)
    done = without_secret(packer("config", "list", "--json")).ok()
    rows = {row["name"]: row for row in done.json()["settings"]}
    assert (rows["broker.url"]["value"], rows["broker.url"]["secret"]) == ("…", True)
    assert rows["database.url"]["value"] == ""
    row = without_secret(packer("config", "get", "providers.omdb.pin", "--json")).ok().json()
    assert row == rows["providers.omdb.pin"]
    assert (row["value"], row["origin"], row["type"]) == ("…", "file", "str")
    without_secret(packer("config", "list")).ok()


@pytest.mark.parametrize("command", [("get",), ("set",)])
def test_an_unknown_name_is_told_with_those_like_it(
    packer: Packer, config: Path, command: tuple[str, ...]
) -> None:
    err = packer("config", *command, "pack.croup").fails(2).err
    assert "no setting named 'pack.croup'. Known: pack.group" in err
    assert "providers.*.api_key" in packer("config", *command, "providers.omdb.key").fails(2).err
    everything = packer("config", *command, "q").fails(2).err
    assert all(each.name in everything for each in SETTINGS)
    assert "in the place of *" in packer("config", *command, "providers.*.pin").fails(2).err
    assert not config.exists()


def test_an_unknown_name_is_told_in_json(packer: Packer, config: Path) -> None:
    document = packer("config", "get", "pack.croup", "--json").fails(2).json()
    assert document["error"]["code"] == "usage.unknown_name"


def test_a_value_is_written_and_all_else_stays(packer: Packer, config: Path) -> None:
    config.write_text(COMMENTED)
    config.chmod(0o644)
    done = packer("config", "set", "pack.group", "CLUB").ok()
    assert (done.out, done.err) == ("", f"pack.group is set in {config}.\n")
    assert config.read_text() == COMMENTED.replace('"DEMO"', "CLUB")
    assert mode(config) == 0o600
    packer("config", "set", "pack.volume_size", "5000000").ok()
    new = "fsync: yes\n    volume_size: 5000000\n"
    text = COMMENTED.replace('"DEMO"', "CLUB").replace("fsync: yes\n", new)
    assert config.read_text() == text


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("pack.fsync", "off", "  fsync: false\n"),
        ("pack.group", "2020", '  group: "2020"\n'),
        ("pack.group", "", '  group: ""\n'),
        ("reproducible.epoch", "-1", "  epoch: -1\n"),
    ],
)
def test_a_value_is_of_its_settings_type(
    packer: Packer, config: Path, name: str, value: str, line: str
) -> None:
    packer("config", "set", name, value).ok()
    assert config.read_text().endswith(line)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("pack.fsync", "maybe", "yes or no"),
        ("pack.sha256_limit", "many", "a whole number"),
        ("pack.sha256_limit", "", "a whole number"),
        ("pack.group", "\udcff", "Unicode"),
    ],
)
def test_a_value_of_another_type_is_refused(
    packer: Packer, config: Path, name: str, value: str, words: str
) -> None:
    config.write_text(COMMENTED)
    done = packer("config", "set", name, value).fails(2)
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert config.read_text() == COMMENTED


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["pack.group"], "one value"),
        (["pack.group", "MY", "CLUB"], "one value"),
        (["pack.group", "--unsett"], "no option --unsett"),
        (["pack.group", "CLUB", "--unset"], "takes no value"),
        ([], "NAME"),
    ],
)
def test_a_call_that_says_too_little_or_too_much_changes_nothing(
    packer: Packer, config: Path, arguments: list[str], words: str
) -> None:
    assert words in packer("config", "set", *arguments).fails(2).err
    assert not config.exists()


def test_a_setting_is_removed_and_all_else_stays(packer: Packer, config: Path) -> None:
    config.write_text(COMMENTED)
    assert "is removed" in packer("config", "set", "pack.group", "--unset").ok().err
    assert config.read_text() == COMMENTED.replace('    group:   "DEMO"   # ours\n', "")
    packer("config", "set", "--unset", "pack.fsync").ok()
    assert config.read_text() == "# My settings\n\n    # wait for the disk\n\n# the end\n"
    text = config.read_bytes()
    assert "is not in" in packer("config", "set", "pack.fsync", "--unset").ok().err
    assert config.read_bytes() == text


def test_the_environment_is_said_to_win(
    packer: Packer, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKER_PACK__GROUP", "ENV")
    assert "PACKER_PACK__GROUP" in packer("config", "set", "pack.group", "CLUB").ok().err
    assert "group: CLUB" in config.read_text()
    assert "wins" in packer("config", "set", "pack.group", "--unset").ok().err
    monkeypatch.setenv("PACKER_PACK__GROUP", "")
    assert "wins" not in packer("config", "set", "pack.group", "CLUB").ok().err


@pytest.mark.parametrize(
    "values",
    [[PLANTED], [f"-{PLANTED}"], [f"--{PLANTED}"], ["x", PLANTED], [f"http://u:{PLANTED}@h/"]],
)
@pytest.mark.parametrize(
    "name",
    ["providers.omdb.api_key", "broker.url", "providers.omdb.base_url", "rules.texts.base_url"],
)
def test_a_secret_is_no_argument(
    packer: Packer, config: Path, kept: Kept, name: str, values: list[str]
) -> None:
    done = without_secret(packer("config", "set", name, *values)).fails(2)
    assert "asked for it at a terminal" in done.err
    assert not config.exists()
    assert kept() == []


@pytest.mark.parametrize("name", ["vault.key", "vault.old_key"])
@pytest.mark.parametrize("values", [[], [PLANTED]])
def test_the_vaults_key_stays_out_of_the_file(
    packer: Packer, config: Path, stdin: Type, name: str, values: list[str]
) -> None:
    stdin(PLANTED.encode())
    done = without_secret(packer("config", "set", name, *values)).fails(9)
    assert "PACKER_VAULT__" in done.err
    assert not config.exists()


@pytest.mark.parametrize("line", [PLANTED, f"{PLANTED}\n", f"{PLANTED}\r\n", f"  {PLANTED} \n"])
def test_a_secret_is_read_from_standard_input(
    packer: Packer, config: Path, stdin: Type, line: str
) -> None:
    config.write_text(COMMENTED)
    config.chmod(0o644)
    stdin(line.encode())
    without_secret(packer("config", "set", "broker.url")).ok()
    assert config.read_text() == f'{COMMENTED}broker:\n  url: "{PLANTED}"\n'
    assert mode(config) == 0o600
    assert packer("config", "get", "broker.url").ok().out == "…\n"


def test_a_secret_of_digits_is_written_in_quotes(packer: Packer, config: Path, stdin: Type) -> None:
    stdin(b"0123456\n")
    packer("config", "set", "database.url").ok()
    assert config.read_text() == 'database:\n  url: "0123456"\n'
    packer("config", "set", "database.url", "--unset").ok()
    assert config.read_text() == ""


@pytest.mark.parametrize("name", ["providers.omdb.api_key", "providers.tvdb.pin"])
def test_a_providers_key_goes_into_the_vault(
    packer: Packer, config: Path, stdin: Type, kept: Kept, name: str
) -> None:
    stdin(f"{PLANTED}\n".encode())
    done = without_secret(packer("config", "set", name)).ok()
    assert done.err == f"packer: {name} is kept in the vault.\n"
    assert kept() == [(name, Secret(PLANTED))]
    assert not config.exists()


def test_a_long_secret_is_taken(packer: Packer, config: Path, stdin: Type, kept: Kept) -> None:
    stdin(b"x" * 4096)
    packer("config", "set", "providers.omdb.api_key").ok()
    assert len(kept()[0][1].reveal()) == 4096


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "nothing"),
        (b" \n", "nothing"),
        (f"{PLANTED}\n{PLANTED}\n".encode(), "one line"),
        (PLANTED.encode() * 4096, "4096 bytes"),
        (PLANTED.encode() + b"\xff", "UTF-8"),
    ],
    ids=["empty", "blank", "lines", "long", "bytes"],
)
def test_what_is_no_secret_is_refused(
    packer: Packer, config: Path, stdin: Type, kept: Kept, data: bytes, words: str
) -> None:
    stdin(data)
    done = without_secret(packer("config", "set", "providers.omdb.api_key")).fails(2)
    assert words in done.err
    assert kept() == []


def test_a_secret_is_asked_for_unseen_at_a_terminal(
    packer: Packer, config: Path, stdin: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []

    def unseen(question: str) -> str:
        questions.append(question)
        return PLANTED

    stdin(b"")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(click.termui, "hidden_prompt_func", unseen)
    without_secret(packer("config", "set", "broker.url")).ok()
    assert len(questions) == 1
    assert PLANTED in config.read_text()


def test_a_broken_file_is_not_written_over(packer: Packer, config: Path, stdin: Type) -> None:
    config.write_text("colour: red\n")
    for arguments in (["pack.group", "X"], ["pack.group", "--unset"]):
        assert "colour" in packer("config", "set", *arguments).fails(10).err
    assert config.read_text() == "colour: red\n"


def test_a_folder_that_cannot_be_written_is_told(
    packer: Packer, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text(COMMENTED)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert "no room is left" in packer("config", "set", "pack.group", "X").fails(6).err
    assert config.read_text() == COMMENTED
    assert beside(config) == ["config.yaml"]


def test_an_edited_file_takes_its_place(
    packer: Packer, config: Path, editor: Callable[[str], Path]
) -> None:
    config.write_text(COMMENTED)
    note = editor("file.write_text(file.read_text().replace('DEMO', 'CLUB'))")
    assert "replaced" in packer("config", "edit").ok().err
    assert config.read_text() == COMMENTED.replace("DEMO", "CLUB")
    assert mode(config) == 0o600
    seen, rights, rights_of_folder = note.read_text().splitlines()
    assert Path(seen).suffix == ".yaml"
    assert Path(seen).is_relative_to(config.parent)
    assert (rights, rights_of_folder) == ("600", "700")
    assert beside(config) == ["config.yaml"]


def test_a_new_file_is_edited(packer: Packer, config: Path, editor: Callable[[str], Path]) -> None:
    config.parent.rmdir()
    editor("file.unlink(); file.write_text('language: fr\\n'); file.chmod(0o644)")
    packer("config", "edit").ok()
    assert config.read_text() == "language: fr\n"
    assert mode(config) == 0o600


def test_the_file_behind_a_link_is_edited(
    packer: Packer, config: Path, tmp_path: Path, editor: Callable[[str], Path]
) -> None:
    target = tmp_path / "dotfiles" / "packer.yaml"
    target.parent.mkdir()
    target.write_text(COMMENTED)
    config.symlink_to(target)
    editor("file.write_text('language: fr\\n')")
    packer("config", "edit").ok()
    assert config.is_symlink()
    assert target.read_text() == "language: fr\n"


@pytest.mark.parametrize("code", ["pass", "os.utime(file)", "file.unlink()"])
def test_a_file_left_unchanged_is_not_touched(
    packer: Packer, config: Path, editor: Callable[[str], Path], code: str
) -> None:
    config.write_text(COMMENTED)
    before = config.stat()
    editor(code)
    assert "as it was" in packer("config", "edit").ok().err
    assert config.stat().st_ino == before.st_ino
    assert beside(config) == ["config.yaml"]


def test_a_blank_name_of_an_editor_is_none(
    packer: Packer, config: Path, editor: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("file.write_text('language: fr\\n')")
    monkeypatch.setenv("VISUAL", "  ")
    packer("config", "edit").ok()
    assert config.read_text() == "language: fr\n"


def test_an_editor_that_fails_changes_nothing(
    packer: Packer, config: Path, editor: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    config.write_text(COMMENTED)
    editor("file.write_text('language: fr\\n'); sys.exit(3)")
    assert "as it was" in packer("config", "edit").fails(10).err
    for command, words in (("/no/such/editor", "/no/such/editor"), ('"', "No closing quotation")):
        monkeypatch.setenv("VISUAL", command)
        told = packer("config", "edit").fails(10).err
        assert told.startswith("packer: VISUAL: ")
        assert words in told
    assert config.read_text() == COMMENTED
    assert beside(config) == ["config.yaml"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour: red\n", "config.yaml: colour"),
        (f"providers.omdb.api_key: '{PLANTED}\n", "line 2: found unexpected end of stream"),
        (f"broker.url: '{PLANTED}'\nbroker.url: '{PLANTED}'\n", "line 2: found duplicate key"),
        (f"broker.url: *{PLANTED}\n", "line 1: found undefined alias"),
        (f"broker.url: !{PLANTED}\n", "line 1: could not determine a constructor"),
        ("broker.url: 12345\n", "config.yaml: broker.url"),
    ],
)
def test_an_invalid_edit_is_told_in_a_line_and_dropped(
    packer: Packer, config: Path, editor: Callable[[str], Path], text: str, words: str
) -> None:
    config.write_text(COMMENTED)
    editor(f"file.write_text({text!r})")
    done = without_secret(packer("config", "edit")).fails(10)
    assert words in done.err
    assert str(config) in done.err
    assert ".edit-" not in done.err
    assert len(done.err.splitlines()) == 2
    assert config.read_text() == COMMENTED
    assert beside(config) == ["config.yaml"]


@pytest.mark.parametrize(("answer", "code"), [(True, 0), (False, 10)])
def test_at_a_terminal_one_may_edit_again(
    packer: Packer,
    config: Path,
    editor: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
    answer: bool,
    code: int,
) -> None:
    config.write_text(COMMENTED)
    good, bad = "language: fr\n", "colour: red\n"
    editor(f"file.write_text({good!r} if file.read_text() == {bad!r} else {bad!r})")
    monkeypatch.setattr(Session, "interactive", True)
    monkeypatch.setattr(click, "prompt", lambda *_, **__: answer)
    assert packer("config", "edit").code == code
    assert config.read_text() == (good if answer else COMMENTED)


@pytest.mark.parametrize("text", ["colour: red\n", "pack: {\n", f"broker.url: '{PLANTED}'\n"])
def test_a_broken_file_is_mended_in_the_editor(
    packer: Packer, config: Path, editor: Callable[[str], Path], text: str
) -> None:
    config.write_text(text)
    config.chmod(0o644)
    editor("file.write_text('# mended\\n' + file.read_text() if 'url' in file.read_text() else '')")
    without_secret(packer("config", "edit")).ok()
    assert json.loads(packer("config", "get", "pack.fsync", "--json").ok().out)["value"] is True


def test_a_folder_in_the_place_of_the_file_is_told(
    packer: Packer, config: Path, editor: Callable[[str], Path]
) -> None:
    config.mkdir()
    editor("pass")
    packer("config", "edit").fails(9)
    config.rmdir()
    config.symlink_to(config)
    packer("config", "edit").fails(9)
