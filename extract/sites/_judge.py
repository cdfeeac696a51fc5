"""Finding the key by trying: a response goes into an item's own scoring, and the score and the feedback come out.

QTI does not mark choices; it says what to do with a response. So each choice is tried alone, the sets that the scoring
names are tried whole, and the best scored set is the key. What shows with which response tells whose feedback it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Responses = Mapping[str, tuple[str, ...]]


class Unread(Exception):
    """The scoring uses something that is not understood; what it would say stays open."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What scoring makes of a response: the score, and the identifiers of the feedback it shows."""

    score: float
    shown: frozenset[str] = frozenset()


Judge = Callable[[Responses], Outcome]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`best` is the set that scores best (None: none scores). `alone` is each choice's own outcome, `right` the best
    set's, `empty` that of no response. `rivals` are other sets that score as well: the scoring leaves the key open.
    """

    best: frozenset[str] | None
    alone: Mapping[str, Outcome]
    right: Outcome
    empty: Outcome
    rivals: tuple[frozenset[str], ...] = ()


def judge_single(judge: Judge, response: str, choices: Sequence[str]) -> Verdict:
    """One choice of several: all that score best are right."""
    empty = judge({response: ()})
    alone = {choice: judge({response: (choice,)}) for choice in choices}
    top = max((outcome.score for outcome in alone.values()), default=0.0)
    best = frozenset(choice for choice, outcome in alone.items() if outcome.score == top)
    if not alone or top <= max(empty.score, 0) or len(best) == len(alone) > 1:
        return Verdict(None, alone, empty, empty)
    return Verdict(best, alone, alone[next(choice for choice in choices if choice in best)], empty)


def judge_multiple(
    judge: Judge,
    response: str,
    choices: Sequence[str],
    named: Iterable[frozenset[str]],
    stated: frozenset[str] = frozenset(),
) -> Verdict:
    """Several choices: the sets that the scoring names, and the union of those that score alone. Of sets that score
    the same, the one that the document states is meant.
    """
    order = {choice: place for place, choice in enumerate(choices)}
    empty = judge({response: ()})
    alone = {choice: judge({response: (choice,)}) for choice in choices}
    union = frozenset(choice for choice, outcome in alone.items() if outcome.score > empty.score)
    sets = [found for found in dict.fromkeys([union, stated, *named]) if found and found <= order.keys()]
    tried = {found: judge({response: tuple(sorted(found, key=order.__getitem__))}) for found in sets}
    top = max((outcome.score for outcome in tried.values()), default=0.0)
    if top <= max(empty.score, 0):
        return Verdict(None, alone, empty, empty)
    best = [found for found, outcome in tried.items() if outcome.score == top]
    if stated in best:
        return Verdict(stated, alone, tried[stated], empty)
    # Where each right choice adds to the score, the union scores best; a chain of else-ifs counts only one of them.
    chosen = union if union in best else best[0]
    rivals = tuple(found for found in best if found != chosen and not found < chosen)
    return Verdict(chosen, alone, tried[chosen], empty, rivals)


@dataclass(frozen=True, slots=True)
class Shown:
    """Feedback identifiers by when they show: always, when partly right, when right, when wrong, with one choice."""

    general: tuple[str, ...]
    partial: tuple[str, ...]
    correct: tuple[str, ...]
    incorrect: tuple[str, ...]
    own: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules themselves say of feedback: shown by the rule that gives the score, or by one that names no
    choice (`other`, else); `partial` are called so. `known` are the identifiers there are, in their order.
    """

    known: tuple[str, ...]
    scoring: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()


def feedback_of(verdict: Verdict, rules: Rules) -> Shown:
    """Who is told what. What never shows with any response is general."""
    right = verdict.best or frozenset()
    wrong = {choice for choice in verdict.alone if choice not in right}
    groups: dict[str, list[str]] = {"general": [], "partial": [], "correct": [], "incorrect": [], "own": []}
    own: dict[str, list[str]] = {choice: [] for choice in verdict.alone}
    for name in rules.known:
        among = {choice for choice, outcome in verdict.alone.items() if name in outcome.shown}
        kind = _kind(name, among, right, wrong, verdict, rules)
        groups[kind].append(name)
        for choice in among if kind == "own" else ():
            own[choice].append(name)
    lists = {choice: tuple(names) for choice, names in own.items()}
    general, partial, correct, incorrect = (tuple(groups[kind]) for kind in _WHOLE)
    return Shown(general, partial, correct, incorrect, lists)


_WHOLE = ("general", "partial", "correct", "incorrect")


def _kind(name: str, among: set[str], right: frozenset[str], wrong: set[str], verdict: Verdict, rules: Rules) -> str:
    rightly = name in verdict.right.shown
    if name in rules.partial and not rightly:
        return "partial"
    if len(among) == len(verdict.alone) and (rightly or not right):
        return "general"
    if name in rules.scoring and among <= right and not (len(right) > 1 and len(among) == 1):
        return "correct"
    if name in rules.generic and not rightly:
        return "incorrect"
    if not among:
        return "correct" if rightly else "general"
    if not rightly and (among == set(verdict.alone) or (among == wrong and len(wrong) > 1)):
        return "incorrect"
    return "own"
