"""The texts of public rules, for ``rules list --remote`` and ``rules show --text``."""

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any

from packer_cli.session import Session

if TYPE_CHECKING:
    from packer_core.library.rule_texts import RuleTexts
    from packer_core.run import Run
    from packer_core.settings import Settings


def list_texts(session: Session, choice: dict[str, Any]) -> int:
    """List the texts that ``choice`` fits; gives the exit code."""
    with open_texts(session) as texts:
        return session.loop.each([texts.base_url], partial(_list, session, texts, choice))


def _list(session: Session, texts: "RuleTexts", choice: dict[str, Any], _: str, run: "Run") -> None:
    from packer_cli.output.tables.rule_texts import print_listed
    from packer_core.library.rule_texts import list_document, matching

    index = texts.index(run)
    document = list_document(index, matching(index.entries, **choice), texts)
    if session.output.as_json:
        session.output.json(document)
    print_listed(session.output, index, document)


def show_text(session: Session, name: str) -> int:
    """Show a text; gives the exit code."""
    with open_texts(session) as texts:
        return session.loop.each([name], partial(_show, session, texts))


def _show(session: Session, texts: "RuleTexts", name: str, run: "Run") -> None:
    from packer_cli.output.tables.rule_texts import print_text
    from packer_core.library.rule_texts import text_document

    found = texts.text(name, run, link=link_of(session.settings, name))
    if session.output.as_json:
        session.output.json(text_document(found, whole=True))
    print_text(session.output, found)


def open_texts(session: Session) -> "contextlib.closing[RuleTexts]":
    """The texts that the settings name; their connection is closed at the end of the block."""
    from packer_core.library.rule_texts import rule_texts

    return contextlib.closing(rule_texts(session.settings))


def link_of(settings: "Settings", name: str) -> str:
    """Where the text of one of our rule sets lies, so that its id will do as well."""
    from packer_core.library.available import rule_sets

    ids = {id_.casefold(): each for id_, each in rule_sets(settings).items()}
    found = ids.get(name.casefold())
    return found.source if found else ""
