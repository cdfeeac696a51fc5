"""Quizzes as WP-Pro-Quiz and LearnDash export them.

    <wpProQuiz><data><quiz><title>First aid</title><questions><question answerType="single"><points>1</points>
      <questionText>What comes first?</questionText> <correctMsg>Yes.</correctMsg> <tipMsg enabled="true">Look.</tipMsg>
      <answers><answer points="1" correct="true"><answerText html="false">safety</answerText></answer> ...

Sorted and matched answers stand in their right order; a cloze's words stand in braces, `{[30][thirty]}`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._part import Part, merged, number
from extract.sites._store import store_beside
from quizmill.draft import (
    EMPTY,
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

_GAP = re.compile(r"\{([^{}]{1,500})\}")
_ONE = re.compile(r"\[([^\[\]]{1,200})\]")
_TOLD: tuple[tuple[str, When], ...] = (("correctMsg", "correct"), ("incorrectMsg", "incorrect"))


def identify(page: Page) -> bool:
    """By the root."""
    return isinstance(page.tree, Node) and page.tree.tag == "wpProQuiz"


def _dressed(part: Part, node: Node, section: tuple[str, ...]) -> Draft:
    told = ((part.said(node.find(tag), "quiz"), when) for tag, when in _TOLD)
    tip = node.find("tipMsg")
    hint = part.said(tip, "quiz") if tip is not None and tip.get("enabled") == "true" else EMPTY
    category = (node.findtext("category") or "").strip()
    return Draft(
        stem=part.said(node.find("questionText"), "quiz"),
        spans=(part.place(node, "quiz"),),
        points=number(node.findtext("points")),
        feedback=tuple(DraftFeedback(text, when) for text, when in told if text),
        hints=(hint,) if hint else (),
        section=section,
        tags=(category,) if category else (),
    )


def _draft(part: Part, node: Node, section: tuple[str, ...]) -> Draft | None:
    draft = _dressed(part, node, section)
    answers = node.findall("answers/answer")
    texts = [part.said(answer.find("answerText"), "quiz") for answer in answers]
    match node.get("answerType"):
        case "single" | "multiple":
            right = tuple(at for at, answer in enumerate(answers) if answer.get("correct") == "true")
            claims = (Claim(Evidence.MARKUP, right, spans=draft.spans),) if right else ()
            typed = replace(draft, type="multiple" if node.get("answerType") == "multiple" else "single")
            return replace(typed, choices=tuple(map(DraftChoice, texts)), claims=claims)
        case "free_answer":
            words = [line.strip() for text in texts for line in text.text.split("\n") if line.strip()]
            return replace(draft, type="short", answers=tuple(DraftAnswer(Fragment(w, draft.spans)) for w in words))
        case "sort_answer":
            return replace(draft, type="ordering", order=tuple(texts))
        case "matrix_sort_answer":
            rights = [part.said(answer.find("stortText"), "quiz") for answer in answers]
            return replace(draft, type="matching", pairs=tuple(map(DraftPair, texts, rights)))
        case "cloze_answer":
            return _cloze(draft, texts)
        case "essay":
            return replace(draft, type="essay")
        case kind:
            part.doubt("format-unsupported", f"A question of the type {kind!r} is not read.", node)
            return None


def _cloze(draft: Draft, texts: list[Fragment]) -> Draft:
    gaps: list[DraftGap] = []

    def keep(found: re.Match[str]) -> str:
        inner = re.sub(r"\\([\[\]|])", r"\1", found[1])
        accepted = _ONE.findall(inner) or [inner.split("|")[0]]
        answers = tuple(DraftAnswer(Fragment(word.strip(), draft.spans)) for word in accepted)
        gaps.append(DraftGap(str(len(gaps) + 1), answers))
        return f"\ue0f0{len(gaps)}\ue0f1"

    written = "\n\n".join(text.text for text in texts)
    stem = re.sub("\ue0f0(\\d+)\ue0f1", r"{{gap:\1}}", _GAP.sub(keep, written))
    both = "\n\n".join(text for text in (draft.stem.text, stem) if text)
    return replace(draft, type="cloze", stem=replace(draft.stem, text=both), gaps=tuple(gaps))


def read(page: Page) -> Extraction:
    """Every question of every quiz."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    drafts = []
    for quiz in page.tree.iterfind("data/quiz"):
        title = (quiz.findtext("title") or "").strip()
        drafts += [_draft(part, node, (title,) if title else ()) for node in quiz.iterfind("questions/question")]
    found = Extraction(tuple(draft for draft in drafts if draft), findings=tuple(part.findings))
    return merged((found, part.kept()), "wpproquiz-xml")


EXTRACTOR = Extractor("wpproquiz-xml", frozenset({Carrier.XML}), identify, read)
