"""``packer jobs``: what was packed here, and what came of it."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("bundle", "cancel", "list", "logs", "rerun", "show"))
