"""Typed numbers: what a document writes as a number, a range or a tolerance, as exact decimal ends.

"3,14" +- "0.01"  ->  3.13 .. 3.15        "1" .. "5"  ->  1 .. 5        "5.28 m"  ->  5.28, unit m
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from quizmill.draft import DraftAnswer
from quizmill.item import NumericAnswer

_NUMBER = re.compile(
    r"^\s*(?P<sign>[-+\u2212]?)\s*(?P<body>\d[\d\s.,'\u00a0\u202f]*|[.,]\d+)(?:\s*[x\u00d7*]\s*10\s*\^?\s*(?P<power>[-+\u2212]?\d+)|"
    r"[eE](?P<exp>[-+\u2212]?\d+))?\s*(?P<unit>[^\d\s.,;:][^\d;:]{0,15})?\s*$"
)


def parse(text: str) -> tuple[Decimal, str] | None:
    """The number that a whole text is, and its unit; None where it is not one number."""
    match = _NUMBER.match(text[:80])
    if not match or len(text) > 80:
        return None
    body = _plain(re.sub(r"[\s'\u00a0\u202f]", "", match["body"]))
    if body is None:
        return None
    sign = "-" if match["sign"] in ("-", "\u2212") else ""
    power = (match["power"] or match["exp"] or "0").replace("\u2212", "-")
    try:
        value = Decimal(f"{sign}{body}E{power}")
    except InvalidOperation:
        return None
    return (value, (match["unit"] or "").strip()) if abs(value.adjusted()) < 60 else None


def _plain(body: str) -> str | None:
    """Digits with one decimal point. A single comma before other than three digits is a decimal comma."""
    if "," not in body:
        return body.rstrip(".") if body.count(".") <= 1 else None
    if "." in body:
        groups = body.replace(".", "") if body.rindex(",") > body.rindex(".") else body.replace(",", "")
        return groups.replace(",", ".") if groups.count(",") + groups.count(".") <= 1 else None
    head, *tail = body.split(",")
    if len(tail) == 1 and (len(tail[0]) != 3 or head in ("", "0")):
        return f"{head or '0'}.{tail[0]}"
    return body.replace(",", "") if all(len(group) == 3 for group in tail) else None


def text(value: Decimal) -> str:
    """The shortest plain decimal: 3.10 -> 3.1, 1E+2 -> 100."""
    plain = format(value, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def answer(draft: DraftAnswer) -> NumericAnswer | None:
    """A draft's number with its tolerance or range; None where it is no number."""
    low = parse(draft.text.text)
    if low is None:
        return None
    value, unit = low
    high = parse(draft.upper) if draft.upper else None
    if draft.upper and high is None:
        return None
    ends = sorted((value, high[0])) if high else _around(value, draft.tolerance)
    if ends is None:
        return None
    return NumericAnswer(
        low=text(ends[0]),
        high=text(ends[1]),
        credit=draft.credit,
        feedback=draft.feedback.text,
        exact=draft.exact if high else re.sub(r"\s+", " ", draft.text.text.removesuffix(unit)).strip(),
        unit=draft.unit or unit,
    )


def _around(value: Decimal, tolerance: str) -> list[Decimal] | None:
    if not tolerance:
        return [value, value]
    amount = parse(tolerance.strip().rstrip("%"))
    if amount is None:
        return None
    width = abs(amount[0]) * (abs(value) / 100 if tolerance.strip().endswith("%") else 1)
    return [value - width, value + width]
