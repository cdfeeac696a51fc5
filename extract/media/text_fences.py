"""Which lines of a text are fenced code, as their authors meant it.

```python        opens, named          ```code```   on one line: a code span, no fence
print(1)                               ```js  while a fence is open: the earlier one was never closed
```              closes                an unclosed fence ends at the next empty line or heading, not at the file's end
"""

from __future__ import annotations

import re

_FENCE = re.compile(
    r"[ \t>]*(?P<bullet>(?:[-*+]|\d{1,3}[.)]|[A-Za-z][.)])[ \t]+)?(?P<tick>`{3,}|~{3,})[ \t]*(?P<info>[^`\n]*)\Z"
)
_END = re.compile(r"\s*\Z|\s{0,3}#{1,6}\s|\s*(?:[-*+]\s|</?(?:details|summary))", re.IGNORECASE)


def fences(lines: list[str]) -> dict[int, tuple[int, int, str]]:
    """First line of each fence -> (its last line, the line after it, its language), all 0-based."""
    found: dict[int, tuple[int, int, str]] = {}
    opened: tuple[int, str, str] | None = None
    for number, line in enumerate(lines):
        if "```" not in line and "~~~" not in line:
            continue
        match = _FENCE.match(line)
        if not match:
            continue
        tick, info = match["tick"], match["info"].strip()
        if opened is None:
            opened = (number, tick, info)
        elif tick[0] == opened[1][0] and (len(tick) >= len(opened[1]) or not info) and not info and not match["bullet"]:
            found[opened[0]] = (number, number + 1, opened[2])
            opened = None
        elif tick[0] == opened[1][0] and info and len(tick) == len(opened[1]) and _unclosed(lines, opened[0], number):
            end = _early_end(lines, opened[0])
            found[opened[0]] = (end, end, opened[2])
            opened = (number, tick, info)
    if opened is not None:
        end = _early_end(lines, opened[0])
        found[opened[0]] = (end, end, opened[2])
    return found


def _unclosed(lines: list[str], start: int, number: int) -> bool:
    """A named fence inside an open one: the first was left open, unless a bare fence could close the second one too."""
    return _early_end(lines, start) < number


def _early_end(lines: list[str], start: int) -> int:
    """The line after the code of a fence that is never closed."""
    number = start + 1
    while number < len(lines) and not _END.match(lines[number]):
        number += 1
    return number
