"""A command gets its session in place of options; its errors are told of what it was about."""

import json
from typing import Any

import pytest

from packer_cli.session import Session, with_session
from packer_core.errors import NotFound, RulesViolated


@with_session("{name}", indent=2)
def look(session: Session, name: str, **more: Any) -> int | None:
    if name == "found":
        return 4 if more.get("bad") else None
    raise NotFound(path=name)


def test_what_a_command_returns_is_the_exit_code_and_nothing_is_0() -> None:
    assert look(name="found") == 0
    assert look(name="found", bad=True) == 4


@pytest.mark.parametrize("name", ["lost", "{name}", "{0}"])
def test_an_error_is_told_of_the_subject(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert look(name=name, as_json=True) == 5
    told = capsys.readouterr()
    assert told.err == f"packer: {name} does not exist.\n"
    assert json.loads(told.out)["path"] == name
    assert told.out.startswith('{\n  "path"')


def test_without_a_subject_the_command_tells_its_errors() -> None:
    @with_session()
    def fail(_session: Session) -> None:
        raise NotFound(path="x")

    with pytest.raises(NotFound):
        fail()


def test_the_options_of_a_session_do_not_reach_the_command() -> None:
    seen: dict[str, Any] = {}

    @with_session()
    def see(session: Session, **options: Any) -> None:
        seen.update(options, as_json_=session.output.as_json, keeps=session.resources.keeps)

    assert see(as_json=True, quiet=True, keep=False, record=None, group="G") == 0
    assert seen == {"record": None, "group": "G", "as_json_": True, "keeps": False}


def test_the_worst_of_several_is_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def work(subject: str) -> int:
        if subject == "bad":
            raise RulesViolated(dirname="x", rule_set="y", ids="z")
        return 1

    assert Session().loop.attempt_each(["a", "bad", "a"], work) == 4
    assert Session().loop.attempt_each([], work) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_note_that_is_said_once_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    output = Session().output
    for _ in range(3):
        output.note_once("so")
    assert capsys.readouterr().err == "so\n"
