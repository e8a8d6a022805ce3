"""The review page and its parts as HTML, rendered for one desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.csvfile import plain
from pipeline.desk.desk import ADDABLE, Desk, View
from pipeline.desk.fields import SUGGESTED, add_fields, fields_of, fixed_of, label_of, suggestions
from pipeline.desk.items import Item
from pipeline.desk.sources import Sources
from pipeline.model import Span
from pipeline.tables import SectionRow, table

TEMPLATES = Path(__file__).parent / "templates"

Answer = dict[str, Any]


class Pages:
    """The page and its parts, rendered for one desk."""

    def __init__(
        self,
        desk: Desk,
        sources: Sources,
        sections: Sequence[SectionRow] = (),
        stale: Callable[[], bool] = lambda: False,
    ) -> None:
        """The pages; `stale` tells whether the tables on disk are no longer those shown."""
        self.desk = desk
        self._stale = stale
        self.sources = sources
        self.sections = sections
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(label_of=label_of, plain=plain, state_of=desk.state)
        self._lists = {
            column: suggestions(getattr(item.row, column, None) for item in desk.items)
            for column in SUGGESTED
        }

    def render(self, template: str, **context: object) -> str:
        return self._templates.get_template(template).render(**context)

    def whole(self, view: View) -> str:
        """The page."""
        specs = [(name, table(name)) for name in ADDABLE]
        return self.render(
            "page.html",
            view=view,
            options=self.desk.options,
            lists=self._lists,
            queue=self.queue(view),
            row=self.row(view.item),
            ahead=[item.key for item in view.ahead],
            undo=self.desk.can_undo,
            addable={name: add_fields(spec) for name, spec in specs},
        )

    def queue(self, view: View) -> str:
        return self.render("queue.html", view=view)

    def row(self, item: Item | None) -> str:
        """The row with its fields."""
        if item is None:
            return self.render("done.html")
        return self.render(
            "row.html",
            item=item,
            state=self.desk.state(item),
            note=self.desk.note(item),
            found=self.desk.found(item),
            told=self.desk.told(item),
            fields=fields_of(item.spec),
            fixed=[(c, plain(getattr(item.row, c))) for c in fixed_of(item.spec)],
            values={c: plain(getattr(item.row, c)) for c in item.spec.columns},
        )

    def answer(self, view: View, said: str) -> Answer:
        """The parts of the page that a move or a decision changes."""
        return {
            "said": said,
            "key": view.item.key if view.item else "",
            "summary": self.render("summary.txt", view=view),
            "queue": self.queue(view),
            "row": self.row(view.item),
            "ahead": [item.key for item in view.ahead],
            "decided": view.decided,
            "total": view.total,
            "shown": view.shown,
            "undo": self.desk.can_undo,
            "stale": self._stale(),
        }

    def place(self, item: Item) -> Answer:
        """Where the row stands in its report: the pages and, on them, the boxes to mark."""
        item = self._quoted(item)
        span = span_of(item)
        marks = self.sources.marks(item.document_id, span)
        page = getattr(item.row, "page", None)
        numbers = sorted({page for page, _ in marks})[:3] or ([page] if page else [])
        return {
            "document": item.document_id,
            "sheets": [self.sheet(item.document_id, number) for number in numbers],
            "marks": [[page, *(round(side, 2) for side in box)] for page, box in marks],
        }

    def sheet(self, document_id: str, number: int) -> Answer | None:
        """The size of a page that can be shown, or None."""
        size = self.sources.size(document_id, number)
        return size and {"page": number, "width": size[0], "height": size[1]}

    def text(self, item: Item) -> str:
        """The text around the row, marked."""
        item = self._quoted(item)
        pieces = self.sources.pieces(item.document_id, span_of(item))
        return self.render("text.html", pieces=pieces, document_id=item.document_id)

    def _quoted(self, item: Item) -> Item:
        """The item that quotes the report: of a thread's row, its finding."""
        finding = getattr(item.row, "finding_id", None)
        if span_of(item) == Span(0, 0) and finding and item.spec.name != "findings":
            return self.desk.item(f"findings:{finding}") or item
        return item


def span_of(item: Item) -> Span:
    """Where a row's text stands in its report; an empty span where it has no place."""
    start, end = getattr(item.row, "start", None), getattr(item.row, "end", None)
    return Span(start or 0, end or 0)
