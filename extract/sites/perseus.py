"""Perseus exercises (Khan Academy) in the data of a page: Markdown with widgets in its words.

    {"question": {"content": "Which is prime? [[\u2603 radio 1]]",
       "widgets": {"radio 1": {"type": "radio", "options":
         {"choices": [{"content": "4"}, {"content": "5", "correct": true, "clue": "Only 1 and 5 divide it."}]}}}},
     "hints": [{"content": "Try to divide each."}]}

An exercise often lies as a string of JSON in the data (`itemData`). Widgets read here: radio, dropdown, numeric-input,
input-number, expression, orderer, sorter, matcher; an exercise with others is left out, and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.grammar.html_build import html_of
from extract.grammar.literal_parse import literals
from extract.grammar.literal_texts import plain
from extract.grammar.literal_values import Array, Record, Value
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_WIDGET = re.compile(r"\[\[\u2603 ([\w-]{1,40} \d{1,3})\]\]")
_CARRIED = ("[[\u2603 ", "[[\\u2603 ", "[[\\\\u2603 ")
_TYPED = frozenset(("numeric-input", "input-number", "expression"))
_SHOWN = frozenset(("image", "explanation", "definition", "passage", "video", "iframe"))  # ask nothing
_DEEPEST = 14


def identify(page: Page) -> bool:
    return any(sign in page.text for sign in _CARRIED)


def read(page: Page) -> Extraction:
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for node in html_of(page).tree.elements("script"):
        place = Span(node=node.path)
        for exercise in _exercises(node.text):
            draft = _draft(exercise, place)
            if draft is not None:
                drafts.append(draft)
            elif not any(one.span == place for one in findings):
                findings.append(
                    Finding("format-unsupported", Severity.WARNING, "An exercise has widgets not read yet.", place)
                )
    chrome = tuple(block.span for block in page.blocks)
    return Extraction(
        drafts=tuple({_same(one): one for one in drafts}.values()), chrome=chrome, findings=tuple(findings)
    )


def _same(draft: Draft) -> tuple[object, ...]:
    """What makes two exercises one: pages carry some twice."""
    return draft.stem.text, draft.choices, draft.answers, draft.gaps, draft.pairs, draft.order


def _exercises(script: str) -> Iterator[Record]:
    if any(sign in script for sign in _CARRIED):
        for found in literals(script):
            yield from _inside(found.value, 0)


def _inside(value: Value, depth: int) -> Iterator[Record]:
    """The records of exercises in some data, also in strings of JSON."""
    if depth > _DEEPEST:
        return
    match value:
        case Record():
            question = value.pairs.get("question")
            if isinstance(question, Record) and "content" in question.pairs and "widgets" in question.pairs:
                yield value
                return
            for inner in value.pairs.values():
                yield from _inside(inner, depth + 1)
        case Array():
            for inner in value.items:
                yield from _inside(inner, depth + 1)
        case str() if value[:1] == "{" and any(sign in value for sign in _CARRIED):
            for found in literals(f"exercise = {value}"):
                yield from _inside(found.value, depth + 1)


def _draft(exercise: Record, place: Span) -> Draft | None:
    question = exercise.pairs["question"]
    assert isinstance(question, Record)
    content, widgets = _words(question.pairs.get("content")), question.pairs.get("widgets")
    if not content.strip() or not isinstance(widgets, Record):
        return None
    asked = [(name, options) for name in _WIDGET.findall(content) if (options := _options(widgets, name)) is not None]
    asked = [(name, options) for name, options in asked if _type(name) not in _SHOWN]
    base = Draft(
        stem=Fragment(_WIDGET.sub("", content).strip(), (place,)), spans=(place,), hints=_hints(exercise, place)
    )
    if asked and all(_type(name) in _TYPED for name, _ in asked):
        return _typed(base, content, asked, place)
    if len(asked) != 1 or not base.stem:
        return None
    (name, options) = asked[0]
    match _type(name):
        case "radio" | "dropdown":
            return _choices(base, options, place)
        case "orderer" | "sorter":
            entries = tuple(
                Fragment(text, (place,))
                for text in _texts(options.pairs.get("correct" if _type(name) == "sorter" else "correctOptions"))
            )
            return replace(base, type="ordering", order=entries) if len(entries) > 1 else None
        case "matcher":
            left, right = _texts(options.pairs.get("left")), _texts(options.pairs.get("right"))
            pairs = tuple(
                DraftPair(Fragment(a, (place,)), Fragment(b, (place,))) for a, b in zip(left, right, strict=False)
            )
            return replace(base, type="matching", pairs=pairs) if len(left) == len(right) > 1 else None
    return None


def _type(name: str) -> str:
    return name.rpartition(" ")[0]


def _options(widgets: Record, name: str) -> Record | None:
    widget = widgets.pairs.get(name)
    options = widget.pairs.get("options") if isinstance(widget, Record) else None
    return options if isinstance(options, Record) else None


def _words(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> list[str]:
    """A list's texts; an orderer's entries are records of their own."""
    entries = value.items if isinstance(value, Array) else []
    return [text for one in entries if (text := _words(one.pairs.get("content") if isinstance(one, Record) else one))]


def _hints(exercise: Record, place: Span) -> tuple[Fragment, ...]:
    return tuple(Fragment(_WIDGET.sub("", text).strip(), (place,)) for text in _texts(exercise.pairs.get("hints")))


def _choices(base: Draft, options: Record, place: Span) -> Draft | None:
    listed = options.pairs.get("choices")
    choices: list[DraftChoice] = []
    right: list[int] = []
    for one in listed.items if isinstance(listed, Array) else []:
        if not isinstance(one, Record):
            return None
        text, remark = _words(one.pairs.get("content")), one.pairs.get("clue") or one.pairs.get("rationale")
        if one.pairs.get("isNoneOfTheAbove") is True and not text:
            text = "None of the above"
        if one.pairs.get("correct") is True:
            right.append(len(choices))
        choices.append(DraftChoice(Fragment(text, (place,)), feedback=Fragment(_words(remark), (place,))))
    if len(choices) < 2:
        return None
    claims = (Claim(Evidence.MARKUP, choices=tuple(right), spans=(place,)),) if right else ()
    many = options.pairs.get("multipleSelect") is True
    return replace(base, choices=tuple(choices), claims=claims, type="multiple" if many else None)


def _typed(base: Draft, content: str, asked: Sequence[tuple[str, Record]], place: Span) -> Draft:
    """One field behind the words is a short answer; fields in a sentence are gaps."""
    answers = {name: _answers(options, place) for name, options in asked}
    if len(asked) == 1 and content.strip().endswith(f"[[\u2603 {asked[0][0]}]]"):
        return replace(base, type="short", answers=answers[asked[0][0]])
    numbers = {name: str(at) for at, name in enumerate(answers, 1)}
    text = _WIDGET.sub(lambda found: f"{{{{gap:{numbers[found[1]]}}}}}" if found[1] in numbers else "", content)
    gaps = tuple(DraftGap(numbers[name], own) for name, own in answers.items())
    return replace(base, type="cloze", stem=Fragment(text.strip(), (place,)), gaps=gaps)


def _answers(options: Record, place: Span) -> tuple[DraftAnswer, ...]:
    """What a field accepts: `value`, or the entries of `answers` or `answerForms` that are right."""
    if "value" in options.pairs:
        own = plain(options.pairs["value"])
        return (DraftAnswer(Fragment(own, (place,))),) if own else ()
    forms = options.pairs.get("answers") or options.pairs.get("answerForms")
    records = [one for one in forms.items if isinstance(one, Record)] if isinstance(forms, Array) else []
    right = [one for one in records if "correct" in (one.pairs.get("status"), one.pairs.get("considered"))]
    texts = [plain(one.pairs.get("value")) or f"${_words(one.pairs.get('form'))}$" for one in right]
    return tuple(DraftAnswer(Fragment(text, (place,))) for text in texts if text not in ("", "$$"))


EXTRACTOR = Extractor("perseus", frozenset({Carrier.HTML}), identify, read)
