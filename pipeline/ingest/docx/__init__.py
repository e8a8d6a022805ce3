"""Word files: what Word would print with all changes accepted."""
