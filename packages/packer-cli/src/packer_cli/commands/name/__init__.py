"""``packer name``: take release names apart, and put one together."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("build", "parse"))
