"""What a user left open, settled once, before anything is planned."""
