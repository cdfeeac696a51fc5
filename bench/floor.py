"""The floor that the speed bench is a ratio to: the least anyone could do to the same documents.

Read every file, parse it with the fastest parser there is (lexbor with one CSS query, line patterns, pypdfium2 lines
with boxes), and write one plain record a question to Parquet. It understands nothing.

    python bench/floor.py CORPUS OUT.parquet     prints {"seconds": wall, "cpu": seconds, "records": n}
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pypdfium2
from selectolax.lexbor import LexborHTMLParser

_LINE = re.compile(r"^(#{1,6} |- \[[ xX]\] |> |[A-D]\) |\d+\. )?(.*)$", re.MULTILINE)
Record = tuple[str, str, list[str]]


def from_html(path: Path) -> Iterator[Record]:
    tree = LexborHTMLParser(path.read_text("utf-8"))
    for node in tree.css("section"):
        texts = [part.strip() for part in node.text(separator="\n").split("\n") if part.strip()]
        yield str(path), texts[1], texts[2:6]


def from_markdown(path: Path) -> Iterator[Record]:
    stem: str = ""
    choices: list[str] = []
    for match in _LINE.finditer(path.read_text("utf-8")):
        mark, text = match.groups()
        if mark and mark.startswith("#"):
            if choices:
                yield str(path), stem, choices
            stem, choices = text, []
        elif mark and mark.startswith("- ["):
            choices.append(text)
        elif text and not choices:
            stem = text
    if choices:
        yield str(path), stem, choices


def from_pdf(path: Path) -> Iterator[Record]:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        lines = [text.get_text_bounded(*text.get_rect(n)) for n in range(text.count_rects())]
        for n in range(0, len(lines) - 6, 7):
            yield str(path), lines[n], lines[n + 1 : n + 5]
        text.close()
        page.close()
    document.close()


READ = {".html": from_html, ".md": from_markdown, ".pdf": from_pdf}


def main() -> None:
    corpus, out = Path(sys.argv[1]), Path(sys.argv[2])
    wall, cpu = time.perf_counter(), time.process_time()
    paths, stems, choices = [], [], []
    for path in sorted(corpus.rglob("*.*")):
        for name, stem, options in READ[path.suffix](path):
            paths.append(name)
            stems.append(stem)
            choices.append(options)
    pq.write_table(pa.table({"path": paths, "stem": stems, "choices": choices}), out, compression="zstd")
    spent = {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "records": len(stems)}
    print(json.dumps(spent))


if __name__ == "__main__":
    main()
