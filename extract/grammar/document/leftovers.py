"""Open questions that stand alone among others: their numbers go on where those of the questions read already end.

5. What keyword defines a function?  Answer: def          read by the template
6. Discuss when to prefer tuples over lists.              one paragraph, nothing told: an essay question
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.words import cues
from quizmill.block import Kind, System

_FEWEST = 3
_LONGEST = 600


def leftovers(doc: Doc, taken: Sequence[Found], lines: Sequence[Line]) -> list[Found]:
    """Such questions of a quiz. Their lines are noted in `doc.used`."""
    heads = [one.lines[0] for one in taken if one.number and one.lines]
    forms = {(line.form, line.enum.word) for line in heads if line.enum is not None}
    if len(heads) < _FEWEST or not doc.quiz or doc.faq or not doc.written:
        return []
    numbers = {line.at: line.enum.value for line in heads if line.enum is not None}
    found: list[Found] = []
    for index, line in enumerate(lines):
        before = max((at for at in numbers if at < line.at), default=None)
        if line.at in doc.used or before is None or line.enum is None or (line.form, line.enum.word) not in forms:
            continue
        if line.enum.value == numbers[before] + 1 and _asks(line) and _ends(doc, lines[index + 1 : index + 2]):
            numbers[line.at] = line.enum.value
            doc.used.add(line.at)
            found.append(Found([line], number=str(line.enum.value), stem=[line], taken=[line], type="essay"))
    return found


def _asks(line: Line) -> bool:
    plain = line.kind in (Kind.TEXT, Kind.ITEM, Kind.HEADING) and line.mark is None and not line.roles
    return plain and len(line.text) <= _LONGEST and cues.asks_openly(line.text)


def _ends(doc: Doc, after: Sequence[Line]) -> bool:
    """Nothing of its own follows: the end, a heading, a rule, the next number, or a question that was read."""
    return all(
        line.kind in (Kind.HEADING, Kind.RULE)
        or line.at in doc.used
        or (line.enum is not None and line.enum.system is System.DECIMAL)
        for line in after
    )
