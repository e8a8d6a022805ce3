"""The command line: `python -m pipeline COMMAND`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.batch import Limits
from pipeline.problems import PipelineError
from pipeline.run import Settings, run
from pipeline.stages import STAGES, StageName


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit status: 0, 1 where something is missing, 2 for a wrong call."""
    given = _parser().parse_args(arguments)
    try:
        return _COMMANDS[given.command](given)
    except PipelineError as error:
        print(error, file=sys.stderr)
        return 2


def _run(given: argparse.Namespace) -> int:
    last: StageName = "write" if given.command == "run" else given.command
    limits = Limits(given.seconds, given.megabytes, given.jobs)
    settings = Settings(given.raw, given.out, given.build, given.only, given.force, limits)
    outcome = run(settings, last)
    print("\n".join(outcome.said))
    return outcome.status


def _evaluate(given: argparse.Namespace) -> int:
    from pipeline.evaluate import evaluate, render  # noqa: PLC0415 - each command loads what it needs

    print(render(evaluate(given.gold, given.out), given.detail))
    return 0


def _validate(given: argparse.Namespace) -> int:
    from pipeline.validate import validate  # noqa: PLC0415
    from pipeline.workbook import read_workbook  # noqa: PLC0415

    messages, right = validate(given.out, read_workbook)
    print("\n".join(messages))
    return 0 if right else 1


def _review(given: argparse.Namespace) -> int:
    from pipeline.desk import serve  # noqa: PLC0415

    serve(given.out, given.raw, given.build, port=given.port, open_browser=not given.no_browser)
    return 0


def _merge(given: argparse.Namespace) -> int:
    from pipeline.review import merge_files  # noqa: PLC0415
    from pipeline.workbook import read_workbook  # noqa: PLC0415

    lines, conflicts = merge_files(given.files, given.out, read_workbook)
    print("\n".join(lines))
    return 1 if conflicts else 0


def _stats(given: argparse.Namespace) -> int:
    from pipeline.review import stats  # noqa: PLC0415
    from pipeline.workbook import read_workbook  # noqa: PLC0415

    print(stats(given.out, read_workbook))
    return 0


def _dictionary(given: argparse.Namespace) -> int:
    from pipeline.dictionary import update  # noqa: PLC0415

    print(f"{given.readme}: {'updated' if update(given.readme) else 'up to date'}")
    return 0


_COMMANDS = {
    **dict.fromkeys(("run", *STAGES), _run),
    "evaluate": _evaluate,
    "validate": _validate,
    "review": _review,
    "merge-reviews": _merge,
    "stats": _stats,
    "dictionary": _dictionary,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipeline", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands, "run", "all stages: raw/ becomes extracted/")
    _add_run(commands, "ingest", "read the reports into build/")
    _add_run(commands, "segment", "find their sections, findings and ratings (reads first, where needed)")
    _add_run(commands, "figures", "find their figures (the stages before it first, where needed)")
    _add_run(commands, "write", "write the tables (the stages before it first, where needed)")
    evaluation = commands.add_parser("evaluate", help="hold the tables against hand labels")
    evaluation.add_argument("--gold", type=Path, required=True, help="folder of gold files")
    evaluation.add_argument("--detail", action="store_true", help="list misses and false alarms")
    desk = commands.add_parser("review", help="check the rows one by one in the browser")
    desk.add_argument("--raw", type=Path, default=Path("raw"), help="folder of the reports")
    desk.add_argument("--build", type=Path, default=Path("build"), help="folder of results between stages")
    desk.add_argument("--port", type=int, default=0, help="port to listen on; 0 takes a free one")
    desk.add_argument("--no-browser", action="store_true", help="only print the address")
    merge = commands.add_parser(
        "merge-reviews", help="join other people's decisions: reviews.csv, a table or review.xlsx"
    )
    merge.add_argument("files", type=Path, nargs="+", metavar="FILE", help="their copies")
    stats = commands.add_parser("stats", help="count what reviewers accepted, edited and rejected")
    validation = commands.add_parser("validate", help="check extracted/ against its description")
    words = commands.add_parser("dictionary", help="put the data dictionary into the README")
    words.add_argument("--readme", type=Path, default=Path("README.md"))
    for command in (evaluation, desk, merge, stats, validation):
        command.add_argument("--out", type=Path, default=Path("extracted"), help="folder of the tables")
    return parser


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, says: str) -> None:
    command = commands.add_parser(name, help=says, description=says)
    command.add_argument("--raw", type=Path, default=Path("raw"), help="folder of the reports")
    command.add_argument("--out", type=Path, default=Path("extracted"), help="folder of the tables")
    command.add_argument("--build", type=Path, help="folder of results between stages; else build beside out")
    command.add_argument("--only", metavar="GLOB", help="only reports whose name or path matches")
    command.add_argument("--force", action="store_true", help="make everything anew")
    command.add_argument("--jobs", type=int, default=0, help="reports side by side; 0: one for each core")
    command.add_argument("--seconds", type=int, default=600, help="time one report may take")
    command.add_argument("--megabytes", type=int, default=4000, help="memory one report may take")


if __name__ == "__main__":
    sys.exit(main())
