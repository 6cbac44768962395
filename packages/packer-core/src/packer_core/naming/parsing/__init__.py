"""Taking a name apart: its words, what they may mean, the cheapest explanation of all of them."""
