"""Adobe Captivate's projects as published (`CPM.js`): question slides whose answers are objects of their own.

    cp.D = cp.model.data = {
      si146c: {accstr: 'Which knife slices bread?'},
      Slide145q0: {itp: 'choice', qt: 'Which knife?', qtc: 'si146c', ao: ['si151q:145', 'si152q:145'], cal: ['B']},
      si151q: {aid: 'A', atxtlms: 'Paring knife', ic: false}, si152q: {aid: 'B', atxtlms: 'Serrated knife', ic: true}}

The question's words are those on the slide (`qtc`); `qt` is only a copy that may be older. What marks an answer
(`ic`) and the list of right ones (`cal`) are two words on the key. Surveys (`is: true`) grade nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.sites._data_rows import Data
from extract.sites._json.values import Record, Unread, claims, fragment, inside, places, record, text, texts
from extract.sites._part import number
from quizmill.draft import Draft, DraftChoice
from quizmill.source import Span


def questions(data: Data) -> Sequence[tuple[str, Record]]:
    """Question slides in the order of the project, each with its words and its answers in one record."""
    found: list[tuple[str, Record]] = []
    for path, project in inside(data):
        for name, row in project.items():
            if isinstance(row, dict) and text(row, "itp") and "ao" in row and row.get("is") is not True:
                found.append((f"{path.rstrip('/')}/{name}", _whole(project, row)))
    return found


def _whole(project: Record, row: Record) -> Record:
    shown = record(project, text(row, "qtc")) or record(project, text(row, "qtc") + "c")
    answers = [dict(record(project, name.partition(":")[0])) for name in texts(row, "ao")]
    return {**row, "words": _words(shown) or text(row, "qt"), "ao": list(answers)}


def _words(shown: Record) -> str:
    """What a slide's object says; paragraphs are parted by a control character."""
    return "\n\n".join(part.strip() for part in text(shown, "accstr").split("\x03") if part.strip())


def draft(row: Record, span: Span) -> Draft:
    """A question; raises Unread where its answers are typed, paired or drawn."""
    if text(row, "itp") not in ("choice", "true-false"):
        raise Unread(text(row, "itp"))
    listed = row.get("ao")
    answers = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    said = [text(answer, "atxtlms") or _words(answer) for answer in answers]
    if not all(said):
        raise Unread("choices without words")
    marked = [at for at, answer in enumerate(answers) if answer.get("ic") is True]
    listed_right = places([text(answer, "aid") for answer in answers], texts(row, "cal"))
    base = Draft(stem=fragment(text(row, "words"), span), spans=(span,), points=number(text(row, "w")))
    told = claims(marked, span) + (claims(listed_right, span) if listed_right != marked else ())
    choices = tuple(DraftChoice(fragment(words, span)) for words in said)
    return replace(base, type="multiple" if len(marked) > 1 else None, choices=choices, claims=told)
