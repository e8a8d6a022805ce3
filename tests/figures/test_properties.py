"""What holds for any figure: it reads back, keeps its place, and noise gives nothing wrong."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.figures import find_figures

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WHOLE = st.integers(min_value=1, max_value=999_999_999)
CENTS = st.integers(min_value=0, max_value=99)
SCALES = st.sampled_from(
    [("", 0), (" thousand", 3), (" million", 6), (" billion", 9), ("m", 6), ("bn", 9), ("k", 3), (" mn", 6)]
)
CODES = st.sampled_from(
    [("USD ", "USD"), ("US$", "USD"), ("£", "GBP"), ("€", "EUR"), ("CHF ", "CHF"), ("EUR ", "EUR")]
)
BEHIND = st.sampled_from(
    [(" USD", "USD"), (" euros", "EUR"), (" Swiss francs", "CHF"), ("€", "EUR"), (" Danish kroner", "DKK")]
)
GROUPS = st.sampled_from([",", " ", "\u00a0", "\u202f", "'", ""])


def grouped(value: int, mark: str) -> str:
    """An integer with its thousands set apart."""
    return format(value, ",").replace(",", mark)


@QUICK
@given(WHOLE, CENTS, GROUPS, CODES)
def test_any_amount_reads_back(whole: int, cents: int, mark: str, code: tuple[str, str]) -> None:
    """An amount written with any grouping and two decimals reads back."""
    text = f"{code[0]}{grouped(whole, mark)}.{cents:02d}"
    (figure,) = find_figures(text, context=False)
    assert (figure.value, figure.currency) == (Decimal(whole) + Decimal(cents) / 100, code[1])


@QUICK
@given(WHOLE, CENTS, CODES)
def test_any_european_amount_reads_back(whole: int, cents: int, code: tuple[str, str]) -> None:
    """An amount with points for thousands and a decimal comma reads back."""
    text = f"{code[0]}{grouped(whole, '.')},{cents:02d}"
    (figure,) = find_figures(text, context=False)
    assert figure.value == Decimal(whole) + Decimal(cents) / 100


@QUICK
@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=9), SCALES, BEHIND)
def test_any_scale_reads_back(
    whole: int, tenth: int, scale: tuple[str, int], currency: tuple[str, str]
) -> None:
    """A scale word or letter multiplies, the currency behind it."""
    text = f"{whole}.{tenth}{scale[0]}{currency[0]}"
    (figure,) = find_figures(text, context=False)
    assert figure.value == (Decimal(whole) + Decimal(tenth) / 10) * 10 ** scale[1]
    assert figure.currency == currency[1]


@QUICK
@given(
    st.decimals(min_value=0, max_value=1000, places=1), st.sampled_from(["%", " %", " per cent", " percent"])
)
def test_any_percentage_reads_back(value: Decimal, sign: str) -> None:
    """A percentage keeps its value however its sign is written."""
    (figure,) = find_figures(f"{value}{sign} of projects", context=False)
    assert (figure.kind, figure.value, figure.unit) == ("percentage", value, "percent")


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(value: int) -> str:
    """A number below a million, spelled out."""
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{ONES[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{ONES[value // 100]} hundred" + (f" and {in_words(value % 100)}" if value % 100 else "")
    rest = value % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(value // 1000)} thousand" + (joint + in_words(rest) if rest else "")


@QUICK
@given(st.integers(min_value=2, max_value=999_999))
def test_any_number_in_words_reads_back(value: int) -> None:
    """A spelled-out number below a million reads back."""
    (figure,) = find_figures(f"{in_words(value)} households", context=False)
    assert (figure.value, figure.unit) == (Decimal(value), "households")


FIGURES = st.sampled_from(
    [
        "USD 2.1 billion",
        "57%",
        "£20m-£25m",
        "12 per cent",
        "EUR 1.234.567,89",
        "five years",
        "two thirds of staff",
        "3.4 out of 5",
    ]
)
PROSE = st.sampled_from(
    [
        "The agency reported {} last spring.",
        "According to the Board, {} was too little (see below).",
        "{} – no more, no less.",
        "Results: {}; others did worse.",
    ]
)


@QUICK
@given(FIGURES, PROSE)
def test_prose_keeps_a_figure(figure: str, prose: str) -> None:
    """A figure set into a sentence keeps its span and value."""
    (alone,) = find_figures(figure, context=False)
    text = prose.format(figure)
    (inside,) = find_figures(text, context=False)
    assert text[inside.start : inside.end] == figure[alone.start : alone.end]
    assert (inside.kind, inside.value, inside.value_max) == (alone.kind, alone.value, alone.value_max)


SENTENCES = st.sampled_from(
    [
        "The budget was USD 3 million.",
        "Some 45 countries took part.",
        "It grew by 12 per cent.",
        "KPI 12 was met in 2019.",
        "The review took nine months.",
        "Nobody objected.",
        "One in five posts was vacant.",
    ]
)


@QUICK
@given(st.lists(SENTENCES, min_size=1, max_size=5))
def test_sentences_add_up(sentences: list[str]) -> None:
    """The figures of a text are those of its sentences, nothing more."""
    alone = [
        sentence[f.start : f.end] for sentence in sentences for f in find_figures(sentence, context=False)
    ]
    text = " ".join(sentences)
    assert [text[f.start : f.end] for f in find_figures(text, context=False)] == alone


NOISE = st.text(
    alphabet=st.one_of(
        st.sampled_from("0123456789.,-–—/:()[]%$£€ '’½¾²³¹×x~<>≤≥+\n\t"),
        st.sampled_from("abcdefMmKkBbUSDEURthndr"),
        st.characters(min_codepoint=0x660, max_codepoint=0x669),
        st.characters(),
    ),
    max_size=60,
)


PIECES = st.lists(
    st.sampled_from(
        [
            *"£€$%()/:,.;-–½²'",
            "USD ",
            "12",
            "3.5",
            "1,234",
            "1.234",
            "half",
            "a third",
            "two",
            "ten",
            "hundred",
            "million",
            " ",
            " per cent",
            " to ",
            " and ",
            " from ",
            "between ",
            "in 2019",
            "2017-18",
            " people",
            " of the ",
            " out of ",
            " one in five",
            "k",
            "m",
            "\n",
            "years",
            "-year-old",
            "score of ",
            "KPI ",
            "Table ",
            "n=",
            "over ",
            "٣",
            "cents",
            " and a half",
            "’s",
            "up from ",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_scrambled_figures_never_overlap(text: str) -> None:
    """Pieces of figures in any order give figures in order, apart, with money in a currency."""
    figures = find_figures(text, context=False)
    ends = [0, *(figure.end for figure in figures)]
    assert all(end <= f.start < f.end <= len(text) for end, f in zip(ends, figures, strict=False))
    assert all((f.currency is not None) == (f.kind == "money") for f in figures)
    assert all(f.pair is None or figures[f.pair].pair is not None for f in figures)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NOISE)
def test_noise_never_raises(text: str) -> None:
    """Whatever the text, figures are in order, apart, inside it, and have finite values."""
    figures = find_figures(text, context=False)
    ends = [0, *(figure.end for figure in figures)]
    assert all(0 <= end <= f.start < f.end <= len(text) for end, f in zip(ends, figures, strict=False))
    assert all((f.value.is_finite() and f.value_max is None) or f.value.is_finite() for f in figures)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NOISE)
def test_noise_with_context_never_raises(text: str) -> None:
    """Parsing noise for context raises nothing either."""
    assert len(find_figures(f"{text} 12 countries {text}")) >= 0
