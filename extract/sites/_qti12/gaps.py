"""QTI 1.2 items with several blanks: named in the text (`[color]`) or standing in it.

<mattext>Roses are [color]</mattext> ... <response_lid ident="response_color">          Canvas
<material>A ship has a</material><response_str ident="B1_STR">...<material>and a</material>   D2L
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.sites._qti12.answers import numbers, said_of, texts
from extract.sites._qti12.item import EVIDENCE, Item
from extract.sites._qti12.presentation import Response
from extract.sites._qti12.shared import (
    best_scored,
    draft_choice,
    feedback_of_item,
    idents_of,
    is_case_sensitive,
    unescaped,
)
from extract.sites._qti12.text import joined
from quizmill.draft import Claim, Draft, DraftAnswer, DraftGap


def blank_of(item: Item, response: Response) -> str:
    """How the stem writes the blank of a response: `[name]`; empty where it does not."""
    stem = joined(item.page.texts)
    names = [response.ident.removeprefix("response_"), response.ident]
    found = (form for name in names if name for form in (f"[{name}]", f"\\[{name}]", f"[{_escaped(name)}]"))
    return next((form for form in found if form in stem), "")


def _escaped(name: str) -> str:
    return re.sub(r"(?<![\w_])_", r"\_", name)


def _gap_name(response: Response, place: int, taken: set[str]) -> str:
    name = response.ident.removeprefix("response_")
    fits = bool(re.fullmatch(r"[\w.-]{1,40}", name)) and name not in taken
    taken.add(name)
    return name if fits else str(place)


def read_cloze(item: Item) -> Draft:
    responses = item.page.responses
    named = {response.ident: blank_of(item, response) for response in responses}
    taken: set[str] = set()
    gaps = {
        response.ident: _gap(item, response, _gap_name(response, place, taken))
        for place, response in enumerate(responses, 1)
    }
    if any(named.values()):
        stem = joined(item.page.texts)
        for response in responses:
            mark = f"{{{{gap:{gaps[response.ident].id}}}}}"
            stem = stem.replace(named[response.ident], mark) if named[response.ident] else f"{stem}\n\n{mark}"
    else:
        stem = _run_in(item, gaps)
    # A gap whose mark stands twice in the stem is one gap.
    draft = replace(item.draft(stem), type="cloze", gaps=tuple(gaps.values()), feedback=feedback_of_item(item))
    return replace(draft, case_sensitive=is_case_sensitive(item))


def _run_in(item: Item, gaps: dict[str, DraftGap]) -> str:
    """Texts and gaps in the order of the page, on one line where both sides are but words."""
    pieces: list[str] = []
    for segment in item.page.segments:
        text = segment if isinstance(segment, str) else f"{{{{gap:{gaps[segment.ident].id}}}}}"
        label = "" if isinstance(segment, str) or not segment.text else segment.text + " "
        last = pieces[-1] if pieces else ""
        glue = "" if not last or text[:1] in ".,;:!?)" else "\n\n" if "\n\n" in last or "\n\n" in text else " "
        pieces.append(glue + label + text)
    return "".join(pieces)


def _gap(item: Item, response: Response, name: str) -> DraftGap:
    idents = idents_of(response)
    if response.kind == "number":
        return DraftGap(name, numbers(item, idents))
    if not response.labels:
        return DraftGap(name, texts(item, idents))
    named = item.metadata.get("question_type") == "fill_in_multiple_blanks_question"
    typed = named and "quizmill_type" not in item.metadata
    if typed and not any(label.answer_type for label in response.labels):
        # Canvas lists the accepted words of a typed blank as labels; its scoring names but the first.
        answers = [
            DraftAnswer(item.fragment(unescaped(label.text), label.node)) for label in response.labels if label.text
        ]
        return DraftGap(name, tuple(answers))
    if any(label.answer_type == "openEntry" for label in response.labels):
        return DraftGap(name, tuple(DraftAnswer(item.fragment(unescaped(x.text), x.node)) for x in response.labels))
    right = best_scored(item, response)
    places = tuple(place for place, label in enumerate(response.labels) if label.ident in right)
    choices = tuple(draft_choice(item, label, said_of(item, label.ident, idents), None) for label in response.labels)
    claims = (Claim(EVIDENCE, choices=places, spans=(item.span(response.node),)),) if places else ()
    return DraftGap(name, choices=choices, claims=claims)
