"""The key by looks: in one question after the other some whole options are bold, italic, marked or coloured.

* True          The look must cover the whole option, and the contrast must hold in half of the template's items:
* ***False***   one bold word in one question tells nothing.
"""

from __future__ import annotations

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found
from extract.grammar.words.label_words import Role
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
        shown = _shown(open_ones, look)
        partial = [(one, on) for one, on in shown if 0 < len(on) < len(one.options)]
        full = sum(1 for one, on in shown if on and len(on) == len(one.options))
        fits = [pair for pair in partial if len(pair[1]) * 2 <= len(pair[0].options) + 1 or len(pair[0].options) > 3]
        coloured = sum(bool(_with(one, look)) for one in open_ones)  # judged red and green, some of them
        if (
            (len(fits) * 2 < len(open_ones) and not (fits and len(fits) < len(shown) == coloured))
            or full > len(fits)
            or (len(fits) == 1 and len(open_ones) == 1 and look is not Style.HIGHLIGHT and look is not Style.BOLD)
        ):
            continue
        for one, on in fits:
            heads = [one.options[i].head for i in on]
            one.claims.append(Claim(Evidence.EMPHASIS, choices=on, spans=prose.spans(heads)))
        return


def _shown(open_ones: list[Found], look: Style) -> list[tuple[Found, tuple[int, ...]]]:
    """The options in a look, by question; not those that only show what was chosen.

    On a page that judges, a look other than green at a question that was answered wrong is that of the wrong choice.
    """
    shown = [(one, _with(one, look)) for one in open_ones]
    if look not in (Style.COLOR, Style.HIGHLIGHT):
        return shown
    greens = [_green(one, look, on) for one, on in shown]
    judged = any(greens) and any(on and not green for (_, on), green in zip(shown, greens, strict=True))
    wrong = [one.question_verdict in (Role.WRONG, Role.PARTIAL) for one in open_ones]
    told = [green if judged or bad else on for (_, on), green, bad in zip(shown, greens, wrong, strict=True)]
    return list(zip(open_ones, told, strict=True))


def _green(one: Found, look: Style, on: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(i for i in on if any("green" in run.tint for run in one.options[i].head.runs if run.style & look))


def _with(one: Found, look: Style) -> tuple[int, ...]:
    """The options that show a look. Of green ones beside other colours only the green: those tell what was chosen."""
    on = tuple(i for i, style in enumerate(one.looks) if style & look)
    if look not in (Style.COLOR, Style.HIGHLIGHT) or len(on) < 2:
        return on
    return _green(one, look, on) or on


def _struck(open_ones: list[Found]) -> bool:
    """Wrong options struck out, in every question and in two at least: the others are right."""
    left = [tuple(i for i, style in enumerate(one.looks) if not style & Style.STRIKE) for one in open_ones]
    if len(open_ones) < 2 or not all(0 < len(on) < len(one.options) for one, on in zip(open_ones, left, strict=True)):
        return False
    for one, on in zip(open_ones, left, strict=True):
        heads = [one.options[i].head for i in on]
        one.claims.append(Claim(Evidence.EMPHASIS, choices=on, spans=prose.spans(heads)))
    return True
