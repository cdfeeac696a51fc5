"""Tables with a row a choice: the question stands in each of its rows, or in the first of them only.

    question,answer,is_correct,feedback
    Which one floats?,cork,TRUE,It is light.
    Which one floats?,iron,FALSE,
    ,lead,FALSE,

Such a table has one column of texts and one that says yes or no to each; what a row says beside that is its choice's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extract.media.table import Row
from extract.sites._columns import Columns
from quizmill.draft import Claim, Draft, DraftChoice, Fragment
from quizmill.item import Evidence
from quizmill.source import Span

_YES = frozenset(("true", "yes", "y", "1", "x", "✓", "✔", "correct", "right", "wahr", "ja", "richtig", "vrai", "oui",
                  "sí", "si", "verdadero", "vero", "да", "верно", "是", "对", "正确", "はい", "예"))  # fmt: skip
_NO = frozenset(("", "false", "no", "n", "0", "-", "✗", "✘", "incorrect", "wrong", "falsch", "nein", "faux", "non",
                 "falso", "не", "нет", "неверно", "否", "错", "错误", "いいえ", "아니요"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowsOfChoices:
    """Where the texts and the verdicts stand, and the rows of each question."""

    text: int
    verdict: int
    groups: tuple[tuple[Row, ...], ...]


def places_of_yes(cells: Sequence[str]) -> tuple[int, ...] | None:
    """Which cells say yes; None where a cell says neither yes nor no, or all say the same."""
    words = [cell.strip().casefold() for cell in cells]
    found = tuple(place for place, word in enumerate(words) if word in _YES)
    return found if set(words) <= _YES | _NO and 0 < len(found) < len(words) else None


def _cell(row: Row, at: int) -> str:
    return row.cells[at].strip() if at < len(row.cells) else ""


def rows_of_choices(columns: Columns, rows: Sequence[Row]) -> RowsOfChoices | None:
    """How the table holds its choices; None where a row is a question."""
    verdicts = columns.places("verdict") or columns.places("answer")
    texts = columns.places("choice") or [at for at in columns.places("answer") if at not in verdicts]
    asked = columns.places("question")
    if len(verdicts) != 1 or len(texts) != 1 or not asked:
        return None
    words = {_cell(row, verdicts[0]).casefold() for row in rows}
    groups = _groups(asked[0], rows)
    if not (words <= _YES | _NO and words & _YES and words & _NO and any(len(group) > 1 for group in groups)):
        return None
    return RowsOfChoices(texts[0], verdicts[0], groups)


def _groups(asked: int, rows: Sequence[Row]) -> tuple[tuple[Row, ...], ...]:
    """Neighbouring rows of one question; a row without one goes on with the question above."""
    groups: list[list[Row]] = []
    for row in rows:
        stem = _cell(row, asked)
        if groups and stem in ("", _cell(groups[-1][0], asked)):
            groups[-1].append(row)
        elif stem:
            groups.append([row])
    return tuple(tuple(group) for group in groups)


def draft_of(
    group: Sequence[Row],
    plan: RowsOfChoices,
    columns: Columns,
    first: Draft,
    fragment: Callable[[Row, str], Fragment],
    span: Callable[[Row], Span],
) -> Draft:
    """The rows of one question as a draft: `first` is what its first row says of the question itself."""
    told = (columns.places("choice feedback") or columns.places("feedback"))[:1]
    filled = [row for row in group if _cell(row, plan.text)]
    choices = tuple(
        DraftChoice(
            fragment(row, _cell(row, plan.text)), feedback=fragment(row, "".join(_cell(row, at) for at in told))
        )
        for row in filled
    )
    right = [place for place, row in enumerate(filled) if _cell(row, plan.verdict).casefold() in _YES]
    spans = tuple(span(row) for row in group)
    claims = (Claim(Evidence.MARKUP, tuple(right), spans=tuple(span(filled[place]) for place in right)),)
    kind = first.type or ("multiple" if len(right) > 1 else "single")
    return replace(first, type=kind, spans=spans, feedback=(), choices=choices, claims=claims if right else ())
