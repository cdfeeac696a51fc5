r"""R/exams exercises in LaTeX (`.Rnw`, `.Rtex`, `.tex`).

    \begin{question}
    Which of these are vowels?
    \begin{answerlist}
      \item a
      \item b
    \end{answerlist}
    \end{question}
    \begin{solution} ... \begin{answerlist} \item True. One of five. \item False. \end{answerlist} \end{solution}

    %% \extype{mchoice}
    %% \exsolution{10}

The metadata may stand behind comment signs, which LaTeX needs and R/exams passes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extract.sites._latex import group, to_markdown, without_comments
from extract.sites._lines import Line
from extract.sites._rexams import Section, extraction
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_META = re.compile(r"(?m)^[ \t%]*\\(ex\w+)(\[[^\]\n]*\])?[ \t]*(?=\{)")
_CHUNK = re.compile(r"(?ms)^<<[^\n]*>>=[^\n]*\n.*?^@[^\n]*$")
_SEXPR = re.compile(r"\\Sexpr\{([^{}`\n]*)\}")  # what R fills in, as R Markdown writes it
_BORDER = re.compile(r"\\(begin|end)\{(question|solution|answerlist)\}")
_ITEM = re.compile(r"\\item(?![A-Za-z])(?:\[[^\]\n]*\])?")


def identify(page: Page) -> bool:
    """R/exams' own metadata as commands, and its environment."""
    return bool(_META.search(page.text) and r"\extype" in page.text and r"\begin{question}" in page.text)


@dataclass(frozen=True, slots=True)
class _Tex:
    """A file without its code chunks and comments, every line in its place."""

    text: str
    meta: str

    @classmethod
    def of(cls, text: str) -> _Tex:
        bare = _CHUNK.sub(lambda m: "\n" * m[0].count("\n"), text)
        bare = _SEXPR.sub(r"\\verb`r \1`", bare)
        return cls(without_comments(_META.sub(lambda m: "%" + m[0], bare)), bare)

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def lines(self, start: int, end: int, bullets: bool) -> tuple[Line, ...]:
        """A part in Markdown, its lines numbered from where it begins; entries of a list get a bullet."""
        first, last = self.line(start), self.line(end)
        if not bullets:
            return _numbered(to_markdown(self.text[start:end]), first, last)
        found: list[Line] = []
        marks = [*(m for m in _ITEM.finditer(self.text, start, end)), None]
        for mark, after in pairwise(marks):
            if mark is not None:
                stop = after.start() if after else end
                words = to_markdown(self.text[mark.end() : stop]).replace("\n", "\n  ")
                found += _numbered(f"* {words}", self.line(mark.start()), self.line(stop))
        return tuple(found)

    def sections(self) -> Iterator[Section]:
        """The environments in their order; a list inside one ends its words."""
        opened: list[tuple[str, int]] = []
        for border in _BORDER.finditer(self.text):
            if border[1] == "begin":
                if opened:
                    yield self.section(opened[-1][0], opened[-1][1], border.start())
                    opened[-1] = ("", border.start())
                opened.append((border[2], border.end()))
            elif opened and opened[-1][0] in (border[2], ""):
                name, start = opened.pop()
                if name:
                    yield self.section(name, start, border.start())
        yield self.metadata()

    def section(self, name: str, start: int, end: int) -> Section:
        heading = (Line(self.line(start), ""),)
        return Section(name, heading, self.lines(start, end, name == "answerlist"))

    def metadata(self) -> Section:
        found: list[Line] = []
        for command in _META.finditer(self.meta):
            number = self.meta.count("\n", 0, command.end()) + 1
            if (value := group(self.meta, command.end())) is not None:
                words = " ".join(value[0].split()).replace(r"\verb", "").replace("\\", "")
                found.append(Line(number, f"{command[1]}{command[2] or ''}: {words}"))
        return Section("meta-information", tuple(found[:1]), tuple(found))


def _numbered(text: str, first: int, last: int) -> tuple[Line, ...]:
    return tuple(Line(min(first + at, last), line) for at, line in enumerate(text.split("\n"))) if text else ()


def read(page: Page) -> Extraction:
    """The exercise of a file."""
    sections = list(_Tex.of(page.text).sections())
    last = page.text.count("\n") + 1
    return extraction(sections, (Span.of_lines(1, last),), "rexams-latex")


EXTRACTOR = Extractor("rexams-latex", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
