"""Front matter: what a document says of itself before its first line.

    ---
    title: Week 1
    tags: [python, lists]      ->   (("title", "Week 1"), ("tags", "python"), ("tags", "lists"))
    ---

Only plain `key: value` pairs and lists of words are read (YAML between `---`, TOML between `+++`); deeper data is left.
"""

from __future__ import annotations

import re

_PAIR = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(?P<value>.*)\Z")
_LIMIT = 200  # lines


def split_front(text: str) -> tuple[tuple[tuple[str, str], ...], str, int]:
    """The facts, the text after them, and the number of its first line."""
    fence = text[:3]
    lines = text.split("\n", _LIMIT)
    if fence not in ("---", "+++") or lines[0].strip() != fence:
        return (), text, 1
    end = next((i for i, line in enumerate(lines[1:_LIMIT], 1) if line.strip() in (fence, "...")), 0)
    if not end or not any(_PAIR.match(line) for line in lines[1:end]):
        return (), text, 1
    return _facts(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _facts(lines: list[str]) -> tuple[tuple[str, str], ...]:
    facts: list[tuple[str, str]] = []
    key = ""
    for line in lines:
        body = line.strip()
        if body.startswith("- ") and key:
            facts.append((key, _bare(body[2:])))
        elif line[:1].isspace() and key and body:
            facts[-1:] = (
                [(key, f"{facts[-1][1]} {_bare(body)}".strip())]
                if facts and facts[-1][0] == key
                else [(key, _bare(body))]
            )
        elif found := _PAIR.match(line):
            key = found["key"].strip().lower()
            value = found["value"].strip()
            if value.startswith("[") and value.endswith("]"):
                facts.extend((key, _bare(word)) for word in value[1:-1].split(",") if word.strip())
            elif value and value not in ("|", ">", ">-", "null", "~"):
                facts.append((key, _bare(value)))
    return tuple(fact for fact in facts if fact[1])


def _bare(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
