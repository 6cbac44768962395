"""What a command has to say, and where it goes."""
