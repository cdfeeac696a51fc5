"""Questions out of embedded data: whether a table of records holds questions, and its rows as drafts.

    const quiz = [{q: "2 + 2?", opts: ["3", "4"], ans: 1}, {q: "Sky?", opts: ["red", "blue"], ans: 0}]
        two drafts, keys by index; 0 occurs, so they count from nought

A key is taken only where the table itself settles how to read it: indices that show neither 0 nor the number of options
could count from nought or from one, and are left open unless the script that reads them settles it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.data.choices import Choices, choices_of
from extract.grammar.data.drafts import (
    OPINION,
    TOLERANCES,
    choice_draft,
    completed,
    judged_draft,
    open_draft,
    stem_of,
    typed_answers,
)
from extract.grammar.data.fields import Fields, Row, fields_of, fold, text_of
from extract.grammar.data.keys import key_reading, positions
from extract.grammar.data.packed import unpacked, unpacks
from extract.grammar.data.tables import Table
from extract.grammar.data.texts import plain, truth_word
from extract.grammar.words.class_names import judge
from quizmill.draft import Claim, Draft, ItemType
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.source import Span

_ASKS = ("?", "\uff1f", "\u061f", "...", "\u2026", ":", "_", "\u037e")
_QUIZ_NAMES = re.compile(
    r"quiz|question|trivia|mcq|exam|test|frage|pregunta|pergunta|domand|soru|vopros|card|deck|vocab|term|\bqs\b|problem|riddle|drill|exercise|\bfr[aå]gor|statement|\bpairs\b",
    re.I,
)
_NO_QUIZ = re.compile(
    r"faq|survey|poll|support|help|testimonial|review|menu|nav|product|step|onboard|form|experiment|variant|feature"
    r"|setting|prefer|config|filter|facet|analytic|datalayer|tracking",
    re.I,
)
_CARDS = re.compile(r"card|deck|vocab|term|gloss|study|\bpairs\b", re.I)


def drafts_of(table: Table, script: str, place: Span, quiz_page: bool) -> tuple[list[Draft], list[Finding]]:
    """A table's rows as drafts, or none where it is no table of questions; `quiz_page` is one that calls itself so."""
    fields = table.fields
    choices = [choices_of(row, fields) for row in table.rows]
    chosen = [one for one in choices if one is not None]
    if chosen and len(chosen) < len(choices) and quiz_page and fields.named_options:
        return _mixed_drafts(table, choices, script, place)
    if chosen and len(chosen) * 2 >= len(choices):
        return _choice_drafts(table, choices, script, place, quiz_page)
    return _answer_drafts(table, place, quiz_page), []


def _mixed_drafts(
    table: Table, choices: Sequence[Choices | None], script: str, place: Span
) -> tuple[list[Draft], list[Finding]]:
    """Rows with options and rows without in one list, each sort with fields of its own, in the list's order."""
    rows = [(row, own) for row, own in zip(table.rows, choices, strict=True) if own is not None]
    fields = fields_of([row for row, _ in rows])
    chosen = replace(table, rows=tuple(row for row, _ in rows), fields=fields)
    drafts, findings = _choice_drafts(chosen, [choices_of(row, fields) for row, _ in rows], script, place, True)
    others = [row for row, own in zip(table.rows, choices, strict=True) if own is None]
    told = fields_of(others) if others else fields
    drafts += [draft for row in others if (draft := open_draft(row, told, place)) is not None]
    order = {stem_of(row, table.fields, place).text: at for at, row in enumerate(table.rows)}
    return sorted(drafts, key=lambda draft: order.get(draft.stem.text, len(order))), findings


def _choice_drafts(
    table: Table, choices: Sequence[Choices | None], script: str, place: Span, quiz_page: bool
) -> tuple[list[Draft], list[Finding]]:
    fields = table.fields
    table = _in_clear(table) if fields.key and unpacks(script) else table
    reading = key_reading(table, choices, script)
    flagged = _flags_contrast(choices)
    keyed = bool(reading) or flagged
    evidence = fields.named_stem + fields.named_options + 2 * keyed + _asking(table)
    if evidence < (2 if keyed or quiz_page else 3) or (not keyed and _NO_QUIZ.search(table.name)):
        return [], []
    if not (fields.named_stem or _asking(table) or quiz_page or _QUIZ_NAMES.search(table.name)):
        return [], []  # goods with sizes, menus with entries
    if not keyed and not (quiz_page or _QUIZ_NAMES.search(table.name)):
        return [], []
    if not (fields.named_stem or _asking(table) or _states(table)) and _NO_QUIZ.search(table.name):
        return [], []
    drafts, findings = [], []
    for row, own in zip(table.rows, choices, strict=True):
        if own is None and (open_one := open_draft(row, fields, place)) is not None:
            drafts.append(open_one)
        if own is None or not text_of(row.get(fields.stem)) or OPINION.search(plain(row.get(fields.kind))):
            continue
        claims = _row_claims(row, own, fields, reading, flagged, place)
        if not claims and fields.key and row.get(fields.key) is not None and reading == "":
            findings.append(
                Finding(
                    "key-ambiguous",
                    Severity.WARNING,
                    "The data's key can be counted in two ways; it was left open.",
                    place,
                )
            )
        drafts.append(choice_draft(row, own, fields, claims, place))
    return drafts, findings


def _answer_drafts(table: Table, place: Span, quiz_page: bool) -> list[Draft]:
    """Rows without options: true or false, typed answers, flashcards. Pages of frequent questions hold none."""
    fields = table.fields
    if not fields.key or not fields.stem or _NO_QUIZ.search(table.name) or len(table.rows) < 2:
        return []
    cards = _CARDS.search(table.name) is not None or fold(fields.stem) in ("term", "front", "word")
    flags = all(truth_word(row.get(fields.key)) is not None for row in table.rows)
    if flags and not fields.named_stem and not _states(table):
        return []  # one question's options
    puzzle = fold(fields.stem) == "clue" and fold(fields.key) == "answer"  # of a crossword
    within = any(fold(name) in TOLERANCES for row in table.rows for name in row)
    sure = cards or flags or puzzle or within
    if not (sure or _QUIZ_NAMES.search(table.name)) or not (quiz_page or sure):
        return []
    drafts = []
    for row in table.rows:
        stem, found = stem_of(row, fields, place), typed_answers(row, fields, place)
        if not stem or not (found or flags):
            continue
        if flags:
            draft = judged_draft(stem, bool(truth_word(row[fields.key])), place)
        else:
            kind: ItemType = "flashcard" if cards else "numeric" if found[0].numeric else "short"
            draft = Draft(stem=stem, spans=(place,), type=kind, answers=found)
        drafts.append(completed(draft, row, fields, place))
    return drafts


def _in_clear(table: Table) -> Table:
    """The table with its keys unpacked, where every one of them is packed."""
    key = table.fields.key
    told = [unpacked(value) if isinstance(value := row.get(key), str) else "" for row in table.rows]
    rows = tuple({**row, key: words} for row, words in zip(table.rows, told, strict=True))
    return replace(table, rows=rows) if all(told) else table


def _row_claims(row: Row, own: Choices, fields: Fields, reading: str, flagged: bool, place: Span) -> tuple[Claim, ...]:
    claims = []
    if flagged and True in own.flags and not all(own.flags):
        right = tuple(i for i, flag in enumerate(own.flags) if flag)
        claims.append(Claim(Evidence.MARKUP, choices=right, spans=(place,)))
    if reading and fields.key and not fields.wrongs and not _was_wrong(row, fields.key):
        found = positions(row.get(fields.key), own, reading)
        if found:
            claims.append(Claim(Evidence.MARKUP, choices=tuple(sorted(set(found))), spans=(place,)))
    return tuple(claims)


_EARNED = frozenset("score earned pointsearned pointsawarded awarded obtained pointsobtained gained".split())


def _was_wrong(row: Row, key: str) -> bool:
    """Whether a row judges what it calls the answer: `answer: "B", isCorrect: false` is a learner's."""
    if judge(key) is True:
        return False
    others = [(name, value) for name, value in row.items() if name != key]
    if any(value is False and judge(name) is True for name, value in others):
        return True
    return any(fold(name) in _EARNED and isinstance(value, int | float) and value == 0 for name, value in others)


def _flags_contrast(choices: Sequence[Choices | None]) -> bool:
    """A column of flags tells something only where it shows both values."""
    if any(own is not None and own.scaled for own in choices):
        return False
    said = {flag for own in choices if own is not None for flag in own.flags}
    return True in said and (False in said or None in said)


def _asking(table: Table) -> bool:
    stems = [re.sub(r"<[^<>]{0,200}>", "", text_of(row.get(table.fields.stem))).rstrip() for row in table.rows]
    return sum(stem.endswith(_ASKS) for stem in stems) * 2 >= len(stems)


def _states(table: Table) -> bool:
    """Whether the stems are sentences, as statements to be judged are."""
    words = [len(text_of(row.get(table.fields.stem)).split()) for row in table.rows]
    return sum(words) >= 4 * len(words)
