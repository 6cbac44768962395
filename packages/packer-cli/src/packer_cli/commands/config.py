"""``packer config``: the settings, and how to change them."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packer_cli import options
from packer_cli.errors import EditorFailed, KeptElsewhere, WrongCall
from packer_cli.messages import FOLDER, translate
from packer_cli.options.paths import PATH_OBJECT
from packer_cli.output import terminal
from packer_cli.session import Session
from packer_core.errors import (
    BadConfiguration,
    NotAllowed,
    UnknownName,
    exit_code,
)
from packer_core.files.replacing import put_in_place
from packer_core.redaction import Address
from packer_core.settings import (
    CREDENTIALS,
    FAMILIES,
    SETTINGS,
    VAULT_KEY,
    VAULT_OLD_KEY,
    Setting,
    check_file,
    config_path,
    forget,
    parse_value,
    remember,
    setting_named,
)

if TYPE_CHECKING:
    from packer_core.schemas.settings import SettingDocument


@click.group("config", help=translate("help.config"))
def command() -> None:
    """The group of the commands below."""


@command.command("path", help=translate("help.config.path"))
def show_path() -> int:
    """Print where config.yaml is; whether it is a good one does not matter."""
    terminal.line(config_path())
    return 0


@command.command("list", help=translate("help.config.list"))
@options.JSON
def list_settings(as_json: bool) -> int:
    """Every setting with its value and where that comes from."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.settings import settings_document

        session.indent = 2
        document = settings_document(session.settings, str(config_path()))
        if as_json:
            session.show(document)
            return 0
        from packer_cli.output.tables import print_table

        rows = [
            (each.name, _text(each.value), session.label(f"cli.config.{each.origin}"), each.help)
            for each in document.settings
        ]
        columns = ("name", "value", "origin", "help")
        print_table([session.label(f"cli.config.{name}_column") for name in columns], rows)
        return 0

    return session.attempt("config", show)


@command.command("get", help=translate("help.config.get"))
@click.argument("name", metavar="NAME")
@options.JSON
def get(name: str, as_json: bool) -> int:
    """The value of one setting, alone on a line."""
    session = Session(as_json=as_json)

    def show() -> int:
        from packer_core.schemas.settings import setting_document

        session.indent = 2
        document: SettingDocument = setting_document(_setting(name), session.settings)
        if as_json:
            session.show(document)
        else:
            terminal.line(_text(document.value))
        return 0

    return session.attempt(name, show)


# An unknown option is a value, as -1 is one; and no message of Click's repeats it.
@command.command(
    "set", help=translate("help.config.set"), context_settings={"ignore_unknown_options": True}
)
@click.argument("name", metavar="NAME")
@click.argument("values", nargs=-1, metavar="[VALUE]")
@click.option("--unset", is_flag=True, help=translate("option.unset"))
def set_value(name: str, values: tuple[str, ...], unset: bool) -> int:
    """Write a setting into config.yaml, or take it out; a secret is asked for."""
    session = Session()

    def work() -> int:
        setting = _setting(name)
        if unset:
            _unset(session, setting, values)
        elif setting.secret or _is_private(setting, values):
            _set_secret(session, setting, values)
        else:
            _note(session, setting, parse_value(setting, _one(setting, values)))
        if os.environ.get(setting.variable):
            facts = {"name": setting.name, "variable": setting.variable}
            session.say(session.label("cli.config.environment_wins", **facts))
        return 0

    return session.attempt(name, work)


@command.command("edit", help=translate("help.config.edit"))
def edit() -> int:
    """Open a copy of config.yaml in an editor; it takes the file's place if it is a good one."""
    session = Session()
    try:
        _ = session.texts
    except BadConfiguration:
        # A broken file, which is mended here, must not keep anybody from reading what is wrong.
        from packer_core.messages import Catalogue

        session.texts = Catalogue(translate.language).extended(FOLDER)
    path = config_path()

    def work() -> int:
        try:
            return _edit(session, path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise NotAllowed(path=str(error.filename or path), reason=reason) from error

    return session.attempt(str(path), work)


@command.command("import", help=translate("help.config.import"))
@click.argument("file", type=PATH_OBJECT)
@options.JSON
def import_settings(file: Path, as_json: bool) -> int:
    """Bring over what an older tool kept."""
    session = Session(as_json=as_json, keep=True)

    def work() -> int:
        from packer_core.schemas.settings import import_document
        from packer_core.store.older_files import import_file

        place = session.place()
        done = import_file(file, place.database, session.settings, place.local_user)
        session.indent = 2
        if as_json:
            session.show(import_document(done.taken, done.secrets, done.left_out))
            return 0
        for key, names in (("taken", done.taken), ("secrets", done.secrets)):
            for name in names:
                terminal.line(session.label(f"cli.config.import_{key}", name=name))
        for name in done.left_out:
            session.say(session.label("cli.config.import_left", name=name))
        return 0

    return session.attempt(str(file), work)


def _setting(name: str) -> Setting[Any]:
    """The setting of a name; an unknown one is told with those that are like it."""
    setting = setting_named(name)
    if setting is not None:
        return setting
    families = [family.name for family in FAMILIES]
    if name in families:
        raise WrongCall(reason="cli.config.pattern", name=name)
    from difflib import get_close_matches

    known = [*(each.name for each in SETTINGS), *families]
    near = get_close_matches(name[:100], known, n=5, cutoff=0.5)
    raise UnknownName(what="setting", name=name, known=", ".join(near or known))


def _text(value: bool | int | str | None) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _unset(session: Session, setting: Setting[Any], values: tuple[str, ...]) -> None:
    if values:
        raise WrongCall(reason="cli.config.unset_alone")
    done = "removed" if forget(setting) else "not_there"
    facts = {"name": setting.name, "path": config_path()}
    session.say(session.label(f"cli.config.{done}", **facts))


def _one(setting: Setting[Any], values: tuple[str, ...]) -> str:
    """The value stated; a mistyped option must not become one."""
    for value in values:
        if value.startswith("--"):
            raise WrongCall(reason="cli.config.option", option=value)
    if len(values) != 1:
        raise WrongCall(reason="cli.config.one_value", name=setting.name)
    return values[0]


def _is_private(setting: Setting[Any], values: tuple[str, ...]) -> bool:
    """Whether a value must not be on the command line: an address does not, unless it is plain."""
    return setting.type is Address and (not values or any(Address(it).guarded for it in values))


def _set_secret(session: Session, setting: Setting[Any], values: tuple[str, ...]) -> None:
    """Store a secret that was not on the command line, where others can see it."""
    if setting in (VAULT_KEY, VAULT_OLD_KEY):
        raise KeptElsewhere(
            path=setting.name, reason="cli.config.vault_key", variable=setting.variable
        )
    if values:
        raise WrongCall(reason="cli.config.secret_argument", name=setting.name)
    from packer_cli.commands.shared.secrets import keep_secret, read_secret

    secret = parse_value(setting, read_secret(session, setting))
    if any(family.member(setting.name) is not None for family in CREDENTIALS.values()):
        keep_secret(session, setting, secret)
        session.say(session.label("cli.secret.kept", name=setting.name))
    else:
        _note(session, setting, secret)


def _note(session: Session, setting: Setting[Any], value: object) -> None:
    path = remember(setting, value)
    session.say(session.label("cli.config.written", name=setting.name, path=path))


def _edit(session: Session, path: Path) -> int:
    """Let a copy be edited until it is good, or until nobody wants to go on."""
    from tempfile import TemporaryDirectory

    target = Path(os.path.realpath(path))
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        before = target.read_bytes()
    except FileNotFoundError:
        before = b""
    # In a private folder of its own, so that what editors leave beside a file goes with it; in
    # that of the file, so that a rename is all it takes to put it in place.
    with TemporaryDirectory(prefix=".edit-", dir=target.parent) as folder:
        copy = Path(folder, "config.yaml")
        copy.touch(mode=0o600)
        copy.write_bytes(before)
        while True:
            _open_editor(copy, path)
            if not copy.exists() or copy.read_bytes() == before:
                session.say(session.label("cli.config.unchanged", path=path))
                return 0
            # Some editors write another file, with the rights that are usual.
            copy.chmod(0o600)
            fault = _fault_of(copy, path)
            if fault is None:
                put_in_place(copy, target)
                session.say(session.label("cli.config.edited", path=path))
                return 0
            session.fail(str(path), fault)
            if not _again(session):
                session.say(session.label("cli.config.left", path=path))
                return exit_code(fault)


def _open_editor(copy: Path, path: Path) -> None:
    try:
        click.edit(filename=str(copy))
    except click.ClickException as error:
        raise EditorFailed(
            reason="cli.config.editor_failed", editor=error.message, path=str(path)
        ) from error


def _fault_of(copy: Path, path: Path) -> BadConfiguration | None:
    """What is wrong with a copy, told of the file that it is to become."""
    try:
        check_file(copy)
    except BadConfiguration as error:
        where = (error.where or "").replace(str(copy), str(path), 1)
        reason = (error.reason or "").replace(str(copy), str(path))
        return BadConfiguration(where=where, reason=reason)
    return None


def _again(session: Session) -> bool:
    if not session.interactive:
        return False
    with session.asking():
        return terminal.confirm(session.label("cli.config.again"), default=True)
