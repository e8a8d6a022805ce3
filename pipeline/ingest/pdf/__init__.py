"""PDF files: the character pass over each page by pdfium, into pages as printed."""
