"""H5P's boards: things to be dragged to zones, pictures to be chosen, crosswords.

{"task": {"elements": [{"type": {"library": "H5P.AdvancedText 1.1", ...}}], "dropZones": [{"label": "sea",
 "correctElements": ["0"]}]}}

A board is a matching where every zone is named and each thing goes to one zone; on any other (parts of a picture) it
is left out with a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from extract.sites._h5p import types
from extract.sites._h5p.reader import Reader, claims_of, span_of
from quizmill.draft import EMPTY, Draft, DraftAnswer, DraftChoice, DraftPair, Fragment
from quizmill.finding import Finding, Severity


def drag_question(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.DragQuestion, content, node)
    if params is None:
        return
    task = params.question.task
    lefts = [_shown(reader, thing.type, node) for thing in task.elements]
    rights = [reader.text(zone.label, node) for zone in task.dropZones]
    zones = {
        at: [z for z, zone in enumerate(task.dropZones) if str(at) in zone.correctElements] for at in range(len(lefts))
    }
    placed = [at for at, found in zones.items() if found]
    sound = len(placed) > 1 and all(len(zones[at]) == 1 and lefts[at] for at in placed) and all(rights)
    if not sound:
        message = "Things to be dragged onto a picture, without names or to several places, are not read."
        reader.findings.append(Finding("format-unsupported", Severity.WARNING, message, span_of(node)))
        return
    used = {zones[at][0] for at in placed}
    rest = tuple(text for z, text in enumerate(rights) if z not in used)
    pairs = tuple(DraftPair(lefts[at], rights[zones[at][0]]) for at in placed)
    title = content.metadata.title or "Drag each to its place."
    draft = replace(reader.draft(title, node), type="matching", pairs=pairs, distractors=rest)
    yield replace(draft, feedback=reader.overall(params.overallFeedback, node))


def _shown(reader: Reader, content: types.Content | None, node: str) -> Fragment:
    """The text or the picture of a thing."""
    if content is None:
        return EMPTY
    if content.library.startswith("H5P.Image"):
        picture = reader.picture(types.MediaHolder(types.Media(content.params)))
        return Fragment(picture, (span_of(node),)) if picture else EMPTY
    try:
        held = msgspec.json.decode(content.params, type=types.Paragraph, strict=False)
    except msgspec.DecodeError:
        return EMPTY
    return reader.text(held.text, node)


def picture_choice(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.PictureChoice, content, node)
    if params is None or not params.options:
        return
    choices = []
    for at, option in enumerate(params.options):
        picture = reader.picture(types.MediaHolder(option.media))
        choices.append(DraftChoice(Fragment(picture, (span_of(f"{node}/options/{at}"),))))
    right = [at for at, option in enumerate(params.options) if option.correct]
    draft = replace(reader.draft(params.question, node), type="multiple" if len(right) > 1 else "single")
    feedback = reader.overall(params.overallFeedback, node)
    yield replace(draft, choices=tuple(choices), claims=claims_of(right, node), feedback=feedback)


def crossword(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    """Each word is asked for by its clue."""
    params = reader.params(types.Crossword, content, node)
    for at, word in enumerate(params.words if params else ()):
        place = f"{node}/words/{at}"
        answer = DraftAnswer(reader.text(word.answer, place))
        yield replace(reader.draft(word.clue, place), type="short", answers=(answer,))
