"""Ratings told in sentences: "was rated 2.8 out of 4, unsatisfactory", "The overall rating is MS."

A mark is a level of a scale, a score, or both; before it stands what rates ("was rated as", "a rating
of", "The rating is"). What is rated is the subject or object, or what the mark is said to be "on". What
is said of many things at once, on a condition, or by those an organisation serves, is no rating.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Rating, Span
from pipeline.phrases import fold
from pipeline.profile import Profile, Scale
from pipeline.segment.components import component_named, is_name, printed_component
from pipeline.segment.draft import Reading
from pipeline.segment.legends import lists_levels
from pipeline.segment.marks import Mark, marks
from pipeline.segment.names import component_above
from pipeline.segment.scales import Point, rating_of, scale_by_header, scale_for

_I = re.IGNORECASE
_SPEAKS = re.compile(r"\b(?:rat(?:e|ing)|scor|grade|mark|judge|assess|classif|deem|consider|conclusion)", _I)
_LONGEST = 2000  # characters of a sentence; what is longer is a table read as one
_REACH = 200  # characters before a mark in which what rates stands
_NOUN = r"(?:ratings?|scores?|grades?|marks?)"
_BE = r"(?:is|are|was|were|has\s+been|have\s+been|been|remains?|remained)"
_STRONG = r"(?:(?:rat|grad|scor)(?:ed|es?)|marked)"
_VERB = rf"(?:{_STRONG}|assess(?:ed|es)?|judge[sd]?|classif(?:ied|ies)|consider(?:ed|s)|deem(?:ed|s))"
_MARK = r"\s+[\"“'‘(]?$"
_PASSIVE = re.compile(
    rf"(?P<be>\b{_BE}\s+(?:\w+ly\s+|also\s+|again\s+|still\s+)?)?(?<![\w-])(?P<verb>{_VERB})"
    r"(?:(?:\s+by\s+(?P<by>[^,.;:]{2,60}))?\s+(?:as|at|to\s+be))?(?:\s+(?:being|overall|an?))*" + _MARK,
    _I,
)
_ACTIVE = re.compile(
    rf"(?<![\w-])(?:(?P<verb>{_VERB})\s+(?P<what>[^,.;:]{{2,90}}?)\s+(?:as|at|to\s+be)(?:\s+being)?"
    rf"|(?P<bare>{_STRONG})\s+(?P<it>[^,.;:]{{2,90}}?))" + _MARK,
    _I,
)
_GIVEN = re.compile(
    rf"\b(?:(?P<takes>receive[sd]?|obtain(?:s|ed)|achieve[sd]?|earn(?:s|ed)|gets?|got|ha[sd]|with|scored|"
    rf"{_BE}\s+(?:given|awarded|assigned))|(?P<gives>gives?|gave|given|award(?:s|ed)?|assign(?:s|ed)|issue[sd]|"
    r"result(?:s|ed)\s+in|c[ao]me\s+to)(?:\s+(?P<what>[^,.;:]{2,80}?))?)\s+(?:an?|the)\s+"
    rf"(?:(?P<name>(?:[\w-]+\s+){{0,3}}?(?:{_NOUN}|conclusion))\s+of\s+|(?:[\w-]+\s+){{0,2}}?)[\"“'‘]?$",
    _I,
)
_COPULA = re.compile(
    rf"(?P<name>(?:[\w’'&-]+\s+){{0,7}}?(?:{_NOUN}|overall\s+(?:assessment|opinion|conclusion))"
    rf"(?:\s+(?:of|for|on)\s+[^,.;:]{{2,60}}?)?)\s+(?:{_BE}(?:\s+(?:up|down)graded\s+to)?|stands?\s+at|stood\s+at)(?:\s+(?:\w+ly|thus|at))?"
    + _MARK,
    _I,
)
_GRANTED = re.compile(rf"\b(?:an?|the)\s+(?P<name>(?:\w+\s+){{0,2}}?{_NOUN})\s+of\s+[\"“'‘]?$", _I)
_GRANTED_TO = re.compile(rf"\W*\s{_BE}\s+(?:given|awarded|assigned)\s+(?:to|for)\s+", _I)
_CLOSES = re.compile(
    r"[\"”'’)]*\s*(?:[.,;:()–—]|$|(?:and|but|while|whereas|overall|for|in|on|with|by|due|because|against|as|at|under|"
    rf"from|during|since|compared|up|down|is|was|{_NOUN})\b)",
    _I,
)
_MANY = re.compile(
    r"[\"”'’]?\s+(?:(?:on|in|for|against|across)\s+(?:at\s+least|only|one|most|some|several|many|both|all|each|every|"
    r"(?:the\s+)?(?:vast\s+|large\s+|great\s+)?majority|two|three|four|five|six|seven|eight|nine|ten|\d)\b|"
    r"(?:where|when|if)\b|to\s+\d|(?:or|and)\s+(?:above|better|higher|below|lower|worse|more|less)\b)",
    _I,
)
_CONDITION = re.compile(
    r"\b(?:will|would|should|could|can|cannot|may|might|must|shall|not|never|to)(?:\s+be)?\s*$|"
    r"^\W*(?:if|unless|when|where|whenever|wherever)\b|\b(?:share|proportion|percentage|number)\s+of\b|\bscoring\b",
    _I,
)
_BORROWER = re.compile(r"\b(?:credit|outlook|rating agenc\w+|sovereign)\b", _I)
_SERVED = re.compile(
    r"\b(?P<who>staff|participants|respondents|interviewees|informants|beneficiaries|stakeholders|users|trainees|"
    r"parents|patients|clients|farmers|students|attendees|members|recipients)\b",
    _I,
)
_SOME = re.compile(r"\d|%|\bper ?cent|\b(?:most|many|some|several|few|majority|half|third|quarter)s?\b", _I)
_ABOUT = re.compile(
    r"[\"”'’)]*,?\s*(?:overall\s*)?,?\s*\b(?P<how>on|for|in|against|in\s+terms\s+of|with\s+(?:regard|respect)\s+to)\s+"
    r"(?P<name>[^,.;:()]+?)(?=\s+(?:but|by|with|which|while|from|during|because|due|in\s+\d)\b|[,.;:()]|$)",
    _I,
)
_INTRO = re.compile(
    r"^\W*(?:on|for|under|against|regarding|in\s+terms\s+of|with\s+regard\s+to)\s+(?P<name>[^,;:]+),", _I
)
_SUBJECT_OPENS = re.compile(
    r"^.*(?:[,;:–—]|\b(?:that|while|whilst|whereas|although|though|because|since|as|but))\s+", _I
)
_FILLING = re.compile(
    r"^(?:(?:and|but|or|overall,|also|however|only|thus|therefore|with|the|its|their|an?|our|this)(?!\w),?\s*)+",
    _I,
)
_PRONOUN = re.compile(
    r"(?:it|they|(?:this|the|that|each)\s+(?:criterion|component|indicator|kpi|area|dimension|category))?", _I
)
_ASSESSED = re.compile(
    r"(?:country\s+)?(?:programme|program|project|organi[sz]ation|agency|office|fund|bank|institution)", _I
)
_GENERAL = re.compile(
    r"(?:(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|most|many|some|several|few|half|"
    r"a|an|any|each|every|no|all|both|these|those|such|of)\s|(?:ratings|scores|grades|projects|operations|"
    r"programmes|programs|evaluations|reports|organi[sz]ations|agencies|countries|offices|indicators|components|criteria|"
    r"interventions|grants|loans)\b)",
    _I,
)
_GAP = re.compile(
    r"[\"”'’)]*(?:\s+(?:by|on|for|in)\s+[^,.;:]{2,60}?)?\s*(?:,|;|\b(?:and|but|while|whereas)\b)\s*(?:and|but|while|whereas)?\b"
    r"(?P<name>(?!\W*(?:with|because|due|as|given|despite|owing|reflecting|\w+ing)\b)[^,.;:()]*?)"
    rf"(?:\s+as|\s+{_BE}(?:\s+(?:only|also|even|still|again))?)?\s*[\"“'‘]?",
    _I,
)
_IN_YEAR = re.compile(r"[\"”'’)]*\s+(?:in|for)\s+(?:19|20)\d{2}\b")
_GAP_WORDS = 8
_HIGHEST = 10  # a number above it that names no top is no score


@dataclass(frozen=True, slots=True)
class _Said:
    """What rates: whom or what (empty where left out), by whom, the rating's own name, the verb.

    A participle behind its noun ("projects rated satisfactory") tells which are meant more often than it
    rates them.
    """

    of: str
    by: str = ""
    name: str = ""
    verb: str = ""
    participle: bool = False


def rated_in_sentence(reading: Reading, sentence: Span) -> Iterator[Rating]:
    """The ratings a sentence tells."""
    text = reading.document.text[sentence.start : sentence.end]
    told = len(text) <= _LONGEST and _SPEAKS.search(text)
    if told and not _BORROWER.search(text) and not lists_levels(text, reading.profile):
        yield from _told(reading, text, sentence.start)


def _told(reading: Reading, text: str, start: int) -> Iterator[Rating]:
    profile = reading.profile
    done, component, scale = 0, None, None
    for mark in marks(text, profile):
        before, after = text[done : mark.start][-_REACH:], text[mark.end :]
        stands_on = scale_for(mark.label, profile, text) if mark.label else scale_by_header(text, profile)
        said = _said(before, after, text[mark.level_end :])
        if said is not None:
            component = _component(reading, said, text, after, start)
            known = component is not None and component_named(component, profile) is not None
            if _is_none(said, mark, text, after, stands_on, known):
                component = None
        elif component is not None and scale is stands_on and (mark.label or _IN_YEAR.match(after)):
            component = _carried(before, after, component, profile)
        else:
            continue
        if component is None:
            continue
        done, scale = mark.end, stands_on
        low, high = (scale.minimum, scale.maximum) if scale else (None, None)
        point = Point(
            mark.label and mark.label[0].upper() + mark.label[1:], mark.score, scale, low, mark.top or high
        )
        year = _IN_YEAR.match(after)
        said_for = year.group() if year else ""
        yield rating_of(point, component, Span(start + mark.start, start + mark.end), said_for)


def _said(before: str, after: str, behind: str) -> _Said | None:
    """How a sentence says that a mark is a rating; None where it does not."""
    if (match := _PASSIVE.search(before)) is not None:
        verb = match["verb"].lower()
        finite = bool(match["be"]) or verb.startswith("scor") or verb.endswith("es")
        of = _subject(before[: match.start()], finite)
        return None if of is None else _Said(of, match["by"] or "", verb=verb, participle=not finite)
    given = _GIVEN.search(before)
    if given is not None and (given["name"] or re.match(rf"[\"”’]?\s+{_NOUN}\b", behind, _I)):
        of = _subject(before[: given.start()], True) if given["takes"] else (given["what"] or "")
        return None if of is None else _Said(_FILLING.sub("", of), name=given["name"] or "")
    if (match := _GRANTED.search(before)) is not None and (to := _GRANTED_TO.match(after)) is not None:
        return _Said(_FILLING.sub("", re.split(r"[,.;:]", after[to.end() :])[0]), name=match["name"])
    if (match := _COPULA.search(before)) is not None:
        of = _subject(re.sub(r"^.*\band\s+(?=(?:the|its|an?)\b)", "", match["name"]), True)
        return None if of is None or before[: match.start()].strip()[-1:].isalnum() else _Said(of)
    if (match := _ACTIVE.search(before)) is not None:
        what = match["what"] or match["it"]
        if re.search(r"\b(?:and|or|but)$", what):
            return None  # "scored high on access and low on quality"
        verb = (match["verb"] or match["bare"]).lower()
        return _Said(_FILLING.sub("", what), before[: match.start()], verb=verb)
    return None


def _subject(before: str, finite: bool) -> str | None:
    """The noun phrase before a verb, empty where it is a pronoun or left out; None where nothing is rated."""
    if _CONDITION.search(before):
        return None
    words = _SUBJECT_OPENS.sub("", before + " ").strip()
    if not words and not finite:
        words = _SUBJECT_OPENS.sub("", before.rstrip(" ,;")).strip()
    if re.search(r"\band$", words) or words.lower() in {"", "and"}:
        return ""
    words = re.sub(r"^(?:and|or|overall,|in addition,)\s+", "", words, flags=_I)
    words = re.split(r"\s+(?:relating\s+to|concerning|regarding)\s", words)[0]
    return None if _GENERAL.match(words + " ") else _FILLING.sub("", words)


def _is_none(said: _Said, mark: Mark, text: str, after: str, scale: Scale | None, known: bool) -> bool:
    """Whether what reads like a rating is an opinion, a count of things, or said of many."""
    if not _CLOSES.match(after) or _MANY.match(after) or (said.participle and not known):
        return True
    weak = said.verb and not re.match(_STRONG, said.verb)
    if mark.label is None and mark.top is None and (weak or (mark.score or 0) > _HIGHEST):
        return True
    if weak and mark.label is not None and not (known and said.verb.startswith(("assess", "judge"))):
        quoted = text[mark.start - 1 : mark.start] in {'"', "“", "'", "‘"}
        marked = mark.label[0].isupper() or quoted or " " in mark.label or mark.score is not None
        if not marked and not re.search(r"\brat(?:ed|ing)|\bscor", text, _I):
            return True
    by = re.match(r"[\"”'’)]*\s+by\s+[^,.;:]{2,60}", after, _I)
    raters = f"{said.by} {by.group() if by else ''}"
    served = _SERVED.search(raters)
    if served is None:
        return False
    asked = served["who"].lower() == "respondents" and scale is not None and scale.maximum is not None
    return not asked or _SOME.search(raters) is not None


def _component(reading: Reading, said: _Said, text: str, after: str, start: int) -> str | None:
    """What is rated, by the profile's name where it knows one."""
    profile = reading.profile
    of = re.sub(r"^.*\b(?:performance|progress)\s+(?:on|in|against)\s+", "", said.of, flags=_I)
    if component_named(of, profile) is not None:
        return printed_component(of, profile)
    pronoun = _PRONOUN.fullmatch(said.of) is not None
    intro = _INTRO.match(text)
    if intro is not None and (_ASSESSED.fullmatch(said.of) or component_named(intro["name"], profile)):
        pronoun = True  # "On gender, the programme scored 2"
    about = _ABOUT.match(after)
    if about is not None:
        told = _about(about["name"], profile)
        bare = said.name and told == about["name"]  # "a score of 3 for transparency", not "for its work"
        how = fold(about["how"])
        sure = how not in {"for", "in"} or (how == "for" and (bare or (pronoun and not said.name)))
        if component_named(told, profile) or (sure and is_name(told)):
            return printed_component(told, profile)
    if not pronoun:
        return printed_component(said.of, profile) if is_name(said.of) else None
    if intro is not None and is_name(intro["name"]):
        return printed_component(_FILLING.sub("", intro["name"]), profile)
    if said.name.lower().startswith("overall"):
        return said.name
    if re.match(r"\W*overall\b", after, _I):
        return "Overall"
    return component_above(reading, start)


def _about(words: str, profile: Profile) -> str:
    """What a mark is said to be on: the whole where it is a known name, else up to "and"."""
    whole = _FILLING.sub("", words)
    return whole if component_named(whole, profile) else re.split(r"\s+and\s", whole)[0]


def _carried(between: str, after: str, before: str, profile: Profile) -> str | None:
    """What a further mark rates, told without a verb: ", quality at entry unsatisfactory"."""
    match = _GAP.fullmatch(between)
    if match is None or not _CLOSES.match(after) or _MANY.match(after):
        return None
    name = _FILLING.sub("", match["name"].strip())
    if name:
        return name if is_name(name) and len(name.split()) <= _GAP_WORDS else None
    about = _ABOUT.match(after)
    if about is not None and is_name(told := _about(about["name"], profile)):
        return told
    return before if re.match(r"\W*by\b", after) or _IN_YEAR.match(after) else None
