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
from export.qti12 import _package
from export.qti12._profile import CANVAS, D2L, PLAIN, Profile
from quizmill.package import Exporter, Loss, Package, Support

_AS = {"as": "quiz: an assessment (default); bank: a question bank named by the title"}
_PROFILES = {profile.name: profile for profile in (CANVAS, D2L, PLAIN)}
_KINDS = {"as": ("quiz", "bank")}
_FULL = Support("full")
_ROWS = Support("approximated", "a matching question: each place with its entry")
_CARD = Support("approximated", "an open question; the back is its general feedback")
_ESSAY = Support("full", "the model answer is the general feedback")


def _render(profile: Profile, package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    return _package.render(profile, chosen(package, _KINDS)["as"], package, out)


def _render_any(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    options = chosen(package, {"profile": tuple(_PROFILES), **_KINDS})
    return _package.render(_PROFILES[options["profile"]], options["as"], package, out)


def _support(cloze: Support, ordering: Support) -> Mapping[str, Support]:
    return {
        "single": _FULL,
        "multiple": _FULL,
        "true_false": _FULL,
        "short": _FULL,
        "numeric": _FULL,
        "cloze": cloze,
        "matching": Support("full", "right-hand texts are plain words"),
        "ordering": ordering,
        "essay": _ESSAY,
        "flashcard": _CARD,
    }


def _exporter(
    name: str,
    summary: str,
    render: Callable[[Package, BinaryIO], tuple[Loss, ...]],
    support: Mapping[str, Support],
    options: Mapping[str, str],
) -> Exporter:
    return Exporter(name, ".zip", summary, render, support, split=500, options=options)


_CANVAS_CLOZE = Support("approximated", "typed gaps or choices, not both; a number in a gap loses its tolerance")
EXPORTERS = (
    _exporter(
        "qti12",
        "QTI 1.2 package for Canvas",
        _render_any,
        _support(_CANVAS_CLOZE, _ROWS),
        {"profile": "canvas (default), d2l or plain", **_AS},
    ),
    _exporter("qti12-d2l", "QTI 1.2 package for Brightspace (D2L)", partial(_render, D2L), _support(_FULL, _FULL), _AS),
    _exporter("qti12-plain", "QTI 1.2 package for any reader", partial(_render, PLAIN), _support(_FULL, _FULL), _AS),
)
