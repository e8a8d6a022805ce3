"""The seeds' concerns, from the reports as the stages read them."""

from __future__ import annotations

import csv
import json

from linked_reports import GOLD, RAW, followed

from pipeline.ingest import read
from pipeline.links import link
from pipeline.links.scoring import labelled, score_threads
from pipeline.model import Report
from pipeline.profile import load_profiles
from pipeline.segment import segment

STATED = ("title", "organisation", "organisation_acronym", "assessor", "framework", "published")


def seeds() -> list[Report]:
    """The two seeds, read and segmented with what raw/sources.csv says of them."""
    reports, profiles = [], load_profiles()
    with (RAW / "sources.csv").open(encoding="utf-8-sig", newline="") as file:
        for source in csv.DictReader(file):
            document = read(RAW / source["file"], source["file"], source["file"].removesuffix(".txt"))
            stated = {name: source[name] for name in STATED if source[name]}
            reports.append(Report(document, segment(document, profiles, stated)))
    return reports


def test_the_seeds_threads() -> None:
    """At least seven in ten of a person's threads have their verdict; at most a quarter of ours is spurious."""
    reports = seeds()
    labels = [labelled(entry) for entry in json.loads((GOLD / "threads.json").read_text(encoding="utf-8"))]
    links = link(reports)
    score = score_threads(followed(links, reports), labels)
    assert len(score.found) >= 0.7 * len(labels)
    assert len(score.spurious) <= 0.25 * len(links.threads)
