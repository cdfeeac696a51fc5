"""Which dialect reads which lines: the claims that explain most, and no line twice.

details claims lines 3-9, tables claims 12-40          both are taken
two dialects claim 3-9, one with a key, one without     the keyed reading is taken
two claims of equal weight                              neither: a finding names both
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found
from quizmill.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way of writing questions, of the general grammar or a module of its own. `claim` returns the questions it sees;
    each names its lines in `taken`.
    """

    name: str
    claim: Callable[[Doc], list[Found]]


def settle(doc: Doc, dialects: Sequence[Dialect]) -> tuple[list[Found], tuple[Finding, ...]]:
    """The questions of all dialects that do not overlap, the weightier first; their lines are used up."""
    claims = [(dialect.name, one) for dialect in dialects if doc.on(dialect.name) for one in dialect.claim(doc)]
    claims.sort(key=lambda claim: _weight(claim[1]), reverse=True)
    owners: dict[int, tuple[str, Found]] = {}
    refused: set[int] = set()
    findings: list[Finding] = []
    kept: list[tuple[str, Found]] = []
    for name, one in claims:
        lines = {line.at for line in one.taken}
        rivals = {id(owners[at][1]): owners[at] for at in lines if at in owners and owners[at][0] != name}
        equal = [rival for rival in rivals.values() if _weight(rival[1]) == _weight(one)]
        if equal:
            refused.update(id(rival[1]) for rival in equal)
            findings.append(_tie(name, equal[0][0], one))
        if rivals or lines & doc.used:
            continue
        owners.update((at, (name, one)) for at in lines)
        kept.append((name, one))
    taken = [one for _, one in kept if id(one) not in refused]
    doc.used.update(line.at for one in taken for line in one.taken)
    return taken, tuple(findings)


def _weight(one: Found) -> tuple[bool, bool, int, int]:
    """Keyed over answered over bare, then by choices, then by the lines explained."""
    return bool(one.claims), one.answered, len(one.options) + len(one.columns), len(one.taken)


def _tie(one: str, other: str, found: Found) -> Finding:
    spans = prose.spans(found.taken)
    message = f"The readings {one} and {other} explain these lines equally well; neither was taken."
    return Finding("ambiguous-claims", Severity.WARNING, message, spans[0] if spans else None)
