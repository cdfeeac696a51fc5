"""QTI 1.2 items with choices: the scoring is tried choice by choice, and tells the key and whose each feedback is.

<response_lid ident="r" rcardinality="Multiple"><render_choice><response_label ident="A">...
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.sites._judge import Rules, Shown, Unread, Verdict, feedback_of, judge_multiple, judge_single
from extract.sites._qti12.item import EVIDENCE, Item
from extract.sites._qti12.known import Asked
from extract.sites._qti12.presentation import Label, Response
from extract.sites._qti12.scoring import Rule, judge_of
from extract.sites._qti12.shared import draft_choice, stem_of
from extract.sites._qti12.text import joined
from quizmill.draft import EMPTY, Claim, Draft, DraftChoice, DraftFeedback, Fragment, ItemType

_TRUTH = {"true", "false"}


def _named_sets(rules: tuple[Rule, ...], response: Response) -> list[frozenset[str]]:
    """The sets of choices that scoring rules ask for together."""
    sets = []
    for rule in rules:
        if rule.scores:
            tests = [test for test in rule.tests if test.response == response.ident and test.how == "varequal"]
            sets.append(frozenset(test.value for test in tests if not test.negated))
    return sets


def _verdict(item: Item, response: Response) -> Verdict | None:
    """What the scoring says; None, and a finding, where it uses what is not understood."""
    asked = _asked(response)
    idents, known = asked[1], item.scoring.verdicts
    try:
        if asked not in known:
            judge = judge_of(item.rules)
            known[asked] = (
                judge_multiple(judge, response.ident, idents, _named_sets(item.rules, response))
                if response.multiple
                else judge_single(judge, response.ident, idents)
            )
        return known[asked]
    except Unread as reason:
        item.doubt(f"The scoring uses {reason}, which is not understood.", "parse-error")
        return None


def _asked(response: Response) -> Asked:
    return response.ident, tuple(label.ident for label in response.labels), response.multiple


def _shown(item: Item, response: Response, verdict: Verdict) -> Shown:
    """Whose feedback is whose."""
    place = (_asked(response), tuple(item.feedback))
    known = item.scoring.shown
    if place not in known:
        known[place] = feedback_of(verdict, _feedback_rules(item, response))
    return known[place]


def _claims(item: Item, response: Response, verdict: Verdict | None) -> tuple[Claim, ...]:
    if verdict is None or verdict.best is None:
        return ()
    node = item.first("resprocessing")
    spans = (item.span(node if node is not None else item.node),)
    places = {label.ident: place for place, label in enumerate(response.labels)}
    sets = (verdict.best, *verdict.rivals)
    return tuple(Claim(EVIDENCE, choices=tuple(sorted(places[name] for name in best)), spans=spans) for best in sets)


def _feedback_rules(item: Item, response: Response) -> Rules:
    """Which feedback speaks of the item: shown by a rule that scores, unless wrong choices' rules do the same."""
    known = tuple(dict.fromkeys((*(name for rule in item.rules for name in rule.shows), *item.feedback)))
    judging = [rule for rule in item.rules if rule.effects and rule.shows and rule.tests]
    parallel = any(not rule.scores and len(rule.tests) == 1 for rule in judging)
    scoring = {name for rule in judging if rule.scores for name in rule.shows}
    generic = {name for rule in item.rules if not rule.tests for name in rule.shows}
    praise = {name for name in known if name.lower() in ("correct", "correct_fb")}
    blame = {name for name in known if name.lower() in ("incorrect", "general_incorrect_fb")}
    return Rules(known, frozenset((set() if parallel else scoring) | praise), frozenset(generic | blame))


def read_choice(item: Item) -> Draft:
    response = item.page.responses[0]
    verdict = _verdict(item, response)
    multiple = response.multiple and not _asks_for_one(item, verdict)
    choices, told = _choices(item, response, verdict, multiple)
    strangers = frozenset().union(*_named_sets(item.rules, response)) - {label.ident for label in response.labels}
    if strangers and verdict and verdict.best is None:
        item.doubt(f"The scoring names no choice that is there: {', '.join(sorted(strangers))}.", "key-names-no-choice")
    kind: ItemType = "multiple" if multiple else "true_false" if _is_true_false(item, response) else "single"
    return item.draft(stem_of(item), kind, choices, _claims(item, response, verdict), told)


def _is_true_false(item: Item, response: Response) -> bool:
    return item.form == "true_false" or (
        len(response.labels) == 2 and {label.text.strip().casefold() for label in response.labels} == _TRUTH
    )


def _asks_for_one(item: Item, verdict: Verdict | None) -> bool:
    """D2L writes every choice question as one of several answers; its own word for the type, and the key, tell."""
    alone = verdict is not None and verdict.best is not None and len(verdict.best) == 1 and not verdict.rivals
    return alone and item.form in ("choice", "true_false")


def _choices(
    item: Item, response: Response, verdict: Verdict | None, multiple: bool
) -> tuple[tuple[DraftChoice, ...], tuple[DraftFeedback, ...]]:
    if verdict is None:
        everything = tuple(feedback for name in item.feedback for feedback in item.told((name,), "general"))
        return tuple(draft_choice(item, label, EMPTY, None) for label in response.labels), everything
    shown = _shown(item, response, verdict)
    weights = _weights(verdict) if multiple else {}
    choices = []
    for label in response.labels:
        own = [item.feedback[name] for name in shown.own.get(label.ident, ()) if name in item.feedback]
        text = own[0] if len(own) == 1 else _together(own)
        choices.append(
            draft_choice(item, label, text, weights.get(label.ident, None if multiple else _credit(verdict, label)))
        )
    told = (
        item.told(shown.general, "general")
        + item.told(shown.correct, "correct")
        + item.told(shown.incorrect, "incorrect")
    )
    return tuple(choices), told


def _together(texts: Sequence[Fragment]) -> Fragment:
    """Several texts as one."""
    return Fragment(joined([part.text for part in texts]), tuple([span for part in texts for span in part.spans]))


def _credit(verdict: Verdict, label: Label) -> float | None:
    """The part of the credit that one choice of a single-answer item gives, where it is neither all nor nothing."""
    outcome = verdict.alone.get(label.ident)
    if outcome is None or verdict.right.score <= 0:
        return None
    part = round(100 * outcome.score / verdict.right.score, 5)
    return part if 0 < part < 100 else None


def _weights(verdict: Verdict) -> dict[str, float]:
    """What each of several choices adds or takes, in percent of the whole; empty where only the whole set counts."""
    if verdict.right.score <= 0:
        return {}
    worth = {name: round(100 * outcome.score / verdict.right.score, 5) for name, outcome in verdict.alone.items()}
    return worth if any(part not in (0, 100) for part in worth.values()) else {}
