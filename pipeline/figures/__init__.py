"""Figures: the amounts, percentages, counts, scores, ratios and durations of a report."""

from pipeline.figures.report import figures_of
from pipeline.figures.text import find_figures

__all__ = ["figures_of", "find_figures"]
