"""The command line of Packer: it turns options into requests, and results into text and codes."""
