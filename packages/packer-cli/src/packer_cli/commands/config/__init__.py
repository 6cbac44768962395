"""``packer config``: the settings, and how to change them."""

from packer_cli.commands.registry import command_group

command = command_group(__name__, ("edit", "get", "import", "list", "path", "set"))
