"""Languages and scripts, as release names write them."""
