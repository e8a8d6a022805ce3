"""Scores of every labelled report, and how they are printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pandas as pd

from pipeline.evaluate import matching as m
from pipeline.evaluate.labels import FigureLabel, Gold, fold, read_gold
from pipeline.links.scoring import Followed, labelled, score_threads
from pipeline.problems import PipelineError

THREADS = "threads.json"


@dataclass(frozen=True, slots=True)
class Score:
    """How one kind of row of one report agrees with its labels.

    `rows` is None where only the labels can be counted (a share, not precision and recall).
    """

    stem: str
    kind: str
    labels: int
    right: int
    rows: int | None
    missed: tuple[str, ...] = ()
    false: tuple[str, ...] = ()

    @property
    def precision(self) -> float | None:
        """Right rows among all rows; None for a share."""
        return (
            None if self.rows is None else (self.right / self.rows if self.rows else float(not self.labels))
        )

    @property
    def recall(self) -> float:
        """Right rows among all labels."""
        return self.right / self.labels if self.labels else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; of a share, the share."""
        if self.precision is None:
            return self.recall
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores of a run, in the order of the reports."""

    scores: tuple[Score, ...]
    unread: tuple[str, ...]  # labelled reports that are not among the tables

    def total(self, kind: str) -> float | None:
        """Mean F1 of a kind, weighted by the number of labels; None where nothing was labelled."""
        scores = [s for s in self.scores if s.kind == kind]
        labels = sum(s.labels for s in scores)
        return sum(s.f1 * s.labels for s in scores) / labels if labels else None

    def kinds(self) -> tuple[str, ...]:
        """The kinds scored, in the order they are printed."""
        return tuple(dict.fromkeys(s.kind for s in self.scores))


def evaluate(gold: Path, out: Path) -> Evaluation:
    """The tables in `out` held against every gold file in `gold`; raises PipelineError."""
    files = sorted(p for p in gold.glob("*.json") if p.name != THREADS)
    if not files:
        raise PipelineError(
            f"{gold}: no gold files (*.json) there. Name the folder that holds them with --gold."
        )
    documents = _rows(out / "documents.csv")
    ids = {PurePosixPath(row["file"]).stem: row["document_id"] for row in documents}
    tables = {name: _rows(out / f"{name}.csv") for name in ("findings", "figures", "ratings", "sections")}
    scores: list[Score] = []
    unread = []
    for path in files:
        labels = read_gold(path)
        if labels.stem not in ids:
            unread.append(labels.stem)
            continue
        mine = {
            name: [r for r in rows if r["document_id"] == ids[labels.stem] and r.get("review") != "reject"]
            for name, rows in tables.items()
        }
        scores += _figures(labels, mine["figures"])
        scores += _findings(labels, mine["findings"])
        scores += _others(labels, mine["ratings"], mine["sections"])
    if (gold / THREADS).exists():
        scores.append(_threads(gold / THREADS, _rows(out / "threads.csv")))
    return Evaluation(tuple(scores), tuple(unread))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        raise PipelineError(f"{path}: not there. Run `make` first, or name the tables' folder with --out.")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return [{str(name): str(cell) for name, cell in row.items()} for row in frame.to_dict("records")]


def _score(
    stem: str,
    kind: str,
    labels: Sequence[object],
    rows: Sequence[m.Cells],
    tests: Sequence[Callable[..., bool]],
    neutral: Callable[[m.Cells], bool] = lambda row: False,
) -> tuple[Score, dict[int, int]]:
    """Matches labels and rows; those matched to an optional label, or neutral, count on neither side."""
    pairs = m.pairs_of(labels, rows, tests)
    asked = [i for i, label in enumerate(labels) if not label.optional]  # type: ignore[attr-defined]
    matched = {j for i, j in pairs.items()}
    false = [row for j, row in enumerate(rows) if j not in matched and not neutral(row)]
    right = sum(i in pairs for i in asked)
    return (
        Score(
            stem,
            kind,
            len(asked),
            right,
            right + len(false),
            tuple(_told(labels[i]) for i in asked if i not in pairs),
            tuple(_shown(row) for row in false),
        ),
        pairs,
    )


def _figures(gold: Gold, rows: list[dict[str, str]]) -> Iterator[Score]:
    if gold.traps is not None and rows is not None:
        yield _traps(gold, rows)
    if gold.figures is None:
        return
    labels = gold.figures
    if gold.figure_pages is not None:
        pages = {str(page) for page in gold.figure_pages}
        rows = [row for row in rows if row["page"] in pages]
        labels = tuple(label for label in labels if label.page in gold.figure_pages)
    both = (m.figure_exact, m.figure_spotted)
    yield _score(gold.stem, "figures spotted", labels, rows, both)[0]
    exact, pairs = _score(gold.stem, "figures exact", labels, rows, both[:1])
    yield exact
    right = [(labels[i], rows[j]) for i, j in pairs.items() if not labels[i].optional]
    yield _share(gold.stem, "figure year", [p for p in right if p[0].years], m.year_right)
    for column in ("qualifier", "direction"):
        asked = [p for p in right if getattr(p[0], column)]
        yield _share(
            gold.stem, f"figure {column}", asked, lambda label, row, c=column: row[c] == getattr(label, c)
        )
    yield _share(gold.stem, "figure measure", [p for p in right if p[0].measure], m.measure_right)


def _traps(gold: Gold, rows: list[dict[str, str]]) -> Score:
    traps = gold.traps or ()
    labelled = m.pairs_of(gold.figures or (), rows, (m.figure_exact, m.figure_spotted))
    free = [row for j, row in enumerate(rows) if j not in set(labelled.values())]
    sprung = [trap for trap in traps if any(m.trap_sprung(trap, row) for row in free)]
    missed = tuple(f"p. {t.page or '-'} {t.text}" for t in sprung)
    return Score(gold.stem, "traps withstood", len(traps), len(traps) - len(sprung), None, missed)


def _share(
    stem: str,
    kind: str,
    pairs: list[tuple[FigureLabel, dict[str, str]]],
    right: Callable[..., bool],
) -> Score:
    wrong = [(label, row) for label, row in pairs if not right(label, row)]
    column = kind.removeprefix("figure ")
    told = tuple(
        f"{_told(label)} {getattr(label, 'years' if column == 'year' else column)!r}"
        f" ≠ {row['year_start'] + '–' + row['year_end'] if column == 'year' else row[column]!r}"
        for label, row in wrong
    )
    return Score(stem, kind, len(pairs), len(pairs) - len(wrong), None, told)


def _findings(gold: Gold, rows: list[dict[str, str]]) -> Iterator[Score]:
    if gold.findings is None:
        return
    labels = gold.findings
    everything = m.pairs_of(labels, rows, (m.finding_exact, m.finding_kind, m.finding_spotted))
    other = {"declared": set[str](), "worded": set[str]()}
    for i, j in everything.items():
        other["worded" if labels[i].basis == "wording" else "declared"].add(rows[j]["finding_id"])
    for name, worded in (("declared", False), ("worded", True)):
        asked = tuple(x for x in labels if (x.basis == "wording") == worded)
        if not asked:
            continue
        # a row of the other basis that a label of this one matches is still that label's row
        mine = [
            r
            for r in rows
            if r["finding_id"] in other[name]
            or ((r["basis"] == "wording") == worded and not any(r["finding_id"] in s for s in other.values()))
        ]
        optional = tuple(x for x in labels if x.optional and x not in asked)
        tests = (
            (("worded", (m.finding_kind,)),)
            if worded
            else (
                ("declared spotted", (m.finding_exact, m.finding_spotted)),
                ("declared exact", (m.finding_exact,)),
            )
        )
        for kind, agrees in tests:
            score, _ = _score(gold.stem, kind, (*asked, *optional), mine, agrees)
            yield score
    yield _themes(gold, rows, everything)


def _themes(gold: Gold, rows: list[dict[str, str]], pairs: dict[int, int]) -> Score:
    asked = [
        (label, rows[pairs[i]]) for i, label in enumerate(gold.findings or ()) if label.themes and i in pairs
    ]
    wrong = [(label, row) for label, row in asked if not set(row["theme"].split(";")) & set(label.themes)]
    told = tuple(f"{label.opening[:60]} {label.themes} ≠ {row['theme']}" for label, row in wrong)
    return Score(gold.stem, "themes", len(asked), len(asked) - len(wrong), None, told)


def _others(gold: Gold, ratings: list[dict[str, str]], sections: list[dict[str, str]]) -> Iterator[Score]:
    if gold.ratings is not None:
        yield _score(gold.stem, "ratings", gold.ratings, ratings, (m.rating_exact,))[0]
    if gold.sections is not None:
        yield _score(gold.stem, "sections", gold.sections, sections, (m.section_right,))[0]


def _threads(path: Path, rows: list[dict[str, str]]) -> Score:
    """Concerns over the years: right where the verdict agrees and each year lists a labelled finding."""
    labels = json.loads(path.read_text(encoding="utf-8"))
    ours: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        ours.setdefault(row["thread_id"], {}).setdefault(row["published"][:4], []).append(row["text"])
    verdicts = {row["thread_id"]: row["verdict"] for row in rows}
    followed = [
        Followed(verdicts[name], {year: tuple(texts) for year, texts in years.items()})
        for name, years in ours.items()
    ]
    score = score_threads(followed, [labelled(entry) for entry in labels])
    missed = [f"{labels[n]['thread']} {labels[n]['verdict']}" for n in (*score.wrong_verdict, *score.missed)]
    false = [
        f"{followed[n].verdict}: {next(iter(followed[n].texts.values()))[0][:90]}" for n in score.spurious
    ]
    right = len(score.found)
    return Score("", "threads", len(labels), right, right + len(false), tuple(missed), tuple(false))


def _told(label: object) -> str:
    """A label in a line of the detail."""
    page = getattr(label, "page", None)
    for name in ("opening", "text", "heading", "component"):
        if hasattr(label, name):
            kinds = getattr(label, "kinds", ("",))[0]
            return f"{f'p. {page} ' if page else ''}{getattr(label, name)[:90]} {kinds or ''}".strip()
    raise TypeError(label)


def _shown(row: m.Cells) -> str:
    """A row in a line of the detail."""
    text = row.get("text") or row.get("heading") or ""
    what = [row.get(c, "") for c in ("kind", "stage", "value", "currency", "rule")]
    page = f"p. {row['page']} " if row["page"] else ""
    return f"{page}{fold(text)[:90]} [{' '.join(w for w in what if w)}]"


def render(evaluation: Evaluation, detail: bool = False) -> str:
    """The scores as lines of text: per report and kind, then the totals."""
    lines = [f"{'report':38} {'what':18} {'labels':>6} {'rows':>6} {'P':>6} {'R':>6} {'F1':>6}"]
    for s in evaluation.scores:
        rows = "" if s.rows is None else str(s.rows)
        precision = "" if s.precision is None else f"{s.precision:.3f}"
        if s.labels or s.rows:
            counted = f"{s.labels:6} {rows:>6} {precision:>6} {s.recall:6.3f} {s.f1:6.3f}"
            lines.append(f"{s.stem[:38]:38} {s.kind:18} {counted}")
        if detail:
            lines += [f"    missed  {text}" for text in s.missed]
            lines += [f"    false   {text}" for text in s.false]
    for kind in evaluation.kinds():
        total = evaluation.total(kind)
        if total is not None:
            lines.append(f"{'ALL':38} {kind:18} {'':6} {'':6} {'':6} {'':6} {total:6.3f}")
    lines += [f"not among the tables: {stem}" for stem in evaluation.unread]
    return "\n".join(lines)
