"""What is available by its id: rule sets, templates, the texts of public rules."""
