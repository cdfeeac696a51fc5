"""What was read around a group: claims of its key, remarks, hints, points."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.media.html.lines import Line
from quizmill.draft import Claim, DraftFeedback, Fragment


@dataclass(slots=True)
class Around:
    """What was read around a group."""

    claims: list[Claim] = field(default_factory=list)
    feedback: list[DraftFeedback] = field(default_factory=list)
    hints: list[Fragment] = field(default_factory=list)
    solution: list[Fragment] = field(default_factory=list)
    points: float | None = None
    remarks: dict[int, Fragment] = field(default_factory=dict)
    loose: list[Line] = field(default_factory=list)  # shown behind the choices, with no label to it
