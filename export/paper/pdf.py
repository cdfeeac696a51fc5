"""The test as PDF, set by Typst: no browser, no system library, tags for screen readers, no date inside.

Same items, same bytes on a machine: letters that the built-in fonts lack are taken from the machine's own. Those that
no font has are a loss of their item, which names the script.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from export._language import direction
from export._pictures import described
from export.paper.html_ import formula
from export.paper.letters import unprintable, without_font
from export.paper.media import Held
from export.paper.remarks import remarks
from export.paper.sheet import LOST, Line, Question, Settings, questions, settings
from export.paper.sheet import losses as losses_of
from export.paper.typst import write
from export.paper.typst_math import string
from export.richtext import Target, clean_text, to_html
from quizmill.item import Item
from quizmill.package import Loss, Package

_KINDS = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"))


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Writes the PDF. Typst reads the text and its pictures from a folder that is gone afterwards."""
    import typst  # a compiler of 30 MB

    how = settings(package)
    losses: list[Loss] = []
    with tempfile.TemporaryDirectory(prefix="quizmill-") as folder:
        page = Path(folder, "main.typ")
        words = _Words(package, Path(folder))
        with page.open("w", encoding="utf-8") as text:
            text.writelines(_document(package, how, words, losses))
        out.write(typst.compile(str(page), root=folder))
        losses += words.boxes()
    return tuple(losses)


class _Words:
    """Rich text to Typst; pictures are laid into the folder when first met, if Typst can read them."""

    def __init__(self, package: Package, folder: Path) -> None:
        self.held = Held(lambda name: self._laid(package.media(name), name), _KINDS)
        self._folder = folder
        self._target = Target(math=formula)
        self._letters: dict[str, set[str]] = {}

    def _laid(self, data: bytes | None, name: str) -> bytes | None:
        import typst

        if data is None:
            return None
        path = self._folder / name
        path.write_bytes(data)
        probe = self._folder / "probe.typ"
        probe.write_text(f"#image({string(name)})", encoding="utf-8")
        try:
            typst.compile(str(probe), root=str(self._folder))
        except typst.TypstError:
            return None
        return data

    def write(self, text: str, item: Item) -> str:
        self.noted(text, item)
        return write(to_html(described(text, self.held), self._target))

    def noted(self, text: str, item: Item) -> str:
        """A text that is printed as it stands; its letters are asked for at the end."""
        if not text.isascii():
            self._letters.setdefault(item.id, set()).update(text)
        return text

    def boxes(self) -> Iterator[Loss]:
        """What cannot be printed, item by item."""
        lacking = unprintable(set().union(*self._letters.values()), self._folder)
        for item, letters in self._letters.items():
            if lost := letters & lacking:
                yield Loss(item, "letters", without_font(lost))


@cache
def _functions() -> str:
    return files("export.paper").joinpath("paper.typ").read_text(encoding="utf-8")


def _literal(text: str) -> str:
    return string(clean_text(text))


def _document(package: Package, how: Settings, words: _Words, losses: list[Loss]) -> Iterator[str]:
    yield f"#set document(title: {_literal(package.title)}, date: none)\n"
    paper = "a4" if how.paper == "a4" else "us-letter"
    yield f'#set page(paper: "{paper}", margin: (x: 2cm, y: 2.2cm), numbering: "1")\n#set text(size: 11pt)\n'
    yield _functions()
    for place, section in enumerate(_sections(package, how, words, losses)):
        yield "\n#pagebreak();\n" if place else "\n"
        yield from section


def _sections(package: Package, how: Settings, words: _Words, losses: list[Loss]) -> Iterator[Iterator[str]]:
    if how.part != "key":
        for name in how.names:
            yield _test(package, name, how, words, losses)
    if how.part != "test":
        for name in how.names:
            yield _key(package, name, how, words)
        said = _explanations(package, how, words)
        if first := next(said, ""):
            yield _then(_title(package, _of("Explanations", how.names[0], how)) + first, said)


def _then(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _of(what: str, name: str, how: Settings) -> str:
    variant = f"variant {name}" if how.variants > 1 else ""
    return ", ".join(part for part in (what, variant) if part)


def _title(package: Package, what: str) -> str:
    return f"#title({_literal(package.title)}, {_literal(what[:1].upper() + what[1:])})\n"


def _test(package: Package, name: str, how: Settings, words: _Words, losses: list[Loss]) -> Iterator[str]:
    yield _title(package, _of("", name, how)) + "#who\n"
    for question in questions(package, name, how):
        yield _question(question, words)
        missing = words.held.taken()
        if name == how.names[0]:
            losses.extend(losses_of(question.item, missing, LOST))


def _question(question: Question, words: _Words) -> str:
    told = " · ".join(part for part in (question.task, question.points) if part)
    body = (
        words.write(question.stem, question.item)
        + (f"#told({string(told)});" if told else "")
        + _lines("row", question.rows, question, words)
        + ("#v(4pt);" if question.rows and question.choices else "")
        + _lines("choice", question.choices, question, words)
        + "#blank;" * question.blanks
    )
    function = "short" if _is_short(question) else "long"
    return f"#{function}({question.number})[{_speaking(question.item.language)}{body}]\n"


def _speaking(language: str) -> str:
    """The language and its direction, as far as Typst takes them: for hyphens, quotes and screen readers."""
    primary, _, region = language.partition("-")
    if not (primary.isascii() and primary.isalpha() and len(primary) in (2, 3)):
        return ""
    place = f", region: {string(region)}" if region.isascii() and region.isalpha() and len(region) == 2 else ""
    return f"#set text(lang: {string(primary.lower())}{place}, dir: {direction(language)});"


def _is_short(question: Question) -> bool:
    """True where a question surely fits on half a sheet; a longer one is measured: what fits on a sheet stays whole."""
    texts = [question.stem, *(line.text for line in (*question.rows, *question.choices))]
    lines = sum(2 + text.count("\n") + len(text) // 60 for text in texts) + 2 * question.blanks
    return lines < 36 and not any("media:" in text or "|" in text or "$$" in text for text in texts)


def _lines(function: str, lines: tuple[Line, ...], question: Question, words: _Words) -> str:
    ends = ((line, "" if line.label.startswith("(") else ".") for line in lines)
    item = question.item
    return "".join(f"#{function}({string(line.label + end)})[{words.write(line.text, item)}];" for line, end in ends)


def _key(package: Package, name: str, how: Settings, words: _Words) -> Iterator[str]:
    yield _title(package, _of("Key", name, how)) + "#columns(2)[\n"
    for question in questions(package, name, how):
        worded = "#parbreak();".join(words.write(text, question.item) for text in question.answers)
        yield f"#answer({question.number}, {_literal(words.noted(question.answer, question.item))})[{worded}]\n"
    yield "]\n"


def _explanations(package: Package, how: Settings, words: _Words) -> Iterator[str]:
    """What is said of the questions, once, in the order of the first variant."""
    for question in questions(package, how.names[0], how):
        item = question.item
        said = "".join(
            f"#said({string(heading)})[{'#parbreak();'.join(words.write(text, item) for text in texts)}];"
            for heading, texts in remarks(item)
            if texts
        )
        if said:
            yield f"#question({question.number})[{said}]\n"
