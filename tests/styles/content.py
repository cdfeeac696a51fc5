"""What the composed questions say: made-up facts in plain words, with the awkward shapes that real ones have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

THINGS = (
    "harbour crane",
    "bread oven",
    "tide gauge",
    "night train",
    "stone bridge",
    "paper mill",
    "weather balloon",
    "copper kettle",
    "glass lens",
    "river lock",
    "wind pump",
    "salt pan",
    "pocket watch",
    "rope ferry",
    "lighthouse lamp",
    "garden shed",
    "tram depot",
    "brick kiln",
    "post horn",
    "sun dial",
)
PARTS = (
    "main wheel",
    "outer wall",
    "first valve",
    "long axle",
    "small spring",
    "upper deck",
    "lower gate",
    "second mirror",
    "thin cable",
    "heavy lid",
    "left handle",
    "round window",
)
VERBS = ("moves", "cools", "holds", "guides", "lifts", "marks", "seals", "turns", "warms", "weighs", "joins", "cleans")
ADJECTIVES = (
    "blue",
    "narrow",
    "quiet",
    "brittle",
    "warm",
    "hollow",
    "steep",
    "smooth",
    "heavy",
    "bright",
    "round",
    "damp",
    "loose",
    "early",
    "deep",
    "plain",
)
NOUNS = (
    "iron",
    "clay",
    "linen",
    "amber",
    "gravel",
    "steam",
    "cork",
    "slate",
    "wool",
    "tin",
    "resin",
    "chalk",
    "birch",
    "leather",
    "marble",
    "straw",
    "pitch",
    "felt",
)
REASONS = (
    "it was built before the flood",
    "nothing else fits the frame",
    "the keeper asked for it",
    "heat would crack the rim",
    "the old plans say so",
    "a longer one would bend",
    "salt eats softer stuff",
    "the draught has to go somewhere",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what is right, before any form is given to it."""

    stem: str
    choices: tuple[str, ...]
    right: frozenset[int]
    feedback: str
    hint: str
    points: int
    difficulty: str
    code: str = ""
    context: str = ""
    remarks: tuple[str, ...] = ()  # a word on each choice


def question(rng: Random, several: bool, with_code: bool, with_context: bool = False) -> Question:
    """A question whose words occur in no other; choices differ from each other and from the stem."""
    count = rng.randint(3, 5)
    choices = _choices(rng, count)
    number = rng.randint(2, count - 1) if several else 1
    return Question(
        stem=_stem(rng),
        choices=tuple(choices),
        right=frozenset(rng.sample(range(count), number)),
        feedback=f"The {rng.choice(PARTS)} {rng.choice(VERBS)} the {rng.choice(NOUNS)} because {rng.choice(REASONS)}.",
        hint=f"Think of the {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)} near the {rng.choice(PARTS)}",
        points=rng.randint(1, 5),
        difficulty=rng.choice(("easy", "medium", "hard")),
        code=_code(rng) if with_code else "",
        context=_context(rng) if with_context else "",
    )


def true_false(rng: Random, yes: str, no: str) -> Question:
    """A statement that is right or wrong."""
    base = question(rng, False, False)
    statement = f"The {rng.choice(PARTS)} of a {rng.choice(THINGS)} {rng.choice(VERBS)} the {rng.choice(NOUNS)}."
    return Question(
        statement, (yes, no), frozenset({rng.randint(0, 1)}), base.feedback, base.hint, base.points, base.difficulty
    )


def remarked(rng: Random, made: Question) -> Question:
    """The question with a word on each choice, which says first whether it is right."""
    said = [
        f"{'Correct' if i in made.right else 'Incorrect'}. The {rng.choice(PARTS)} {rng.choice(VERBS)} {rng.choice(NOUNS)}."
        for i in range(len(made.choices))
    ]
    return replace(made, remarks=tuple(said))


def _stem(rng: Random) -> str:
    thing, part, adjective = rng.choice(THINGS), rng.choice(PARTS), rng.choice(ADJECTIVES)
    noun, verb, year = rng.choice(NOUNS), rng.choice(VERBS), rng.randint(1700, 1990)
    forms = (
        f"Which material {verb} the {part} of a {adjective} {thing}?",
        f"What does the {part} of the {thing} from {year} hold, if the {noun} is {adjective}?",
        f"Why is the {part} of a {thing} made of {adjective} {noun}?",
        f"In a {thing}, the {part} that {verb} the {noun} is called",
        f"A {adjective} {thing} of {year} needs {noun} for its {part}. Which of these {verb} it best?",
        f"Choose the word for the {part} that {verb} a {thing} with {noun}.",
        f"The {part} of a {adjective} {thing} {verb} the {noun}. What follows?",
        f"How many times a day ({year}) does the {part} of a {thing} meet the {adjective} {noun}?",
    )
    return rng.choice(forms)


def _choices(rng: Random, count: int) -> list[str]:
    makers: tuple[Callable[[], str], ...] = (
        lambda: rng.choice(NOUNS).capitalize(),
        lambda: f"{rng.choice(ADJECTIVES).capitalize()} {rng.choice(NOUNS)}",
        lambda: f"The {rng.choice(ADJECTIVES)} {rng.choice(NOUNS)} {rng.choice(VERBS)} the {rng.choice(PARTS)}",
        lambda: f"It {rng.choice(VERBS)} the {rng.choice(PARTS)}, and then the {rng.choice(NOUNS)}.",
        lambda: str(rng.randint(2, 990)),
        lambda: f"{rng.randint(2, 99)} {rng.choice(NOUNS)}",
    )
    make, out = rng.choice(makers), list[str]()
    while len(out) < count:
        text = make()
        if text not in out:
            out.append(text)
    return out


def _context(rng: Random) -> str:
    return f"A {rng.choice(THINGS)} was moved in {rng.randint(1700, 1990)}. Its {rng.choice(PARTS)} was left behind."


def _code(rng: Random) -> str:
    name, number = rng.choice(NOUNS), rng.randint(2, 9)
    return f"{name} = {number}\nwhile {name} > 0:\n    {name} -= 1\nprint({name})"
