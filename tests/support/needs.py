"""What a test needs from outside: a loud skip on a developer's machine, a failure in CI."""

import os

import pytest


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def need(what: str, present: object, remedy: str) -> None:
    """Let the test go on only if `present`: in CI nothing may be missing."""
    if present:
        return
    message = f"{what} is missing: {remedy}"
    if in_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
