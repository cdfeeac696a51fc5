"""One builder for each form of a QTI 1.2 item.

What the maker calls the item (Canvas, Blackboard, D2L, Common Cartridge) decides where it is said; else the kinds of
its responses do. Keys come out of the item's own scoring: a maker's word for the type is never one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.sites._judge import Rules, Unread, Verdict, feedback_of, judge_multiple, judge_single
from extract.sites._qti12_answers import accepted, numbers, texts
from extract.sites._qti12_item import EVIDENCE, Item
from extract.sites._qti12_metadata import Form, form_of
from extract.sites._qti12_presentation import Label, Response
from extract.sites._qti12_scoring import Rule, judge_of
from extract.sites._qti12_text import joined, text_of
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftGap, DraftPair, Fragment
from quizmill.finding import Severity

_REFUSED: dict[Form, str] = {
    "calculated": "A question whose numbers are drawn by a formula: the bank holds no formulas.",
    "hotspot": "A question answered by a place on a picture: the bank has no such kind.",
    "text": "A text without a question.",
    "likert": "A scale of opinions: nothing on it is right or wrong.",
}


def read_item(item: Item) -> Draft | None:
    """The item's draft; None, and a finding, where it asks nothing that the bank can hold."""
    form = form_of(item.metadata)
    form = form if form and _fits(item, form) else _by_look(item)
    if form in _REFUSED:
        item.doubt(_REFUSED[form], weight=Severity.INFO if form == "text" else Severity.WARNING)
        return None
    return _BUILDERS[form](item)


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
            return not any(entry.tests for entry in accepted(item.rules, _all_idents(item)))
        case _:
            return True


def _all_idents(item: Item) -> frozenset[str]:
    return frozenset(name for response in item.page.responses for name in _idents(response))


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
        named = any(_blank(item, response) for response in responses)
        rows = all(response.text for response in responses) and kinds == {"choice"}
        return "matching" if rows and not named else "cloze"
    if kinds == {"choice"}:
        return "multiple" if responses[0].multiple else "choice"
    if kinds == {"number"}:
        return "numeric"
    answers = accepted(item.rules, _idents(responses[0]))
    bounded = any(test.how != "varequal" for entry in answers for test in entry.tests)
    return "numeric" if bounded else "short" if answers else "essay"


def _idents(response: Response) -> frozenset[str]:
    """The names by which rules speak of a response: its own, and of its labels (D2L)."""
    labels = [label.get("ident", "") for label in response.node.iter("response_label")]
    own = {response.ident, *(labels if not response.labels or response.kind in ("text", "number") else ())}
    return frozenset(name for name in own if name)


def _stem(item: Item) -> str:
    return joined(item.page.texts) or joined(response.text for response in item.page.responses)


# --- choices -----------------------------------------------------------------------------------------------------


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
    idents = [label.ident for label in response.labels]
    judge = judge_of(item.rules)
    try:
        if response.multiple:
            return judge_multiple(judge, response.ident, idents, _named_sets(item.rules, response))
        return judge_single(judge, response.ident, idents)
    except Unread as reason:
        item.doubt(f"The scoring uses {reason}, which is not understood.", "parse-error")
        return None


def _claims(item: Item, response: Response, verdict: Verdict | None) -> tuple[Claim, ...]:
    if verdict is None or verdict.best is None:
        return ()
    node = item.node.find("resprocessing")
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


def _choice(item: Item) -> Draft:
    response = item.page.responses[0]
    verdict = _verdict(item, response)
    choices, told = _choices(item, response, verdict)
    strangers = frozenset().union(*_named_sets(item.rules, response)) - {label.ident for label in response.labels}
    if strangers and verdict and verdict.best is None:
        item.doubt(f"The scoring names no choice that is there: {', '.join(sorted(strangers))}.", "key-names-no-choice")
    draft = item.draft(_stem(item))
    draft = replace(draft, choices=choices, feedback=told, claims=_claims(item, response, verdict))
    form = form_of(item.metadata)
    if response.multiple:
        return replace(draft, type="multiple")
    texts_of = {label.text.strip().casefold() for label in response.labels}
    return replace(draft, type="true_false" if form == "true_false" or texts_of == {"true", "false"} else "single")


def _choices(
    item: Item, response: Response, verdict: Verdict | None
) -> tuple[tuple[DraftChoice, ...], tuple[DraftFeedback, ...]]:
    if verdict is None:
        everything = tuple(feedback for name in item.feedback for feedback in item.told((name,), "general"))
        return tuple(_draft_choice(item, label, EMPTY, None) for label in response.labels), everything
    shown = feedback_of(verdict, _feedback_rules(item, response))
    choices = []
    for label in response.labels:
        own = [item.feedback[name] for name in shown.own.get(label.ident, ()) if name in item.feedback]
        text = Fragment(joined(part.text for part in own), tuple(span for part in own for span in part.spans))
        choices.append(_draft_choice(item, label, text, _credit(verdict, label, response)))
    told = (
        item.told(shown.general, "general")
        + item.told(shown.correct, "correct")
        + item.told(shown.incorrect, "incorrect")
    )
    return tuple(choices), told


def _credit(verdict: Verdict, label: Label, response: Response) -> float | None:
    """The part of the credit that one choice of a single-answer item gives, where it is neither all nor nothing."""
    outcome = verdict.alone.get(label.ident)
    if outcome is None or response.multiple or verdict.right.score <= 0:
        return None
    part = round(100 * outcome.score / verdict.right.score, 5)
    return part if 0 < part < 100 else None


def _draft_choice(item: Item, label: Label, feedback: Fragment, credit: float | None) -> DraftChoice:
    return DraftChoice(item.fragment(label.text, label.node), feedback=feedback, fixed=label.fixed, credit=credit)


# --- typed answers -----------------------------------------------------------------------------------------------


def _case_sensitive(item: Item) -> bool:
    tests = [test for rule in item.rules if rule.scores for test in rule.tests]
    return bool(tests) and all(test.cased for test in tests)


def _item_feedback(item: Item) -> tuple[DraftFeedback, ...]:
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


def _typed(item: Item, numeric: bool) -> Draft:
    idents = _all_idents(item)
    answers = numbers(item, idents) if numeric else texts(item, idents)
    own = {answer.feedback.text for answer in answers}
    told = tuple(feedback for feedback in _item_feedback(item) if feedback.text.text not in own)
    draft = replace(item.draft(_stem(item)), answers=answers, feedback=told, case_sensitive=_case_sensitive(item))
    return replace(draft, type="numeric" if numeric else "short")


def _short(item: Item) -> Draft:
    responses = item.page.responses
    segments = item.page.segments
    if len(responses) > 1 or (segments and isinstance(segments[-1], str) and isinstance(segments[0], str)):
        return _cloze(item)
    return _typed(item, numeric=False)


def _numeric(item: Item) -> Draft:
    return _typed(item, numeric=True)


def _essay(item: Item) -> Draft:
    draft = replace(item.draft(_stem(item)), type="essay", feedback=_item_feedback(item))
    model = next((text_of(item.part, node) for node in item.node.iter("answer_key", "sample_answer")), "")
    named = item.feedback.get("solution") or (draft.solution[0] if draft.solution else EMPTY)
    answer = item.fragment(model, item.node) if model else named
    if not answer:
        return draft
    told = tuple(feedback for feedback in draft.feedback if feedback.text is not answer)
    return replace(draft, answers=(_model(answer),), feedback=told, solution=draft.solution[1:])


def _model(text: Fragment) -> DraftAnswer:
    return DraftAnswer(text)


# --- gaps --------------------------------------------------------------------------------------------------------


def _blank(item: Item, response: Response) -> str:
    """How the stem writes the blank of a response: `[name]`; empty where it does not."""
    stem = joined(item.page.texts)
    names = [response.ident.removeprefix("response_"), response.ident]
    found = (form for name in names if name for form in (f"[{name}]", f"\\[{name}]", f"[{_escaped(name)}]"))
    return next((form for form in found if form in stem), "")


def _escaped(name: str) -> str:
    return re.sub(r"(?<![\w_])_", r"\_", name)


def _gap_name(response: Response, place: int, taken: set[str]) -> str:
    name = response.ident.removeprefix("response_")
    fits = bool(re.fullmatch(r"[\w.-]{1,40}", name)) and name not in taken
    taken.add(name)
    return name if fits else str(place)


def _cloze(item: Item) -> Draft:
    responses = item.page.responses
    named = {response.ident: _blank(item, response) for response in responses}
    taken: set[str] = set()
    gaps = {
        response.ident: _gap(item, response, _gap_name(response, place, taken))
        for place, response in enumerate(responses, 1)
    }
    if any(named.values()):
        stem = joined(item.page.texts)
        for response in responses:
            mark = f"{{{{gap:{gaps[response.ident].id}}}}}"
            stem = stem.replace(named[response.ident], mark) if named[response.ident] else f"{stem}\n\n{mark}"
    else:
        stem = _run_in(item, gaps)
    # A gap whose mark stands twice in the stem is one gap.
    draft = replace(item.draft(stem), type="cloze", gaps=tuple(gaps.values()), feedback=_item_feedback(item))
    return replace(draft, case_sensitive=_case_sensitive(item))


def _run_in(item: Item, gaps: dict[str, DraftGap]) -> str:
    """Texts and gaps in the order of the page, on one line where both sides are but words."""
    pieces: list[str] = []
    for segment in item.page.segments:
        text = segment if isinstance(segment, str) else f"{{{{gap:{gaps[segment.ident].id}}}}}"
        label = "" if isinstance(segment, str) or not segment.text else segment.text + " "
        last = pieces[-1] if pieces else ""
        glue = "" if not last else "\n\n" if "\n\n" in last or "\n\n" in text else " "
        pieces.append(glue + label + text)
    return "".join(pieces)


def _gap(item: Item, response: Response, name: str) -> DraftGap:
    idents = _idents(response)
    if response.kind == "number":
        return DraftGap(name, numbers(item, idents))
    if not response.labels:
        return DraftGap(name, texts(item, idents))
    named = item.metadata.get("question_type") == "fill_in_multiple_blanks_question"
    typed = named and "quizmill_type" not in item.metadata
    if typed and not any(label.answer_type for label in response.labels):
        # Canvas lists the accepted words of a typed blank as labels; its scoring names but the first.
        answers = [
            DraftAnswer(item.fragment(_plain(label.text), label.node)) for label in response.labels if label.text
        ]
        return DraftGap(name, tuple(answers))
    if any(label.answer_type == "openEntry" for label in response.labels):
        return DraftGap(name, tuple(DraftAnswer(item.fragment(_plain(x.text), x.node)) for x in response.labels))
    right = _best(item, response)
    places = tuple(place for place, label in enumerate(response.labels) if label.ident in right)
    choices = tuple(_draft_choice(item, label, EMPTY, None) for label in response.labels)
    claims = (Claim(EVIDENCE, choices=places, spans=(item.span(response.node),)),) if places else ()
    return DraftGap(name, choices=choices, claims=claims)


def _plain(markdown: str) -> str:
    """Typed answers are compared as words: no escapes in them."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", markdown)


# --- pairs and orders --------------------------------------------------------------------------------------------


def _matching(item: Item) -> Draft:
    pairs = []
    used: set[str] = set()
    everything: dict[str, Fragment] = {}
    for response in item.page.responses:
        rights = _rights(item, response)
        if not response.text:
            everything.update((text.text, text) for text in rights.values() if text)
            continue
        everything.update((text.text, text) for text in rights.values() if text)
        named = [name for name in _best(item, response) if rights.get(name)]
        if len(named) > 1:
            item.doubt(f"Several right sides of {response.text!r} score the same.", "key-ambiguous")
        right = rights[named[0]] if len(named) == 1 else EMPTY
        used.add(right.text)
        told = _pair_feedback(item, response, named)
        pairs.append(DraftPair(item.fragment(response.text, response.node), right, told))
    distractors = tuple(text for words, text in everything.items() if words not in used)
    sides = {pair.left.text for pair in pairs} | everything.keys()
    stem = joined(text for text in item.page.texts if text not in sides or text == item.page.texts[0])
    draft = replace(item.draft(stem), type="matching", pairs=tuple(pairs), distractors=distractors)
    own = {pair.feedback.text for pair in pairs}
    return replace(draft, feedback=tuple(told for told in _item_feedback(item) if told.text.text not in own))


def _best(item: Item, response: Response) -> list[str]:
    """The labels that the rules give most for, each once."""
    entries = accepted(item.rules, _idents(response))
    top = max((entry.worth for entry in entries), default=0.0)
    return list(dict.fromkeys(test.value for entry in entries if entry.worth == top for test in entry.tests))


def _rights(item: Item, response: Response) -> dict[str, Fragment]:
    """The right-hand texts by label; Blackboard's empty labels take the texts of the block beside, by place."""
    apart = item.page.rights
    found = {}
    for place, label in enumerate(response.labels):
        text = label.text or (apart[place] if place < len(apart) else "")
        found[label.ident] = item.fragment(text, label.node)
    return found


def _pair_feedback(item: Item, response: Response, right: list[str]) -> Fragment:
    for rule in item.rules:
        named = [test for test in rule.tests if test.response == response.ident]
        told = [name for name in rule.shows if name in item.feedback and "correct" not in name.lower()]
        if named and told and not rule.scores:
            return item.feedback[told[0]]
    return EMPTY


def _categorization(item: Item) -> Draft:
    """Canvas New Quizzes: each category is a response that takes several entries; a pair for each entry."""
    pairs = []
    sorted_in: set[str] = set()
    labels: dict[str, Label] = {}
    for response in item.page.responses:
        labels.update((label.ident, label) for label in response.labels)
        for entry in accepted(item.rules, _idents(response)):
            for test in entry.tests:
                if label := labels.get(test.value):
                    right = item.fragment(response.text, response.node)
                    pairs.append(DraftPair(item.fragment(label.text, label.node), right))
                    sorted_in.add(test.value)
    left = [label.text for name, label in labels.items() if name not in sorted_in]
    if left:
        item.doubt(f"Entries that belong to no category were left out: {', '.join(left)}.")
    return replace(item.draft(joined(item.page.texts)), type="matching", pairs=tuple(pairs))


def _ordering(item: Item) -> Draft:
    response = next(response for response in item.page.responses if response.kind == "order")
    entries = {label.ident: item.fragment(label.text, label.node) for label in response.labels}
    order = _sequence(item, response, list(entries))
    draft = replace(item.draft(_stem(item)), type="ordering", feedback=_item_feedback(item))
    if order is None:
        return replace(draft, order=tuple(entries.values()), order_known=False)
    return replace(draft, order=tuple(entries[name] for name in order))


def _sequence(item: Item, response: Response, idents: list[str]) -> list[str] | None:
    """The right order: one rule that names every entry in turn, or a rule for each entry with its place (D2L)."""
    places: dict[str, float] = {}
    for rule in item.rules:
        tests = [test for test in rule.tests if not test.negated and test.how == "varequal"]
        own = [test.value for test in tests if test.response == response.ident]
        if rule.scores and len(own) == len(idents) == len(set(own)) and set(own) == set(idents):
            return own
        for test in tests if rule.scores else ():
            if test.response in idents and test.value.isdigit():
                places[test.response] = int(test.value)
    if len(places) == len(idents) and len(set(places.values())) == len(idents):
        return sorted(idents, key=places.__getitem__)
    return None


def _quizbowl(item: Item) -> Draft:
    """Blackboard: answered by a question; its accepted words stand in several conditions, which the bank has not."""
    item.doubt("The accepted phrases of a quiz bowl question are not read; it became an open question.")
    return replace(item.draft(_stem(item)), type="essay", feedback=_item_feedback(item))


_BUILDERS: dict[Form, Callable[[Item], Draft]] = {
    "choice": _choice,
    "true_false": _choice,
    "multiple": _choice,
    "short": _short,
    "numeric": _numeric,
    "cloze": _cloze,
    "dropdown": _cloze,
    "matching": _matching,
    "categorization": _categorization,
    "ordering": _ordering,
    "essay": _essay,
    "quizbowl": _quizbowl,
}
