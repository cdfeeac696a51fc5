"""Lines back to running Markdown, and the places they stood at.

Line breaks and list bullets are kept as written; program text without a fence gets one, so that its breaks and
indents survive; table rows become a table again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.grammar.lines.lines import Line
from extract.grammar.words.rich import markdown, plain, strip
from quizmill.block import Kind, Run
from quizmill.cues import Cue
from quizmill.draft import Fragment
from quizmill.source import Span

_CODE = Cue(
    r"^(?:for|while|if|elif|else|def|class|try|except|with|import|from|return|print|public|private|static|void|int|const|let|var|function|#include|SELECT|select|std::)\b.*[:;({=)]"
    r"|^[A-Za-z_][\w.\[\]]*\s*(?:=|\+=|-=|<-|:=)\s*\S+|^[\w.]+\([^)]*\);?$|[;{}]\s*$|^(?:\$|>>>|\.\.\.|#)\s\w|^(?:else|try|finally)\s*:"
)


def spans(lines: Iterable[Line]) -> tuple[Span, ...]:
    """The places of some lines; neighbours in a text become one range."""
    merged: list[Span] = []
    for line in lines:
        span = line.span
        last = merged[-1] if merged else None
        if last is not None and last.lines == span.lines and last == span:
            continue
        if last is not None and (joined := _joined(last, span, line.gap)) is not None:
            merged[-1] = joined
            continue
        merged.append(span)
    return tuple(dict.fromkeys(merged)) if len(merged) > 1 else tuple(merged)


def _joined(last: Span, span: Span, gap: float) -> Span | None:
    """One range of lines for two neighbours of the same text, or None."""
    plain_lines = last.lines and span.lines and not (span.node or span.box or span.part or last.part)
    if (
        not plain_lines
        or not last.lines
        or not span.lines
        or not last.lines[0] <= span.lines[0] <= last.lines[1] + 1 + gap
    ):
        return None
    return Span.of_lines(last.lines[0], max(last.lines[1], span.lines[1]))


def looks_code(line: Line) -> bool:
    """True for a line of text that is written as a program's."""
    return (
        line.kind is Kind.TEXT and line.enum is None and bool(_CODE.search(line.text)) and not line.text.endswith("?")
    )


def text(lines: Sequence[Line], first: tuple[Run, ...] | None = None, whole: bool = False) -> str:
    """The lines as Markdown. `first` replaces the words of the first line (its label or enumerator taken off);
    `whole` keeps the first line's bullet and number, as in running text.
    """
    if len(lines) == 1:  # as most texts are
        words = _words(lines, 0, whole) if first is None else markdown(strip(first))
        return words.strip("\n").strip(" ")
    parts: list[str] = []
    index = 0
    while index < len(lines):
        end = _code_end(lines, index) if first is None or index else index
        if end > index:
            parts += ["\n" if not parts else "\n\n", _fenced(lines[index:end])]
            index = end
            continue
        words = markdown(strip(first)) if first is not None and not index else _words(lines, index, whole)
        parts += [_joint(lines, index), words]
        index += 1
    return "".join(parts).strip("\n").strip(" ")


def _words(lines: Sequence[Line], index: int, whole: bool) -> str:
    line = lines[index]
    if line.kind is Kind.ROW:
        head = index == 0 or lines[index - 1].kind is not Kind.ROW
        rule = "\n|" + " --- |" * len(line.block.cells) if head else ""
        return line.markdown() + rule
    return line.markdown() if index == 0 and not whole else line.whole()


def _joint(lines: Sequence[Line], index: int) -> str:
    line, before = lines[index], lines[index - 1] if index else None
    if before is None:
        return ""
    if line.pieces:
        return " "
    if line.kind is Kind.CODE or before.kind is Kind.CODE:
        return "\n\n"
    if (line.kind is Kind.ROW) != (before.kind is Kind.ROW):
        return "\n\n"
    return "\n\n" if line.gap else "\n"


def _code_end(lines: Sequence[Line], start: int) -> int:
    """The line after a stretch of two or more lines of unfenced program text, or `start` where none begins."""
    end = start
    signs = 0
    while end < len(lines) and lines[end].kind is Kind.TEXT and not (end > start and lines[end].gap > 1):
        line = lines[end]
        coded = looks_code(line)
        if not coded and not signs:
            break
        deeper = end > start and line.indent > lines[start].indent
        following = lines[end + 1] if end + 1 < len(lines) else None
        opens = (
            following is not None
            and following.indent > line.indent
            and looks_code(following)
            and not line.text.endswith((".", "?"))
        )
        if not coded and not (deeper or opens):
            break
        signs += coded
        end += 1
    return end if end - start >= 2 and signs >= 1 else start


def _fenced(lines: Sequence[Line]) -> str:
    base = min(line.indent for line in lines)
    body = [
        ("\n" if line.gap and i else "") + " " * int(line.indent - base) + line.text for i, line in enumerate(lines)
    ]
    return "```\n" + "\n".join(body) + "\n```"


def fragment(lines: Sequence[Line], first: tuple[Run, ...] | None = None, whole: bool = False) -> Fragment:
    """The lines as a fragment with their places."""
    return Fragment(text(lines, first, whole), spans(lines))


def words_of(runs: Iterable[Run]) -> str:
    return plain(runs).strip()
