"""The entry point: find the command, run it, turn an error into a line and an exit code."""

import os
import sys
from collections.abc import Sequence

import click

from packer_cli import completion
from packer_cli.commands.registry import LazyOption, MainGroup
from packer_cli.messages import translate
from packer_cli.output import streams, terminal
from packer_core.version import VERSION

#: The exit code when the reader of standard output left, as the shell has it for SIGPIPE.
READER_LEFT = 141


@click.group(
    cls=MainGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(VERSION, prog_name="packer", cls=LazyOption)
@click.option("--debug", is_flag=True, cls=LazyOption)
@click.pass_context
def packer(context: click.Context, debug: bool) -> None:
    """Turn a file into a finished release."""
    context.meta["packer.debug"] = debug


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    with streams.guarded():
        return _guarded(sys.argv[1:] if arguments is None else arguments)


def _guarded(arguments: Sequence[str]) -> int:
    # The version is the same in all languages, and what language it is takes time to know.
    if list(arguments) != ["--version"] and translate.language == "fr":
        from packer_cli.messages.click_words import speak_french

        speak_french()
    try:
        asked = os.environ.get(completion.ASKED)
        if asked:
            return completion.answer(packer, asked)
        result = packer.main(args=arguments, prog_name="packer", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        terminal.usage_error(error)
        return 2
    except (click.Abort, KeyboardInterrupt):
        terminal.line(translate("cli.interrupted"), err=True)
        return 130
    except streams.ReaderLeft:
        return READER_LEFT
    except Exception as error:  # noqa: BLE001 - the border of a command
        if "--debug" in arguments:
            terminal.traceback(error)
        return _report(error)
    return result if isinstance(result, int) else 0


def _report(error: Exception) -> int:
    """The one line for an error that no command handled."""
    from packer_core.errors import PackerError, exit_code
    from packer_core.files.system_errors import expected, is_out_of_memory

    if is_out_of_memory(error):
        error = MemoryError()
    if isinstance(error, OSError | MemoryError):
        error = expected(error)
    if isinstance(error, PackerError):
        from packer_core.messages import Catalogue

        terminal.lines(f"packer: {Catalogue(translate.language).error(error)}", err=True)
        return exit_code(error)
    what = f"{type(error).__name__}: {error}"
    terminal.line(translate("cli.unexpected", what=what), err=True)
    return 1


def run() -> None:
    """What the installed script calls."""
    sys.exit(main())
