"""Hot Potatoes' own files: quizzes (.jqz), gap-fills (.jcl) and matchings (.jmt) before they are made into pages.

    <hotpot-jquiz-file><data><title>Plants</title><questions><question-record><question>What do roots drink?</question>
      <question-type>1</question-type><answers><answer><text>water</text><feedback>Yes.</feedback><correct>1</correct>

`question-type`: 1 one answer, 2 typed, 3 both, 4 several. Without a right answer there is no key.
"""

from __future__ import annotations

from dataclasses import replace

from extract.media.fragment import any_to_markdown
from extract.media.xml import Node
from extract.sites._part import Part, merged, number, words
from extract.sites._store import store_beside
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftGap,
    DraftPair,
    Extraction,
    Fragment,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_TYPED = ("2", "3")


def identify(page: Page) -> bool:
    """By the root."""
    return isinstance(page.tree, Node) and str(page.tree.tag).startswith("hotpot-")


def _shown(text: str | None) -> str:
    if not text or not text.strip():
        return ""
    return any_to_markdown(text)


def _right(answer: Node) -> bool:
    return words(answer.find("correct")) == "1"


def _question(part: Part, node: Node, title: str) -> Draft:
    answers = node.findall("answers/answer")
    draft = Draft(
        stem=part.said(node.find("question"), "data"),
        spans=(part.place(node, "data"),),
        section=(title,) if title else (),
        hints=tuple(hint for hint in (part.said(node.find("clue"), "data"),) if hint),
    )
    kind = words(node.find("question-type"))
    if kind in _TYPED:
        return replace(draft, type="short", answers=tuple(_accepted(part, answer) for answer in answers))
    choices = tuple(
        DraftChoice(part.said(answer.find("text"), "data"), feedback=part.said(answer.find("feedback"), "data"))
        for answer in answers
    )
    right = tuple(at for at, answer in enumerate(answers) if _right(answer))
    claims = (Claim(Evidence.MARKUP, right, spans=draft.spans),) if right else ()
    return replace(draft, type="multiple" if kind == "4" else "single", choices=choices, claims=claims)


def _accepted(part: Part, answer: Node) -> DraftAnswer:
    credit = number(answer.findtext("percent-correct"))
    whole = 100.0 if credit is None else credit
    told = part.said(answer.find("feedback"), "data")
    return DraftAnswer(part.said(answer.find("text"), "data"), whole if _right(answer) else 0.0, told)


def _gap_fill(part: Part, node: Node, title: str) -> Draft:
    """The text runs between its gaps."""
    pieces = [_shown(node.text)]
    gaps: list[DraftGap] = []
    hints = []
    for record in node.iterchildren("question-record"):
        answers = tuple(_accepted(part, answer) for answer in record.findall("answer") if _right(answer))
        gaps.append(DraftGap(str(len(gaps) + 1), answers))
        hints += [hint] if (hint := part.said(record.find("clue"), "data")) else []
        pieces += [f"{{{{gap:{len(gaps)}}}}}", _shown(record.tail)]
    place = part.place(node, "data")
    stem = Fragment(" ".join(piece.strip() for piece in pieces if piece.strip()), (place,))
    return Draft(stem=stem, spans=(place,), type="cloze", gaps=tuple(gaps), hints=tuple(hints), title=title)


def _matching(part: Part, node: Node, title: str) -> Draft:
    pairs = tuple(
        DraftPair(part.said(pair.find("left-item/text"), "data"), part.said(pair.find("right-item/text"), "data"))
        for pair in node.iterchildren("pair")
    )
    place = part.place(node, "data")
    return Draft(stem=Fragment(title, (place,)), spans=(place,), type="matching", pairs=pairs)


def read(page: Page) -> Extraction:
    """Every exercise of the file."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    title = (page.tree.findtext("data/title") or "").strip()
    drafts = [_question(part, node, title) for node in page.tree.iterfind("data/questions/question-record")]
    drafts += [_gap_fill(part, node, title) for node in page.tree.iterfind("data/gap-fill")]
    drafts += [_matching(part, node, title) for node in page.tree.iterfind("data/matching-exercise")]
    facts = (("title", title),) if title else ()
    found = Extraction(tuple(drafts), facts=facts, findings=tuple(part.findings))
    return merged((found, part.kept()), "hotpotatoes-xml")


EXTRACTOR = Extractor("hotpotatoes-xml", frozenset({Carrier.XML}), identify, read)
