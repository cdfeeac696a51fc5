"""The test as one page to print: no script, no address outside, pictures and formulas (MathML) inside.

Each variant and each key begins on a new sheet; a question is not broken between sheets where it can be helped.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from export._files import write_text
from export._language import direction
from export._math import mathml
from export._pictures import described
from export._titles import GAP
from export.paper.media import Held
from export.paper.remarks import remarks
from export.paper.sheet import LOST, Line, Question, Settings, questions, settings
from export.paper.sheet import losses as losses_of
from export.richtext import Target, clean_text, to_html, to_inline
from quizmill.package import Loss, Package


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Writes the page, question by question."""
    how = settings(package)
    losses: list[Loss] = []
    write_text(out, _page(package, how, losses))
    return tuple(losses)


def formula(latex: str, display: bool) -> str:
    """MathML; a gap inside a formula is a box with its number."""
    return mathml(GAP.sub(r"\\boxed{\\text{(\1)}}", latex), display)


class Words:
    """Rich text to the HTML of a page that holds its pictures."""

    def __init__(self, package: Package) -> None:
        self.held = Held(package.media)
        self._target = Target(math=formula, media=self.held.inlined)

    def block(self, text: str) -> str:
        return to_html(described(text, self.held), self._target)

    def inline(self, text: str) -> str:
        return to_inline(described(text, self.held), self._target)


def plain(text: str) -> str:
    """Literal words."""
    return html.escape(clean_text(text))


@cache
def _style() -> str:
    return files("export.paper").joinpath("paper.css").read_text(encoding="utf-8")


def _page(package: Package, how: Settings, losses: list[Loss]) -> Iterator[str]:
    words = Words(package)
    size = "A4" if how.paper == "a4" else "letter"
    yield (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{plain(package.title)}</title>\n"
        f"<style>\n@page {{ size: {size}; margin: 20mm 18mm; }}\n{_style()}</style>\n</head>\n<body>\n"
    )
    if how.part != "key":
        for name in how.names:
            yield from _test(package, name, how, words, losses)
    if how.part != "test":
        for name in how.names:
            yield from _key(package, name, how, words)
        yield from _explanations(package, how, words)
    yield "</body>\n</html>\n"


def _heading(package: Package, what: str) -> str:
    return f'<section class="sheet">\n<header><h1>{plain(package.title)}</h1><p>{what}</p></header>\n'


def _variant(name: str, how: Settings) -> str:
    return f"Variant {name}" if how.variants > 1 else ""


def _test(package: Package, name: str, how: Settings, words: Words, losses: list[Loss]) -> Iterator[str]:
    yield _heading(package, _variant(name, how))
    yield '<p class="who"><span>Name</span><span>Date</span></p>\n'
    for question in questions(package, name, how):
        yield _question(question, words)
        missing = words.held.taken()
        if name == how.names[0]:
            losses.extend(losses_of(question.item, missing, LOST))
    yield "</section>\n"


def _question(question: Question, words: Words) -> str:
    language = question.item.language
    speaks = f' lang="{plain(language)}" dir="{direction(language)}"' if language else ""
    told = " · ".join(part for part in (question.task, question.points) if part)
    told = f'<p class="task">{told}</p>' if told else ""
    stem = GAP.sub(r'<span class="gap">(\1)</span>', words.block(question.stem))
    blanks = '<div class="blank"></div>' * question.blanks
    return (
        f'<article class="question"{speaks}>\n<div class="number">{question.number}.</div>\n<div>'
        f'<div class="stem">{stem}</div>{told}'
        f"{_lines(question.rows, 'rows', words)}{_lines(question.choices, 'choices', words)}{blanks}</div>\n"
        "</article>\n"
    )


def _lines(lines: tuple[Line, ...], name: str, words: Words) -> str:
    if not lines:
        return ""
    entries = "".join(
        f'<li><span class="label">{line.label}{"" if line.label.startswith("(") else "."}</span>'
        f"<div>{words.inline(line.text)}</div></li>"
        for line in lines
    )
    return f'<ul class="{name}">{entries}</ul>'


def _key(package: Package, name: str, how: Settings, words: Words) -> Iterator[str]:
    yield _heading(package, f"Key{f', variant {name}' if how.variants > 1 else ''}")
    yield '<ol class="key">\n'
    for question in questions(package, name, how):
        worded = "".join(f"<div>{words.inline(text)}</div>" for text in question.answers)
        yield f'<li value="{question.number}"><b>{plain(question.answer)}</b>{worded}</li>\n'
    yield "</ol>\n</section>\n"


def _explanations(package: Package, how: Settings, words: Words) -> Iterator[str]:
    """What is said of the questions, once, in the order of the first variant."""
    opened = False
    for question in questions(package, how.names[0], how):
        said = "".join(
            f"<dt>{heading}</dt>{''.join(f'<dd>{words.block(text)}</dd>' for text in texts)}"
            for heading, texts in remarks(question.item)
            if texts
        )
        if said and not opened:
            opened = True
            yield _heading(package, f"Explanations{f', numbers of variant {how.names[0]}' if how.variants > 1 else ''}")
        if said:
            yield f'<article class="question"><div class="number">{question.number}.</div><dl>{said}</dl></article>\n'
    if opened:
        yield "</section>\n"
