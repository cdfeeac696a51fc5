"""Blackboard's tab-separated upload file: one question a line.

    MC	What is 2+2?	3	incorrect	4	correct
    MA	Which are primes?	2	correct	4	incorrect
    TF	The sky is blue.	true
    ESS	Discuss.	A model answer.
    FIB	The capital of France	Paris	paris
    NUM	Pi	3.14	0.01
    MAT	Match	France	Paris	Italy	Rome
    ORD	Order	one	two	three
    FIB_PLUS	[a] and [b]	a	one	uno		b	two

Rules: Blackboard help, "Upload questions".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.media.fragment import any_to_markdown
from extract.sites._lines import Line, lines_of
from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftGap, DraftPair, Extraction, Fragment, ItemType
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_CODES = (
    "MC",
    "MA",
    "TF",
    "ESS",
    "SR",
    "FIB",
    "NUM",
    "MAT",
    "ORD",
    "FIB_PLUS",
    "JUMBLED_SENTENCE",
    "OP",
    "FIL",
    "QUIZ_BOWL",
)


def identify(page: Page) -> bool:
    """Every line starts with a question code and a tab."""
    lines = [line for line in page.text.splitlines() if line.strip()][:200]
    return bool(lines) and all(line.split("\t", 1)[0].strip() in _CODES and "\t" in line for line in lines)


def _text(text: str, span: Span) -> Fragment:
    shown = any_to_markdown(text)
    return Fragment(shown, (span,))


def _choice(draft: Draft, cells: list[str], span: Span) -> Draft:
    texts, verdicts = cells[0::2], [cell.strip().lower() for cell in cells[1::2]]
    right = tuple(i for i, verdict in enumerate(verdicts) if verdict == "correct")
    choices = tuple(DraftChoice(_text(text, span)) for text in texts)
    return replace(draft, choices=choices, claims=(Claim(Evidence.MARKUP, right, spans=(span,)),) if right else ())


def _true_false(draft: Draft, cells: list[str], span: Span) -> Draft:
    choices = (DraftChoice(Fragment("True")), DraftChoice(Fragment("False")))
    word = cells[0].strip().lower() if cells else ""
    claims = (Claim(Evidence.MARKUP, (int(word == "false"),), spans=(span,)),) if word in ("true", "false") else ()
    return replace(draft, choices=choices, claims=claims)


def _typed(draft: Draft, cells: list[str], span: Span) -> Draft:
    return replace(draft, answers=tuple(DraftAnswer(Fragment(cell.strip(), (span,))) for cell in cells if cell.strip()))


def _number(draft: Draft, cells: list[str], span: Span) -> Draft:
    value, tolerance = (*cells, "", "")[:2]
    answer = DraftAnswer(Fragment(value.strip(), (span,)), numeric=True, tolerance=tolerance.strip())
    return replace(draft, answers=(answer,) if value.strip() else ())


def _pairs(draft: Draft, cells: list[str], span: Span) -> Draft:
    rows = list(zip(cells[0::2], cells[1::2], strict=False))
    pairs = tuple(DraftPair(_text(left, span), _text(right, span)) for left, right in rows if left.strip())
    return replace(
        draft, pairs=pairs, distractors=tuple(_text(right, span) for left, right in rows if not left.strip())
    )


def _order(draft: Draft, cells: list[str], span: Span) -> Draft:
    return replace(draft, order=tuple(_text(cell, span) for cell in cells if cell.strip()))


def _blanks(draft: Draft, cells: list[str], span: Span) -> Draft:
    """`name answer answer (empty) name answer`: the stem writes each blank as `[name]`."""
    groups: list[list[str]] = [[]]
    for cell in cells:
        if cell.strip():
            groups[-1].append(cell.strip())
        else:
            groups.append([])
    stem = draft.stem.text
    gaps: list[DraftGap] = []
    for group in groups:
        if group and f"[{group[0]}]" in stem:
            name = group[0] if re.fullmatch(r"[\w.-]+", group[0]) else str(len(gaps) + 1)
            stem = stem.replace(f"[{group[0]}]", f"{{{{gap:{name}}}}}")
            gaps.append(DraftGap(name, tuple(DraftAnswer(Fragment(text, (span,))) for text in group[1:])))
    return replace(draft, stem=replace(draft.stem, text=stem), gaps=tuple(gaps))


_READERS: dict[str, tuple[ItemType, Callable[[Draft, list[str], Span], Draft]]] = {
    "MC": ("single", _choice),
    "MA": ("multiple", _choice),
    "TF": ("true_false", _true_false),
    "ESS": ("essay", _typed),
    "SR": ("essay", _typed),
    "FIL": ("essay", lambda draft, cells, span: draft),
    "FIB": ("short", _typed),
    "NUM": ("numeric", _number),
    "MAT": ("matching", _pairs),
    "ORD": ("ordering", _order),
    "FIB_PLUS": ("cloze", _blanks),
}


def _read(line: Line) -> Draft | Finding:
    code, *cells = line.text.rstrip().split("\t")
    span = Span.of_lines(line.number)
    reader = _READERS.get(code.strip())
    if reader is None or not cells:
        return Finding("format-unsupported", Severity.WARNING, f"A question of the kind {code} is not read.", span)
    kind, build = reader
    return build(Draft(stem=_text(cells[0], span), spans=(span,), type=kind), cells[1:], span)


def read(page: Page) -> Extraction:
    """A question a line."""
    results = [_read(line) for line in lines_of(page.text) if line.text.strip()]
    drafts = tuple(result for result in results if isinstance(result, Draft))
    return Extraction(drafts, findings=tuple(result for result in results if isinstance(result, Finding)))


EXTRACTOR = Extractor("blackboard-text", frozenset({Carrier.TEXT, Carrier.TABLE}), identify, read)
