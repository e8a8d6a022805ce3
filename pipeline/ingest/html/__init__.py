"""Web pages: what a reader sees of their markup."""
