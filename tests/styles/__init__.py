"""A space of quiz documents: random points of independent axes, each written out with its exact gold.

    made = compose(7, "markdown")   ->  Made(style=Style(...), text="# Quiz ...", gold=({"stem": ..., "correct": [1]}, ...))

A document uses one style throughout, as real ones do. What a careful person could not read for sure is not composed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.styles import html, text
from tests.styles.content import Question, question, true_false
from tests.styles.words import LANGUAGES

CARRIERS = {"text": ".txt", "markdown": ".md", "html": ".html", "html-data": ".html"}


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful person reads."""

    stem: str
    choices: tuple[str, ...]
    right: tuple[int, ...] | None
    feedback: str


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
    if carrier in ("text", "markdown"):
        style = text.pick(rng, carrier == "markdown")
        questions = _questions(
            rng, style.language, style.several == "some", style.code == "some", style.context == "some"
        )
        keyless = _keyless(rng, style.keyless, len(questions))
        written = text.write(rng, style, questions, keyless)
        told, shown = style.key != "none", style.feedback != "none"
    else:
        style = html.pick(rng, carrier == "html-data")
        questions = _questions(rng, style.language, style.several == "some", False, False)
        if carrier == "html-data":
            questions = _settled(questions, style.key_form)
        keyless = _keyless(rng, style.keyless, len(questions))
        written = html.write(rng, style, questions, keyless)
        told, shown = style.key != "none", style.feedback != "no" or style.key_form == "correct index"
    several = LANGUAGES[style.language].several if carrier != "html-data" else ""
    gold = tuple(_gold(q, told and i not in keyless, shown, several) for i, q in enumerate(questions))
    return Made(f"{carrier}-{seed}{CARRIERS[carrier]}", style, written, gold)


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
    )
