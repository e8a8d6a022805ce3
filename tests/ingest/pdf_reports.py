"""Reports typeset for the tests, by three typesetters, and a way to show what was read of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typst
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.pdf.reader import PdfReading, read_pdf

PREAMBLE = """
#set page(paper: "a4", margin: 2cm)
#set text(font: "Libertinus Serif", size: 10.5pt)
#set par(justify: true)
"""


def typeset(folder: Path, source: str, preamble: str = PREAMBLE) -> Path:
    """A PDF that Typst makes of a source."""
    path = folder / "typeset.pdf"
    path.write_bytes(typst.compile((preamble + source).encode()))
    return path


def drawn(folder: Path, draw: Callable[[Canvas], None]) -> Path:
    """A PDF that ReportLab makes of what `draw` puts on its A4 canvas."""
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    draw(canvas)
    canvas.save()
    return path


def set_lines(canvas: Canvas, x: float, y: float, width: float, text: str, size: float = 10) -> float:
    """Set ragged lines of Helvetica from y downwards; gives the y of the next line."""
    for line in simpleSplit(text, "Helvetica", size, width):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, line)
        y -= 1.3 * size
    return y


def read(path: Path) -> PdfReading:
    return read_pdf(path)


def shown(path: Path, *kinds: str) -> str:
    """What was read of a PDF, a block a line: kind and level, marker, text; tables row by row."""
    reading = read_pdf(path)
    lines: list[str] = []
    for block in reading.blocks:
        if kinds and block.kind not in kinds:
            continue
        if block.table is not None:
            table = reading.tables[block.table]
            lines.append(f"table {table.rows}x{table.columns}, {table.header_rows} header")
            for row in range(table.rows):
                cells = [cell for cell in table.cells if cell.row == row]
                texts = (reading.text[cell.start : cell.end].replace("\n", " / ") for cell in cells)
                lines.append("  " + " | ".join(texts))
            continue
        kind = block.kind + (str(block.level) if block.kind in ("heading", "list_item") else "")
        kind += " run-in" if block.run_in else ""
        marker = f"({block.marker}) " if block.marker else ""
        lines.append(f"{kind}: {marker}{reading.text[block.start : block.end]}")
    return "\n".join(lines)


def texts(path: Path, kind: str) -> list[str]:
    """The texts of all blocks of one kind."""
    reading = read_pdf(path)
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind == kind]
