"""D2L Brightspace's question file: a block of rows a question, the first cell saying what each row is.

    NewQuestion,MC,,,
    Title,Roots,,,
    QuestionText,Which node is the root?,HTML,,
    Points,1,,,
    Option,100,the first,HTML,Yes.,HTML
    Option,0,the last,HTML,,
    Hint,Think.,HTML,,
    Feedback,General.,HTML,,

Kinds: WR (written), SA (typed; `Answer,100,word,regexp?`), M (matching), MC, TF, MS (several), O (ordering).
Rules: D2L's own sample file, "Sample_Question_Import_UTF8.csv".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from extract.media.fragment import html_to_markdown, looks_like_html, words_to_markdown
from extract.media.table import Row, Sheet, place
from extract.sites._extras import with_extras
from extract.sites._part import number
from extract.sites._table_cells import unquoted
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftPair, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span


@dataclass(frozen=True, slots=True)
class _Question:
    """A block: its kind, and its rows by their first cell."""

    kind: str
    rows: tuple[tuple[Span, tuple[str, ...]], ...]
    span: Span

    def all(self, name: str) -> list[tuple[Span, tuple[str, ...]]]:
        return [(span, cells) for span, cells in self.rows if cells[0].lower() == name.lower()]

    def text(self, name: str) -> str:
        return next((_at(cells, 1) for _, cells in self.all(name)), "")

    def rich(self, name: str) -> Fragment:
        return next((_rich(cells, 1, span) for span, cells in self.all(name)), EMPTY)


def _at(cells: tuple[str, ...], place: int) -> str:
    return unquoted(cells[place]) if place < len(cells) else ""


def _rich(cells: tuple[str, ...], at: int, span: Span) -> Fragment:
    """A text; the cell after it may say that it is HTML."""
    text = _at(cells, at)
    is_html = _at(cells, at + 1).upper() == "HTML" or looks_like_html(text)
    shown = html_to_markdown(text) if is_html else words_to_markdown(text)
    return Fragment(shown, (span,)) if shown else EMPTY


def identify(page: Page) -> bool:
    """A row that begins a question."""
    if not isinstance(page.tree, tuple):
        return False
    return any(row.cells[0] == "NewQuestion" for sheet in page.tree for row in sheet.rows[:20])


def _blocks(sheet: Sheet) -> list[_Question]:
    starts = [at for at, row in enumerate(sheet.rows) if row.cells[0] == "NewQuestion"]
    ends = [*starts[1:], len(sheet.rows)]
    return [_block(sheet, sheet.rows[start:end]) for start, end in zip(starts, ends, strict=True)]


def _block(sheet: Sheet, rows: tuple[Row, ...]) -> _Question:
    first, last = rows[0].number, rows[-1].number
    spanned = tuple((place(sheet, row), row.cells) for row in rows if not row.cells[0].startswith("//"))
    return _Question(_at(rows[0].cells, 1).upper(), spanned, Span(lines=(first, last), part=sheet.name or None))


def _choice(question: _Question, draft: Draft) -> Draft:
    options = question.all("Option")
    weights = [number(_at(cells, 1)) or 0.0 for _, cells in options]
    top = max(weights, default=0.0)
    several = question.kind == "MS"
    right = tuple(at for at, weight in enumerate(weights) if weight > 0 and (several or weight == top >= 99.99))
    choices = tuple(
        DraftChoice(
            _rich(cells, 2, span),
            feedback=_rich(cells, 4, span),
            credit=weight if not several and 0 < weight < 100 else None,
        )
        for (span, cells), weight in zip(options, weights, strict=True)
    )
    claims = (Claim(Evidence.MARKUP, right, spans=tuple(span for span, _ in options)),) if right else ()
    return replace(draft, type="multiple" if several else "single", choices=choices, claims=claims)


def _truth(question: _Question, draft: Draft) -> Draft:
    rows = [(span, cells) for span, cells in question.rows if cells[0].upper() in ("TRUE", "FALSE")]
    choices = tuple(
        DraftChoice(Fragment(cells[0].capitalize(), (span,)), feedback=_rich(cells, 2, span)) for span, cells in rows
    )
    right = tuple(at for at, (_, cells) in enumerate(rows) if (number(_at(cells, 1)) or 0) > 0)
    claims = (Claim(Evidence.MARKUP, right, spans=tuple(span for span, _ in rows)),) if right else ()
    return replace(draft, type="true_false", choices=choices, claims=claims)


def _typed(question: _Question, draft: Draft) -> Draft:
    rows = question.all("Answer")
    answers = tuple(DraftAnswer(Fragment(_at(cells, 2), (span,)), number(_at(cells, 1)) or 0.0) for span, cells in rows)
    sensitive = bool(rows) and all(_at(cells, 3).lower() == "sensitive" for _, cells in rows)
    return replace(draft, type="short", answers=answers, case_sensitive=sensitive)


def _pairs(question: _Question, draft: Draft) -> Draft:
    rights = {_at(cells, 1): _rich(cells, 2, span) for span, cells in question.all("Match")}
    lefts = [(_at(cells, 1), _rich(cells, 2, span)) for span, cells in question.all("Choice")]
    pairs = tuple(DraftPair(left, rights.get(name, EMPTY)) for name, left in lefts)
    named = {name for name, _ in lefts}
    rest = tuple(right for name, right in rights.items() if name not in named)
    return replace(draft, type="matching", pairs=pairs, distractors=rest)


def _order(question: _Question, draft: Draft) -> Draft:
    return replace(draft, type="ordering", order=tuple(_rich(cells, 1, span) for span, cells in question.all("Item")))


def _written(question: _Question, draft: Draft) -> Draft:
    key = question.rich("AnswerKey")
    return replace(draft, type="essay", answers=(DraftAnswer(key),) if key else ())


_KINDS: dict[str, Callable[[_Question, Draft], Draft]] = {
    "MC": _choice,
    "MS": _choice,
    "TF": _truth,
    "SA": _typed,
    "M": _pairs,
    "O": _order,
    "WR": _written,
}


def _read(question: _Question) -> Draft | Finding:
    build = _KINDS.get(question.kind)
    if build is None:
        message = f"A question of the kind {question.kind!r} is not read."
        return Finding("format-unsupported", Severity.WARNING, message, question.span)
    told = question.rich("Feedback")
    draft = Draft(
        stem=question.rich("QuestionText"),
        spans=(question.span,),
        title=question.text("Title"),
        points=number(question.text("Points")),
        difficulty=question.text("Difficulty"),
        feedback=(DraftFeedback(told),) if told else (),
        hints=tuple(_rich(cells, 1, span) for span, cells in question.all("Hint")),
    )
    return with_extras(build(question, draft))


def read(page: Page) -> Extraction:
    """Every question of the file."""
    assert isinstance(page.tree, tuple)
    results = [_read(question) for sheet in page.tree for question in _blocks(sheet)]
    drafts = tuple(result for result in results if isinstance(result, Draft))
    return Extraction(drafts, findings=tuple(result for result in results if isinstance(result, Finding)))


EXTRACTOR = Extractor("d2l-csv", frozenset({Carrier.TABLE}), identify, read)
