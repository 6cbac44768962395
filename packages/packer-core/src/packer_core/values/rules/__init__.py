"""What a rule set demands, and what a check says of it."""
