"""One builder for each form of a QTI 1.2 item.

What the maker calls the item (Canvas, Blackboard, D2L, Common Cartridge) decides where it is said; else the kinds of
its responses do. Keys come out of the item's own scoring: a maker's word for the type is never one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.sites._calculated import REFUSED, SAID, drawn
from extract.sites._qti12.answers import accepted, numbers, texts
from extract.sites._qti12.choices import read_choice
from extract.sites._qti12.gaps import blank_of, read_cloze
from extract.sites._qti12.item import Item
from extract.sites._qti12.metadata import Form
from extract.sites._qti12.pairs import read_categories, read_matching, read_ordering
from extract.sites._qti12.shared import all_idents, feedback_of_item, idents_of, is_case_sensitive, stem_of
from extract.sites._qti12.text import text_of
from quizmill.draft import EMPTY, Draft, DraftAnswer, Fragment, When
from quizmill.finding import Severity

_REFUSED: dict[Form, str] = {
    "hotspot": "A question answered by a place on a picture: the bank has no such kind.",
    "text": "A text without a question.",
    "likert": "A scale of opinions: nothing on it is right or wrong.",
}


def _calculated(item: Item) -> Draft | None:
    """Its first numbers; its scoring tests nothing, so the names of its feedback tell when it is said."""
    found = drawn(item.node, stem_of(item))
    if found is None:
        item.doubt(REFUSED)
        return None
    item.doubt(SAID.format(found.sets))
    answer = DraftAnswer(item.fragment(found.answer, item.node), numeric=True, tolerance=found.tolerance)
    told = tuple(text for name in item.feedback for text in item.told((name,), _when(name)))
    return replace(item.draft(found.stem), type="numeric", answers=(answer,), feedback=told)


def _when(name: str) -> When:
    plain = name.lower().removesuffix("_fb")
    return (
        "correct" if plain == "correct" else "incorrect" if plain in ("incorrect", "general_incorrect") else "general"
    )


def read_item(item: Item) -> Draft | None:
    """The item's draft; None, and a finding, where it asks nothing that the bank can hold."""
    form = item.form if item.form and _fits(item, item.form) else _by_look(item)
    if item.metadata.get("quizmill_type") == "cloze" and form == "matching":
        form = "cloze"  # D2L knows gaps with choices as rows to be matched
    if form in _REFUSED:
        item.doubt(_REFUSED[form], weight=Severity.INFO if form == "text" else Severity.WARNING)
        return None
    return _calculated(item) if form == "calculated" else _BUILDERS[form](item)


def _fits(item: Item, form: Form) -> bool:
    """The responses that the form needs are there."""
    kinds = {response.kind for response in item.page.responses}
    count = len(item.page.responses)
    match form:
        case "choice" | "true_false" | "multiple":
            return count == 1 and kinds == {"choice"}
        case "short" | "numeric":
            return count >= 1 and kinds <= {"text", "number"}
        case "matching" | "categorization":
            return count >= 1 and kinds == {"choice"}
        case "ordering":
            return "order" in kinds
        case "cloze" | "dropdown":
            return count >= 1
        case "calculated":
            return not any(entry.tests for entry in accepted(item.rules, all_idents(item)))
        case _:
            return True


def _by_look(item: Item) -> Form:
    responses = item.page.responses
    kinds = {response.kind for response in responses}
    if not responses:
        return "text"
    if "point" in kinds:
        return "hotspot"
    if "order" in kinds:
        return "ordering"
    if len(responses) > 1:
        named = any(blank_of(item, response) for response in responses)
        rows = all(response.text for response in responses) and kinds == {"choice"}
        return "matching" if rows and not named else "cloze"
    if kinds == {"choice"}:
        return "multiple" if responses[0].multiple else "choice"
    if kinds == {"number"}:
        return "numeric"
    answers = accepted(item.rules, idents_of(responses[0]))
    bounded = any(test.how != "varequal" for entry in answers for test in entry.tests)
    return "numeric" if bounded else "short" if answers else "essay"


def _typed(item: Item, numeric: bool) -> Draft:
    idents = all_idents(item)
    answers = numbers(item, idents) if numeric else texts(item, idents)
    own = {answer.feedback.text for answer in answers}
    told = tuple(feedback for feedback in feedback_of_item(item) if feedback.text.text not in own)
    draft = replace(item.draft(stem_of(item)), answers=answers, feedback=told, case_sensitive=is_case_sensitive(item))
    return replace(draft, type="numeric" if numeric else "short")


def _short(item: Item) -> Draft:
    responses = item.page.responses
    segments = item.page.segments
    if len(responses) > 1 or (segments and isinstance(segments[-1], str) and isinstance(segments[0], str)):
        return read_cloze(item)
    return _typed(item, numeric=False)


def _numeric(item: Item) -> Draft:
    return _typed(item, numeric=True)


def _essay(item: Item) -> Draft:
    draft = replace(item.draft(stem_of(item)), type="essay", feedback=feedback_of_item(item))
    model = next((text_of(item.part, node) for node in item.node.iter("answer_key", "sample_answer")), "")
    named = item.feedback.get("solution") or (draft.solution[0] if draft.solution else EMPTY)
    if "quizmill_type" in item.metadata:  # its model answer stands under its own name
        return draft
    answer = item.fragment(model, item.node) if model else named
    if not answer:
        return draft
    told = tuple(feedback for feedback in draft.feedback if feedback.text is not answer)
    return replace(draft, answers=(_model(answer),), feedback=told, solution=draft.solution[1:])


def _model(text: Fragment) -> DraftAnswer:
    return DraftAnswer(text)


def _quizbowl(item: Item) -> Draft:
    """Blackboard: answered by a question; its accepted words stand in several conditions, which the bank has not."""
    item.doubt("The accepted phrases of a quiz bowl question are not read; it became an open question.")
    return replace(item.draft(stem_of(item)), type="essay", feedback=feedback_of_item(item))


_BUILDERS: dict[Form, Callable[[Item], Draft]] = {
    "choice": read_choice,
    "true_false": read_choice,
    "multiple": read_choice,
    "short": _short,
    "numeric": _numeric,
    "cloze": read_cloze,
    "dropdown": read_cloze,
    "matching": read_matching,
    "categorization": read_categories,
    "ordering": read_ordering,
    "essay": _essay,
    "quizbowl": _quizbowl,
}
