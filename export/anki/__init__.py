"""Anki decks (`.apkg`): a deflated zip of one SQLite collection (schema 11), a media map, and the media.

    deck.apkg
        0, 1, ...           pictures, by number
        collection.anki2    notes and cards; notetypes and decks as JSON in its one `col` row
        media               {"0": "<sha256>.png"}

What a second import may never do rules the layout: duplicate a note, lose a review, or make a second notetype.
So guids are the items' ids, a note's time is its item's own, and the notetypes are frozen (see `notetypes`).
Every kind of question but two is one notetype: an essay that becomes a choice item when a curator finds its key
is then an update of the same note, which Anki refuses across notetypes.
"""

from __future__ import annotations

from export.anki.writer import render
from quizmill.package import Exporter, Support

EXPORTER = Exporter(
    name="anki",
    suffix=".apkg",
    summary="Anki deck: interactive cards for every kind of item, in sub-decks by course and week",
    render=render,
    support={
        "single": Support("full"),
        "multiple": Support("full"),
        "true_false": Support("full"),
        "short": Support("approximated", "typing is compared with the first answer; the others are shown on the back"),
        "numeric": Support("approximated", "typing is compared with one value; the accepted range is shown"),
        "cloze": Support("approximated", "one card a gap; other accepted answers are shown on the back"),
        "matching": Support("full"),
        "ordering": Support("full"),
        "essay": Support("approximated", "the learner compares with the model answer"),
        "flashcard": Support("full"),
    },
    options={
        "depth": "how many headings make sub-decks (default 2: course and week)",
        "theme": "the cards' colours: quiet (default), contrast, paper",
    },
)
