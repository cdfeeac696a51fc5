"""One item as a form. What is right stands in data attributes and hidden parts; the script shows them after a check.

data-key      places (from 1) of the right choices, or the right option of each row (0: unknown)
data-accept   typed answers as JSON: [["heapify", 100], ...], numbers as [["3.1", "3.2", 100], ...]
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from typing import assert_never

from export._card import number_words
from export._language import direction
from export._names import shuffled
from export._shuffle import keeps_order, movable
from export._titles import GAP
from export._words import letter
from export._words import words as plain_words
from export.paper.html_ import Words, plain
from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Gap,
    Item,
    Key,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)


def question(item: Item, number: int, words: Words) -> str:
    """The article of one item."""
    language = f' lang="{plain(item.language)}" dir="{direction(item.language)}"' if item.language else ""
    points = "" if item.points is None else f' data-points="{item.points:g}"'
    told = "" if item.points is None else f" <small>({item.points:g} point{'' if item.points == 1 else 's'})</small>"
    title = f": {plain(plain_words(item.title))}" if item.title else ""
    difficulty = f" <small>{plain(item.difficulty)}</small>" if item.difficulty else ""
    stem = words.block(item.stem) if not isinstance(item, ClozeItem) else _cloze_stem(item, words)
    button = "Show the answer" if isinstance(item, EssayItem | FlashcardItem) else "Check"
    return (
        f'<article class="question" data-kind="{item.type}"{points}{_data(item)}>\n<form>\n'
        f"<fieldset><legend>Question {number}{title}{told}{difficulty}</legend>\n"
        f'<div class="stem"{language}>{stem}</div>\n'
        f"{_hints(item.hints, words)}<div{language}>{_parts(item, number, words)}</div></fieldset>\n"
        f'<p class="buttons"><button type="submit">{button}</button></p>\n'
        '<p class="verdict" role="status" aria-live="polite"></p>\n'
        f'<div class="after" hidden{language}>{_after(item, words)}</div>\n</form>\n</article>\n'
    )


def _hints(hints: Sequence[str], words: Words) -> str:
    names = [f"Hint {place}" if len(hints) > 1 else "Hint" for place in range(1, len(hints) + 1)]
    pairs = zip(names, hints, strict=True)
    return "".join(f"<details><summary>{name}</summary>{words.block(hint)}</details>\n" for name, hint in pairs)


def _places(places: Iterable[int]) -> str:
    return " ".join([str(place + 1) for place in places])


def _attribute(name: str, value: object) -> str:
    return f' data-{name}="{html.escape(json.dumps(value, ensure_ascii=False))}"'


def _data(item: Item) -> str:
    """What is right, where one attribute of the whole says it."""
    match item:
        case ChoiceItem():
            free = movable(item)
            fixed = _places(place for place in range(len(item.choices)) if place not in free)
            return f' data-fixed="{fixed}" data-key="{_key(item.choices, item.key)}"'
        case TextEntryItem():
            return _accept(item.answers) + (' data-case="yes"' if item.case_sensitive else "")
        case NumericItem():
            return _ranges(item.answers)
        case ClozeItem() | MatchItem() | OrderItem() | EssayItem() | FlashcardItem():
            return ""
        case _:
            assert_never(item)


def _key(choices: Sequence[Choice], key: Key | None) -> str:
    return _places(place for place, choice in enumerate(choices) if key and choice.id in key.choices)


def _accept(answers: Sequence[Answer]) -> str:
    return _attribute("accept", [[answer.text, answer.credit] for answer in answers])


def _ranges(answers: Sequence[NumericAnswer]) -> str:
    return _attribute("accept", [[answer.low, answer.high, answer.credit] for answer in answers])


def _parts(item: Item, number: int, words: Words) -> str:
    """What the learner works on."""
    match item:
        case ChoiceItem():
            return _choices(item, number, words)
        case TextEntryItem() | NumericItem():
            return _typed(item, number, words)
        case ClozeItem():
            return "".join(_gap_below(item, gap, at, words) for at, gap in enumerate(item.gaps, 1))
        case MatchItem():
            return _matching(item, words)
        case OrderItem():
            return _ordering(item, words)
        case EssayItem():
            return f'<textarea rows="6" aria-label="Your answer to question {number}"></textarea>'
        case FlashcardItem():
            return _self_judged(number)
        case _:
            assert_never(item)


def _choices(item: ChoiceItem, number: int, words: Words) -> str:
    kind = "checkbox" if item.type == "multiple" else "radio"
    task = '<p class="task">Choose all that apply.</p>' if item.type == "multiple" else ""
    keeps = item.type != "true_false" and keeps_order(item)
    labels = [f"{letter(place)}. " if keeps else "" for place in range(len(item.choices))]
    rows = "".join(
        f'<div class="choice"{_credit(choice)}><label><input type="{kind}" name="q{number}" value="{place}">'
        f'<span class="text">{label}{words.inline(choice.text)}</span></label>{_remark(choice.feedback, words)}</div>'
        for place, (label, choice) in enumerate(zip(labels, item.choices, strict=True), 1)
    )
    return f'{task}<div class="choices">{rows}</div>'


def _credit(choice: Choice) -> str:
    return "" if choice.credit is None else f' data-credit="{choice.credit:g}"'


def _remark(feedback: str, words: Words) -> str:
    return f'<div class="remark" hidden>{words.block(feedback)}</div>' if feedback else ""


def _typed(item: TextEntryItem | NumericItem, number: int, words: Words) -> str:
    kind = ' inputmode="decimal"' if isinstance(item, NumericItem) else ""
    answers: tuple[Answer | NumericAnswer, ...] = item.answers
    said = "".join(
        f'<div class="remark" data-answer="{place}" hidden>{words.block(answer.feedback)}</div>'
        for place, answer in enumerate(answers)
        if answer.feedback
    )
    return f'<input type="text" autocomplete="off"{kind} aria-label="Your answer to question {number}">{said}'


def _cloze_stem(item: ClozeItem, words: Words) -> str:
    """Gaps in words are filled where they stand; those in formulas are numbered there and filled below."""
    at = {gap.id: (place, gap) for place, gap in enumerate(item.gaps, 1)}
    numbered = GAP.sub(lambda gap: f"{{{{gap:{at[gap[1]][0] if gap[1] in at else '?'}}}}}", item.stem)
    rendered = words.block(numbered)

    def field(found: str) -> str:
        return _gap(item.gaps[int(found) - 1], int(found)) if found.isdecimal() else "____"

    return GAP.sub(lambda gap: field(gap[1]), rendered)


def _gap(gap: Gap, place: int) -> str:
    if gap.choices:
        options = "".join(
            f'<option value="{n}">{plain(plain_words(choice.text))}</option>' for n, choice in enumerate(gap.choices, 1)
        )
        right = _key(gap.choices, gap.key)
        label = f'aria-label="Gap {place}" data-key="{right}"'
        return f'<select class="gap" {label}><option value=""></option>{options}</select>'
    right = _ranges(gap.numbers) + ' data-number="yes"' if gap.numbers else _accept(gap.answers)
    return f'<input class="gap" type="text" autocomplete="off" size="12" aria-label="Gap {place}"{right}>'


def _gap_below(item: ClozeItem, gap: Gap, place: int, words: Words) -> str:
    """A gap that its stem shows only inside a formula, or not at all."""
    if f'aria-label="Gap {place}"' in _cloze_stem(item, words):
        return ""
    return f'<p class="row">({place}) {_gap(gap, place)}</p>'


def _matching(item: MatchItem, words: Words) -> str:
    rights = list(dict.fromkeys(text for text in (*(pair.right for pair in item.pairs), *item.distractors) if text))
    options = [rights[at] for at in shuffled(len(rights), item.id)]
    listed = "".join(f"<li>{words.inline(text)}</li>" for text in options)
    names = [f"{letter(at)}  {plain_words(text)}" for at, text in enumerate(options)]
    rows = "".join(
        _row(pair.left, str(options.index(pair.right) + 1) if pair.right else "", names, words, pair.feedback)
        for pair in item.pairs
    )
    return f'{rows}<ol class="options" type="A">{listed}</ol>'


def _ordering(item: OrderItem, words: Words) -> str:
    places = [str(n) for n in range(1, len(item.entries) + 1)]
    stored = shuffled(len(item.entries), item.id)
    rows = [_row(item.entries[at], str(at + 1) if item.known else "", places, words) for at in stored]
    return f'<p class="task">Give each entry its place.</p>{"".join(rows)}'


def _row(left: str, right: str, names: Sequence[str], words: Words, feedback: str = "") -> str:
    options = "".join(f'<option value="{n}">{plain(name)}</option>' for n, name in enumerate(names, 1))
    label = plain(plain_words(left))
    return (
        f'<div class="row"><span class="text">{words.inline(left)}</span>'
        f'<select class="gap" aria-label="{label}" data-key="{right}"><option value=""></option>{options}</select>'
        f"{_remark(feedback, words)}</div>"
    )


def _self_judged(number: int) -> str:
    return (
        '<div class="judge" hidden><p>Did you know it?</p>'
        f'<label><input type="radio" name="q{number}" value="1"> Yes</label> '
        f'<label><input type="radio" name="q{number}" value="0"> No</label></div>'
    )


def _after(item: Item, words: Words) -> str:
    """What is shown after a check: the answer in words, then feedback by how it went, then the rest."""
    said = item.feedback
    conditional = (("right", said.correct), ("partly", said.partial), ("wrong", said.incorrect))
    parts = [_section("Answer", _answer(item, words))]
    parts += [f'<div data-when="{when}">{words.block(text)}</div>' for when, text in conditional if text]
    parts += [_section("Feedback", words.block(said.general))]
    parts += [_section("Solution", _steps(item.solution, words))]
    parts += [_section("Final answer", words.block(item.final_answer))]
    parts += [_section("Quick check", words.block(item.quick_check))]
    parts += [_section("Common mistakes", _steps(item.mistakes, words))]
    parts += [_section("Objectives", _steps(item.objectives, words))]
    about = f'<p class="about">{plain(" › ".join(item.section))}</p>' if item.section else ""
    return "".join(parts) + about


def _section(heading: str, body: str) -> str:
    return f"<section><h2>{heading}</h2>{body}</section>" if body else ""


def _steps(texts: Sequence[str], words: Words) -> str:
    if len(texts) < 2:
        return "".join(words.block(text) for text in texts)
    return "<ol>" + "".join(f"<li>{words.inline(text)}</li>" for text in texts) + "</ol>"


def _answer(item: Item, words: Words) -> str:
    """The answer in words, where the marks at the choices do not say it already."""
    match item:
        case ChoiceItem():
            return "" if item.key else _UNKNOWN
        case TextEntryItem():
            return plain(" / ".join(answer.text for answer in item.answers if answer.credit > 0)) or _UNKNOWN
        case NumericItem():
            return plain(" / ".join(number_words(answer) for answer in item.answers if answer.credit > 0)) or _UNKNOWN
        case ClozeItem():
            return "<ol>" + "".join(f"<li>{_of_gap(gap, words)}</li>" for gap in item.gaps) + "</ol>"
        case MatchItem():
            joined = (f"<li>{words.inline(p.left)} → {words.inline(p.right) or '?'}</li>" for p in item.pairs)
            return f"<ul>{''.join(joined)}</ul>"
        case OrderItem():
            entries = "".join(f"<li>{words.inline(entry)}</li>" for entry in item.entries)
            return f"<ol>{entries}</ol>" if item.known else _UNKNOWN
        case EssayItem():
            return words.block(item.model_answer) + words.block(item.grader_info)
        case FlashcardItem():
            return words.block(item.back) or _UNKNOWN
        case _:
            assert_never(item)


def _of_gap(gap: Gap, words: Words) -> str:
    right = [words.inline(choice.text) for choice in gap.choices if gap.key and choice.id in gap.key.choices]
    right += [plain(answer.text) for answer in gap.answers if answer.credit > 0]
    right += [plain(number_words(answer)) for answer in gap.numbers if answer.credit > 0]
    said = [(words.inline(choice.text), choice.feedback) for choice in gap.choices]
    said += [(plain(answer.text), answer.feedback) for answer in gap.answers]
    said += [(plain(number_words(answer)), answer.feedback) for answer in gap.numbers]
    remarks = [f"<br>{text}: {words.inline(feedback)}" for text, feedback in said if feedback]
    return " / ".join(right) + "".join(remarks) or _UNKNOWN


_UNKNOWN = "The source gives no answer."
