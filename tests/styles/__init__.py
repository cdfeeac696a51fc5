"""A space of quiz documents: random points of independent axes, each written out with its exact gold.

    made = compose(7, "markdown")   ->  Made(style=Style(...), text="# Quiz ...", gold=({"stem": ..., "correct": [1]}, ...))

A document uses one style throughout, as real ones do. What a careful person could not read for sure is not composed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from tests.styles import html, html_kinds, text
from tests.styles.content import Question, question, remarked, true_false
from tests.styles.kinds import KINDS, Task, task
from tests.styles.words import LANGUAGES

CARRIERS = {"text": ".txt", "markdown": ".md", "html": ".html", "html-data": ".html"}


S = TypeVar("S", text.Style, html.PageStyle)


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful person reads."""

    stem: str
    choices: tuple[str, ...]
    right: tuple[int, ...] | None
    feedback: str
    kind: str = "choice"
    answers: tuple[str, ...] = ()  # of the other kinds: see `kinds.Task`
    shown: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()  # feedback of each choice


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    style: text.Style | html.PageStyle
    text: str
    gold: tuple[Gold, ...]


def compose(seed: int, carrier: str) -> Made:
    """The document of a seed: always the same."""
    rng = Random(f"{carrier} {seed}")
    style: text.Style | html.PageStyle
    tasks: list[Task] = []
    if carrier in ("text", "markdown"):
        style = text.pick(rng, carrier == "markdown")
        questions = _questions(
            rng, style.language, style.several == "some", style.code == "some", style.context == "some"
        )
        keyless = _keyless(rng, style.keyless, len(questions))
        style, questions, tasks = _widened(Random(f"kinds {carrier} {seed}"), style, questions)
        written = text.write(rng, style, [*questions, *tasks], keyless)
        told, shown = style.key != "none", style.feedback != "none"
    else:
        style = html.pick(rng, carrier == "html-data")
        questions = _questions(rng, style.language, style.several == "some", False, False)
        if carrier == "html-data":
            questions = _settled(questions, style.key_form)
        keyless = _keyless(rng, style.keyless, len(questions))
        style, questions, tasks = _widened(Random(f"kinds {carrier} {seed}"), style, questions)
        written = html.write(rng, style, [*questions, *tasks], keyless)
        told, shown = style.key != "none", style.feedback != "no" or style.key_form == "correct index"
    several = LANGUAGES[style.language].several if carrier != "html-data" else ""
    gold = [_gold(q, told and i not in keyless, shown, several) for i, q in enumerate(questions)]
    gold += [Gold(made.stem, (), None, "", made.kind, made.answers, made.shown) for made in tasks]
    return Made(f"{carrier}-{seed}{CARRIERS[carrier]}", style, written, tuple(gold))


def _widened(rng: Random, style: S, questions: list[Question]) -> tuple[S, list[Question], list[Task]]:
    """The document with questions of another kind at its end, or with a word on each choice."""
    way = rng.choice(("no", "no", "others", "remarks"))
    if way == "others" and style.key not in ("none", "table", "box", "data"):
        kind = rng.choice(KINDS)
        stems: dict[str, Task] = {made.stem: made for made in (task(rng, kind) for _ in range(rng.randint(1, 3)))}
        return replace(style, others=kind), questions, list(stems.values())
    forms = _remark_forms(style) if way == "remarks" else []
    if forms:
        return replace(style, remarks=rng.choice(forms)), [remarked(rng, made) for made in questions], []
    return style, questions, []


def _remark_forms(style: text.Style | html.PageStyle) -> list[str]:
    """The ways in which a document of the style may have a word on each choice."""
    if style.keyless != "no":
        return []
    if isinstance(style, html.PageStyle):
        fits = style.key in ("attribute", "below") and style.feedback == "no"
        fits = fits and style.rows in ("ul", "ul A)", "div.option", "radio for", "table", "ol type=A")
        return list(html_kinds.REMARKS) if fits else []
    if style.feedback != "none" or style.spread != "lines" or style.key not in ("answer", "mark"):
        return []
    return [*text.REMARKS, "listed"] if style.choice.startswith("label:") else list(text.REMARKS)


def _settled(questions: list[Question], form: str) -> list[Question]:
    """Data that a careful person can read: indices show that they count from nought, and where the right choice and
    the wrong ones stand apart, the right one is the first."""
    if "index" in form:
        return [replace(questions[0], right=frozenset({0})), *questions[1:]]
    if form == "trivia":
        return [replace(q, choices=_right_first(q), right=frozenset({0})) for q in questions]
    return questions


def _right_first(made: Question) -> tuple[str, ...]:
    right = min(made.right)
    return (made.choices[right], *(text for i, text in enumerate(made.choices) if i != right))


def _questions(rng: Random, language: str, several: bool, code: bool, context: bool) -> list[Question]:
    words = LANGUAGES[language]
    out: list[Question] = []
    while len(out) < 4 + int(rng.random() * 5):
        if rng.random() < 0.12:
            made = true_false(rng, words.true, words.false)
        else:
            made = question(
                rng, several and rng.random() < 0.4, code and rng.random() < 0.4, context and rng.random() < 0.5
            )
        if all(made.stem != other.stem for other in out):
            out.append(made)
    return out


def _keyless(rng: Random, some: str, count: int) -> frozenset[int]:
    return frozenset(rng.sample(range(count), max(1, count // 4))) if some == "some" else frozenset()


def _gold(made: Question, keyed: bool, shown: bool, several: str) -> Gold:
    cue = f" ({several})" if several and len(made.right) > 1 else ""
    return Gold(
        stem=f"{made.context}\n{made.stem}{cue}\n{made.code}".strip(),
        choices=made.choices,
        right=tuple(sorted(made.right)) if keyed else None,
        feedback=made.feedback if shown else "",
        remarks=made.remarks,
    )
