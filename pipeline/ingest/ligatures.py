"""Letters drawn as one sign: spelt out, also where a font gives the sign no meaning or a wrong one.

What stands for the sign then ("speci?c", "o?ce") is told by the words it leaves: each such sign is
the ligature with which most of the words around it begin to make sense.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

_FT = "\ufdd0"  # stands for "ft" where a font writes it as a letter that words may begin with
SPELT = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st",
    "\ufb06": "st", "\u019f": "ti", "\u01a9": "tt", "\u01ab": "tti", "\u019e": "tf", _FT: "ft",
}  # fmt: skip
_SIGNS = {"ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02", "ffi": "\ufb03", "ffl": "\ufb04"}
# What stands for a sign without meaning: control and private characters, the mark of a lost one,
# and the two letters that "fi" and "fl" become where one old encoding is taken for another.
_HOLE = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffdÞß]")
_ODD = re.compile("[\x00\x01\x03-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff\ufffdÞßŌ\U00100000-\U0010ffff]")
LOST = re.compile("(?<=[a-z])[\x01\x03-\x08\x0b\x0c\x0e-\x1f\ufffd](?=[a-z])")  # inside a word
_LOST = re.compile("[\x01-\x08\x0e-\x1b\ufffdÞß]")  # in a file of text
_SHIFTED = re.compile("[\U0010014c\U0010019e\U0010019f\U001001a9\U001001ab]")  # glyph numbers as characters
_INNER_FT = re.compile("(?<=[a-z])\u014c")
_SPELT = re.compile(f"[{''.join(SPELT)}]")
_BEFORE, _BEHIND = re.compile(r"[^\W\d_]*\Z"), re.compile(r"[^\W\d_]*")
TOLD = 6  # letters of known words that tell what a sign is
SURE = 5  # letters of one of them: shorter ones begin words of other languages too
SHARE = 0.4  # of the places of a sign whose words are known, for its other places to follow
LONGEST = 20  # letters on either side
# Beginnings of words, as many letters as tell them; what may stand before is listed apart.
_KNOWN = """
ff: effec effor affec affor affair offer offset offen offs staff differ diffus suffer tariff buffer cliff
 off stuff sheriff payoff cutoff coeffe takeoff scaffold afforest handoff kickoff standoff rebuff fluff
ffi: offic effici suffici difficu coeffici affili affirm traffic affini officia graffiti staffin efficac
 affida sufficie
ffl: affluen offline effluen baffl shuffl raffl waffle offload muffl scuffl snuffl
fi: fic fie fif fig fil fin fir fis fit fix fib fid fiv fiber film specifi scientifi identifi
 benefi signifi defini deficie deficit defin defied confi profil profi certifi verifi classifi qualifi
 quantifi modifi notifi clarifi unifi ratifi justifi simplifi intensifi diversifi amplifi codifi
 rectifi satisfi magnifi fortifi pacifi artifici superfici sacrific beneficia prefi refin infin briefi
 outfit fulfi terrifi horrifi electrifi exemplifi falsifi gratifi mortifi nullifi mystifi
 personifi purifi solidifi stratifi testifi typifi configur
fl: conflict reflec reflex inflat inflow inflex inflict outflow overflow workflow cashflow fla fle fli
 flo flu fly deflat deflect influen influx leaflet airflow afloa
"""
_PREFIXES = "un|re|non|in|pre|over|under|out|co|mis|dis|de|sub|multi|inter|self|semi|mal|bene"


def _stems() -> dict[str, list[tuple[str, str]]]:
    """Of each ligature the letters that stand before and behind it in known words."""
    stems: dict[str, list[tuple[str, str]]] = {}
    for line in re.findall(r"^(\w+):((?:.|\n )*)", _KNOWN, re.MULTILINE):
        letters, words = line[0], line[1].split()
        stems[letters] = [word.partition(letters)[::2] for word in words if letters in word]
    return stems


_STEMS = _stems()
_PREFIXED = re.compile(rf"(?:{_PREFIXES})?-?\Z")


def spelt_out(text: str) -> str:
    """A text with every ligature in its letters."""
    if _ODD.search(text):
        text = mended(text, lambda _: 0.0, _LOST)
    return _SPELT.sub(lambda found: SPELT[found.group()], text) if _SPELT.search(text) else text


def mended(text: str, width: Callable[[int], float], hole: re.Pattern[str] = _HOLE) -> str:
    """A text of the same length with signs whose font tells nothing of them as the ligatures they are.

    `width` gives that of the character at an index: equal signs are as wide as each other. `hole`
    finds what may stand for such a sign.
    """
    if not _ODD.search(text):
        return text
    text = _SHIFTED.sub(lambda found: chr(ord(found.group()) & 0xFFFF), text)
    text = _INNER_FT.sub(_FT, text)
    places: dict[tuple[str, int], list[tuple[int, dict[str, int]]]] = {}
    for found in hole.finditer(text):
        index = found.start()
        before = _BEFORE.search(text[max(0, index - LONGEST) : index])
        behind = _BEHIND.match(text[index + 1 : index + 1 + LONGEST])
        around = before.group() if before else "", behind.group() if behind else ""
        if any(around):
            sign = found.group(), round(2 * width(index))
            places.setdefault(sign, []).append((index, _fitting(*around)))
    letters = list(text)
    for (_, wide), found_at in places.items():
        votes = Counter[str]()
        for _, fits in found_at:
            votes.update(fits)
        known = sum(bool(fits) for _, fits in found_at)
        sure = max((length for _, fits in found_at for length in fits.values()), default=0) >= SURE
        if not sure or sum(votes.values()) < TOLD or known < SHARE * len(found_at):
            continue
        for index, fits in found_at:
            told = Counter(fits or votes) + (votes if wide else Counter())
            letters[index] = _SIGNS[max(fits or votes, key=lambda ligature: (told[ligature], -len(ligature)))]
    return "".join(letters)


def _fitting(before: str, behind: str) -> dict[str, int]:
    """The ligatures that make the beginning of a known word of what stands around them, and its length."""
    before, behind = before.lower(), behind.lower()
    fits: dict[str, int] = {}
    for letters, stems in _STEMS.items():
        for first, last in stems:
            start = len(before) - len(first)
            if behind.startswith(last) and before.endswith(first) and _PREFIXED.match(before[:start]):
                fits[letters] = max(fits.get(letters, 0), len(first) + len(letters) + len(last))
    return fits
