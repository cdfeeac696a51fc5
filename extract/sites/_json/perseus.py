"""Khan Academy's Perseus items: Markdown with widgets in it.

    {"question": {"content": "Which is half?\\n\\n[[☃ radio 1]]", "widgets": {"radio 1": {"type": "radio", "options":
       {"choices": [{"content": "$\\dfrac{3}{6}$", "correct": true, "clue": "..."}]}}}}, "hints": [{"content": "..."}]}

An item of one radio widget or drop-down is a choice, of one or several inputs for numbers or expressions a cloze, or a
short answer where the only field stands behind the words; sorters and orderers are orderings, matchers matching.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, inside, record, records, text
from quizmill.draft import EMPTY, Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Fragment, ItemType
from quizmill.source import Span

_WIDGET = re.compile(r"\[\[\u2603 ([a-z-]+ \d+)\]\]")
_NONE = "None of the above"
_NUMBERS = ("numeric-input", "input-number", "expression")


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Records with a question that has widgets."""
    return [(path, row) for path, row in inside(data) if record(record(row, "question"), "widgets")]


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread where a widget is neither a choice nor an input."""
    question = record(row, "question")
    content, widgets = text(question, "content"), record(question, "widgets")
    placed = [(name, record(widgets, name)) for name in _WIDGET.findall(content)]
    asked = [(name, widget) for name, widget in placed if text(widget, "type") not in ("image", "definition")]
    hints = tuple(_markdown(text(hint, "content"), span) for hint in records(row, "hints"))
    base = Draft(stem=_markdown(_WIDGET.sub("", content), span), spans=(span,), hints=tuple(filter(None, hints)))
    kinds = [text(widget, "type") for _, widget in asked]
    if len(kinds) == 1 and (own := _single(base, kinds[0], record(asked[0][1], "options"), span)) is not None:
        return own
    if kinds and all(kind in _NUMBERS for kind in kinds):
        if len(asked) == 1 and content.strip().endswith(f"[[\u2603 {asked[0][0]}]]"):
            kind: ItemType = "short" if kinds == ["expression"] else "numeric"
            return replace(base, type=kind, answers=_accepted(record(asked[0][1], "options"), span))
        return _gaps(base, content, dict(asked), span)
    raise Unread(" + ".join(kinds) or "none")


def _single(base: Draft, kind: str, options: Record, span: Span) -> Draft | None:
    """The question of a widget that stands alone; None where it is no choice, ordering or matching."""
    match kind:
        case "radio" | "dropdown":
            return _radio(base, options, span)
        case "sorter" | "orderer":
            order = _entries(options, "correct", span) or _entries(options, "correctOptions", span)
            return replace(base, type="ordering", order=order) if len(order) > 1 else None
        case "matcher":
            left, right = _entries(options, "left", span), _entries(options, "right", span)
            if len(left) == len(right) > 1:
                pairs = tuple(DraftPair(own, other) for own, other in zip(left, right, strict=True))
                return replace(base, type="matching", pairs=pairs)
    return None


def _entries(options: Record, name: str, span: Span) -> tuple[Fragment, ...]:
    """A list of texts, or of records with a `content`."""
    value = options.get(name)
    listed = value if isinstance(value, list) else []
    texts = [text(one, "content") if isinstance(one, dict) else str(one or "") for one in listed]
    return tuple(fragment for content in texts if (fragment := _markdown(content, span)))


def _markdown(content: str, span: Span) -> Fragment:
    return Fragment(_WIDGET.sub("", content).strip(), (span,)) if content.strip() else EMPTY


def _radio(base: Draft, options: Record, span: Span) -> Draft:
    offered = records(options, "choices")
    choices = tuple(
        DraftChoice(
            _markdown(text(choice, "content") or _NONE * (choice.get("isNoneOfTheAbove") is True), span),
            feedback=_markdown(text(choice, "clue") or text(choice, "rationale"), span),
            fixed=choice.get("isNoneOfTheAbove") is True,
        )
        for choice in offered
    )
    right = [at for at, choice in enumerate(offered) if choice.get("correct") is True]
    several = options.get("multipleSelect") is True
    return replace(base, type="multiple" if several else "single", choices=choices, claims=claims(right, span))


def _gaps(base: Draft, content: str, widgets: dict[str, Record], span: Span) -> Draft:
    gaps: list[DraftGap] = []

    def keep(found: re.Match[str]) -> str:
        if found[1] not in widgets:
            return ""
        gaps.append(DraftGap(str(len(gaps) + 1), _accepted(record(widgets[found[1]], "options"), span)))
        return f"{{{{gap:{len(gaps)}}}}}"

    stem = _WIDGET.sub(keep, content).strip()
    return replace(base, type="cloze", stem=Fragment(stem, (span,)), gaps=tuple(gaps))


def _accepted(options: Record, span: Span) -> tuple[DraftAnswer, ...]:
    forms = [*records(options, "answers"), *records(options, "answerForms")]
    graded = [answer for answer in forms if "correct" in (text(answer, "status"), text(answer, "considered"))]
    formulas = tuple(f"${form}$" for answer in graded if (form := text(answer, "form")))
    if formulas:
        return tuple(DraftAnswer(Fragment(formula, (span,))) for formula in formulas)
    values = [text(answer, "value") for answer in graded] or [text(options, "value")]
    return tuple(DraftAnswer(Fragment(value, (span,)), numeric=True) for value in values if value)
