"""Plain text and Markdown: hard-wrapped, bullets lost, cells scattered, as people have them."""
