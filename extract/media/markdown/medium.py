"""Markdown (.md, .Rmd, .qmd, .mdx ...): front matter to facts, lines to blocks, pictures beside it to media.

---
title: Fruit
---
1. Which one is red?
   - [ ] banana
   - [x] cherry
"""

from __future__ import annotations

import re

from extract.media.ciphers import deciphered
from extract.media.containers import as_details
from extract.media.encoding import decode
from extract.media.markdown.front import split_front
from extract.media.markdown.pictures import with_pictures
from extract.media.talk import as_markdown
from extract.media.text_scan import scan
from extract.media.tidy import tidy
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head)\b",
    re.I | re.S,
)
SUFFIXES = frozenset((".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rmd", ".qmd", ".mdtext"))


def read(source: Source) -> Page:
    """The page of a Markdown file, pictures and all."""
    return read_as(source, Carrier.MARKDOWN)


def read_as(source: Source, carrier: Carrier) -> Page:
    text, findings = decode(source.data)
    text = tidy(text)
    facts, body, first = split_front(text)
    body = as_details(as_markdown(deciphered(body)))
    blocks, media, missing = with_pictures(source, scan(body, first))
    return Page(source, carrier, blocks, text, facts=facts, findings=findings + missing, media=media)


def identify(source: Source) -> bool:
    return source.suffix in SUFFIXES and not is_page(source.data[:1024])


def is_page(head: bytes) -> bool:
    """True for bytes that are an HTML page, whatever the file is called."""
    return bool(_PAGE.match(head))


MEDIUM = Medium("markdown", identify, read)
