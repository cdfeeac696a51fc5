"""What several forms of a QTI 1.2 item need: how rules name a response, the stem, and the item's own feedback."""

from __future__ import annotations

import re

from extract.sites._qti12.answers import accepted
from extract.sites._qti12.item import Item
from extract.sites._qti12.presentation import Label, Response
from extract.sites._qti12.text import joined
from quizmill.draft import DraftChoice, DraftFeedback, Fragment


def all_idents(item: Item) -> frozenset[str]:
    return frozenset(name for response in item.page.responses for name in idents_of(response))


def idents_of(response: Response) -> frozenset[str]:
    """The names by which rules speak of a response: its own, and of its labels (D2L)."""
    labels = [label.get("ident", "") for label in response.node.iter("response_label")]
    own = {response.ident, *(labels if not response.labels or response.kind in ("text", "number") else ())}
    return frozenset(name for name in own if name)


def stem_of(item: Item) -> str:
    return joined(item.page.texts) or joined(response.text for response in item.page.responses)


def draft_choice(item: Item, label: Label, feedback: Fragment, credit: float | None) -> DraftChoice:
    return DraftChoice(item.fragment(label.text, label.node), feedback=feedback, fixed=label.fixed, credit=credit)


def is_case_sensitive(item: Item) -> bool:
    tests = [test for rule in item.rules if rule.scores for test in rule.tests]
    return bool(tests) and all(test.cased for test in tests)


def feedback_of_item(item: Item) -> tuple[DraftFeedback, ...]:
    """Feedback of an item without choices: by the rule that shows it, or by its name."""
    found: list[DraftFeedback] = []
    seen: set[str] = set()
    for rule in item.rules:
        for name in rule.shows:
            lower = name.lower()
            if name in seen or name not in item.feedback:
                continue
            if "incorrect" in lower or (not rule.tests and not rule.goes_on):
                found += item.told((name,), "incorrect")
            elif rule.scores or lower.startswith("correct"):
                found += item.told((name,), "correct")
            elif not rule.tests:
                found += item.told((name,), "general")
            else:
                continue
            seen.add(name)
    used = {name for rule in item.rules for name in rule.shows} | {"solution", "hints"}
    unused = [name for name in item.feedback if name not in used]
    return (*found, *(told for name in unused for told in item.told((name,), _when(name))))


def _when(name: str) -> str:
    """When a feedback that no rule shows is meant to be seen, by the names that Canvas and Blackboard give it."""
    lower = name.lower()
    return "incorrect" if "incorrect" in lower else "correct" if lower in ("correct", "correct_fb") else "general"


def unescaped(markdown: str) -> str:
    """Typed answers are compared as words: no escapes in them."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", markdown)


def best_scored(item: Item, response: Response) -> list[str]:
    """The labels that the rules give most for, each once."""
    entries = accepted(item.rules, idents_of(response))
    top = max((entry.worth for entry in entries), default=0.0)
    return list(dict.fromkeys(test.value for entry in entries if entry.worth == top for test in entry.tests))
