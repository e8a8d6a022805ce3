"""Tables on a printed page: by ruled cells, level rules, headers in bold, or white alone."""
