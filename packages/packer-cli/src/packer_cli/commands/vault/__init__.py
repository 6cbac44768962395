"""``packer vault``: what is kept closed, and the key it is closed with."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("list", "rotate"))
