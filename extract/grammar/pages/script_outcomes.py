"""What a script does after it compared a control's value: a score that grows, praise, or a reproof.

    if (q1 == "b") score++;                                  right
    if (q1 == "a") out("Wrong, try again"); else ...         wrong
    switch (q1) { case "a": break; case "b": score++; }      a wrong, b right
    if (q1 == "a") score += 3; if (q1 == "b") score += 1;    right by 3 and by 1: points on a scale, and no key

A score that grows by nought does not grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOLD = re.compile(
    r"(?P<right>(?:score|points?|correct\w*|count|total|result|marks?|right\w*|c|s|ok|hits?|good|punkte|puntos|grade)\s*(?:\+\+|\+=)"
    r"|\+\+\s*(?:score|correct|count|points?)"
    r"|\b(?P<tally>score|points?|correct\w*|count|total|result|marks?|right\w*|hits?|good|punkte|puntos)\s*="
    r"\s*(?P=tally)\s*\+\s*(?=\d)"
    r"|\b(?<!in)(?<!not )correct\b|\bgood job\b|\bwell done\b|richtig|\u0432\u0435\u0440\u043d\u043e|correcto"
    r"|\bgreen\b|\u2705|\u2714|lightgreen|isCorrect\s*=\s*true|return\s+true)"
    r"|(?P<wrong>\bincorrect\b|\bwrong\b|\btry again\b|\bnot correct\b|falsch"
    r"|\u043d\u0435\u0432\u0435\u0440\u043d\u043e|incorrecto|\bred\b|\u274c|\u2718|score\s*--|-="
    r"|isCorrect\s*=\s*false|return\s+false)",
    re.I,
)
_ELSE = re.compile(r"\}\s*else|\belse\b")
_AMOUNT = re.compile(r"\s*(-?\d{1,4}(?:\.\d{1,3})?)")
_SWITCH = re.compile(r"\bswitch\s*\((?P<of>[^{}\n]{1,300})\)\s*\{")
_CASE = re.compile(r"""\b(?:case\s*(?:(?P<q>['"`])(?P<v>[^'"`\n]{0,200})(?P=q)|(?P<n>\d{1,4}))|default)\s*:""")
_REACH = 260  # characters after a comparison that are read for its consequence
_LONGEST = 4000  # characters of a switch


@dataclass(frozen=True, slots=True)
class Outcome:
    """Right, wrong or neither told; `amount` is what a score grows by, where it is written."""

    right: bool | None
    amount: str = ""


def outcome(script: str, at: int) -> Outcome:
    """What follows a comparison first, before any other branch."""
    found = _TOLD.search(script, at, min(len(script), at + _REACH))
    if found is None or _ELSE.search(script, at, found.start()) is not None:
        return Outcome(None)
    return _read(script, found)


def _read(script: str, found: re.Match[str]) -> Outcome:
    grows = found["right"] is not None and (found[0].endswith("+=") or found["tally"] is not None)
    amount = _AMOUNT.match(script, found.end()) if grows else None
    if amount is not None and float(amount[1]) <= 0:
        return Outcome(False)
    return Outcome(found["right"] is not None, amount[1] if amount is not None else "")


def switches(script: str) -> Iterator[tuple[str, dict[str, Outcome]]]:
    """Every switch: what it asks for, and the outcome of each value; one that does nothing else is wrong.

    A value without statements shares the next one's; one whose statements do not break off is passed over.
    """
    for match in _SWITCH.finditer(script):
        body = _body(script, match.end())
        cases = list(_CASE.finditer(body))
        told: dict[str, Outcome] = {}
        waiting: list[str] = []
        for case, following in zip(cases, [*cases[1:], None], strict=True):
            said = body[case.end() : following.start() if following is not None else len(body)]
            if (value := case["v"] if case["v"] is not None else case["n"]) is not None:
                waiting.append(value)
            if not said.strip():
                continue
            found = _TOLD.search(said)
            told.update(dict.fromkeys(waiting, _read(said, found) if found is not None else Outcome(False)))
            waiting = []
            if following is not None and not re.search(r"\b(?:break|return)\b", said):
                told = {}
                break
        told.update(dict.fromkeys(waiting, Outcome(False)))
        if any(one.right for one in told.values()):
            yield match["of"], told


def _body(script: str, start: int) -> str:
    """What stands between a switch's braces."""
    depth = 1
    for at in range(start, min(len(script), start + _LONGEST)):
        depth += (script[at] == "{") - (script[at] == "}")
        if not depth:
            return script[start:at]
    return ""
