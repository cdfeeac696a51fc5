"""LaTeX exams: the `exam` class, `automultiplechoice` (AMC) and Moodle's `moodle.sty`.

    \\question[2] Which number is prime?          \\begin{question}{primes} Which is prime?
    \\begin{choices}                                \\begin{choices}
      \\choice 4                                      \\wrongchoice{4}
      \\CorrectChoice 7                               \\correctchoice{7}
    \\end{choices}                                  \\end{choices}
    \\begin{solution} Seven is. \\end{solution}    \\end{question}

moodle.sty: `\\begin{multi}[points=2]{title} stem \\item wrong \\item* right \\end{multi}` and its other kinds.
Commands: the manuals of exam.cls 2.7, AMC 1.6 and moodle.sty 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.sites._latex import XIMERA, Tex, environments, group, pieces, to_markdown, without_comments
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftPair,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_CHOICES = r"choices|oneparchoices|checkboxes|oneparcheckboxes|multicols"
_SOLUTION = r"solution(?:orbox|orlines|ordottedlines|orgrid)?"
_AMC_CHOICES = r"choices|choicescustom|choiceshoriz|reponses|reponseshoriz|reponsesperso"
_MOODLE: dict[str, ItemType] = {
    "multi": "single",
    "truefalse": "true_false",
    "shortanswer": "short",
    "numerical": "numeric",
    "essay": "essay",
    "matching": "matching",
}
_TRUE = re.compile(r"\\(?:CorrectChoice|correctchoice|bonne)\b")


def identify(page: Page) -> bool:
    """A LaTeX command for a right choice, or a question environment of one of the three packages."""
    text = page.text[:500_000]
    if not re.search(r"\\(?:begin|documentclass|usepackage)\b", text):
        return False
    if XIMERA.search(text) or re.search(r"(?m)^[ \t%]*\\extype\{", text):
        return False  # Ximera and R/exams have readers of their own
    return bool(
        _TRUE.search(text)
        or (
            re.search(r"\\begin\{(?:questions|question|questionmult|multi|quiz)\}", text)
            and re.search(r"\\(?:question|choice|item|mauvaise|wrongchoice|part)\b", text)
        )
    )


def read(page: Page) -> Extraction:
    tex = Tex(without_comments(page.text))
    drafts = sorted((*_exam(tex), *_amc(tex), *_moodle(tex)), key=lambda draft: draft.spans[0].lines or (0, 0))
    title = re.search(r"\\title\s*\{", tex.text)
    named = group(tex.text, title.end() - 1) if title else None
    return Extraction(drafts=tuple(drafts), facts=(("title", to_markdown(named[0])),) if named else ())


def _exam(tex: Tex) -> Iterator[Draft]:
    for _, body, at, _ in environments(tex.text, "questions"):
        for name, words, offset in pieces(body, "question|titledquestion|bonusquestion"):
            start = at + offset + 1 + len(name)
            title = group(words, 0) if name == "titledquestion" else None
            skipped = title[1] if title else 0
            points = group(words, skipped, "[", "]")
            skipped = points[1] if points else skipped
            yield _question(
                tex, words[skipped:], start + skipped, title[0] if title else "", points[0] if points else ""
            )


def _question(tex: Tex, words: str, at: int, title: str, points: str) -> Draft:
    """One question of the exam class: stem, then choices and a solution, in this order or none of them."""
    solutions = [(body, at + start) for _, body, start, _ in environments(words, _SOLUTION)]
    several = re.search(r"\\begin\{(?:onepar)?checkboxes\}", words)
    found = next(iter(environments(words, _CHOICES)), None)
    cut = min((m.start() for m in re.finditer(rf"\\begin\{{(?:{_CHOICES}|{_SOLUTION})", words)), default=len(words))
    choices, right = _listed(tex, found[1], at + found[2], "choice|CorrectChoice|correctchoice") if found else ([], [])
    fields = re.finditer(r"\\(?:fillin|answerline)\s*(?=\[)", words)
    typed = [filled[0] for field in fields if (filled := group(words, field.end(), "[", "]"))]
    kind: ItemType | None = ("multiple" if several else "single") if choices else "short" if typed else "essay"
    span = tex.span(at - 9, at + len(words.rstrip()))
    model = tuple(DraftAnswer(tex.fragment(body, start)) for body, start in solutions) if kind == "essay" else ()
    said = () if model else tuple(DraftFeedback(tex.fragment(body, start)) for body, start in solutions)
    stem = re.sub(r"\\(?:answerline|fillin)\s*\[[^\]]*\]", r"\\fillin", words[:cut])
    return Draft(
        stem=tex.fragment(stem, at),
        spans=(span,),
        type=kind,
        title=to_markdown(title),
        points=float(points) if re.fullmatch(r"\d+(?:\.\d+)?", points.strip()) else None,
        choices=tuple(choices),
        claims=(Claim(Evidence.MARKUP, choices=tuple(right), spans=(span,)),) if right else (),
        answers=tuple(DraftAnswer(Fragment(to_markdown(text), (span,))) for text in typed)
        if kind == "short"
        else model,
        feedback=said,
    )


def _listed(tex: Tex, body: str, at: int, commands: str) -> tuple[list[DraftChoice], list[int]]:
    choices: list[DraftChoice] = []
    right: list[int] = []
    for name, words, offset in pieces(body, commands):
        braced = group(words, 0)
        text = braced[0] if braced and name not in ("choice", "CorrectChoice") else words
        fragment = tex.fragment(text, at + offset + 1 + len(name))
        if _TRUE.match(f"\\{name}"):
            right.append(len(choices))
        choices.append(DraftChoice(fragment))
    return choices, right


def _amc(tex: Tex) -> Iterator[Draft]:
    commands = "correctchoice|wrongchoice|bonne|mauvaise"
    for name, body, at, end in environments(tex.text, "question|questionmult"):
        title = group(body, 0)
        found = next(iter(environments(body, _AMC_CHOICES)), None)
        if not title or not found:
            continue
        choices, right = _listed(tex, found[1], at + found[2], commands)
        cut = re.search(rf"\\begin\{{(?:{_AMC_CHOICES}|multicols)", body)
        stem = re.sub(
            r"\\(?:bareme|scoring|explain)\s*\{[^{}]*\}", "", body[title[1] : cut.start() if cut else found[2]]
        )
        explained = re.search(r"\\explain\s*\{", body)
        remark = group(body, explained.end() - 1) if explained else None
        span = tex.span(at, end)
        yield Draft(
            stem=tex.fragment(stem, at + title[1]),
            spans=(span,),
            type="multiple" if name == "questionmult" else "single",
            title=to_markdown(title[0]),
            choices=tuple(choices),
            claims=(Claim(Evidence.MARKUP, choices=tuple(right), spans=(span,)),) if right else (),
            feedback=(DraftFeedback(tex.fragment(remark[0], at)),) if remark else (),
        )


def _moodle(tex: Tex) -> Iterator[Draft]:
    if not re.search(r"\\begin\{quiz\}", tex.text):
        return
    for name, body, at, end in environments(tex.text, "|".join(_MOODLE)):
        options = group(body, 0, "[", "]")
        title = group(body, options[1] if options else 0)
        if not title:
            continue
        first = re.compile(r"\\item(?![A-Za-z])").search(body, title[1])
        cut = first.start() if first else len(body)
        yield _moodle_item(tex, name, options[0] if options else "", title, body, cut, (at, end))


def _moodle_item(
    tex: Tex, name: str, options: str, title: tuple[str, int], body: str, cut: int, place: tuple[int, int]
) -> Draft:
    """One environment of moodle.sty. In truefalse the first item stands for true and the second for false."""
    at, end = place
    found = pieces(body[cut:], "item")
    rows = [_Row.of(words, at + cut + offset) for _, words, offset in found]
    texts = [tex.fragment(row.text, row.at) for row in rows]
    points = re.search(r"(?:points|default grade)\s*=\s*(\d+(?:\.\d+)?)", options)
    base = Draft(
        stem=tex.fragment(body[title[1] : cut], at + title[1]),
        spans=(tex.span(at, end),),
        type=_MOODLE[name],
        title=to_markdown(title[0]),
        points=float(points[1]) if points else None,
    )
    right = tuple(i for i, row in enumerate(rows) if row.right or row.share > 0)
    claims = (Claim(Evidence.MARKUP, choices=right, spans=base.spans),) if right else ()
    if name == "multi":
        several = len(right) > 1 or "multiple" in options
        choices = tuple(map(DraftChoice, texts))
        return replace(base, type="multiple" if several else "single", choices=choices, claims=claims)
    if name == "truefalse":
        words = (DraftChoice(Fragment("True")), DraftChoice(Fragment("False")))
        return replace(base, choices=words, claims=claims)
    if name == "matching":
        return replace(base, pairs=tuple(_pair(tex, row) for row in rows))
    accepted = zip(rows, texts, strict=True)
    numeric = name == "numerical"
    return replace(
        base, answers=tuple(DraftAnswer(text, row.share or 100.0, numeric=numeric) for row, text in accepted)
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """An `\\item*[fraction=50] text`: starred, its share of the credit in percent, its words and where they begin."""

    right: bool
    share: float
    text: str
    at: int

    @classmethod
    def of(cls, words: str, at: int) -> _Row:
        starred = words.lstrip().startswith("*")
        text = words.lstrip().removeprefix("*")
        options = group(text, 0, "[", "]")
        share = re.search(r"fraction\s*=\s*(\d+(?:\.\d+)?)", options[0]) if options else None
        return cls(starred, float(share[1]) if share else 0.0, text[options[1] :] if options else text, at + 5)


def _pair(tex: Tex, row: _Row) -> DraftPair:
    left, _, right = row.text.partition(r"\answer")
    return DraftPair(tex.fragment(left, row.at), tex.fragment(right, row.at))


EXTRACTOR = Extractor("latex-exam", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
