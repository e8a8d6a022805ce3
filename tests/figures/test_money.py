"""Amounts of money in every written form."""

from __future__ import annotations

import pytest
from reading_figures import told

from pipeline.figures import find_figures

AMOUNTS = [
    # code, sign or name; before or behind
    ("The budget was USD 2.1 billion.", "USD 2.1 billion | money | 2100000000 | USD"),
    ("Core funding of US$1.2bn was pledged.", "US$1.2bn | money | 1200000000 | USD"),
    ("UK funding came to £20m.", "£20m | money | 20000000 | GBP"),
    ("DFID gave £13.4 million in core support.", "£13.4 million | money | 13400000 | GBP"),
    ("It approved EUR 3,5 Mio. for the region.", "EUR 3,5 Mio | money | 3500000 | EUR"),
    ("A grant of CHF 4 Mio was signed.", "CHF 4 Mio | money | 4000000 | CHF"),
    ("Budget: 37.741 USD", "37.741 USD | money | 37741 | USD"),
    ("Budget : USD 3 000 000", "USD 3 000 000 | money | 3000000 | USD"),
    ("a total of 450,000 euros", "450,000 euros | money | 450000 | EUR"),
    ("The loan of SDR 12.5 million became effective.", "SDR 12.5 million | money | 12500000 | XDR"),
    ("the sum of 250 million CFA francs", "250 million CFA francs | money | 250000000 | XOF"),
    ("Denmark gave 30 million Danish kroner.", "30 million Danish kroner | money | 30000000 | DKK"),
    ("A top-up of NOK 150 million followed.", "NOK 150 million | money | 150000000 | NOK"),
    ("SEK 1.2 billion over the period", "SEK 1.2 billion | money | 1200000000 | SEK"),
    ("AUD 45.6 million was disbursed", "AUD 45.6 million | money | 45600000 | AUD"),
    ("A$45 million was disbursed", "A$45 million | money | 45000000 | AUD"),
    ("C$ 1.5 billion from Canada", "C$ 1.5 billion | money | 1500000000 | CAD"),
    ("CAN$12 million from Canada", "CAN$12 million | money | 12000000 | CAD"),
    ("NZ$3.2m for the Pacific", "NZ$3.2m | money | 3200000 | NZD"),
    ("JPY 500 million from Japan", "JPY 500 million | money | 500000000 | JPY"),
    ("¥1,000 per household", "¥1,000 | money | 1000 | JPY"),
    ("500 million yen", "500 million yen | money | 500000000 | JPY"),
    ("KES 12,500 a month", "KES 12,500 | money | 12500 | KES"),
    ("KSh 12,500 a month", "KSh 12,500 | money | 12500 | KES"),
    ("UGX 3.2 billion was recovered", "UGX 3.2 billion | money | 3200000000 | UGX"),
    ("ETB 45 million was budgeted", "ETB 45 million | money | 45000000 | ETB"),
    ("Rs. 5 crore was released", "Rs. 5 crore | money | 50000000 | INR"),
    ("INR 1,00,000 a year", "INR 1,00,000 | money | 100000 | INR"),
    ("₹2 lakh for each village", "₹2 lakh | money | 200000 | INR"),
    ("₦4.5 billion in arrears", "₦4.5 billion | money | 4500000000 | NGN"),
    ("R$ 10 milhões is not English but R$ 10 is", "R$ 10 | money | 10 | BRL; R$ 10 | money | 10 | BRL"),
    ("20 EUR", "20 EUR | money | 20 | EUR"),
    ("€20", "€20 | money | 20 | EUR"),
    ("20€", "20€ | money | 20 | EUR"),
    ("USD3.14", "USD3.14 | money | 3.14 | USD"),
    ("3.14US$", "3.14US$ | money | 3.14 | USD"),
    ("US$: 12.99", "US$: 12.99 | money | 12.99 | USD"),
    ("U.S. $40 million", "U.S. $40 million | money | 40000000 | USD"),
    ("forty million US dollars", "forty million US dollars | money | 40000000 | USD"),
    ("40 million United States dollars", "40 million United States dollars | money | 40000000 | USD"),
    ("ten pounds sterling", "ten pounds sterling | money | 10 | GBP"),
    ("2.5 million Swiss francs", "2.5 million Swiss francs | money | 2500000 | CHF"),
    ("AED 8,000 (USD 2,179)", "AED 8,000 | money | 8000 | AED; USD 2,179 | money | 2179 | USD"),
    # a bare dollar is the document's own
    ("$1.5m", "$1.5m | money | 1500000 | USD"),
    ("$ 250,000", "$ 250,000 | money | 250000 | USD"),
    ("10k$", "10k$ | money | 10000 | USD"),
    ("$10K", "$10K | money | 10000 | USD"),
    ("$2.17T", "$2.17T | money | 2170000000000 | USD"),
    ("€10B", "€10B | money | 10000000000 | EUR"),
    ("five million dollars", "five million dollars | money | 5000000 | USD"),
    ("half a million dollars", "half a million dollars | money | 500000 | USD"),
    ("a million dollars", "a million dollars | money | 1000000 | USD"),
    ("one million dollars", "one million dollars | money | 1000000 | USD"),
    ("two and a half million euros", "two and a half million euros | money | 2500000 | EUR"),
    ("50 cents", "50 cents | money | 0.5 | USD"),
    ("75 pence", "75 pence | money | 0.75 | GBP"),
    (
        "US$ 4.7 of US$ 20.4 million",
        "US$ 4.7 | money | 4700000 | USD; US$ 20.4 million | money | 20400000 | USD",
    ),
    ("UA 4.8 billion", "UA 4.8 billion | money | 4800000000 | XUA"),
    ("1 million 500 thousand dollars", "1 million 500 thousand dollars | money | 1500000 | USD"),
    ("10¢", "10¢ | money | 0.1 | USD"),
    ("100元", "100元 | money | 100 | CNY"),
    ("50 dollar 40 rmb", "50 dollar | money | 50 | USD; 40 rmb | money | 40 | CNY"),
    ("$ 20,000.00 $ 37,305.97", "$ 20,000.00 | money | 20000 | USD; $ 37,305.97 | money | 37305.97 | USD"),
    ("the cost is $4.25 and 32 is the quantity", "$4.25 | money | 4.25 | USD; 32 | count | 32 | -"),
    ("a $20 million trust fund", "$20 million | money | 20000000 | USD"),
    ("a 20-million-dollar trust fund", "20-million-dollar | money | 20000000 | USD"),
    ("a US$20-million trust fund", "US$20-million | money | 20000000 | USD"),
    # the scale in other places
    ("USD million 60", "USD million 60 | money | 60000000 | USD"),
    ("EUR million 3.5", "EUR million 3.5 | money | 3500000 | EUR"),
    ("US$ 1.2 m", "US$ 1.2 m | money | 1200000 | USD"),
    ("EUR 12.5 mn", "EUR 12.5 mn | money | 12500000 | EUR"),
    ("USD 45 mln", "USD 45 mln | money | 45000000 | USD"),
    ("USD 300 thousand", "USD 300 thousand | money | 300000 | USD"),
    ("USD 300k", "USD 300k | money | 300000 | USD"),
    ("USD 1.2 trillion", "USD 1.2 trillion | money | 1200000000000 | USD"),
    ("£1.2 thousand million", "£1.2 thousand million | money | 1200000000 | GBP"),
    # grouping and decimals
    ("1 234,56 €", "1 234,56 € | money | 1234.56 | EUR"),
    ("EUR 1.234.567,89", "EUR 1.234.567,89 | money | 1234567.89 | EUR"),
    ("CHF 1'234'567.80", "CHF 1'234'567.80 | money | 1234567.8 | CHF"),
    ("USD 1,234,567.89", "USD 1,234,567.89 | money | 1234567.89 | USD"),
    ("USD 12 345 678", "USD 12 345 678 | money | 12345678 | USD"),
    ("USD 12\u00a0345\u00a0678", "USD 12 345 678 | money | 12345678 | USD"),
    ("USD 12\u202f345", "USD 12 345 | money | 12345 | USD"),
    ("USD 12\u2009345", "USD 12 345 | money | 12345 | USD"),
    ("Rp 31.500", "Rp 31.500 | money | 31500 | IDR"),
    ("$ 1.144.000", "$ 1.144.000 | money | 1144000 | USD"),
    ("USD 1.234 billion", "USD 1.234 billion | money | 1234000000 | USD"),
    ("45,00 zł", "45,00 zł | money | 45 | PLN"),
    ("9 800 Kč", "9 800 Kč | money | 9800 | CZK"),
    # negatives
    ("a deficit of -USD 4.2 million", "-USD 4.2 million | money | -4200000 | USD"),
    ("a balance of USD -4.2 million", "USD -4.2 million | money | -4200000 | USD"),
    ("a change of −£3m", "−£3m | money | -3000000 | GBP"),
    # two parts of one amount
    ("20 dollars and 43 cents", "20 dollars and 43 cents | money | 20.43 | USD"),
    ("3 dollars 50 cents", "3 dollars 50 cents | money | 3.5 | USD"),
]


@pytest.mark.parametrize(("text", "expected"), AMOUNTS)
def test_amount(text: str, expected: str) -> None:
    """An amount is read in whole units of its currency, whatever stands where."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "inferred"),
    [("$20 million", True), ("US$20 million", False), ("20 million dollars", True), ("£20 million", False)],
)
def test_a_shared_sign_is_inferred(text: str, inferred: bool) -> None:
    """A sign that many currencies share says that its currency was inferred."""
    (figure,) = find_figures(text, context=False)
    assert figure.currency_inferred is inferred


def test_a_bare_dollar_is_the_documents_own() -> None:
    """Where a text names Canadian dollars, its bare $ means those."""
    text = "Canada gave CAD 20 million in 2019. A further $5 million came in 2020."
    assert told(text) == "CAD 20 million | money | 20000000 | CAD; $5 million | money | 5000000 | CAD"


def test_one_other_dollar_does_not_turn_every_sign() -> None:
    """A report that names one Australian contribution still means US dollars by $."""
    text = "Australia gave AUD 20 million. " + "A further $5 million came. " * 9
    assert told(text).count("5000000 | USD") == 9


@pytest.mark.parametrize(
    "text",
    [
        "TOP 10 donors",
        "ALL 25 staff were TRY 3",
        "the dollar rose",
        "per cent",
        "USD",
        "£",
        "cost in US dollars",
        "a multi-million dollar project",
        "R5 and R6 were accepted",
        "SDG 5",
        "the EUR zone",
        "a pound of flesh",
    ],
)
def test_no_money(text: str) -> None:
    """Words that only look like money make no amount."""
    assert "money" not in told(text)
