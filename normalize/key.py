"""Step 3, keys: every claim becomes a set of choices; the key is the one set on which all that speak agree.

choices A B C D, claims {stated "C"}, {tick at 2}      ->  key {a3}
claims {stated "C"}, {bold at 1}                       ->  no key, finding key-conflict
claims {stated "E"}                                    ->  no key, finding key-names-no-choice
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from normalize.text import words
from quizmill.draft import Claim, DraftChoice
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence, Key
from quizmill.record import record
from quizmill.source import Span

_LABELLED = re.compile(r"^\(?([A-Za-z]|\d{1,2})[.):\]]\s+(?=\S)")


@record(frozen=True, slots=True)
class Resolved:
    """The key, and what was in doubt on the way to it."""

    key: Key | None
    findings: tuple[Finding, ...] = ()


def resolve(choices: Sequence[DraftChoice], claims: Sequence[Claim]) -> Resolved:
    """The key of some choices, or None; positions become ids `a1`, `a2` ..."""
    findings: list[Finding] = []
    named: list[tuple[frozenset[int], Claim]] = []
    disputed = False
    for claim in claims:
        found = _named(choices, claim)
        if isinstance(found, Finding):
            findings.append(found)
            disputed = disputed or found.code == "key-conflict"
        elif found:
            named.append((found, claim))
    sets = {found for found, _ in named}
    if len(sets) > 1:
        return Resolved(None, (*findings, _conflict(named)))
    if not sets or disputed:
        return Resolved(None, tuple(findings))
    if _blocks(findings, named):
        return Resolved(None, tuple(findings))
    (right,) = sets
    evidence = tuple(dict.fromkeys(claim.evidence for _, claim in named))
    return Resolved(Key(tuple(f"a{i + 1}" for i in sorted(right)), evidence), tuple(findings))


def _blocks(findings: Sequence[Finding], named: Sequence[tuple[frozenset[int], Claim]]) -> bool:
    """A stated key that names nothing here casts doubt on a key told by looks alone, not on a judged or stated one."""
    return bool(findings) and all(claim.evidence is Evidence.EMPHASIS for _, claim in named)


def _named(choices: Sequence[DraftChoice], claim: Claim) -> frozenset[int] | Finding:
    if claim.choices is not None:
        if any(not 0 <= i < len(choices) for i in claim.choices):
            return _names_none(claim, f"choice number {max(claim.choices) + 1}")
        return frozenset(claim.choices)
    if len({fold_label(label).isdecimal() for label in claim.labels}) > 1:  # "B, 1, 2": two things ran together
        return _names_none(claim, ", ".join(claim.labels))
    named = []
    for written, find in ((claim.labels, by_label), (claim.texts, by_text)):
        right: set[int] = set()
        for one in written:
            found = find(choices, one)
            if len(found) != 1:
                return _names_none(claim, one) if not found else _ambiguous(claim, one)
            right.update(found)
        if written:
            named.append(frozenset(right))
    if len(set(named)) > 1:  # "A. green" where green is B
        return _conflict([(found, claim) for found in named])
    return named[0] if named else frozenset()


@lru_cache(maxsize=1024)
def fold_label(label: str) -> str:
    """`(C).`, `c)` and `Ｃ` are one label."""
    return unicodedata.normalize("NFKC", label).strip(" .():[]{}-\u3001\u3002*").casefold()


def by_label(choices: Sequence[DraftChoice], label: str) -> list[int]:
    """Positions whose label is written so; where choices show no labels, their order counts (A or 1 is the first)."""
    wanted = fold_label(label)
    if any(choice.label for choice in choices):
        found = [i for i, choice in enumerate(choices) if fold_label(choice.label) == wanted]
        if found or not _orderly(choices, wanted):
            return found
    elif (run_on := _run_on(choices)) is not None and wanted.isalpha():
        return [i for i, letter in enumerate(run_on) if letter == wanted]
    index = _ordinal(wanted)
    return [index] if index is not None and index < len(choices) else []


def _run_on(choices: Sequence[DraftChoice]) -> list[str] | None:
    """The letters that stand before the words of all choices, where they run on from another than A: one is missing."""
    found = [_LABELLED.match(choice.text.text) for choice in choices]
    letters = [match[1].lower() for match in found if match is not None and match[1].isalpha()]
    first = ord(letters[0]) if len(letters) == len(choices) > 1 else ord("a")
    return letters if first > ord("a") and [ord(one) - first for one in letters] == list(range(len(letters))) else None


def _orderly(choices: Sequence[DraftChoice], wanted: str) -> bool:
    """Letters for choices that are numbered 1..n, or numbers for a..z, may be counted; other mixtures not."""
    labels = [fold_label(choice.label) for choice in choices]
    ordinals = [_ordinal(label) for label in labels]
    return ordinals == list(range(len(choices))) and wanted.isdecimal() != labels[0].isdecimal()


def _ordinal(label: str) -> int | None:
    if label.isdecimal() and 0 < int(label) < 100:
        return int(label) - 1
    if len(label) == 1 and "a" <= label <= "z":
        return ord(label) - ord("a")
    return None


def by_text(choices: Sequence[DraftChoice], text: str) -> list[int]:
    """Positions whose words are these. A label before the text must agree with the choice it labels."""
    signs = [i for i, choice in enumerate(choices) if choice.label and choice.label == text.strip()]
    if len(signs) == 1 and not text.isascii():  # "②" names the second choice, though another's words are "2"
        return signs
    wanted = words(text)
    found = [i for i, choice in enumerate(choices) if words(choice.text.text) == wanted]
    if found:  # "2" may be the second choice as well as the one whose words are "2"
        return sorted({*found, *(i for i, choice in enumerate(choices) if choice.label and _is_label(choice, text))})
    label = _LABELLED.match(text)
    if not label:
        return []
    rest = words(text[label.end() :])
    return [i for i in by_label(choices, label[1]) if words(choices[i].text.text) == rest]


def _is_label(choice: DraftChoice, text: str) -> bool:
    return len(text) < 8 and fold_label(choice.label) == fold_label(text)


def _first(claim: Claim) -> Span | None:
    return claim.spans[0] if claim.spans else None


def _names_none(claim: Claim, what: str) -> Finding:
    shown = what if len(what) < 80 else what[:77] + "..."
    return Finding("key-names-no-choice", Severity.ERROR, f'The key "{shown}" names no choice.', _first(claim))


def _ambiguous(claim: Claim, what: str) -> Finding:
    shown = what if len(what) < 80 else what[:77] + "..."
    return Finding("key-ambiguous", Severity.ERROR, f'The key "{shown}" fits several choices.', _first(claim))


def _conflict(named: Sequence[tuple[frozenset[int], Claim]]) -> Finding:
    said = "; ".join(
        f"{claim.evidence.value} names choice {', '.join(str(i + 1) for i in sorted(found))}"
        + (f" ({_first(claim)})" if claim.spans else "")
        for found, claim in named
    )
    return Finding("key-conflict", Severity.ERROR, f"The evidence disagrees: {said}.", _first(named[0][1]))
