"""``packer rules``: the rule sets and what they demand."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("add", "explain", "fetch", "list", "remove", "show", "test"))
