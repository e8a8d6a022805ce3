"""Scans: pages that are pictures, through Tesseract, into pages as printed."""
