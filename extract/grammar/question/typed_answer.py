"""An accepted answer as a form prints it: bold, with the type of field before it.

***(Type: Numeric) 9***   ->   9, a number
"""

from __future__ import annotations

import re
from dataclasses import replace

from quizmill.draft import DraftAnswer, Fragment

_BOLD = re.compile(r"\A(?P<s>\*{1,3}|_{1,3})(?=\S)(?P<in>[^*_\n]+?)(?<=\S)(?P=s)\Z")  # a typed answer has no looks
_TYPED = re.compile(
    r"\A\*{0,3}[(\[]\s*type\s*:\s*(?P<type>numeric|number|integer|string|text)\s*[)\]]\s*(?P<said>[^\n]+?)\*{0,3}\s*\Z",
    re.IGNORECASE,
)


_N = r"[-+\u2212]?(?:\d[\d ,.\u00a0\u202f]*\d|\d)(?:\s?[x\u00d7*]\s?10\s?\^?\s?[-+\u2212]?\d+|[eE][-+]?\d+)?"
_TOLERANT = re.compile(
    rf"(?P<n>{_N})\s*(?P<u1>[^\d\s±+][^\d±+]{{0,12}}?)?\s*(?:±|\+\s?/\s?[-\u2212–]|\+-)\s*(?P<t>{_N}\s?%?)\s*(?P<u2>\S{{0,12}})\s*\.?\Z"
)
_MEASURED = re.compile(
    rf"(?P<n>{_N})\s?(?P<u>%|‰|°[CFK]?|K|[kcmµμndMG]?(?:m|g|s|N|J|W|V|A|Pa|Hz|mol|L|l|eV|C|F|T|Ω|B|bit|cal)(?:[²³]|\^[23])?"
    r"(?:\s?[/·*]\s?(?:[kcm]?(?:m|g|s|mol|K|L|h|C))(?:[²³]|\^-?[123])?)?|km/h|kWh|min|h|ppm|€|\$|USD|EUR|bar|atm|rpm|dB)\s*\.?\Z"
)


def read(answer: Fragment) -> DraftAnswer:
    """The answer without the name of its field's type; a numeric field's answer is a number, and so is one with a
    tolerance or a unit of measure."""
    found = _TYPED.match(answer.text)
    if found is None:
        plain = answer.text.replace("\\", "").strip(" *_$")
        if tolerant := _TOLERANT.match(plain):
            text, unit = replace(answer, text=tolerant["n"].strip()), (tolerant["u2"] or tolerant["u1"] or "").strip()
            return DraftAnswer(text, numeric=True, tolerance=tolerant["t"].replace(" ", ""), unit=unit.strip("."))
        if measured := _MEASURED.match(plain):
            return DraftAnswer(replace(answer, text=measured["n"].strip()), numeric=True, unit=measured["u"])
        return DraftAnswer(replace(answer, text=bold["in"]) if (bold := _BOLD.match(answer.text)) else answer)
    numeric = found["type"].lower() not in ("string", "text")
    return DraftAnswer(replace(answer, text=found["said"].strip()), numeric=numeric)
