"""LaTeX to Markdown, for the words of questions: what people write in a stem or a choice, not whole documents.

    \\textbf{Which} of $x^2$ is \\verb|odd|?   ->   **Which** of $x^2$ is `odd`?

pylatexenc knows the commands, signs and accents; here are the few that Markdown has a mark for. Math stays LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pylatexenc import latex2text

from quizmill.draft import Fragment
from quizmill.source import Span

XIMERA = re.compile(r"\\documentclass(?:\[[^\]]{0,80}\])?\{ximera\}|\\begin\{(?:multipleChoice|selectAll)\}")

_VERBATIM = re.compile(
    r"\\begin\{(verbatim|lstlisting|minted|alltt)\}(?:\[[^\]]*\])?(?:\{(\w*)\})?\n?(.*?)\\end\{\1\}", re.S
)
_VERB = re.compile(r"\\(?:verb|lstinline)\*?([^A-Za-z\s{*])(.*?)\1")
_MATH = re.compile(r"\\\((.*?)\\\)|\\\[(.*?)\\\]|\$\$([^$]*)\$\$|(?<!\\)\$([^$]*)\$", re.S)
_MARKS = {
    "textbf": "**",
    "bf": "**",
    "emph": "*",
    "textit": "*",
    "textsl": "*",
    "texttt": "`",
    "code": "`",
    "textsf": "",
}


@cache
def _converter() -> latex2text.LatexNodes2Text:
    context = latex2text.get_default_latex_context_db()
    marks = [latex2text.MacroTextSpec(name, simplify_repl=f"{mark}%s{mark}") for name, mark in _MARKS.items()]
    gaps = [latex2text.MacroTextSpec(name, simplify_repl="_____") for name in ("fillin", "blank")]
    context.add_context_category("quiz", macros=[*marks, *gaps], prepend=True)
    return latex2text.LatexNodes2Text(latex_context=context, strict_latex_spaces=False)


def without_comments(tex: str) -> str:
    """The text without `%` comments; verbatim blocks keep theirs, and every line its number."""
    parts, at = [], 0
    for block in _VERBATIM.finditer(tex):
        parts += [re.sub(r"(?<!\\)%[^\n]*", "", tex[at : block.start()]), block[0]]
        at = block.end()
    return "".join([*parts, re.sub(r"(?<!\\)%[^\n]*", "", tex[at:])])


def to_markdown(tex: str) -> str:
    """Rich text. Math, code and pictures are taken out first, so that nothing touches what is inside them."""
    kept: list[str] = []

    def keep(text: str) -> str:
        kept.append(text)
        return f"\ue000{len(kept) - 1}\ue001"

    tex = tex.replace("\ue000", "").replace("\ue001", "")
    tex = _VERBATIM.sub(lambda m: keep(f"\n\n```{m[2] or ''}\n{m[3].rstrip()}\n```\n\n"), tex)
    tex = _VERB.sub(lambda m: keep(f"`{m[2]}`"), tex)
    tex = _MATH.sub(lambda m: keep(_formula(m)), tex)
    tex = re.sub(r"\\includegraphics\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}", lambda m: keep(f"![]({m[1]})"), tex)
    words = _converter().latex_to_text(re.sub(r"\\\\(?:\[[^\]]*\])?", "\n\n", tex))
    words = re.sub(r"(?<!\n)\n(?!\n)", " ", re.sub(r"\n[ \t]+", "\n", words))  # one line end is a blank in LaTeX
    words = re.sub(r"[ \t]+", " ", words)
    return re.sub("\ue000(\\d+)\ue001", lambda m: kept[int(m[1])], words).strip()


def _formula(found: re.Match[str]) -> str:
    inner = next(part for part in found.groups() if part is not None).strip()
    return f"$${inner}$$" if found[2] is not None or found[3] is not None else f"${inner}$"


def group(tex: str, at: int, opening: str = "{", closing: str = "}") -> tuple[str, int] | None:
    """The balanced group that begins at or after blanks from `at`, and where it ends."""
    while at < len(tex) and tex[at].isspace():
        at += 1
    if not tex.startswith(opening, at):
        return None
    depth = 0
    for i in range(at, len(tex)):
        if tex[i] in (opening, closing) and (i == 0 or tex[i - 1] != "\\"):
            depth += 1 if tex[i] == opening else -1
            if depth == 0:
                return tex[at + 1 : i], i + 1
    return None


def pieces(tex: str, commands: str) -> Iterator[tuple[str, str, int]]:
    """The words after each of some commands up to the next of them: `(command, words, offset)`."""
    found = list(re.finditer(rf"\\({commands})(?![A-Za-z])", tex))
    for i, here in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(tex)
        yield here[1], tex[here.end() : end], here.start()


def environments(tex: str, names: str) -> Iterator[tuple[str, str, int, int]]:
    """Environments that hold none of their own kind: `(name, body, offset of the body, end)`."""
    for begin in re.finditer(rf"\\begin\{{({names})\*?\}}", tex):
        end = re.compile(rf"\\end\{{{re.escape(begin[1])}\*?\}}").search(tex, begin.end())
        if end:
            yield begin[1], tex[begin.end() : end.start()], begin.end(), end.end()


@dataclass(frozen=True, slots=True)
class Tex:
    """The whole text, to tell a line's number from an offset."""

    text: str

    def span(self, first: int, last: int) -> Span:
        return Span.of_lines(self.text.count("\n", 0, first) + 1, self.text.count("\n", 0, max(first, last - 1)) + 1)

    def fragment(self, tex: str, at: int) -> Fragment:
        lead = len(tex) - len(tex.lstrip())
        text = to_markdown(tex)
        return Fragment(text, (self.span(at + lead, at + len(tex.rstrip())),) if text else ())
