"""Footnotes and endnotes: the notes themselves, and the markers lifted from word and number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.ingest.layout.drafts import Draft
from pipeline.ingest.layout.lines import Line, line_of
from pipeline.ingest.layout.lists import goes_on, label_of
from pipeline.ingest.layout.printed import PageChars, Printed

_LABELS = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3})(?:[,;–-](?:\d{1,3}|[a-z]))*[\])]?[,;.]?$")
_BETWEEN_LABELS = re.compile(r"[,;\s\[\]().]+")
_NUMBER = re.compile(r"\d{1,3}")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT_END = re.compile(r"(?<=.)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)([.,;:)]?)$")
_MEASURES = re.compile(r"(?:^|^\d[\d.,]*)(?:[kcmd]?m|ft)$")  # km², 20m³: no markers; £20m² is one
_GLUED = re.compile(r"\d{1,3}(?=[^\W\d_])")
SHORT = 0.45  # of the page's width: a longer rule is no footnote's
MOST_RULES = 60  # so short: more are a table's or a drawing's
SMALLER = 0.95  # of the body's size: notes are set smaller
FEWEST = 2  # endnotes
LOW = 0.5  # of the page's height: footnotes stand below


def with_notes(drafts: Sequence[Draft], body_size: float, page: PageChars) -> list[Draft]:
    """A page's drafts with its footnotes told apart: the small print at its foot or under a short rule."""
    flow = [draft for draft in drafts if draft.kind != "graphic"]
    ruled = _under_rules(flow, body_size, page)
    marked = ruled | _small_print(flow, body_size, page.height)
    done: list[Draft] = []
    for draft in drafts:
        if id(draft) not in marked:
            done.append(draft)
            continue
        lines = [_parted(line) for line in draft.lines] if id(draft) in ruled else draft.lines
        done.extend(_notes(replace(draft, lines=lines), done[-1] if done else None))
    return done


def _under_rules(drafts: Sequence[Draft], body_size: float, page: PageChars) -> set[int]:
    """The drafts (by identity) of small print that a short rule parts from the column it ends."""
    marked: set[int] = set()
    flow = [draft for draft in drafts if draft.lines and draft.panel is None]
    short = [rule for rule in page.rules if rule.level and rule.high - rule.low <= SHORT * page.width]
    for rule in short if len(short) <= MOST_RULES else ():
        under = [draft for draft in flow if draft.top > rule.at and rule.low - 6 < draft.x0 < rule.high]
        first = min(under, key=lambda draft: draft.top, default=None)
        if (
            first is not None
            and first.top - rule.at < 2 * first.style.size
            and (_plain_label(first) or _GLUED.match(first.text))
            and all(draft.style.size < SMALLER * body_size for draft in under)
        ):
            marked.update(id(draft) for draft in under)
    return marked


def _parted(line: Line) -> Line:
    """A note's line whose label stands right before its first word, with the two parted."""
    first = line.words[0]
    match = _GLUED.match(first.text)
    if not match:
        return line
    middle = first.x0 + (first.x1 - first.x0) * match.end() / len(first.text)
    label = first._replace(text=match.group(), x1=middle)
    return line_of([label, first._replace(text=first.text[match.end() :], x0=middle), *line.words[1:]])


def _small_print(drafts: Sequence[Draft], body_size: float, height: float) -> set[int]:
    """The drafts (by identity) that are notes or go on one: from the first labelled one down."""
    marked: set[int] = set()
    flow = [n for n, d in enumerate(drafts) if d.table is not None or (d.lines and d.panel is None)]
    large = [n for n in flow if drafts[n].table or drafts[n].style.size >= SMALLER * body_size]
    last = max(large, default=-1)  # the small print after all else, where a plain number may be a label
    for number, draft in enumerate(drafts):
        if draft.table is not None or draft.panel is not None or not draft.lines:
            continue
        small = draft.style.size < SMALLER * body_size
        low = draft.top > LOW * height
        label = label_of(draft.lines[0])
        plain = draft.marker is not None and draft.marker.kind == "number"
        if (
            (label is not None and draft.style.size < body_size + 0.6)
            or (marked and small and low and (draft.marker is None or plain))
            or (small and low and number > last and _plain_label(draft) is not None)
        ):
            marked.add(id(draft))
    return marked


def _plain_label(draft: Draft) -> str | None:
    """The number of a note that is set as large as its text: "1 See …", "1. See …"."""
    if draft.marker is not None:
        return str(draft.marker.ordinal) if draft.marker.kind == "number" and draft.marker.ordinal else None
    first = draft.lines[0].words[0]
    return first.text if _NUMBER.fullmatch(first.text) and len(draft.lines[0].words) > 2 else None


def _notes(draft: Draft, last: Draft | None) -> list[Draft]:
    """The notes one stretch of small print holds, each with its label taken off."""
    groups: list[Draft] = []
    previous = int(last.label) if last is not None and last.label and last.label.isdigit() else None
    for number, line in enumerate(draft.lines):
        label = label_of(line)
        first = line.words[0]
        if label is None and number == 0:
            label = _plain_label(draft)
        if label is None and previous is not None and first.text.strip(".") == str(previous + 1):
            label = str(previous + 1)
        if label is None:
            if groups:
                groups[-1].lines.append(line)
            else:
                groups.append(replace(draft, kind="note", lines=[line]))
            continue
        previous = int(label) if label.isdigit() else previous
        taken = draft.marker is not None and number == 0
        words = line.words if taken else line.words[1:]
        if not words:
            continue
        rest = line_of([words[0]._replace(glued=False), *words[1:]])
        groups.append(replace(draft, kind="note", lines=[rest], label=label))
        groups[-1].marker = draft.marker if taken else None
        groups[-1].label = label
        groups[-1].label_word = draft.marker.word if taken and draft.marker else first
    if groups and groups[0].label is None and last is not None and last.kind == "note":
        last.lines.extend(groups[0].lines)
        groups.pop(0)
    return groups


def with_endnotes(drafts: Sequence[Draft]) -> list[Draft]:
    """A document's drafts with its endnotes told apart: a numbered list after the last marker it answers."""
    noted = {(draft.page, draft.label) for draft in drafts if draft.kind == "note"}
    called: set[str] = set()
    last = -1
    for number, draft in enumerate(drafts):
        for line in draft.all_lines:
            for word in line.words[1:]:
                if word.raised and _LABELS.match(word.text):
                    labels = {label for label in _labels(word.text) if (word.page, label) not in noted}
                    called |= labels
                    last = number if labels else last
    done = list(drafts)
    for run in _runs(done, last + 1):
        answered = {str(draft.marker.ordinal) for draft in run if draft.marker is not None}
        if len(answered & called) >= max(FEWEST, len(called) // 2):
            for draft in run:
                draft.kind, draft.label = "note", str(draft.marker.ordinal) if draft.marker else None
    return done


def _runs(drafts: Sequence[Draft], start: int) -> list[list[Draft]]:
    """Lists whose numbers count up from one, furniture between them aside."""
    runs: list[list[Draft]] = []
    for draft in drafts[start:]:
        marker = draft.marker
        if draft.kind == "furniture":
            continue
        if draft.kind != "list_item" or marker is None or marker.kind != "number":
            runs.append([])
        elif runs and runs[-1] and runs[-1][-1].marker is not None and goes_on(marker, runs[-1][-1].marker):
            runs[-1].append(draft)
        elif marker.ordinal == 1:
            runs.append([draft])
    return [run for run in runs if len(run) >= FEWEST]


def lifted(words: Iterable[Printed]) -> list[Printed]:
    """Words with the footnote markers behind them taken off and kept as `notes`."""
    kept: list[Printed] = []
    for word in words:
        text = word.text
        if word.raised and kept and _LABELS.match(text) and not _measures(kept[-1].text, text):
            kept[-1] = kept[-1]._replace(notes=kept[-1].notes + _labels(text))
            continue
        match = _SUPERSCRIPT_END.search(text) if not text.isascii() else None
        label = match.group(1).translate(_SUPERSCRIPTS) if match else ""
        if match and not _measures(text[: match.start()], label):
            bare = text[: match.start()] + match.group(2)
            kept.append(word._replace(text=bare, notes=(*word.notes, label)))
        else:
            kept.append(word)
    return kept


def _measures(word: str, raised: str) -> bool:
    """Whether a raised figure squares or cubes a measure."""
    return raised in ("2", "3") and _MEASURES.search(word) is not None


def _labels(text: str) -> tuple[str, ...]:
    return tuple(label for label in _BETWEEN_LABELS.split(text) if label)
