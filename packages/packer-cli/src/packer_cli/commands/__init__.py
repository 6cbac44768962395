"""A module a command, a folder a group: options, the request, the call, the output."""
