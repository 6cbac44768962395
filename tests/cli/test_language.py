"""One language for all that a call says: of the settings, else of the locale."""

import ast
import inspect
import string
from pathlib import Path
from types import ModuleType

import click
import pytest

from packer_cli.messages import click_words
from packer_cli.output import terminal
from tests.support.cli import packer_process

#: A locale of nobody, and no setting in the environment.
PLAIN = {"LC_ALL": "C.UTF-8", "LANGUAGE": "", "PACKER_LANGUAGE": ""}

#: Calls, and what of their words tells French from English.
CALLS = [
    (["--help"], "un livre numérique", "Turn an ebook"),
    (["pack", "--help"], "Affiche cette aide et s'arrête.", "Show this message and exit."),
    (["pack"], "Erreur : Argument manquant 'PATH…'.", "Error: Missing argument 'PATH…'."),
    (["pack", "--set", "year", "x"], "n'est pas de la forme", "is not of the form"),
    (["inspect", "nothing.epub"], "nothing.epub n'existe pas.", "nothing.epub does not exist."),
    (["config", "list"], "réglage", "setting"),
]
every_call = pytest.mark.parametrize(("arguments", "french", "english"), CALLS)


def said(arguments: list[str], **environ: str) -> str:
    out, err = packer_process(*arguments, **{**PLAIN, **environ}).communicate(timeout=60)
    return str(out + err)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = tmp_path / "config.yaml"
    config.write_text("language: fr\n", encoding="utf-8")
    return config


@every_call
def test_the_file_says_the_language(
    config: Path, arguments: list[str], french: str, english: str
) -> None:
    told = said(arguments, PACKER_CONFIG=str(config))
    assert french in told
    assert english not in told


@every_call
def test_the_environment_wins_over_the_file(
    config: Path, arguments: list[str], french: str, english: str
) -> None:
    told = said(arguments, PACKER_CONFIG=str(config), PACKER_LANGUAGE="en", LC_ALL="fr_FR.UTF-8")
    assert english in told
    assert french not in told


@pytest.mark.parametrize("environ", [{"PACKER_LANGUAGE": "fr"}, {"LC_ALL": "fr_FR.UTF-8"}], ids=str)
def test_without_a_file_the_environment_says_it(tmp_path: Path, environ: dict[str, str]) -> None:
    arguments = ["inspect", "nothing.epub"]
    told = said(arguments, PACKER_CONFIG=str(tmp_path / "none.yaml"), **environ)
    assert "nothing.epub n'existe pas." in told


def test_a_broken_file_leaves_the_help_in_the_language_of_the_locale(config: Path) -> None:
    config.write_text("language: fr\ncolour: red\n", encoding="utf-8")
    assert "Turn an ebook" in said(["--help"], PACKER_CONFIG=str(config))
    told = said(["--help"], PACKER_CONFIG=str(config), LC_ALL="fr_FR.UTF-8")
    assert "un livre numérique" in told


@pytest.mark.parametrize(("answer", "meant"), [("o", True), ("Oui", True), ("non", False)])
def test_a_question_takes_an_answer_in_french(
    monkeypatch: pytest.MonkeyPatch, answer: str, meant: bool
) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answer)
    assert terminal.confirm("Go on?") is meant


def test_a_question_is_asked_again_until_the_answer_is_clear(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["perhaps", "y"]
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: answers.pop(0))
    assert terminal.confirm("Go on?") is True
    assert "Answer y or n." in capsys.readouterr().err


def sentences(module: ModuleType) -> set[str]:
    """The texts in the source of a module."""
    nodes = ast.walk(ast.parse(inspect.getsource(module)))
    return {
        node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is str
    }


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}


def test_what_is_said_for_click_is_what_click_says() -> None:
    known = set().union(*map(sentences, click_words.MODULES))
    assert click_words.FRENCH.keys() - known == set()
    for english, french in click_words.FRENCH.items():
        assert placeholders(french) <= placeholders(english)


def test_click_has_its_words_where_they_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in click_words.MODULES:
        for name in ("_", "ngettext"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, getattr(module, name))
    click_words.speak_french()
    with pytest.raises(click.NoSuchOption, match="n'existe pas"):
        click.Command("x").main(["--nope"], standalone_mode=False)
    with pytest.raises(click.UsageError, match="Argument de trop"):
        click.Command("x").main(["a"], standalone_mode=False)
