"""Questions of other kinds than choices, and how people write them down: short, numeric, cloze, matching, ordering, essay.

5. Match each part with what it is made of.
   1) main wheel     a) tin
   2) small spring   b) felt
   Answer: 1-b, 2-a
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.styles.content import ADJECTIVES, NOUNS, PARTS, REASONS, THINGS, VERBS
from tests.styles.words import Words

KINDS = ("short", "numeric", "cloze", "matching", "ordering", "essay")
BLANK = "_____"


@dataclass(frozen=True, slots=True)
class Task:
    """One such question. `answers` are the words of the answer, of each blank, of each right side, or of the order;
    `shown` is what stands on the page: the left sides, or the entries as they are listed."""

    kind: str
    stem: str
    answers: tuple[str, ...]
    shown: tuple[str, ...] = ()


def task(rng: Random, kind: str) -> Task:
    """A question of a kind, of the same small world as the others."""
    part, thing, verb, noun = rng.choice(PARTS), rng.choice(THINGS), rng.choice(VERBS), rng.choice(NOUNS)
    year = rng.randint(1700, 1990)
    match kind:
        case "short":
            return Task(kind, f"What was the {part} of the {thing} from {year} called?", (f"{verb[:-1]}er {noun}",))
        case "numeric":
            return Task(kind, f"How many kilograms does the {part} of the {thing} weigh?", (str(rng.randint(12, 980)),))
        case "cloze":
            stem = f"In {year} the {BLANK} {verb} the {thing} with a {BLANK} on top."
            return Task(kind, stem, (noun, rng.choice([other for other in NOUNS if other != noun])))
        case "matching":
            count = rng.randint(3, 5)
            return Task(
                kind,
                f"Match each part of the {thing} with what it is made of.",
                tuple(rng.sample(NOUNS, count)),
                tuple(rng.sample(PARTS, count)),
            )
        case "ordering":
            steps = [
                f"{v.capitalize().removesuffix('s')} the {p}"
                for v, p in zip(rng.sample(VERBS, 4), PARTS[:4], strict=True)
            ]
            return Task(kind, f"Put the steps of mending a {thing} in order.", tuple(steps), _mixed(rng, steps))
        case _:
            told = f"Because {rng.choice(REASONS)}, and the {noun} is {rng.choice(ADJECTIVES)}."
            return Task(kind, f"Explain why the {part} of a {thing} {verb} the {noun}.", (told,))


def _mixed(rng: Random, steps: Sequence[str]) -> tuple[str, ...]:
    shown = list(steps)
    while shown == list(steps):
        rng.shuffle(shown)
    return tuple(shown)


def written(rng: Random, made: Task, words: Words, markdown: bool) -> tuple[str, str]:
    """What follows the stem, and the line that tells the answer."""
    match made.kind:
        case "matching":
            return rng.choice(list((COLUMNS | (MARKDOWN_COLUMNS if markdown else {})).values()))(rng, made, words)
        case "ordering":
            body = "\n".join(f"{'ABCDEF'[i]}. {entry}" + "  " * markdown for i, entry in enumerate(made.shown))
            order = ["ABCDEF"[made.shown.index(entry)] for entry in made.answers]
            return body, rng.choice(ORDERS)(order, words)
        case "essay":
            return "", rng.choice(("Model answer: {}", "Sample answer: {}", "Suggested answer: {}")).format(
                *made.answers
            )
        case "cloze":
            return "", f"{words.answer}{words.stop} {rng.choice((', ', '; ')).join(made.answers)}"
        case _:
            return "", rng.choice(
                (f"{words.answer}{words.stop}", f"{words.correct}{words.stop}")
            ) + f" {made.answers[0]}"


ORDERS: tuple[Callable[[Sequence[str], Words], str], ...] = (
    lambda order, w: f"{w.answer}{w.stop} {', '.join(order)}",
    lambda order, w: f"Correct order: {', '.join(order)}",
    lambda order, w: f"{w.answer}{w.stop} {' → '.join(order)}",
    lambda order, w: f"Correct sequence: {'-'.join(order)}",
)
Laid = tuple[str, str]


def shuffled_sides(rng: Random, made: Task) -> tuple[list[str], list[int]]:
    """The right sides as they are shown, and for each left side the place of its own."""
    right = sorted(made.answers)
    rng.shuffle(right)
    return right, [right.index(answer) for answer in made.answers]


def pair_names(places: Sequence[int], between: str, glue: str) -> str:
    return glue.join(f"{i + 1}{between}{'abcdef'[place]}" for i, place in enumerate(places))


def _two_lists(rng: Random, made: Task, words: Words) -> Laid:
    right, places = shuffled_sides(rng, made)
    left = "\n".join(f"{i + 1}) {side}" for i, side in enumerate(made.shown))
    other = "\n".join(f"{'abcdef'[i]}) {side}" for i, side in enumerate(right))
    return f"{left}\n\n{other}", f"{words.answer}{words.stop} {pair_names(places, '-', ', ')}"


def _rows(rng: Random, made: Task, words: Words) -> Laid:
    right, places = shuffled_sides(rng, made)
    lines = [f"{i + 1}. {side:<18}{'abcdef'[i]}. {right[i]}" for i, side in enumerate(made.shown)]
    return "\n".join(lines), f"{words.answer}{words.stop} {pair_names(places, '-', ', ')}"


def _arrows(rng: Random, made: Task, words: Words) -> Laid:
    told = "\n".join(f"- {left} → {right}" for left, right in zip(made.shown, made.answers, strict=True))
    return "", f"{words.answer}{words.stop}\n{told}"


def _table(rng: Random, made: Task, words: Words) -> Laid:
    right, places = shuffled_sides(rng, made)
    lines = [f"| {i + 1}. {side} | {'abcdef'[i]}. {right[i]} |" for i, side in enumerate(made.shown)]
    body = "| Part | Material |\n|---|---|\n" + "\n".join(lines)
    return body, f"**{words.answer}{words.stop}** {pair_names(places, '-', ', ')}"


COLUMNS: dict[str, Callable[[Random, Task, Words], Laid]] = {"lists": _two_lists, "rows": _rows, "arrows": _arrows}
MARKDOWN_COLUMNS: dict[str, Callable[[Random, Task, Words], Laid]] = {"table": _table}
