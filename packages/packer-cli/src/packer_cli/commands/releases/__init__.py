"""``packer releases``: the releases made here, and what puts them right."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("delete", "fix", "list", "show"))
