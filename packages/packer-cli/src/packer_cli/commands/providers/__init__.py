"""``packer providers``: which providers of metadata there are, and whether they answer."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("list", "set-key", "test"))
