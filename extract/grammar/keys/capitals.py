"""Keys in capitals, where the document says so: "correct answers in CAPITALS", "die richtige Antwort ist GROSS".

Without such a word an option in capitals is an abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found, option_texts
from quizmill.cues import Cue
from quizmill.draft import Claim
from quizmill.item import Evidence

_SAID = Cue(
    r"(?:correct|right|answers?|richtig\w*|antwort\w*|réponses?|correctas?|respuestas?|corretas?|верн\w*|правильн\w*).{0,40}"
    r"\b(?:in (?:all )?(?:capitals?|caps|upper ?case|capital letters)|all caps|uppercase|groß(?:buchstaben|geschrieben)"
    r"|majuscules?|may[úu]sculas?|mai[úu]sculas?|maiuscol\w+|заглавн\w*|прописн\w*)",
    re.IGNORECASE,
)


def announced(doc: Doc) -> bool:
    """True where the document tells that capitals mark the right options."""
    return _SAID.may(doc.words) and any(_SAID.search(line.text) for line in doc.lines if len(line.text) < 200)


def claim(found: Sequence[Found]) -> None:
    """The options in capitals of every question where some are and some are not."""
    for one in found:
        texts = option_texts(one)[0] if not one.claims and not one.malformed else []
        right = tuple(at for at, text in enumerate(texts) if text.upper() == text and text.lower() != text)
        if right and len(right) < len(texts):
            lines = [one.options[at].head for at in right]
            one.claims.append(Claim(Evidence.EMPHASIS, choices=right, spans=prose.spans(lines)))
