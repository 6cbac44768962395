"""Consent is asked for once, and a choice only where somebody can make it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from packer_cli.commands.shared.lookup import describe_with_choice, with_consent
from packer_cli.session import Session
from packer_core.run import Run
from packer_core.settings import Settings
from packer_core.values import (
    BookMetadata,
    Candidate,
    Description,
    PackRequest,
    Source,
    SourceFile,
)

REQUEST = PackRequest(sources=(Source(path="/in/dune.epub"),))


class Terminal(Session):
    """A session at whose terminal somebody sits, or nobody."""

    def __init__(self, somebody: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.interactive = somebody


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PACKER_CONFIG", str(tmp_path / "config.yaml"))
    return tmp_path / "config.yaml"


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What is answered to the questions to come; what is left of it was not asked for."""
    given: list[Any] = []

    def answer(*_: Any, **__: Any) -> Any:
        return given.pop(0)

    monkeypatch.setattr(click, "prompt", answer)
    yield given
    assert given == []


@pytest.mark.parametrize("consent", [True, False])
def test_a_person_is_asked_once_and_the_answer_is_kept(
    config: Path, answers: list[Any], consent: bool
) -> None:
    answers.append(consent)
    session = Terminal()
    assert with_consent(session, REQUEST).enrich is consent
    assert with_consent(session, REQUEST).enrich is consent
    # The next command finds it in the configuration.
    assert with_consent(Terminal(), REQUEST).enrich is None
    assert f"enabled: {str(consent).lower()}" in config.read_text()


@pytest.mark.parametrize(
    ("session", "stated"),
    [
        (Terminal(somebody=False), {}),
        (Terminal(as_json=True), {}),
        (Terminal(), {"enrich": False}),
        (Terminal(), {"enrich": True}),
        (Terminal(), {"accept_defaults": True}),
    ],
)
def test_nobody_is_asked_in_vain(
    config: Path, answers: list[Any], session: Session, stated: dict[str, bool]
) -> None:
    request = PackRequest(sources=REQUEST.sources, **stated)  # type: ignore[arg-type]
    assert with_consent(session, request) == request
    assert not config.exists()


def described(*candidates: Candidate) -> Description:
    source = SourceFile(path="/in/dune.epub", format="epub", size=1, mtime_ns=0)
    return Description(
        kind="EBOOK", files=(source,), metadata=BookMetadata(), candidates=candidates
    )


RIVALS = tuple(
    Candidate(provider="one", id=id_, title="Dune", metadata=BookMetadata(), score=0.9)
    for id_ in ("a", "b")
)


def looked_up(session: Session, *candidates: Candidate) -> tuple[PackRequest, list[PackRequest]]:
    calls: list[PackRequest] = []

    def describe(request: PackRequest, _: Run) -> Description:
        calls.append(request)
        return described(*candidates)

    run = Run(settings=Settings())
    return describe_with_choice(session, REQUEST, run, describe)[0], calls


def test_a_person_chooses_among_what_is_offered(answers: list[Any], capsys: Any) -> None:
    answers.append(2)
    request, calls = looked_up(Terminal(), *RIVALS)
    assert request.candidate == "one:b"
    assert [each.candidate for each in calls] == [None, "one:b"]
    assert "2. Dune [one:b] 0.90" in capsys.readouterr().err


def test_a_person_may_choose_none(answers: list[Any]) -> None:
    answers.append(0)
    assert looked_up(Terminal(), *RIVALS) == (REQUEST, [REQUEST])


def test_nobody_chooses_where_nobody_is_or_nothing_is_in_doubt(answers: list[Any]) -> None:
    assert looked_up(Terminal(somebody=False), *RIVALS) == (REQUEST, [REQUEST])
    assert looked_up(Terminal(as_json=True), *RIVALS) == (REQUEST, [REQUEST])
    assert looked_up(Terminal()) == (REQUEST, [REQUEST])
    taken = Candidate(provider="one", id="a", title="Dune", metadata=BookMetadata(), taken=True)
    assert looked_up(Terminal(), taken, *RIVALS) == (REQUEST, [REQUEST])
