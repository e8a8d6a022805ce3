"""Document → sections, findings, ratings, with what the report says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Document, Segmentation
from pipeline.profile import Profile
from pipeline.segment.assemble import assembled
from pipeline.segment.choose import choose
from pipeline.segment.declared import declared
from pipeline.segment.draft import Reading
from pipeline.segment.front import cover
from pipeline.segment.identity import identity
from pipeline.segment.legends import with_own_scales
from pipeline.segment.outline import outline
from pipeline.segment.rated_tables import unknown_levels
from pipeline.segment.ratings import ratings
from pipeline.segment.scattered import scattered_tables
from pipeline.segment.units import flow


def segment(document: Document, profiles: tuple[Profile, ...], stated: Mapping[str, str]) -> Segmentation:
    """Everything the segment stage finds in one document, in document order.

    `stated` is what a person said of the report (title, organisation, organisation_acronym,
    assessor, framework, published); it wins over what was read.
    """
    profile, problems = choose(document, profiles)
    profile = with_own_scales(document, profile)
    reading = Reading(document, profile, outline(document, profile), flow(document))
    tables = scattered_tables(reading)
    who = identity(document, profile, stated)
    found = declared(reading, tables)
    headless = (*(table.span for table in tables), *cover(document, profile))
    sections, findings = assembled(reading, headless, found, who)
    doubts = (doubt for table in document.tables for doubt in unknown_levels(reading, table))
    return Segmentation(who, profile.name, sections, findings, ratings(reading, tables), (*problems, *doubts))
