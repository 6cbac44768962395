"""The texts of public rules: ``rules list --remote``, ``rules fetch``, ``rules show ID --text``."""

import contextlib
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.messages import translate
from packer_cli.session import Session

if TYPE_CHECKING:
    from packer_core.rule_texts import RuleTextEntry, RuleTexts
    from packer_core.run import Run

_Callback = Callable[..., int]


def with_remote(listing: _Callback) -> _Callback:
    """Give ``rules list`` the option ``--remote`` and the choices that go with it."""

    @click.option("--remote", is_flag=True, help=translate("option.remote"))
    @click.option("--section", metavar="WORD", help=translate("option.section"))
    @click.option("--language", metavar="LANGUAGE", help=translate("option.text_language"))
    @click.option("--year", type=int, metavar="YEAR", help=translate("option.year"))
    @functools.wraps(listing)
    def either(*, remote: bool, as_json: bool, **choice: Any) -> int:
        if remote:
            return _list(Session(as_json=as_json), choice)
        if any(value is not None for value in choice.values()):
            raise click.UsageError(translate("cli.texts.remote_only"))
        return listing(as_json=as_json)

    return either


def with_text(showing: _Callback) -> _Callback:
    """Give ``rules show`` the option ``--text``."""

    @click.option("--text", "as_text", is_flag=True, help=translate("option.text"))
    @functools.wraps(showing)
    def either(*, as_text: bool, rule_set: str, as_json: bool) -> int:
        if as_text:
            return _show(Session(as_json=as_json), rule_set)
        return showing(rule_set=rule_set, as_json=as_json)

    return either


def register(group: click.Group) -> None:
    """Add ``fetch`` to a group."""
    group.add_command(fetch)


@click.command("fetch", help=translate("help.rules.fetch"))
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--all", "every", is_flag=True, help=translate("option.all_texts"))
@options.JSON
def fetch(ids: tuple[str, ...], every: bool, as_json: bool) -> int:
    """Bring the copies of texts up to date."""
    if every == bool(ids):
        raise click.UsageError(translate("cli.texts.ids_or_all"))
    session = Session(as_json=as_json)

    def work_with(texts: "RuleTexts") -> int:
        listed: list[RuleTextEntry] = []

        def list_all(_: str, run: "Run") -> int:
            listed.extend(texts.index(run).entries)
            return 0

        code = session.each([texts.base_url], list_all) if every else 0
        wanted = [entry.id for entry in listed] if every else ids
        return code or session.each(wanted, functools.partial(_fetch_one, session, texts))

    return _with_texts(session, work_with)


def _fetch_one(session: Session, texts: "RuleTexts", name: str, run: "Run") -> int:
    from packer_cli.output.tables.rule_texts import print_fetched
    from packer_core.rule_texts import text_document

    found = texts.fetch(name, run, link=_link(session, name))
    if session.as_json:
        session.show(text_document(found, whole=False))
    print_fetched(session, found)
    return 0


def _show(session: Session, name: str) -> int:
    def work(texts: "RuleTexts", _: str, run: "Run") -> int:
        from packer_cli.output.tables.rule_texts import print_text
        from packer_core.rule_texts import text_document

        found = texts.text(name, run, link=_link(session, name))
        if session.as_json:
            session.show(text_document(found, whole=True))
        print_text(session, found)
        return 0

    return _with_texts(session, lambda texts: session.each([name], functools.partial(work, texts)))


def _list(session: Session, choice: dict[str, Any]) -> int:
    def work(texts: "RuleTexts", _: str, run: "Run") -> int:
        from packer_cli.output.tables.rule_texts import print_listed
        from packer_core.rule_texts import list_document, matching

        index = texts.index(run)
        document = list_document(index, matching(index.entries, **choice), texts)
        if session.as_json:
            session.show(document)
        print_listed(session, index, document)
        return 0

    return _with_texts(
        session, lambda texts: session.each([texts.base_url], functools.partial(work, texts))
    )


def _with_texts(session: Session, work: Callable[["RuleTexts"], int]) -> int:
    """Work with the texts that the settings name, and close the connection after it."""

    def attempt() -> int:
        from packer_core.rule_texts import rule_texts

        with contextlib.closing(rule_texts(session.settings)) as texts:
            return work(texts)

    return session.attempt("", attempt)


def _link(session: Session, name: str) -> str:
    """Where the text of one of our rule sets lies, so that its id will do as well."""
    from packer_core.catalogue import rule_sets

    ids = {id_.casefold(): each for id_, each in rule_sets(session.settings).items()}
    found = ids.get(name.casefold())
    return found.source if found else ""
