"""The tables held against hand labels: precision, recall and F1 per report and kind of row."""

from pipeline.evaluate.report import Evaluation, evaluate, render

__all__ = ["Evaluation", "evaluate", "render"]
