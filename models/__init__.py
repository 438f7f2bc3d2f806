"""Records on disk: tables, their history, and the store that holds them."""
