"""The three notetypes. Their ids, fields and number of templates are frozen for ever; looks and scripts may change.

A changed field list or id makes Anki refuse the update of notes that people already review, or double their fields.
So spare fields stand ready from the first day: a new field takes a spare's place and keeps its own name in templates.
Whoever changes a template, script or style raises `CHANGED`: Anki takes over the newer one (a test holds this).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CHANGED = 1_795_180_000
"""When templates, scripts or styles last changed (Unix time)."""

THEMES = ("quiet", "contrast", "paper")

_COMMON = (
    "Feedback",
    "Hints",
    "Solution",
    "Final answer",
    "Quick check",
    "Mistakes",
    "Notes",
    "Difficulty",
    "Points",
    "Title",
    "Section",
    "Objectives",
    "Language",
    "Source",
    "Id",
    "Spare 1",  # of a cloze, its gaps as JSON: what stands in the text is what Anki can ask
    "Spare 2",
    "Spare 3",
    "Spare 4",
)


@dataclass(frozen=True, slots=True)
class Notetype:
    """One kind of note: its own fields stand before the common ones."""

    id: int
    name: str
    slug: str
    own: tuple[str, ...]
    cloze: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        return self.own + _COMMON


BASIC = Notetype(1_784_000_000_001, "quizmill Basic", "basic", ("Front", "Back"))
CLOZE = Notetype(1_784_000_000_002, "quizmill Cloze", "cloze", ("Text", "Answer"), cloze=True)
QUESTION = Notetype(
    1_784_000_000_003,
    "quizmill Question",
    "question",
    (
        "Stem",
        "Kind",  # single, multiple, true_false, short, numeric, matching, ordering, essay
        "Choices",  # <ol>: choices; the left side of a matching; the entries of an ordering, out of order
        "Options",  # <ol>: the right side of a matching, out of order
        "Fixed",  # positions (from 1) of choices that keep their place; "all" before them where none may move
        "Typed",  # what is to be typed, plain
        "Key",  # positions: the right choices; the option of each row (0: unknown); the entries in order;
        # of a number, its accepted range "3.1..3.2"; of a typed word, "case" where case matters
        "Answer",  # what is right, in words
        "Choice feedback",  # <ol>, in the order of Choices
        "If right",
        "If partly right",
        "If wrong",
    ),
)
NOTETYPES = (BASIC, CLOZE, QUESTION)


@cache
def _resource(name: str) -> str:
    return files("export.anki").joinpath("templates", name).read_text(encoding="utf-8").strip()


def front(notetype: Notetype) -> str:
    return _resource(f"{notetype.slug}_front.html") + _script(notetype)


def back(notetype: Notetype) -> str:
    page = _resource(f"{notetype.slug}_back.html").replace("<!-- after -->", _resource("after.html"))
    return page + _script(notetype)


def _script(notetype: Notetype) -> str:
    names = ("question.js", "words.js") if notetype is QUESTION else ("words.js",)
    return "".join([f"\n<script>\n{_resource(name)}\n</script>" for name in names])


def style(theme: str) -> str:
    return f"{_resource(f'theme_{theme}.css')}\n{_resource('cards.css')}"


def _stable_id(*words: str) -> int:
    return int.from_bytes(hashlib.sha256("\x1f".join(words).encode()).digest()[:7], "big")


def _field(notetype: Notetype, order: int, name: str) -> dict[str, object]:
    look = {"font": "Arial", "size": 20, "sticky": False, "rtl": False, "media": []}
    return {"name": name, "ord": order, "id": _stable_id(notetype.slug, name), **look}


def _model(notetype: Notetype, theme: str) -> dict[str, object]:
    template = {
        "name": "Card 1",
        "ord": 0,
        "id": _stable_id(notetype.slug, "Card 1", "template"),
        "qfmt": front(notetype),
        "afmt": back(notetype),
        "bqfmt": "",
        "bafmt": "",
        "did": None,
    }
    return {
        "id": notetype.id,
        "name": notetype.name,
        "type": int(notetype.cloze),
        "mod": CHANGED,
        "usn": -1,
        "sortf": 0,
        "did": 1,
        "tmpls": [template],
        "flds": [_field(notetype, order, name) for order, name in enumerate(notetype.fields)],
        "css": style(theme),
        "latexPre": "",
        "latexPost": "",
        "req": [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


def models_json(theme: str) -> str:
    """The notetypes as the `models` column of the collection holds them."""
    return json.dumps({str(each.id): _model(each, theme) for each in NOTETYPES}, ensure_ascii=False)


def templates_digest() -> str:
    """A digest of all that `CHANGED` dates."""
    parts: Sequence[str] = [models_json(theme) for theme in THEMES]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
