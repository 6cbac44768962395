"""One file a command: its options, the request, the call, the output."""
