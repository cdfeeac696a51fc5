"""Moodle quiz pages: attempts, reviews and previews, whole or as fragments.

    <div class="que multichoice deferredfeedback correct">
      <div class="info"> Question <span class="qno">1</span> <div class="grade">Mark 1.00 out of 1.00</div></div>
      <div class="qtext">...</div>
      <div class="answer"><div class="r0 correct"><input type="radio" checked> <span class="answernumber">a. </span>
      <div class="generalfeedback">...</div> <div class="rightanswer">The correct answer is: ...</div></div>

The second class is the question type, the last its state. `rightanswer` is in the site's language and joins several
answers with ", " while answers hold commas themselves. Without it only full marks make what was selected right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from extract.grammar.pages.build import (
    control_in,
    first,
    full_credit,
    furniture,
    html_of,
    is_checked,
    marks,
    spans,
    state_claims,
    stated_claim,
    text,
    words,
)
from extract.grammar.words.class_names import is_stock_verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.medium import HtmlPage
from extract.media.html.parse import entries_of
from extract.media.html.rich import rich_parts
from extract.media.html.tree import Node
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Extraction,
    Fragment,
    When,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_QUE = re.compile(r"""class=["']que [a-z]+ """)
_WHEN: dict[str, When] = {"correct": "correct", "incorrect": "incorrect", "partiallycorrect": "partial"}
_TAG, _BREAK = re.compile(r"<[^<>]{0,200}>"), re.compile(r"<(?:br|/?p|/?div)\b[^<>]{0,200}>", re.I)
_COUNTED = re.compile(  # how many parts were right: "You have correctly selected 2."
    r"you have (?:correctly )?selected (?:too many options|\d+)|sie haben \d+ richtig ausgew\u00e4hlt"
    r"|vous avez s\u00e9lectionn\u00e9 correctement \d+|ha(?:s)? seleccionado correctamente \d+"
    r"|вы правильно выбрали \d+",
    re.I,
)
_ARROW = "\u2192"
_QUOTED = re.compile(r"['\"\u2018\u201c\u201e\u00ab](.{1,200}?)['\"\u2019\u201d\u00bb]\.?\s*$")


def _identify(page: Page) -> bool:
    return ('"que ' in page.text or "'que " in page.text) and _QUE.search(page.text) is not None


def _read(page: Page) -> Extraction:
    html = html_of(page)
    drafts = tuple(draft for box in _boxes(html) if (draft := _question(html, box)) is not None)
    described = [box for box in html.tree.with_class("description") if box.has_class("que")]
    kept = [(box.index, box.end) for box in described]
    chrome = furniture(html, drafts, lambda line: any(start <= line.first < end for start, end in kept))
    return Extraction(drafts=drafts, chrome=chrome, media=tuple(html.pictures.media.values()))


def _boxes(html: HtmlPage) -> Iterator[Node]:
    for node in html.tree.with_class("que"):
        if len(node.classes) > 1 and node.classes[0] == "que":
            yield node


def _question(html: HtmlPage, box: Node) -> Draft | None:
    kind = box.classes[1]
    stem = text(html, first(html, box, "qtext"))
    base = Draft(
        stem=stem,
        spans=spans(html, box),
        number=words(html, first(html, box, "qno")),
        points=marks(words(html, first(html, box, "grade")))[1],
        feedback=tuple(_feedback(html, box, kind)),
    )
    match kind:
        case "description" | "random":
            return None
        case "multianswer" | "gapselect" | "ddwtos":
            return _cloze(html, box, base)
        case "match" | "randomsamatch" | "ddmatch":
            return _matching(html, box, base)
        case "essay" | "poodllrecording" | "filesubmission":
            return replace(base, type="essay") if stem else None
        case "ordering":
            return _ordering(html, box, base)
    choices = _choices(html, box)
    if len(choices) > 1:
        return _choice(html, box, base, choices)
    return _typed(html, box, base, kind) if stem else None


def _feedback(html: HtmlPage, box: Node, kind: str) -> Iterator[DraftFeedback]:
    outcome = first(html, box, "outcome") or first(html, box, "content")
    if outcome is None:
        return
    when: When = next((_WHEN[word] for word in box.classes if word in _WHEN), "general")
    own = first(html, outcome, "specificfeedback") if outcome.has_class("outcome") else None
    if own is not None and not is_stock_verdict(_COUNTED.sub("", words(html, own))):
        yield DraftFeedback(text(html, own), when if kind in ("multichoice", "match", "multianswer") else "general")
    general = first(html, outcome, "generalfeedback")
    if general is not None and (fragment := text(html, general)):
        yield DraftFeedback(fragment)


def _choices(html: HtmlPage, box: Node) -> list[tuple[Node, DraftChoice]]:
    answer = first(html, box, "answer")
    out: list[tuple[Node, DraftChoice]] = []
    for row in html.tree.with_class("r0", "r1", within=answer) if answer is not None else ():
        control = control_in(html, row)
        if control is None:
            continue
        number = first(html, row, "answernumber")
        remark = first(html, row, "specificfeedback", "feedback")
        label = words(html, number).rstrip(". )")
        out.append((row, DraftChoice(text(html, row, number, remark), label, is_checked(control), text(html, remark))))
    return out


def _choice(html: HtmlPage, box: Node, base: Draft, found: list[tuple[Node, DraftChoice]]) -> Draft:
    choices = tuple(choice for _, choice in found)
    selected = [choice.selected for choice in choices]
    kind = "radio" if any(control_in(html, row).get("type") == "radio" for row, _ in found) else "checkbox"  # type: ignore[union-attr]
    verdicts = [_verdict(html, row) for row, _ in found]
    got, most = marks(words(html, first(html, box, "grade")))
    claims = full_credit(selected, got, most)
    if kind == "radio":
        claims += state_claims(kind, selected, verdicts)
    right = first(html, box, "rightanswer")
    if right is not None:
        claims += _right_answer(html, right, choices)
    return replace(base, choices=choices, claims=claims, type="multiple" if kind == "checkbox" else None)


def _verdict(html: HtmlPage, row: Node) -> bool | None:
    """What a row says of its choice; Moodle 1.9 says it in the cell of its words."""
    cell = first(html, row, "text")
    said = (*row.classes, *(cell.classes if cell is not None else ()))
    return True if "correct" in said else False if "incorrect" in said else None


def _right_answer(html: HtmlPage, node: Node, choices: tuple[DraftChoice, ...]) -> tuple[Claim, ...]:
    said = words(html, node)
    places = spans(html, node)
    plain = ["".join(choice.text.text.split()).casefold() for choice in choices]
    quoted = _QUOTED.search(said)
    if quoted and "".join(quoted[1].split()).casefold() in plain:
        return (Claim(Evidence.STATED, choices=(plain.index("".join(quoted[1].split()).casefold()),), spans=places),)
    _, colon, rest = said.partition(":")
    pictures = [image.get("src") for image in html.tree.elements("img", within=node)]
    if pictures and not rest.strip():
        shown = tuple(
            i for i, choice in enumerate(choices) if any(source and source in choice.text.text for source in pictures)
        )
        return (Claim(Evidence.STATED, choices=shown, spans=places),) if shown else ()
    body = text(html, node)
    written = body.text.partition(":")[2] if colon else body.text
    return stated_claim(choices, written or rest, places)


def _stated_text(html: HtmlPage, box: Node) -> str:
    said = words(html, first(html, box, "rightanswer"))
    head, colon, rest = said.partition(":")
    return rest.strip() if colon and len(head) < 60 else ""


def _typed(html: HtmlPage, box: Node, base: Draft, kind: str) -> Draft:
    said = _stated_text(html, box)
    numeric = kind in ("numerical", "calculated", "calculatedsimple", "stack")
    answers = (
        (DraftAnswer(Fragment(said, spans(html, first(html, box, "rightanswer"))), numeric=numeric),) if said else ()
    )
    if not answers and _full(html, box):
        given = next((n.get("value") for n in html.tree.elements("input", within=box) if n.get("type") == "text"), "")
        answers = (DraftAnswer(Fragment(given, base.spans[:1]), numeric=numeric),) if given else ()
    return replace(base, type="numeric" if numeric else "short", answers=answers)


def _full(html: HtmlPage, box: Node) -> bool:
    got, most = marks(words(html, first(html, box, "grade")))
    return got is not None and bool(most) and got == most


def _selected(select: Node) -> tuple[list[str], str]:
    """A drop-down's entries without its prompt, and the one that is selected."""
    found = [(words, attrs) for words, attrs in entries_of(select) if attrs.get("value") != ""]
    chosen = next((words for words, attrs in found if "selected" in attrs), "")
    return [words for words, attrs in found if not words.endswith(("...", "\u2026"))], chosen


def _matching(html: HtmlPage, box: Node, base: Draft) -> Draft | None:
    rows = [
        row
        for row in html.tree.elements("tr", within=box)
        if first(html, row, "text") is not None and first(html, row, "control") is not None
    ]
    lefts = [text(html, first(html, row, "text")) for row in rows]
    said = words(html, first(html, box, "rightanswer")).partition(":")[2]
    entries: list[str] = []
    pairs = []
    for row, left in zip(rows, lefts, strict=True):
        select = next(html.tree.elements("select", within=row), None)
        own, chosen = _selected(select) if select is not None else ([], "")
        entries = entries or own
        control = first(html, row, "control")
        right = _right_of(words(html, first(html, row, "text")), said, entries)
        if not right and control is not None and (control.has_class("correct") or _full(html, box)):
            right = chosen
        pairs.append(DraftPair(left, Fragment(right, left.spans) if right else Fragment("")))
    if not pairs:
        return None
    used = {pair.right.text for pair in pairs}
    others = (
        tuple(Fragment(entry) for entry in entries if entry not in used)
        if used - {""}
        else tuple(map(Fragment, entries))
    )
    return replace(base, type="matching", pairs=tuple(pairs), distractors=others)


def _right_of(left: str, said: str, entries: list[str]) -> str:
    """The entry that a stated solution (`a -> b, c -> d`) gives for a left side; the longest that fits."""
    at = said.find(f"{left} {_ARROW}")
    if at < 0:
        return ""
    rest = said[at + len(left) + 2 :].strip()
    fitting = [entry for entry in entries if rest.startswith(entry)]
    return max(fitting, key=len, default="")


def _ordering(html: HtmlPage, box: Node, base: Draft) -> Draft | None:
    entries = [text(html, item) for item in html.tree.elements("li", within=box) if item.has_class("sortableitem")]
    right = first(html, box, "rightanswer")
    told = [text(html, item) for item in html.tree.elements("li", within=right)] if right is not None else []
    known = _full(html, box)
    if sorted(item.text for item in told) == sorted(item.text for item in entries):
        entries, known = told, True
    return replace(base, type="ordering", order=tuple(entries), order_known=known) if len(entries) > 1 else None


def _cloze(html: HtmlPage, box: Node, base: Draft) -> Draft | None:
    """A text with drop-downs and inputs; rows of radios inside it stay text."""
    formulation = first(html, box, "formulation")
    body = first(html, box, "qtext") or formulation
    if body is None:
        return None
    bracketed = re.findall(r"\[([^\[\]]{1,200})\]", words(html, first(html, box, "rightanswer")))
    gaps: dict[int, DraftGap] = {}
    found = html.index.between(body.index, body.end)
    picked = []
    for line in html.lines[max(found.start - 1, 0) : found.stop]:
        parts = [
            part
            for part in line.parts
            if body.index <= part.at < body.end and not _in_feedback(html.tree.nodes[part.at])
        ]
        for part in parts:
            node = html.tree.nodes[part.at]
            if part.what == "control" and (node.tag == "select" or node.get("type") == "text"):
                stated = bracketed[len(gaps)] if len(bracketed) > len(gaps) else ""
                gaps[part.at] = _gap(html, node, str(len(gaps) + 1), stated)
        picked.append((line, [part for part in parts if part.what != "icon"]))
    if not gaps:
        return None
    written = rich_parts(picked, html.writing(gap=lambda at: f"{{{{gap:{gaps[at].id}}}}}" if at in gaps else ""))
    return replace(base, type="cloze", stem=Fragment(written, base.spans), gaps=tuple(gaps.values()))


def _in_feedback(node: Node) -> bool:
    return any(around.has_class("feedbackspan", "outcome", "feedback") for around in node.ancestors())


def _gap(html: HtmlPage, node: Node, identity: str, stated: str) -> DraftGap:
    beside = node.parent
    span = first(html, beside, "feedbackspan") if beside is not None else None
    said = stated or _answer_in(words(html, span)) or (_told_in_tip(html, beside) if beside is not None else "")
    if node.tag != "select":
        return DraftGap(identity, (DraftAnswer(Fragment(said)),) if said else ())
    entries, chosen = _selected(node)
    right = said if said in entries else chosen if node.has_class("correct") else ""
    claims = (Claim(Evidence.STATED, choices=(entries.index(right),)),) if entries.count(right) == 1 else ()
    return DraftGap(identity, choices=tuple(DraftChoice(Fragment(entry)) for entry in entries), claims=claims)


def _told_in_tip(html: HtmlPage, beside: Node) -> str:
    """The same remark as a press on an icon shows it: HTML in an attribute, a line for each of its parts."""
    button = first(html, beside, "feedbacktrigger")
    said = (button.get("data-content") or button.get("data-bs-content")) if button is not None else ""
    lines = [" ".join(unescape(_TAG.sub(" ", line)).split()) for line in _BREAK.split(said[:2000])]
    told = [line.partition(":") for line in lines]
    return next((rest.strip() for head, colon, rest in told if colon and Role.ANSWER in roles_of(head)), "")


def _answer_in(said: str) -> str:
    """The stated answer in a gap's remark: `Incorrect The correct answer is: Paris Mark 0.00 out of 1.00`."""
    found = re.search(r":\s*(.+?)\s*(?:\b\w+\s+-?\d+[.,]\d+\s+\D{1,20}\s*\d+[.,]\d+\s*)?$", said)
    return found[1] if found else ""


EXTRACTOR = Extractor("moodle-page", frozenset({Carrier.HTML}), _identify, _read)
