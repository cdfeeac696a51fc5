"""Cards of outlines: a bullet with an arrow, or a bullet that asks and what is folded away under it.

    - Metoprolol >> Beta-1 selective blocker
    - Contraindicated in >>>                       (the bullets below are the back)
        - asthma
    - Why do cells need to be small?
        A large surface speeds up diffusion.

Arrows count in documents that are bullets from end to end; bullets that ask, in those that call themselves cards or a
quiz, where nearly all bullets of their level do.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.arbiter import Dialect
from extract.grammar.cards.card import card
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from extract.grammar.words.rich import cut, markdown, strip
from quizmill.block import Kind, Style
from quizmill.cues import Cue
from quizmill.draft import Fragment

_ARROW = Cue(r"(?<=\S)\s(?:>>|→→|::)\s(?=\S)|(?<=\S)\s>{2,3}\s*\Z")
_FEWEST = 3


def _claim(doc: Doc) -> list[Found]:
    arrows = [at for at, line in enumerate(doc.lines) if _is_arrow(line)] if _ARROW.may(doc.words) else []
    if len(arrows) >= _FEWEST and _is_outline(doc.lines):
        return [one for at in arrows if (one := _arrow(doc.lines, at)) is not None]
    return _folded(doc) if (doc.cards or doc.quiz or doc.interview) and not doc.faq else []


def _is_outline(lines: Sequence[Line]) -> bool:
    """Nearly all of it is bullets."""
    bullets = sum(line.bullet for line in lines)
    return sum(line.kind not in (Kind.ITEM, Kind.HEADING) for line in lines) * 10 <= bullets


def _is_arrow(line: Line) -> bool:
    found = _ARROW.search(line.text) if line.bullet and line.mark is None and not line.roles else None
    coded = any(run.style & Style.CODE for run in line.runs)
    return found is not None and not coded and not _ARROW.search(line.text, found.end())


def _arrow(lines: Sequence[Line], at: int) -> Found | None:
    line = lines[at]
    found = _ARROW.search(line.text)
    if found is None:
        return None
    front, back = strip(cut(line.runs, 0, found.start())), strip(cut(line.runs, found.end()))
    below = _below(lines, at)
    told = Fragment(markdown(back), (line.span,)) if back else prose.fragment(below)
    taken = [line] if back else [line, *below]
    return card(taken, Fragment(markdown(front), (line.span,)), told, "flashcard") if told else None


def _below(lines: Sequence[Line], at: int) -> list[Line]:
    """The lines further right than a bullet, up to the next that is not."""
    end = at + 1
    while end < len(lines) and lines[end].indent > lines[at].indent and lines[end].kind is not Kind.HEADING:
        end += 1
    return list(lines[at + 1 : end])


def _folded(doc: Doc) -> list[Found]:
    """Bullets that ask, each with lines of its own under it and no signs of choices there."""
    tops = [at for at, line in enumerate(doc.lines) if line.bullet and not line.level and line.mark is None]
    asking = [at for at in tops if cues.asks_openly(doc.lines[at].text) and not doc.lines[at].roles]
    if len(asking) < _FEWEST or len(asking) * 5 < len(tops) * 4:
        return []
    made = []
    for at in asking:
        body = _below(doc.lines, at)
        told = [line for line in body if line.text or line.kind is not Kind.TEXT]
        if not told or any(line.mark is not None or line.enum is not None or line.roles for line in told):
            return []
        line = doc.lines[at]
        made.append(card([line, *body], Fragment(line.markdown(), (line.span,)), prose.fragment(told), "flashcard"))
    return made


DIALECT = Dialect("outline cards", _claim)
