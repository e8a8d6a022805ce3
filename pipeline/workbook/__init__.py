"""review.xlsx: the tables as a workbook people review in, and what they did in it."""

from pipeline.workbook.reading import read_workbook
from pipeline.workbook.state import GUIDE
from pipeline.workbook.writing import workbook_bytes

__all__ = ["GUIDE", "read_workbook", "workbook_bytes"]
