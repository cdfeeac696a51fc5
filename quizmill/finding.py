"""A finding is doubt with a place: the content goes on, and a person is asked to look.

    Finding("key-conflict", Severity.ERROR, "The answer line says C, the tick stands at B.", span)

Every code is listed in `CODES` with what it means; a reader or check may use no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizmill.source import Span


class Severity(StrEnum):
    """How much it weighs. `error` and `warning` lower trust in an item; `info` is only said."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


WEIGHTY = (Severity.ERROR, Severity.WARNING)  # those that `--strict` does not let pass


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt. `item` is the id of the item it speaks of, empty where it speaks of the document."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    item: str = ""


CODES: dict[str, str] = {
    "ambiguous-claims": "Two readings of the same lines explain them equally well; neither was taken.",
    "answer-mismatch": "A stated final answer does not equal the choice that the key names.",
    "columns-guessed": "A table has no headings; what its columns hold had to be guessed.",
    "columns-unread": "A table has columns that hold something and whose headings are not understood.",
    "cut-off": "A picture or page ends inside a question.",
    "duplicate-choice": "Two choices of one item have the same text.",
    "duplicate-item": "The same question stands more than once in the document.",
    "edit-conflict": "A curator's edit was made on words that have since changed in the source.",
    "encoding-doubt": "The text's encoding had to be guessed, or some characters could not be repaired.",
    "format-unsupported": "A part of a package is of a kind that is not read.",
    "key-conflict": "Sources of evidence for the key disagree; the item was left keyless.",
    "key-names-no-choice": "The stated key names no choice of the item.",
    "key-ambiguous": "The stated key fits more than one choice.",
    "key-missing": "The document gives no evidence for a key.",
    "line-unclaimed": "A line that looks like content belongs to no item.",
    "math-doubt": "A formula may not have been read as it stands on the page.",
    "media-missing": "A picture is named but does not lie beside the document.",
    "media-refused": "A picture's path leaves the document's folder, or is a web address; it was not read.",
    "needs-ocr": "A picture or scanned page holds the content; the message says what to install to read it.",
    "nested-too-deep": "The document is nested deeper than the reader goes; the rest was flattened.",
    "grid-unread": "A grid of controls in a picture has rows or columns without a name; it was not read.",
    "ocr-doubt": "Words were read from a picture with a low score.",
    "partial-read": "Only a part of the document could be read.",
    "parse-error": "A part of the document breaks its format's rules and was passed over.",
    "personal-data-dropped": "A learner's name, address or statement was left out.",
    "points-mismatch": "Points do not add up to the total that the document states.",
    "question-cut": "A question has a stem but its choices or its end are not there.",
    "single-with-many-keys": "A one-answer question has several right choices.",
    "text-repaired": "Characters were repaired.",
    "verdict-on-distractor": "Praise stands at a choice that the key does not name.",
}
