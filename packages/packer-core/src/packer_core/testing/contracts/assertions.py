"""How a contract says what does not hold."""

import threading
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeVar

import pytest
from attrs import frozen

from packer_core.errors import PluginFailed
from packer_core.guards.types import typed

T = TypeVar("T")

#: The type of the exception that fails a test.
Failed: type[Exception] = pytest.fail.Exception  # type: ignore[assignment]


def fail(sentence: str) -> NoReturn:
    """Fail the test with a sentence alone."""
    __tracebackhide__ = True
    pytest.fail(sentence, pytrace=False)


def must(holds: object, sentence: str) -> None:
    """Fail the test with a sentence unless something holds."""
    __tracebackhide__ = True
    if not holds:
        fail(sentence)


def needs(samples: object, what: str) -> None:
    """Skip the test where the class has no samples."""
    if not samples:
        pytest.skip(f"nothing to try it on: set samples = (…), {what}")


@frozen
class Outcome(Generic[T]):
    """What a call came to: a value, or one of the errors that it may raise."""

    value: T
    error: Exception | None = None


def ask(
    what: str, function: Callable[..., T], *facts: object, may_raise: tuple[type[Exception], ...]
) -> Outcome[T] | Outcome[None]:
    """Call what a plugin brings; fail the test for an error that is none of those documented.

    :param what: the call in words, for the sentence.
    """
    try:
        return Outcome(function(*facts))
    except may_raise as error:
        return Outcome(None, error)
    except Exception as error:
        allowed = " or ".join(each.__name__ for each in may_raise) or "nothing"
        raise Failed(
            f"{what} raises {type(error).__name__} ({error}): {allowed} is documented"
        ) from error


def get(what: str, function: Callable[..., T], *facts: object) -> T:
    """What a call gives that may raise nothing; otherwise as :func:`ask`."""
    try:
        return function(*facts)
    except Exception as error:
        told = f"{what} raises {type(error).__name__} ({error}): nothing is documented here"
        raise Failed(told) from error


def of_type(answer: object, wanted: type[T], what: str) -> T:
    """An answer that is of an attrs class, and so are the values of all its fields.

    :param what: whose answer it is, in words.
    """
    try:
        return typed(answer, wanted, plugin="", where=what)
    except PluginFailed as error:
        fail(str(error.reason))


def within(seconds: float, what: str, function: Callable[[], T]) -> T:
    """What a call gives, if it ends within some seconds; its errors are raised here."""
    answers: list[T] = []
    errors: list[BaseException] = []

    def call() -> None:
        try:
            answers.append(function())
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    thread = threading.Thread(target=call, daemon=True)
    thread.start()
    thread.join(seconds)
    must(not thread.is_alive(), f"{what} is not done within {seconds:g} seconds")
    if errors:
        raise errors[0]
    return answers[0]


def both_languages(texts: Any, what: str) -> None:
    """Texts by language are there in English and in French, and none is empty."""
    for language, name in (("en", "English"), ("fr", "French")):
        must(str(texts.get(language, "")).strip(), f"{what} has no text in {name}")
