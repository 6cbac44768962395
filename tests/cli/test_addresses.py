"""A password in an address is in no output of any command, in no language, in no traceback."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.books import make_epub
from tests.support.cli import Outcome, Packer

WORD = "SECRETword9"

#: What is stated, by what is wrong with it; ``{}`` is the server, ``{word}`` the password.
SPELLINGS = {
    "refused": "http://u:{word}@127.0.0.1:1/",
    "unknown host": "http://u:{word}@nowhere.invalid/",
    "no TLS": "https://u:{word}@127.0.0.1:1/",
    "wrong scheme": "gopher://u:{word}@127.0.0.1/",
    "slash in it": "http://u:{word}/x@127.0.0.1/",
    "as a port": "http://u:{word}",
    "no scheme": "u:{word}@127.0.0.1",
    "in the query": "http://127.0.0.1:1/?key={word}",
    "brackets": "http://[{word}",
}

SETTINGS = (
    "RULES__TEXTS__BASE_URL",
    "DATABASE__URL",
    "BROKER__URL",
    *(f"PROVIDERS__{name}__BASE_URL" for name in ("OMDB", "TVMAZE", "CROSSREF", "OPENLIBRARY")),
    "PROVIDERS__TMDB__IMAGE_BASE_URL",
)

COMMANDS = (
    ("config", "list"),
    ("config", "list", "--json"),
    *(("config", "get", name) for name in ("rules.texts.base_url", "providers.omdb.base_url")),
    ("config", "get", "database.url", "--json"),
    ("config", "get", "broker.url", "--json"),
    ("config", "set", "providers.omdb.base_url", "http://u:{word}@h/"),
    ("providers", "list"),
    ("providers", "list", "--json"),
    ("providers", "test", "tvmaze", "crossref", "openlibrary"),
    ("providers", "test", "crossref", "--json"),
    ("rules", "list", "--remote"),
    ("rules", "list", "--remote", "--json"),
    ("rules", "fetch", "2022_EBOOK"),
    ("jobs", "list"),
    ("vault", "rotate"),
    ("db", "check"),
    ("worker",),
    ("pack", "{book}", "--group", "DEMO", "--source", "RETAIL", "--enrich", "--output", "{out}"),
    ("inspect", "{book}", "--enrich", "--json"),
)

Told = Callable[..., str]


@pytest.fixture
def told(packer: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """What a command says, whatever comes of it."""
    book = make_epub(tmp_path / "book.epub")
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "config.yaml"))
    monkeypatch.setenv("PACKER_CACHE__FOLDER", str(tmp_path / "cache"))
    monkeypatch.setenv("PACKER_DATA__FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("NO_PROXY", "*")

    def run(command: tuple[str, ...], *options: str) -> str:
        facts = {"word": WORD, "book": book, "out": tmp_path / "out"}
        done: Outcome = packer(*options, *(each.format(**facts) for each in command))
        return done.out + done.err

    return run


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_command_tells_the_password_of_an_address(
    told: Told, monkeypatch: pytest.MonkeyPatch, spelling: str, language: str, unknown_hosts: None
) -> None:
    monkeypatch.setenv("PACKER_LANGUAGE", language)
    for name in SETTINGS:
        if name != "DATABASE__URL":
            monkeypatch.setenv(f"PACKER_{name}", spelling.format(word=WORD))
    for command in COMMANDS:
        # A worker that reaches its broker would stay.
        if command != ("worker",):
            assert WORD not in told(command), command


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_no_command_tells_the_password_of_the_database(
    told: Told, monkeypatch: pytest.MonkeyPatch, spelling: str
) -> None:
    url = spelling.replace("http://", "mysql+pymysql://")
    monkeypatch.setenv("PACKER_DATABASE__URL", url.format(word=WORD).removesuffix("/") + "/d")
    for command in (("config", "list"), ("jobs", "list"), ("worker",), ("db", "check")):
        for options in ((), ("--debug",)):
            assert WORD not in told(command, *options), command


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_no_traceback_tells_the_password_of_an_address(
    told: Told, monkeypatch: pytest.MonkeyPatch, spelling: str, unknown_hosts: None
) -> None:
    for name in ("RULES__TEXTS__BASE_URL", "PROVIDERS__CROSSREF__BASE_URL"):
        monkeypatch.setenv(f"PACKER_{name}", spelling.format(word=WORD))
    for command in (("providers", "test", "crossref"), ("rules", "list", "--remote")):
        assert WORD not in told(command, "--debug"), command


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_no_command_tells_the_password_of_a_proxy(
    told: Told, monkeypatch: pytest.MonkeyPatch, spelling: str, unknown_hosts: None
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, spelling.format(word=WORD))
    for command in (("providers", "test", "crossref"), ("rules", "list", "--remote")):
        for options in ((), ("--debug",)):
            said = told(command, *options)
            assert (WORD in said, "Traceback" in said) == (False, False)


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_no_bundle_holds_the_password_of_an_address(
    told: Told, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, spelling: str
) -> None:
    told(("pack", "{book}", "--group", "DEMO", "--source", "RETAIL", "--output", "{out}", "--yes"))
    for name in ("RULES__TEXTS__BASE_URL", "BROKER__URL", "PROVIDERS__OMDB__BASE_URL"):
        monkeypatch.setenv(f"PACKER_{name}", spelling.format(word=WORD))
    target = tmp_path / "b.zip"
    told(("jobs", "bundle", "-o", str(target)))
    with zipfile.ZipFile(target) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "base_url" in texts["settings.json"]
    assert not [name for name, text in texts.items() if WORD in text]


def test_an_address_without_a_password_is_shown_whole(told: Told, tmp_path: Path) -> None:
    told(("config", "set", "providers.omdb.base_url", "http://127.0.0.1:81/omdb"))
    assert (tmp_path / "config.yaml").read_text().strip().endswith("http://127.0.0.1:81/omdb")
    assert told(("config", "get", "providers.omdb.base_url")) == "http://127.0.0.1:81/omdb\n"


def test_an_address_with_a_password_keeps_the_file_private(told: Told, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text(f"providers.omdb.base_url: http://u:{WORD}@h/\n")
    config.chmod(0o644)
    said = told(("config", "list"))
    assert "chmod 600" in said
    assert WORD not in said
    config.chmod(0o600)
    assert "http://…@h/" in told(("config", "get", "providers.omdb.base_url"))
