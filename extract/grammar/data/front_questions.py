"""Questions in a document's front matter, as site generators keep them.

---
title: Coffee
questions:
  - question: Where was coffee first grown?
    options: [Ethiopia, Brazil]
    answer: Ethiopia
---
"""

from __future__ import annotations

import json
import re

import yaml

from extract.grammar.data.records import drafts_of
from extract.grammar.data.tables import tables_in
from quizmill.draft import Draft
from quizmill.source import Span

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<body>[\s\S]{1,200000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_ASKS = re.compile(r"(?mi)^\s*-?\s*(?:question|q|prompt|stem|frage|pregunta|pergunta)\w*\s*:")


def drafts(text: str) -> tuple[Draft, ...]:
    """The drafts of the front matter's lists of questions; aliases are not followed."""
    found = _FRONT.match(text) if text[:4].lstrip("\ufeff").startswith("---") else None
    if found is None or not _ASKS.search(found["body"]) or ("&" in found["body"] and "*" in found["body"]):
        return ()
    try:
        data = yaml.load(found["body"], Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return ()  # the lines stay what they are, and are accounted for
    script = json.dumps(data, ensure_ascii=False, default=str)
    where = Span.of_lines(2, 1 + found["body"].count("\n"))
    return tuple(draft for table in tables_in(script) for draft in drafts_of(table, script, where, quiz_page=True)[0])
