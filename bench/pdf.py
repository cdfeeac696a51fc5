"""How fast PDFs are read, as ratios to what the libraries take for the same pages in the same run.

    python -m bench.pdf [--pages 5000] [--json]

text pages        quizmill's blocks to pypdfium2's own lines and boxes (`get_rect`, `get_text_bounded`); beside it the
                  least that pypdfium2 can be asked for: one call for the text, two boxes a line
geometry pages    pages with controls, fills and ruled tables, to pdfplumber's words, rects, lines, curves and tables
memory            of one process on a short, a middling and a 5,000-page file: of the pages alone, as they go by (flat),
                  of the blocks that are kept of them, and of the whole road to items (what is the answer may grow)

The pages are set by typst from the speed bench's questions; the labelled PDFs are added where they lie beside the
repository.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402
import pypdfium2.raw as raw  # noqa: E402
import typst  # noqa: E402

from bench import corpus  # noqa: E402
from bench.speed import Line, run  # noqa: E402
from extract.media.pdf import medium as pdf  # noqa: E402
from quizmill.source import Source  # noqa: E402

LABELLED = ROOT.parent / "shared" / "corpus" / "pdf" / "docs"
TEXT = ("crypto-practice-quiz", "webd5201-quiz1", "webd5201-quiz2", "vi-bigdata-128", "upsc-mock-two-column")
DRAWN = (
    "coursera-2019-nn-week2",
    "nptel-daa-week1",
    "coursera-2015-ml-intro",
    "java-mcqs",
    "civil-structures-key-at-end",
)
SHORT = 500  # pages that the memory of many is compared with
# how a long file is read, what that is called, and the goal: kilobytes a page. pdfium alone keeps 4 to 5 of each.
WAYS = (
    ("pdfium", "pdfium alone", float("nan")),
    ("pages", "pages", 6),
    ("blocks", "blocks", 24),
    ("items", "items", 80),
)


def questions(count: int, mark: str = "") -> str:
    """Typst markup of some questions; `mark` stands before every choice."""
    chance = random.Random(count)
    parts = []
    for number in range(1, count + 1):
        asked = corpus.question(chance)
        choices = "".join(f"\n#pad(left: 1em)[{mark}{'ABCD'[n]}) {text}]" for n, text in enumerate(asked.choices))
        parts.append(f"#block[{number}. {asked.stem}{choices}\n\nAnswer: {'ABCD'[asked.key]}. {asked.feedback}]\n")
    return "\n".join(parts)


def own_text() -> dict[str, bytes]:
    """Pages of words alone: one column and two."""
    page = '#set page(paper: "a4", margin: 2cm, columns: {})\n#set text(size: 10pt)\n'
    return {f"{n} column{'s' * (n > 1)}": typst.compile((page.format(n) + questions(90)).encode()) for n in (1, 2)}


def own_drawn() -> dict[str, bytes]:
    """Pages whose controls, boxes and tables are drawn."""
    page = '#set page(paper: "a4", margin: 2cm)\n#set text(size: 10pt)\n'
    circle = "#box(circle(radius: 4pt, stroke: 0.6pt)) "
    rows = "".join(f"[{n}],[{text}],[{n * 7 % 31}]," for n, text in enumerate(["one", "two", "three"] * 8))
    return {
        "controls": typst.compile((page + questions(60, circle)).encode()),
        "tables": typst.compile((page + f"#table(columns: 3,{rows})\n\n#pagebreak()\n" * 6).encode()),
    }


def labelled(names: tuple[str, ...]) -> dict[str, bytes]:
    paths = (LABELLED / f"{name}.pdf" for name in names)
    return {path.stem: path.read_bytes() for path in paths if path.is_file()}


def lines_and_boxes(data: bytes) -> None:
    """pypdfium2's own lines, each with its box."""
    for page in _pages(data):
        text = page.get_textpage()
        for index in range(text.count_rects()):
            text.get_text_bounded(*text.get_rect(index))
        text.close()


def least(data: bytes) -> None:
    """The text in one call, two boxes for every line."""
    rect = raw.FS_RECTF()
    for page in _pages(data):
        text, at = page.get_textpage(), 0
        for line in text.get_text_range().split("\r\n"):
            if line:
                raw.FPDFText_GetLooseCharBox(text, at, rect)
                raw.FPDFText_GetLooseCharBox(text, at + len(line) - 1, rect)
            at += len(line) + 2
        text.close()


def _pages(data: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield page
        page.close()
    document.close()


def plumber(data: bytes) -> None:
    """What pdfplumber takes for the words and the geometry of every page."""
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_words(extra_attrs=["fontname", "size"])
            _ = page.rects, page.lines, page.curves, page.images, page.annots
            page.find_tables()
            page.close()


def ours(data: bytes) -> None:
    pdf.read(Source("bench.pdf", data))


def ratio(data: bytes, other: Callable[[bytes], None], runs: int = 3) -> float:
    """Our CPU time to another's: the best of some turns each, taken in turn."""
    best = {ours: float("inf"), other: float("inf")}
    for _ in range(runs):
        for function in best:
            started = time.process_time()
            function(data)
            best[function] = min(best[function], time.process_time() - started)
    return best[ours] / best[other]


def speeds() -> Iterator[Line]:
    for name, data in (own_text() | labelled(TEXT)).items():
        yield Line(f"text, {name}, to its lines and boxes", ratio(data, lines_and_boxes), "x", 4.0)
        yield Line(f"text, {name}, to the least call", ratio(data, least), "x", float("nan"))
    for name, data in (own_drawn() | labelled(DRAWN)).items():
        yield Line(f"drawn, {name}, to pdfplumber", ratio(data, plumber, 1), "x", 1.2)


def memories(pages: int) -> Iterator[Line]:
    """Peak megabytes of processes of their own that read so many pages, and what each further page added."""
    for way, name, goal in WAYS:
        few, some, many = (_memory(count, way) for count in (SHORT, pages * 2 // 5, pages))
        yield Line(f"memory, {name}, {SHORT} pages", few, "MB", 400)
        yield Line(f"memory, {name}, {pages * 2 // 5} pages", some, "MB", 400)
        yield Line(f"memory, {name}, {pages} pages", many, "MB", 400)
        yield Line(f"memory, {name}, of each further page", 1000 * (many - few) / (pages - SHORT), "KB", goal)


def _memory(pages: int, way: str) -> float:
    """Of a process that reads a file of four questions a page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(corpus.pdf_file(random.Random(pages), pages))
        return run([sys.executable, str(Path(__file__)), "--read", str(path), "--way", way], ROOT).main_mb


def pages_alone(data: bytes) -> None:
    """Every page taken apart and laid out, nothing kept."""
    document = pdf.open_document(Source("bench.pdf", data))
    for _ in pdf.stream(document):
        pass
    document.close()


def whole(data: bytes) -> None:
    from quizmill.pipeline import convert

    convert(Source("bench.pdf", data))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=5_000, help="pages of the long file")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--way", default="blocks", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        ways = {"pdfium": lines_and_boxes, "pages": pages_alone, "blocks": ours, "items": whole}
        ways[options.way](options.read.read_bytes())
        return
    lines = [*speeds(), *memories(options.pages)]
    if options.json:
        print(json.dumps([asdict(line) for line in lines], indent=1))
        return
    for line in lines:
        goal = "" if line.goal != line.goal else f"goal {line.goal:g} {line.unit}: {'met' if line.met else 'not met'}"
        print(f"{line.name:58} {line.value:8.2f} {line.unit:3} {goal}")


if __name__ == "__main__":
    main()
