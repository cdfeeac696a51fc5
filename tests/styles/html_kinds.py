"""How pages write questions of other kinds than choices: fields, drop-down lists, two lists side by side, answers below.

<p>5. Match each part with what it is made of.</p>
<ol><li>main wheel</li></ol> <ol type="a"><li>tin</li></ol> <p>Answer: 1-b, 2-a</p>
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from random import Random

from tests.styles.kinds import BLANK, Task, pair_names, shuffled_sides
from tests.styles.words import Words

esc = html.escape
Body = tuple[str, str, str]  # the stem, what follows it, and the words that tell the answer

# how the words that tell the answer stand below
TOLD: tuple[Callable[[str, str], str], ...] = (
    lambda label, told: f"<p>{label} {told}</p>",
    lambda label, told: f"<p><b>{label}</b> {told}</p>",
    lambda label, told: f"<details><summary>{label.rstrip(' :：')}</summary><p>{told}</p></details>",
    lambda label, told: f'<div class="answer" hidden>{label} {told}</div>',
)


def written(rng: Random, made: Task, words: Words, name: str) -> tuple[str, str]:
    """The stem and all that follows it."""
    stem, body, told = _MAKERS[made.kind](rng, made, name)
    label = "Model answer:" if made.kind == "essay" else f"{words.answer}{words.stop}"
    if made.kind == "ordering" and rng.random() < 0.5:
        label = "Correct order:"
    return stem, body + rng.choice(TOLD)(label, told)


def _field(rng: Random, made: Task, name: str) -> Body:
    kind = rng.choice(("text", "number")) if made.kind == "numeric" else "text"
    return esc(made.stem), f'<p><input type="{kind}" name="{name}"></p>', esc(made.answers[0])


def _essay(rng: Random, made: Task, name: str) -> Body:
    field = rng.choice(("", f'<textarea name="{name}" rows="4"></textarea>'))
    return esc(made.stem), field, esc(made.answers[0])


def _cloze(rng: Random, made: Task, name: str) -> Body:
    gap = rng.choice((BLANK, f'<input type="text" name="{name}" size="9">'))
    return esc(made.stem).replace(BLANK, gap), "", esc(rng.choice((", ", "; ")).join(made.answers))


def _ordering(rng: Random, made: Task, name: str) -> Body:
    del name
    order = ["ABCDEF"[made.shown.index(entry)] for entry in made.answers]
    rows = "".join(f"<li>{esc(entry)}</li>" for entry in made.shown)
    return esc(made.stem), f'<ol type="A">{rows}</ol>', rng.choice((", ", " → ")).join(order)


def _matching(rng: Random, made: Task, name: str) -> Body:
    right, places = shuffled_sides(rng, made)
    return esc(made.stem), *rng.choice((_lists, _table, _selects))(made, right, places, name)


def _lists(made: Task, right: Sequence[str], places: Sequence[int], name: str) -> tuple[str, str]:
    del name
    left = "".join(f"<li>{esc(side)}</li>" for side in made.shown)
    other = "".join(f"<li>{esc(side)}</li>" for side in right)
    return f'<ol>{left}</ol><ol type="a">{other}</ol>', pair_names(places, "-", ", ")


def _table(made: Task, right: Sequence[str], places: Sequence[int], name: str) -> tuple[str, str]:
    del name
    rows = "".join(
        f"<tr><td>{i + 1}. {esc(side)}</td><td>{'abcdef'[i]}. {esc(right[i])}</td></tr>"
        for i, side in enumerate(made.shown)
    )
    return f"<table><tr><th>Part</th><th>Material</th></tr>{rows}</table>", pair_names(places, "-", ", ")


def _selects(made: Task, right: Sequence[str], places: Sequence[int], name: str) -> tuple[str, str]:
    offered = "<option>Choose...</option>" + "".join(f"<option>{esc(side)}</option>" for side in right)
    rows = "".join(
        f'<tr><td>{esc(side)}</td><td><select name="{name}-{i}">{offered}</select></td></tr>'
        for i, side in enumerate(made.shown)
    )
    told = ", ".join(f"{left} → {right[place]}" for left, place in zip(made.shown, places, strict=True))
    return f"<table>{rows}</table>", esc(told)


_MAKERS: dict[str, Callable[[Random, Task, str], Body]] = {
    "short": _field,
    "numeric": _field,
    "essay": _essay,
    "cloze": _cloze,
    "ordering": _ordering,
    "matching": _matching,
}
# a word on each choice, inside its row
REMARKS: dict[str, Callable[[str], str]] = {
    "div.feedback": lambda t: f'<div class="feedback">{esc(t)}</div>',
    "p": lambda t: f"<p><em>{esc(t)}</em></p>",
    "span": lambda t: f'<br><span class="explanation">{esc(t)}</span>',
    "hidden": lambda t: f'<div class="hint-text" style="display:none">{esc(t)}</div>',
}
