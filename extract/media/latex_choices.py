"""Choices that a competition sets in one formula, as lettered words.

    $\\textbf{(A) } 4 \\qquad \\textbf{(B) } 5 \\qquad \\textbf{(C) } 6$   ->   (A) $4$   (B) $5$   (C) $6$

The letters must count from A, three or more of them.
"""

from __future__ import annotations

import re

_LETTER = re.compile(r"\\(?:textbf|text|textrm|mathrm|mathbf|rm)\s*\{\s*\(?\s*(?P<l>[A-H])\s*\)?\s*[.:]?\s*\}\s*[.):]?")
_SPACE = re.compile(r"(?:\\(?:qquad|quad|hspace\{[^{}]*\}|\\|;|,|:|!|\s)|~|&|\s)+\Z")
_FEWEST = 3


def spread(line: str) -> str:
    """The line with such choices after each other, or as it was."""
    found = list(_LETTER.finditer(line)) if line.count("{") >= _FEWEST else []
    if len(found) < _FEWEST or [one["l"] for one in found] != list("ABCDEFGH"[: len(found)]):
        return line
    if line[: found[0].start()].strip(" $\\[(") or line.count("$") % 2:
        return line
    ends = [*(one.start() for one in found[1:]), len(line)]
    texts = [
        _SPACE.sub("", line[one.end() : end].rstrip("$] \\)")).strip(" ~$")
        for one, end in zip(found, ends, strict=True)
    ]
    return "   ".join(f"({one['l']}) ${text}$" for one, text in zip(found, texts, strict=True)) if all(texts) else line
