"""Tables of questions: a row a question, in CSV, TSV or a workbook, with headings in the first rows.

    Question,Option A,Option B,Correct answer,Explanation
    Which one floats?,cork,iron,A,Cork is light.

Columns are guessed from their headings (`_columns`); the guess is among the page's facts, and a first row
`#columns: question, choice, choice, answer, feedback` confirms or corrects it. Without headings, what stands in the
columns tells (`_columns_guessed`). Templates of Kahoot, Quizizz, Gimkit and
Blooket, quizmill's own tables and lists of terms are read by the same rules. A table without a question column holds
no questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.media.fragment import html_to_markdown, looks_like_html
from extract.media.table import Row, place
from extract.sites import _table_cells as cells_of
from extract.sites._columns import Role
from extract.sites._form_results import read_results
from extract.sites._laid_sheets import read_sheets
from extract.sites._listed_choices import from_card
from extract.sites._rows_of_choices import RowsOfChoices, draft_of, places_of_yes, rows_of_choices
from extract.sites._table_headings import Table, explains, table_of, unread
from extract.sites._table_keys import with_keys
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.extras import path_parts
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_CODES = ("MC", "MA", "TF", "ESS", "FIB", "NUM", "MAT", "ORD")
_STRANGE = "A key by numbers fits no questions of the table; it was not used."
_GUESSED = "the table has no headings: its columns were guessed"


def identify(page: Page) -> bool:
    """Every table that is not in a format of its own: D2L's, Blackboard's, Tutor's."""
    if page.carrier is not Carrier.TABLE or not isinstance(page.tree, tuple):
        return False
    rows = [row for sheet in page.tree for row in sheet.rows[:5]]
    if [row.cells[0] for row in rows[:2]] == ["settings", "question"]:
        return False
    return not any(row.cells[0] == "NewQuestion" for row in rows) and not (
        bool(rows) and all(row.cells[0] in _CODES for row in rows)
    )


class _RowReader:
    """One row as a draft."""

    def __init__(self, table: Table, row: Row) -> None:
        self.table, self.row = table, row
        self.columns = table.columns
        self.cells = [cells_of.unquoted(cell) for cell in row.cells]
        self.span = place(table.sheet, row)

    def text(self, role: Role) -> str:
        return self.columns.cell(self.cells, role)

    def rich(self, text: str) -> Fragment:
        shown = html_to_markdown(text) if looks_like_html(text) and not self.table.own else text
        return Fragment(shown, (self.span,)) if shown else EMPTY

    @property
    def answer(self) -> str:
        """What the answer's columns say: one column, or several headed alike, a line each."""
        return "\n".join(self.cells[at] for at in self.filled("answer"))

    def filled(self, role: Role) -> list[int]:
        return [at for at in self.columns.places(role) if at < len(self.cells) and self.cells[at]]

    @property
    def kind(self) -> ItemType | None:
        """The type that the row names."""
        return cells_of.TYPES.get(re.sub(r"\s+", " ", self.text("type").strip().lower()))

    def draft(self) -> Draft | None:
        stem = self.text("question") or self.text("front")
        if not stem:
            return None
        draft = self.dressed(stem)
        kind = self.kind
        answer = self.answer
        if kind is None and self.text("back") and self.columns.places("front"):
            return replace(draft, type="flashcard", answers=(DraftAnswer(self.rich(self.text("back"))),))
        draft = replace(draft, type=kind)
        match kind:
            case "matching":
                found, rest = cells_of.pairs([self.cells[at] for at in self.filled("choice")], self.span)
                told = [
                    self.rich(self.cells[at]) for at in self.columns.places("choice feedback") if at < len(self.cells)
                ]
                told += [EMPTY] * len(found)
                both = tuple(replace(p, feedback=f) for p, f in zip(found, told, strict=False))
                return replace(draft, pairs=both, distractors=rest)
            case "ordering":
                order = tuple(self.rich(self.cells[at]) for at in self.filled("choice"))
                # A table without a column for answers lists the entries as they should stand (iSpring).
                stated = answer == "in this order" or not (self.table.own or self.columns.places("answer"))
                return replace(draft, order=order, order_known=stated)
            case "cloze":
                return replace(draft, gaps=cells_of.gaps(answer, self.span))
            case "numeric":
                return replace(draft, answers=cells_of.numbers(answer, self.span))
            case "short" if self.filled("choice") and not answer:
                # Quizizz lists the accepted words of a blank as its options.
                listed = [self.cells[at] for at in self.filled("choice")]
                return replace(draft, answers=tuple(DraftAnswer(Fragment(text, (self.span,))) for text in listed))
            case "essay" | "flashcard":
                return replace(draft, answers=(DraftAnswer(self.rich(answer)),) if answer else ())
            case _:
                chosen = self.chosen(draft, answer)
                several = any(len(claim.choices or ()) > 1 for claim in chosen.claims)
                # "Multiple choice" is said of one right answer and of several.
                open_word = self.text("type").lower().startswith(("multiple", "mc", "quiz"))
                return replace(chosen, type=None) if several and open_word else chosen

    def chosen(self, draft: Draft, answer: str) -> Draft:
        """Choices and which are right; a typed answer where there are none."""
        if self.filled("wrong choice") and self.filled("right choice"):
            texts, right = cells_of.right_and_wrong(self.columns, self.cells)
            offered = tuple(DraftChoice(self.rich(text)) for text in texts)
            return replace(draft, choices=offered, claims=(Claim(Evidence.MARKUP, right, spans=(self.span,)),))
        places = self.filled("choice")
        if not places and (draft.type == "true_false" or answer.casefold() in ("true", "false")):
            return self.true_false(draft, answer)
        if not places:
            chosen = from_card(draft, answer) if draft.type in (None, "single", "multiple") else None
            return chosen or replace(draft, answers=cells_of.typed(answer, self.span))
        if len(places) == 1 and self.columns.roles.count("choice") == 1 and not self.table.own:
            texts = cells_of.listed(self.cells[places[0]], answer)
            listed = tuple(DraftChoice(self.rich(text)) for text in texts)
            # One text alone is a list that was not understood: nothing in it can be named.
            return replace(draft, choices=listed, claims=self.claims(answer, texts, ()) if len(texts) > 1 else ())
        texts = [self.cells[at] for at in places]
        if not answer and (right_at := cells_of.starred(texts)):
            offered = tuple(DraftChoice(self.rich(cells_of.unmarked(text))) for text in texts)
            return replace(draft, choices=offered, claims=(Claim(Evidence.MARKUP, right_at, spans=(self.span,)),))
        labels = [self.columns.labels[at] if self.columns.labels[at].isalpha() else "" for at in places]
        told = self.columns.places("choice feedback")
        order = self.columns.places("choice")
        choices = tuple(
            DraftChoice(self.rich(text), feedback=self.told(told, order.index(at)))
            for text, at in zip(texts, places, strict=True)
        )
        claims = self.judged(order, places) or self.headed(answer, places) or self.claims(answer, texts, labels)
        return replace(draft, choices=choices, claims=claims)

    def claims(self, answer: str, texts: Sequence[str], labels: Sequence[str]) -> tuple[Claim, ...]:
        return cells_of.claims(answer, texts, labels, self.table.naming, self.span)

    def headed(self, answer: str, places: Sequence[int]) -> tuple[Claim, ...]:
        """The key where the answer names the choices' columns: "optB", "Option 2, Option 3"."""
        headings = [self.columns.headings[at].strip().casefold() for at in places]
        tokens = [token.strip().casefold() for token in re.split(r"[,;|\n]", answer) if token.strip()]
        if not tokens or not all(len(token) > 1 and headings.count(token) == 1 for token in tokens):
            return ()
        return (Claim(Evidence.STATED, tuple(map(headings.index, tokens)), spans=(self.span,)),)

    def judged(self, order: Sequence[int], places: Sequence[int]) -> tuple[Claim, ...]:
        """The key where each choice has a column of its own that says yes or no."""
        verdicts = self.columns.places("choice verdict")
        if len(verdicts) != len(order):
            return ()
        said = [self.cells[verdicts[order.index(at)]] for at in places if verdicts[order.index(at)] < len(self.cells)]
        right = places_of_yes(said) if len(said) == len(places) else None
        return (Claim(Evidence.MARKUP, right, spans=(self.span,)),) if right else ()

    def told(self, columns: Sequence[int], number: int) -> Fragment:
        at = columns[number] if number < len(columns) else len(self.cells)
        return self.rich(self.cells[at]) if at < len(self.cells) else EMPTY

    def true_false(self, draft: Draft, answer: str) -> Draft:
        choices = (DraftChoice(Fragment("True")), DraftChoice(Fragment("False")))
        word = answer.strip().casefold()
        places = {"true": (0,), "t": (0,), "false": (1,), "f": (1,)}.get(word)
        claims = (Claim(Evidence.STATED, places, spans=(self.span,)),) if places else ()
        return replace(draft, type="true_false", choices=choices, claims=claims)

    def dressed(self, stem: str) -> Draft:
        """The columns that every kind has."""
        points = self.text("points").replace(",", ".")
        whens = (("feedback", "general"), ("feedback if right", "correct"),
                 ("feedback if partly right", "partial"), ("feedback if wrong", "incorrect"))  # fmt: skip
        feedback = tuple(DraftFeedback(text, when) for role, when in whens if (text := self.rich(self.text(role))))  # type: ignore[arg-type]
        hints = [hint for at in self.filled("hints") for hint in cells_of.many(self.cells[at])]
        tags = [tag.strip() for at in self.filled("tags") for tag in self.cells[at].split(",")]
        return Draft(
            stem=self.rich(stem),
            spans=(self.span,),
            title=self.text("title"),
            feedback=feedback,
            hints=tuple(self.rich(hint) for hint in hints),
            solution=tuple(self.rich(step) for step in cells_of.many(self.text("solution"))),
            final_answer=self.rich(self.text("final answer")),
            quick_check=self.rich(self.text("quick check")),
            mistakes=tuple(self.rich(text) for text in cells_of.many(self.text("common mistakes"))),
            grader_info=self.rich(self.text("grading")),
            difficulty=self.text("difficulty"),
            points=float(points) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", points) else None,
            tags=tuple(tag for tag in tags if tag),
            objectives=tuple(cells_of.many(self.text("objectives"))),
            section=path_parts(self.text("section")),
            language=self.text("language") if re.fullmatch(r"[a-z]{2,3}(?:-\w+)*", self.text("language")) else "",
        )

    def doubt(self, draft: Draft) -> Finding | None:
        """A number that may count from 0 or from 1, a letter that is another choice's words."""
        answer = self.answer
        if not draft.choices or draft.claims or not answer:
            return None
        if answer.strip().casefold() in {choice.text.text.casefold() for choice in draft.choices}:
            message = f"The answer {answer!r} is the words of one choice and the letter or number of another."
        elif re.search(r"\d", answer):
            message = f"The answer {answer!r} may count the choices from 0 or from 1; the table does not tell."
        else:
            return None
        return Finding("key-ambiguous", Severity.WARNING, message, self.span)


def _of_rows(table: Table, plan: RowsOfChoices, group: Sequence[Row]) -> Draft:
    """The question whose choices stand in rows of their own."""
    reader = _RowReader(table, group[0])
    first = replace(reader.dressed(reader.text("question")), type=reader.kind)
    return draft_of(
        group,
        plan,
        table.columns,
        first,
        fragment=lambda row, text: _RowReader(table, row).rich(text),
        span=lambda row: place(table.sheet, row),
    )


def read(page: Page) -> Extraction:
    """Every row that asks, sheet by sheet."""
    assert isinstance(page.tree, tuple)
    drafts: list[Draft] = []
    findings: list[Finding] = []
    facts: list[tuple[str, str]] = []
    keyed = with_keys(page.tree)
    findings += [Finding("key-names-no-choice", Severity.WARNING, _STRANGE, where) for where in keyed.strangers]
    for sheet in keyed.sheets:
        if results := read_results(sheet):
            drafts += results
            facts.append(("columns", "results of a form"))
            continue
        table = table_of(sheet)
        if table is None:
            continue
        findings += unread(table)
        facts.append(("columns", str(table.columns)))
        if not table.headed:
            message = f"The table has no headings; a first row `#columns: {table.columns}` confirms the guess."
            findings.append(Finding("columns-guessed", Severity.WARNING, message, place(sheet, sheet.rows[0])))
        if plan := rows_of_choices(table.columns, table.rows):
            drafts += [_of_rows(table, plan, group) for group in plan.groups]
            continue
        for row in table.rows:
            reader = _RowReader(table, row)
            if explains(row):
                findings.append(Finding("parse-error", Severity.INFO, "The row explains its columns.", reader.span))
            elif draft := reader.draft():
                draft = keyed.placed(draft, sheet, row)
                drafts.append(draft if table.headed else replace(draft, confidence=0.7, doubts=(_GUESSED,)))
                findings += [found] if (found := reader.doubt(draft)) else []
            else:
                findings.append(Finding("parse-error", Severity.INFO, "The row has no question.", reader.span))
    if not facts and (laid := read_sheets(page, page.tree)):
        return laid
    if not facts:
        message = (
            "No column is headed as a question: the table holds none, or needs a first row #columns: question, ..."
        )
        findings.append(Finding("format-unsupported", Severity.WARNING, message))
    return Extraction(tuple(drafts), facts=tuple(facts), findings=tuple(findings))


EXTRACTOR = Extractor("csv-questions", frozenset({Carrier.TABLE}), identify, read)
