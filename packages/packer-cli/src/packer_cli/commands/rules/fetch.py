"""``packer rules fetch``: bring the copies of texts of public rules up to date."""

from functools import partial
from typing import TYPE_CHECKING

import click

from packer_cli import options
from packer_cli.commands.rules.texts import link_of, open_texts
from packer_cli.messages import translate
from packer_cli.session import Session, with_session

if TYPE_CHECKING:
    from packer_core.library.rule_texts import RuleTextEntry, RuleTexts
    from packer_core.run import Run


@click.command("fetch", help=translate("help.rules.fetch"))
@click.argument("ids", nargs=-1, metavar="[ID…]")
@click.option("--all", "every", is_flag=True, help=translate("option.all_texts"))
@options.JSON
@with_session("")
def command(session: Session, ids: tuple[str, ...], every: bool) -> int:
    """Bring the copies of texts up to date."""
    if every == bool(ids):
        raise click.UsageError(translate("cli.texts.ids_or_all"))
    with open_texts(session) as texts:
        listed: list[RuleTextEntry] = []

        def list_all(_: str, run: "Run") -> None:
            listed.extend(texts.index(run).entries)

        code = session.loop.each([texts.base_url], list_all) if every else 0
        wanted = [entry.id for entry in listed] if every else ids
        return code or session.loop.each(wanted, partial(_fetch, session, texts))


def _fetch(session: Session, texts: "RuleTexts", name: str, run: "Run") -> None:
    from packer_cli.output.tables.rule_texts import print_fetched
    from packer_core.library.rule_texts import text_document

    found = texts.fetch(name, run, link=link_of(session.settings, name))
    if session.output.as_json:
        session.output.json(text_document(found, whole=False))
    print_fetched(session.output, found)
