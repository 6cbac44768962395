"""The vault in the tables: credentials, and to which columns each is bound."""
