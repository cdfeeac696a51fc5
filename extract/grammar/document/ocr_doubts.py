"""Words recognised with a low score make the questions that hold them doubtful, a cut picture its last question's key.

finding ocr-doubt at page 3, (72, 90, 300, 104)   ->   the draft whose lines lie there: doubt "ocr-doubt"
finding cut-off at page 3                         ->   of checkboxes more may be right than are seen: no key
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.grammar.question.found import Found
from quizmill.block import Shape
from quizmill.draft import Draft
from quizmill.finding import Finding
from quizmill.item import Evidence
from quizmill.source import Span

CODE = "ocr-doubt"
WEIGHT = 0.7  # what the confidence of such a question is multiplied with


def lowered(drafts: Sequence[Draft], findings: Sequence[Finding]) -> tuple[Draft, ...]:
    """The drafts, those less sure that a doubted line lies in."""
    places = [finding.span for finding in findings if finding.code == CODE and finding.span]
    return tuple(_lowered(draft) if _touched(draft, places) else draft for draft in drafts) if places else tuple(drafts)


def uncut(found: Sequence[Found], findings: Sequence[Finding]) -> None:
    """Takes the verdicts' claims off the last question of a cut picture where options with boxes may be missing."""
    cut = {(finding.span.page, finding.span.part) for finding in findings if finding.code == "cut-off" and finding.span}
    last = {(one.lines[0].span.page, one.lines[0].span.part): one for one in found if one.lines}
    for place in cut & last.keys():
        one = last[place]
        boxes = [option.head.mark for option in one.options if option.head.mark is not None]
        if boxes and all(mark.shape is Shape.BOX for mark in boxes) and not all(o.verdict for o in one.options):
            one.claims = [claim for claim in one.claims if claim.evidence is not Evidence.MARKED_CORRECT]


def _lowered(draft: Draft) -> Draft:
    return replace(draft, confidence=draft.confidence * WEIGHT, doubts=(*draft.doubts, CODE))


def _touched(draft: Draft, places: Sequence[Span]) -> bool:
    return any(_holds(span, place) for place in places for span in draft.spans)


def _holds(span: Span, place: Span) -> bool:
    """The middle of the doubted line lies in the span."""
    if span.page != place.page or span.part != place.part or span.box is None or place.box is None:
        return False
    x, y = (place.box[0] + place.box[2]) / 2, (place.box[1] + place.box[3]) / 2
    return span.box[0] <= x <= span.box[2] and span.box[1] <= y <= span.box[3]
