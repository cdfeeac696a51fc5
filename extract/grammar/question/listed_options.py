"""Options on one labelled line, and a key in their words: reports and summaries of quiz programs.

Which organ pumps blood?
Correct answers: Heart
Answer options: Liver | Heart | Lung
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Line
from extract.grammar.question import stated
from extract.grammar.question.found import Found
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import markdown
from quizmill.block import Kind
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_SIGNS = (re.compile(r"\s*\|\s*"), re.compile(r"\s*;\s*"), re.compile(r"\s+/\s+"), re.compile(r"\s*,\s+"))


def find(lines: Sequence[Line]) -> Line | None:
    """The one line that lists options behind their label."""
    listed = [line for line in lines if Role.OPTIONS in line.roles and line.kind is Kind.TEXT and _parts(line)]
    return listed[0] if len(listed) == 1 else None


def take(found: Found, line: Line) -> None:
    """Makes choices of the line, and claims of answers that name them."""
    where = prose.spans([line])
    texts = _parts(line)
    found.columns = [("", Fragment(text, where)) for text in texts]
    found.taken.append(line)
    kept = []
    for answer in found.answers:
        named = stated.read(answer.text, texts, [""] * len(texts))
        if named is None or not named.texts:
            kept.append(answer)
        else:
            found.claims.append(Claim(Evidence.STATED, texts=named.texts, spans=answer.spans))
    found.answers = kept
    found.answered = bool(kept)


def _parts(line: Line) -> list[str]:
    written = markdown(line.value)
    for sign in _SIGNS:
        parts = [part.strip() for part in sign.split(written) if part.strip()]
        if len(parts) > 1:
            return parts if len(set(parts)) == len(parts) else []
    return []
