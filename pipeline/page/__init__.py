"""`extracted/report.html`: one page to look at, rather than read."""

from pipeline.page.render import render

__all__ = ["render"]
