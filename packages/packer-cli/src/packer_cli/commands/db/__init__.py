"""``packer db``: the database of jobs and its version."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("check", "stamp", "upgrade"))
