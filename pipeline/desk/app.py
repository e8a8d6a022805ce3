"""The review page's addresses: what is asked, looked up in known tables, and answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import cast, get_args

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline.csvfile import cells_of
from pipeline.desk.decisions import Refused
from pipeline.desk.desk import ADDABLE, Move
from pipeline.desk.fields import Field, add_fields, fields_of
from pipeline.desk.guard import Guard, Session
from pipeline.desk.items import Filter, Item
from pipeline.desk.missed import missed, quoted
from pipeline.desk.pages import Answer, Pages, span_of
from pipeline.model import Review, Span
from pipeline.problems import PipelineError
from pipeline.review.sameness import kind_of, meant
from pipeline.tables import TableSpec, table

_FOLDER = Path(__file__).parent / "static"
STATIC: dict[str, tuple[bytes, str]] = {
    name: ((_FOLDER / name).read_bytes(), kind)
    for name, kind in (
        ("desk.css", "text/css"),
        ("desk.js", "text/javascript"),
        ("icon.svg", "image/svg+xml"),
    )
}
_SAID = {"accept": "Accepted", "reject": "Rejected", "edit": "Saved"}


def app_of(pages: Pages, session: Session) -> Guard:
    """The page as an ASGI application behind its guard."""
    answers = _Answers(pages)
    routes = [
        Route("/", answers.whole),
        Route("/view", answers.view),
        Route("/place/{key}", answers.place),
        Route("/text/{key}", answers.text),
        Route("/sheet/{document_id}/{number:int}", answers.sheet),
        Route("/words/{document_id}/{number:int}", answers.words),
        Route("/page/{document_id}/{number:int}", answers.image),
        Route("/static/{name}", answers.static),
        Route("/decide", answers.decide, methods=["POST"]),
        Route("/withdraw", answers.withdraw, methods=["POST"]),
        Route("/undo", answers.undo, methods=["POST"]),
        Route("/accept-all", answers.accept_all, methods=["POST"]),
        Route("/add", answers.add, methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={PipelineError: _refused}), session)


async def _refused(request: Request, error: Exception) -> Response:
    """What went wrong, to be shown beside the field or above the row; nothing was recorded.

    It is an answer like any other: browsers log every 4xx as an error of the page.
    """
    column = error.column if isinstance(error, Refused) else ""
    return JSONResponse({"error": str(error), "column": column})


class _NotFound(PipelineError):
    """A name that stands in no table."""


class _Answers:
    """One method for each address; decisions are made one at a time, in the event loop."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._desk = pages.desk

    async def whole(self, request: Request) -> Response:
        shown = _filter(request.query_params)
        return HTMLResponse(self._pages.whole(self._desk.view(shown, request.query_params.get("row", ""))))

    async def view(self, request: Request) -> Response:
        move = request.query_params.get("move", "here")
        shown = _filter(request.query_params)
        view = self._desk.view(shown, request.query_params.get("row", ""), _move(move))
        return JSONResponse(self._pages.answer(view, ""))

    async def place(self, request: Request) -> Response:
        item = self._desk.item(request.path_params["key"])
        if item is None:
            return _nothing()
        return JSONResponse(await run_in_threadpool(self._pages.place, item))

    async def text(self, request: Request) -> Response:
        item = self._desk.item(request.path_params["key"])
        if item is None:
            return _nothing()
        return HTMLResponse(await run_in_threadpool(self._pages.text, item))

    async def sheet(self, request: Request) -> Response:
        """The size of another page of a report, when a person turns the pages."""
        return JSONResponse(await run_in_threadpool(self._pages.sheet, *_page(request)))

    async def words(self, request: Request) -> Response:
        words = await run_in_threadpool(self._pages.sources.words, *_page(request))
        return HTMLResponse(self._pages.render("words.html", words=words))

    async def image(self, request: Request) -> Response:
        image = await run_in_threadpool(self._pages.sources.image, *_page(request))
        return _nothing() if image is None else Response(image, media_type="image/jpeg")

    async def static(self, request: Request) -> Response:
        known = STATIC.get(request.path_params["name"])
        return _nothing() if known is None else Response(known[0], media_type=known[1])

    async def decide(self, request: Request) -> Response:
        asked = await _asked(request)
        item = self._item(asked)
        review = _word(asked, "review")
        if review not in get_args(Review):
            raise Refused("A decision is accept, reject or edit.")
        cells = _cells(asked, item.spec, fields_of(item.spec), cells_of(item.spec, item.row))
        cells |= self._moved(item, asked)
        self._desk.decide(item, cast(Review, review), _word(asked, "note"), cells)
        view = self._desk.view(_filter(asked), item.key, "next")
        return JSONResponse(self._pages.answer(view, _SAID[review]))

    def _moved(self, item: Item, asked: Answer) -> dict[str, str]:
        """The row's place, where a person took its text anew from the source."""
        span = _span(asked)
        return {} if span is None else quoted(self._pages.sources, item.document_id, span)

    async def withdraw(self, request: Request) -> Response:
        asked = await _asked(request)
        item = self._item(asked)
        self._desk.withdraw(item)
        return JSONResponse(
            self._pages.answer(self._desk.view(_filter(asked), item.key), "Decision taken back")
        )

    async def undo(self, request: Request) -> Response:
        asked = await _asked(request)
        items = self._desk.undo()
        said = {0: "There is nothing to undo", 1: "Undone"}.get(len(items), f"{len(items)} decisions undone")
        key = items[0].key if items else _word(asked, "row")
        return JSONResponse(self._pages.answer(self._desk.view(_filter(asked), key), said))

    async def accept_all(self, request: Request) -> Response:
        asked = await _asked(request)
        shown = _filter(asked)
        count = self._desk.accept_all(shown)
        view = self._desk.view(shown, _word(asked, "row"), "next")
        return JSONResponse(self._pages.answer(view, f"{count} rows accepted. Undo takes them all back."))

    async def add(self, request: Request) -> Response:
        asked = await _asked(request)
        near = self._item(asked)
        if _word(asked, "table") not in ADDABLE:
            raise Refused("Only findings, figures and ratings can be added.")
        spec = table(_word(asked, "table"))
        span = _span(asked)
        sources = self._pages.sources
        if span is None:
            near_start = span_of(near).start
            span = await run_in_threadpool(sources.find, near.document_id, _word(asked, "text"), near_start)
        if span is None:
            raise Refused("These words do not stand in the report as typed. Copy them from its text.", "text")
        known = await run_in_threadpool(missed, sources, self._pages.sections, near, spec, span)
        typed = _cells(asked, spec, add_fields(spec), {})
        item = self._desk.add(spec, known | {column: cell for column, cell in typed.items() if cell})
        shown = _filter(asked)
        return JSONResponse(self._pages.answer(self._desk.view(shown, item.key), "Added"))

    def _item(self, asked: Answer) -> Item:
        item = self._desk.item(_word(asked, "row"))
        if item is None:
            raise _NotFound("There is no such row. Load the page again.")
        return item


def _nothing() -> Response:
    return PlainTextResponse("There is nothing here.", 404)


async def _asked(request: Request) -> Answer:
    """The JSON object a change is sent as."""
    try:
        asked = json.loads(await request.body())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise Refused("The request is no JSON.") from error
    if not isinstance(asked, dict):
        raise Refused("The request is no JSON object.")
    return asked


def _word(asked: Mapping[str, object], name: str) -> str:
    value = asked.get(name, "")
    return value if isinstance(value, str) else ""


def _filter(asked: Mapping[str, object]) -> Filter:
    given = {field.name: _word(asked, field.name) for field in fields(Filter) if field.name in asked}
    return Filter(**given)


def _move(word: str) -> Move:
    return cast(Move, word) if word in get_args(Move) else "here"


def _cells(
    asked: Answer, spec: TableSpec, editable: Sequence[Field], shown: Mapping[str, str]
) -> dict[str, str]:
    """The fields a person changed from what was shown, in the form the tables have; may raise Refused."""
    given = asked.get("cells")
    cells: dict[str, str] = {}
    for field in editable:
        typed = field.entered(given, shown.get(field.column, "")) if isinstance(given, dict) else None
        if typed is not None:
            kind = kind_of(spec, field.column)
            cells[field.column] = " ".join(typed.split()) if kind == "text" else meant(kind, "", typed)
    return cells


def _span(asked: Answer) -> Span | None:
    start, end = asked.get("start"), asked.get("end")
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None


def _page(request: Request) -> tuple[str, int]:
    return request.path_params["document_id"], request.path_params["number"]
