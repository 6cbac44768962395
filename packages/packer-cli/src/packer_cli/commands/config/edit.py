"""``packer config edit``: change ``config.yaml`` in an editor."""

import os
from functools import partial
from pathlib import Path

import click

from packer_cli.errors import EditorFailed
from packer_cli.messages import FOLDER, translate
from packer_cli.session import Session, with_session
from packer_core.errors import BadConfiguration, NotAllowed, exit_code
from packer_core.files.replacing import put_in_place
from packer_core.settings import check_file, config_path

#: The variables that name an editor, the first one that does first.
_EDITORS = ("VISUAL", "EDITOR")


@click.command("edit", help=translate("help.config.edit"))
@with_session()
def command(session: Session) -> int:
    """Open a copy of config.yaml in an editor; it takes the file's place if it is a good one."""
    try:
        _ = session.output.catalogue
    except BadConfiguration:
        # A broken file, which is mended here, must not keep anybody from reading what is wrong.
        from packer_core.messages import Catalogue

        session.output.catalogue = Catalogue(translate.language).extended(FOLDER)
    path = config_path()
    return session.loop.attempt(str(path), partial(_edit, session, path))


def _edit(session: Session, path: Path) -> int:
    """Let a copy be edited until it is good, or until nobody wants to go on."""
    try:
        return _edit_copy(session, path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NotAllowed(path=str(error.filename or path), reason=reason) from error


def _edit_copy(session: Session, path: Path) -> int:
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
                return _end(session, "unchanged", path)
            # Some editors write another file, with the rights that are usual.
            copy.chmod(0o600)
            fault = _fault_of(copy, path)
            if fault is None:
                put_in_place(copy, target)
                return _end(session, "edited", path)
            session.output.error(str(path), fault)
            if not _again(session):
                _end(session, "left", path)
                return exit_code(fault)


def _end(session: Session, outcome: str, path: Path) -> int:
    session.output.note(session.output.label(f"cli.config.{outcome}", path=path))
    return 0


def _open_editor(copy: Path, path: Path) -> None:
    stated = {name: os.environ.get(name, "").strip() for name in _EDITORS}
    name = next((each for each in _EDITORS if stated[each]), _EDITORS[-1])
    try:
        click.edit(filename=str(copy), editor=stated[name] or None)
    except (click.ClickException, ValueError) as error:
        told = error.message if isinstance(error, click.ClickException) else str(error)
        raise EditorFailed(
            where=name, reason="cli.config.editor_failed", editor=told, path=str(path)
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
    question = session.output.label("cli.config.again")
    return session.interactive and session.output.ask_consent(question, default=True)
