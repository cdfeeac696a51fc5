"""WP-Pro-Quiz and LearnDash quizzes in WordPress pages.

    <li class="wpProQuiz_listItem" data-type="single"> <div class="wpProQuiz_question_text">...</div>
      <ul class="wpProQuiz_questionList" data-question_id="31">
        <li class="wpProQuiz_questionListItem" data-pos="1"><label><input type="radio"> ...</label></li> ...
    <script> ... json: {"31": {"type": "single", "points": 2, "correct": [1, 0, 0]}}

Options are shown shuffled: `correct` counts by `data-pos`. Where `data-pos` is no number (it is hashed in newer
versions), or there is no `correct`, a page with results still tells by `wpProQuiz_answerCorrect`; else the question is
keyless.
"""

from __future__ import annotations

from dataclasses import replace

from extract.grammar.data.parse import literals
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.pages.build import control_in, first, furniture, html_of, is_checked, spans, text
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_RIGHT = ("wpProQuiz_answerCorrect", "wpProQuiz_answerCorrectIncomplete")  # chosen, and left out


def _identify(page: Page) -> bool:
    return "wpProQuiz_listItem" in page.text


def _read(page: Page) -> Extraction:
    html = html_of(page)
    data, place = _data(html)
    drafts = tuple(
        draft
        for box in html.tree.with_class("wpProQuiz_listItem")
        if (draft := _question(html, box, data, place)) is not None
    )
    return Extraction(drafts=drafts, chrome=furniture(html, drafts), media=tuple(html.pictures.media.values()))


def _data(html: HtmlPage) -> tuple[dict[str, Record], Span]:
    """The questions' records by id, wherever in a script they lie."""
    out: dict[str, Record] = {}
    place = Span(node="html")
    for node in html.tree.elements("script"):
        if "wpProQuiz" in node.text and "correct" in node.text:
            place = Span(node=node.path)
            for found in literals(node.text):
                _collect(found.value, out, 0)
    return out, place


def _collect(value: Value, out: dict[str, Record], depth: int) -> None:
    if not isinstance(value, Record) or depth > 6:
        return
    for name, inner in value.pairs.items():
        if isinstance(inner, Record) and "correct" in inner.pairs and name.isdecimal():
            out.setdefault(name, inner)
        else:
            _collect(inner, out, depth + 1)


def _question(html: HtmlPage, box: Node, data: dict[str, Record], place: Span) -> Draft | None:
    holder = first(html, box, "wpProQuiz_questionList")
    stem = text(html, first(html, box, "wpProQuiz_question_text"))
    if holder is None or not stem:
        return None
    record = data.get(holder.get("data-question_id"))
    points = record.pairs.get("points") if record else None
    base = Draft(
        stem=stem,
        spans=(*spans(html, box), place) if record else spans(html, box),
        points=float(points) if isinstance(points, int | float) and not isinstance(points, bool) else None,
        feedback=tuple(_feedback(html, box)),
        hints=tuple(
            hint for node in html.tree.with_class("wpProQuiz_tipp", within=box) if (hint := _without_title(html, node))
        ),
    )
    kind = box.get("data-type") or holder.get("data-type")
    if kind == "free_answer":
        right = record.pairs.get("correct") if record else None
        texts = [item for item in right.items if isinstance(item, str)] if isinstance(right, Array) else []
        return replace(base, type="short", answers=tuple(DraftAnswer(Fragment(item, (place,))) for item in texts))
    if kind == "essay":
        return replace(base, type="essay")
    rows = [
        row
        for row in html.tree.with_class("wpProQuiz_questionListItem", within=holder)
        if control_in(html, row) is not None
    ]
    if len(rows) < 2 or kind not in ("single", "multiple", ""):
        return None
    numbers = [next((n for n in row.children if n.tag == "span" and n.hidden), None) for row in rows]
    choices = tuple(
        DraftChoice(text(html, row, number), selected=is_checked(control_in(html, row)))
        for row, number in zip(rows, numbers, strict=True)
    )
    claims = _claims(rows, record, place) or _marked(html, rows)
    return replace(base, choices=choices, claims=claims, type="multiple" if kind == "multiple" else None)


def _marked(html: HtmlPage, rows: list[Node]) -> tuple[Claim, ...]:
    """A page with results marks every right row, whether it was chosen or not."""
    right = tuple(i for i, row in enumerate(rows) if row.has_class(*_RIGHT))
    return (
        (Claim(Evidence.MARKED_CORRECT, choices=right, spans=spans(html, *(rows[i] for i in right))),) if right else ()
    )


def _claims(rows: list[Node], record: Record | None, place: Span) -> tuple[Claim, ...]:
    flags = record.pairs.get("correct") if record else None
    places = [row.get("data-pos") for row in rows]
    if (
        not isinstance(flags, Array)
        or sorted(places) != sorted(str(i) for i in range(len(rows)))
        or len(flags.items) != len(rows)
    ):
        return ()
    right = tuple(i for i, at in enumerate(places) if flags.items[int(at)] in (1, "1", True))
    return (Claim(Evidence.MARKUP, choices=right, spans=(place,)),) if right else ()


def _feedback(html: HtmlPage, box: Node) -> list[DraftFeedback]:
    out = []
    for node in html.tree.with_class("wpProQuiz_correct", "wpProQuiz_incorrect", within=box):
        remark = _without_title(html, node)
        if remark:
            out.append(DraftFeedback(remark, "correct" if node.has_class("wpProQuiz_correct") else "incorrect"))
    return out


def _without_title(html: HtmlPage, node: Node) -> Fragment:
    """A box's words without its title: "Correct", "Hint"."""
    title = next((child for child in node.children if child.tag in ("span", "h5", "h4", "header")), None)
    return text(html, node, title)


EXTRACTOR = Extractor("wpproquiz", frozenset({Carrier.HTML}), _identify, _read)
