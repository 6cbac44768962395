"""The dirnames of TV: their fields, their forms, and the word for source and codec."""
