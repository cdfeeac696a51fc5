"""What helps to solve a question, field by field: hints, steps, the final answer, a check, mistakes, notes for graders.

Hint: it floats                    a hint
Step 1: Weigh it                   a step of the solution, with the lines under it
Final answer: 0.24 -> Option B     the final answer, and a claim
Common mistakes: ...               mistakes, one a line
"""

from __future__ import annotations

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc
from extract.grammar.question.found import Found, state
from extract.grammar.question.tail_parts import Part


def hint(found: Found, part: Part) -> None:
    lines, first = part.under()
    if lines:
        found.hints.append(prose.fragment(lines, first))


def step(found: Found, part: Part) -> None:
    found.solution.append(prose.fragment(part.lines, part.first if part.value else None))


def final(doc: Doc, found: Found, part: Part) -> None:
    """`42 -> Option B` or words alone: the final answer, and a claim where it names an option."""
    lines, first = part.under()
    if not lines:
        return
    found.final = prose.fragment(lines, first)
    if found.options and doc.on("answer labels"):
        text = found.final.text
        words, arrow, named = text.replace("\\", "").rpartition("->")
        if not arrow:
            words, arrow, named = text.rpartition("→")
        if not state(found, named if arrow else text, lines) and arrow:
            state(found, words, lines)


def check(found: Found, part: Part) -> None:
    """A quick check is the last lines of the worked solution."""
    lines, first = part.under()
    if lines:
        found.check = prose.fragment(lines, first)


def mistakes(found: Found, part: Part) -> None:
    lines, first = part.lines, part.first
    if part.value:
        found.mistakes.append(prose.fragment(lines[:1], first))
    found.mistakes += [prose.fragment([line]) for line in (lines[1:] if first is not None else lines)]


def grader(found: Found, part: Part) -> None:
    lines, first = part.under()
    if lines:
        found.grader = prose.fragment(lines, first)
