"""Pages as printed → canonical text, by geometry and typography: what PDFs and scans both go through."""
