"""QTI 1.2 packages, in the dialects of those who read them: Canvas, Brightspace (D2L), Blackboard, and plain.

quizmill export qti12 -o quiz.zip                          a Canvas quiz (classic and New Quizzes)
quizmill export qti12 --option as=bank -o bank.zip         a question bank with its name
quizmill export qti12 --option profile=d2l -o quiz.zip     the same as the target qti12-d2l
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import BinaryIO

from export._options import chosen
from export.qti12 import _blackboard, _package
from export.qti12._profile import CANVAS, D2L, PLAIN, Profile
from quizmill.item import TYPES
from quizmill.package import Exporter, Loss, Package, Support

_AS = {"as": "quiz: an assessment (default); bank: a question bank named by the title"}
_PROFILES = {profile.name: profile for profile in (CANVAS, D2L, PLAIN)}
_KINDS = {"as": ("quiz", "bank")}
_METADATA = "tags, section, difficulty and objectives stay in the file"
_FULL = Support("full")
_CARD = "an open question; the back is its general feedback"


def _render(profile: Profile, package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    return _package.render(profile, chosen(package, _KINDS)["as"], package, out)


def _render_pool(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    chosen(package, {})
    return _blackboard.render(package, out)


def _render_any(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    options = chosen(package, {"profile": (*_PROFILES, "blackboard"), **_KINDS})
    if options["profile"] == "blackboard":
        return _blackboard.render(package, out)
    return _package.render(_PROFILES[options["profile"]], options["as"], package, out)


_PLAIN: Mapping[str, Support] = dict.fromkeys(TYPES, _FULL) | {"flashcard": Support("approximated", _CARD)}


def _approximated(**how: str) -> Mapping[str, Support]:
    """What a dialect does with each type beside leaving its metadata alone."""
    return {
        kind: Support("approximated", "; ".join((*how.get(kind, "").split("|"), _METADATA)).lstrip("; "))
        for kind in TYPES
    }


CANVAS_SUPPORT = _approximated(
    single="full credit or none",
    multiple="full credit or none",
    true_false="other words than True and False make it multiple choice",
    short="capitals do not count; answers with part of the credit are left out",
    numeric="answers with part of the credit are left out",
    cloze="typed gaps or choices, not both; a number in a gap loses its tolerance",
    matching="right-hand texts are plain words; pictures and formulas change sides if possible",
    ordering="a matching question: each place with its entry",
    essay="the model answer is the general feedback",
    flashcard=_CARD,
)
D2L_SUPPORT = _approximated(
    cloze="choices of gaps make it a matching question",
    essay="the model answer is the general feedback",
    flashcard=_CARD,
)


BLACKBOARD_SUPPORT = _approximated(
    single="full credit or none",
    multiple="full credit or none",
    true_false="no feedback for each choice",
    short="answers with part of the credit are left out",
    numeric="one range",
    cloze="every gap is typed; a number loses its tolerance",
    essay="the model answer is the solution",
    flashcard="an open question; the back is its solution",
)


def _exporter(
    name: str,
    summary: str,
    render: Callable[[Package, BinaryIO], tuple[Loss, ...]],
    support: Mapping[str, Support],
    options: Mapping[str, str],
) -> Exporter:
    return Exporter(name, ".zip", summary, render, support, split=500, options=options)


EXPORTERS = (
    _exporter(
        "qti12",
        "QTI 1.2 package for Canvas",
        _render_any,
        CANVAS_SUPPORT,
        {"profile": "canvas (default), d2l, plain or blackboard (a pool)", **_AS},
    ),
    _exporter("qti12-blackboard", "Question pool for Blackboard Learn", _render_pool, BLACKBOARD_SUPPORT, {}),
    _exporter("qti12-d2l", "QTI 1.2 package for Brightspace (D2L)", partial(_render, D2L), D2L_SUPPORT, _AS),
    _exporter("qti12-plain", "QTI 1.2 package for any reader", partial(_render, PLAIN), _PLAIN, _AS),
)
