"""The key by looks: in one question after the other some whole options are bold, italic, marked or coloured.

* True          The look must cover the whole option, and the contrast must hold in half of the template's items:
* ***False***   one bold word in one question tells nothing.
"""

from __future__ import annotations

from extract.grammar import prose
from extract.grammar.found import Found
from extract.grammar.lines import Doc
from quizmill.block import Style
from quizmill.draft import Claim
from quizmill.item import Evidence

_LOOKS = (Style.BOLD, Style.HIGHLIGHT, Style.ITALIC, Style.UNDERLINE, Style.COLOR)


def contrast(doc: Doc, found: list[Found]) -> None:
    """Adds a claim to every question whose options show the template's contrast."""
    if not doc.on("contrast"):
        return
    open_ones = [one for one in found if one.options and not one.malformed and not one.claims]
    if not open_ones:
        return
    if _struck(open_ones):
        return
    for look in _LOOKS:
        shown = [(one, _with(one, look)) for one in open_ones]
        partial = [(one, on) for one, on in shown if 0 < len(on) < len(one.options)]
        full = sum(1 for one, on in shown if on and len(on) == len(one.options))
        fits = [pair for pair in partial if len(pair[1]) * 2 <= len(pair[0].options) + 1 or len(pair[0].options) > 3]
        if (
            len(fits) * 2 < len(open_ones)
            or full > len(fits)
            or (len(fits) == 1 and len(open_ones) == 1 and look is not Style.HIGHLIGHT and look is not Style.BOLD)
        ):
            continue
        for one, on in fits:
            heads = [one.options[i].head for i in on]
            one.claims.append(Claim(Evidence.EMPHASIS, choices=on, spans=prose.spans(heads)))
        return


def _with(one: Found, look: Style) -> tuple[int, ...]:
    """The options that show a look. Of green ones beside other colours only the green: those tell what was chosen."""
    on = tuple(i for i, style in enumerate(one.looks) if style & look)
    if look not in (Style.COLOR, Style.HIGHLIGHT) or len(on) < 2:
        return on
    green = tuple(i for i in on if any("green" in run.tint for run in one.options[i].head.runs if run.style & look))
    return green or on


def _struck(open_ones: list[Found]) -> bool:
    """Wrong options struck out, in every question and in two at least: the others are right."""
    left = [tuple(i for i, style in enumerate(one.looks) if not style & Style.STRIKE) for one in open_ones]
    if len(open_ones) < 2 or not all(0 < len(on) < len(one.options) for one, on in zip(open_ones, left, strict=True)):
        return False
    for one, on in zip(open_ones, left, strict=True):
        heads = [one.options[i].head for i in on]
        one.claims.append(Claim(Evidence.EMPHASIS, choices=on, spans=prose.spans(heads)))
    return True
