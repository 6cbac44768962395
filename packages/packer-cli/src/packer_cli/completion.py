"""What a shell asks for to complete a word; it asks by the environment."""

import os

import click

from packer_cli.messages import translate

#: ``bash_source`` for what the shell needs to ask, ``bash_complete`` for what completes a word.
ASKED = "_PACKER_COMPLETE"

_SHELLS = ("bash", "zsh", "fish")
_WORDS = ("COMP_WORDS", "COMP_CWORD")


def answer(program: click.Command, asked: str) -> int:
    """Print what the shell asks for; raises ``click.UsageError`` for a question that is none."""
    from click.shell_completion import CompletionItem, FishComplete, add_completion_class
    from click.shell_completion import shell_complete as print_answer

    class Fish(FishComplete):
        def format_completion(self, item: "CompletionItem[str]") -> str:
            # Click has a tab before the help, which the terminal would be shown as an escape.
            return f"{item.type},{item.value}"

    if not _is_question(asked):
        raise click.UsageError(translate("cli.completion", value=asked))
    add_completion_class(Fish, "fish")
    return print_answer(program, {}, "packer", ASKED, asked)


def _is_question(asked: str) -> bool:
    shell, _, what = asked.partition("_")
    # Fish states a word, the others its number.
    numbered = shell == "fish" or os.environ.get("COMP_CWORD", "").isdecimal()
    told = numbered and all(name in os.environ for name in _WORDS)
    return shell in _SHELLS and (what == "source" or (what == "complete" and told))
