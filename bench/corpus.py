"""The documents of the speed bench, made from a seed: pages, notes and PDFs that look like what people scrape.

python bench/corpus.py DIR      1,000 HTML pages (30 KB, 20 questions), 1,000 Markdown notes (5 KB, 10), 20 PDFs
                                of 10 pages (4 questions a page)
"""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

HTML, MARKDOWN, PDFS, PAGES = 1000, 1000, 20, 10
_NOUNS = (
    "gradient kernel ledger enzyme treaty glacier cache pointer sonnet tariff isotope vector harbour neuron quorum "
    "lattice monsoon pigment protocol schema tendon voltage warrant zygote beacon census delta estuary fresco"
).split()
_VERBS = "limits drives follows replaces explains precedes stores measures protects divides joins shapes".split()
_KINDS = "main first usual only likely best oldest simplest".split()


@dataclass(frozen=True, slots=True)
class Question:
    stem: str
    choices: tuple[str, ...]
    key: int
    feedback: str


def question(chance: random.Random) -> Question:
    """A question that no other has the words of."""
    noun, verb, kind = chance.choice(_NOUNS), chance.choice(_VERBS), chance.choice(_KINDS)
    other, case = chance.choice(_NOUNS), chance.randrange(10**6)
    stem = f"What is the {kind} reason that the {noun} {verb} the {other} in case {case}?"
    choices = tuple(
        f"The {chance.choice(_NOUNS)} {chance.choice(_VERBS)} it {chance.randrange(1000)} times" for _ in range(4)
    )
    return Question(stem, choices, chance.randrange(4), f"It follows from the {noun}, which {verb} every {kind} case.")


def html_page(chance: random.Random) -> str:
    """About 30 KB: a menu, a script, styles, 20 questions with radio buttons and a stated answer."""
    menu = "".join(f'<li class="nav-item"><a href="/t/{n}">{chance.choice(_NOUNS)} {n}</a></li>' for n in range(60))
    script = ";".join(f'var v{n}="{chance.choice(_NOUNS)}-{chance.randrange(10**9)}"' for n in range(220))
    body = "".join(_html_question(n, question(chance)) for n in range(1, 21))
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Quiz {chance.randrange(10**6)}</title>"
        f"<script>{script}</script></head><body><nav><ul>{menu}</ul></nav><main><h1>Practice quiz</h1>{body}</main>"
        "<footer><p>Terms of use</p></footer></body></html>"
    )


def _html_question(number: int, asked: Question) -> str:
    rows = "".join(
        f'<div class="form-check answer-row"><input class="form-check-input" type="radio" name="q{number}" '
        f'id="q{number}-{n}" value="{n}"><label class="form-check-label" for="q{number}-{n}">'
        f"{'ABCD'[n]}. {escape(choice)}</label></div>"
        for n, choice in enumerate(asked.choices)
    )
    return (
        f'<section class="question-block" id="block-{number}"><h3 class="question-title">Question {number}</h3>'
        f'<p class="question-text">{escape(asked.stem)}</p>{rows}'
        f'<p class="answer">Answer: {"ABCD"[asked.key]}</p><p class="why">Explanation: {escape(asked.feedback)}</p>'
        "</section>"
    )


def markdown_note(chance: random.Random) -> str:
    """About 5 KB: front matter, a heading, 10 questions with boxes, some prose."""
    parts = [f"---\ntitle: Notes {chance.randrange(10**6)}\ncourse: Bench\n---\n\n# Review\n"]
    for number in range(1, 11):
        asked = question(chance)
        rows = "\n".join(f"- [{'x' if n == asked.key else ' '}] {choice}" for n, choice in enumerate(asked.choices))
        parts.append(f"\n## Question {number}\n\n{asked.stem}\n\n{rows}\n\n> **Explanation:** {asked.feedback}\n")
    return "".join(parts)


def pdf_file(chance: random.Random, pages: int = PAGES) -> bytes:
    """Pages of Helvetica, four questions a page."""
    streams = []
    for page in range(pages):
        lines: list[str] = []
        for number in range(4):
            asked = question(chance)
            lines += [f"{page * 4 + number + 1}. {asked.stem}"]
            lines += [f"   {'ABCD'[n]}) {choice}" for n, choice in enumerate(asked.choices)]
            lines += [f"Answer: {'ABCD'[asked.key]}", asked.feedback, ""]
        shown = "".join("(" + line.replace(")", "\\)") + ") Tj T* " for line in lines)
        streams.append(zlib.compress(f"BT /F1 10 Tf 14 TL 50 780 Td {shown} ET".encode("latin-1")))
    return _pdf(streams)


def _pdf(streams: list[bytes]) -> bytes:
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, stream in enumerate(streams):
        fonts = "/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R{fonts}/Contents {5 + 2 * n} 0 R>>".encode())
        objects.append(f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream")
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + content + b"endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def documents(share: float = 1.0, seed: int = 20) -> Iterator[tuple[str, bytes]]:
    """Names and bytes; `share` makes a smaller corpus of the same mix."""
    chance = random.Random(seed)
    for n in range(round(HTML * share)):
        yield f"html/page{n:04d}.html", html_page(chance).encode()
    for n in range(round(MARKDOWN * share)):
        yield f"markdown/note{n:04d}.md", markdown_note(chance).encode()
    for n in range(max(1, round(PDFS * share))):
        yield f"pdf/sheet{n:03d}.pdf", pdf_file(chance)


def write(folder: Path, share: float = 1.0) -> int:
    """The corpus on disk. Returns the number of documents."""
    count = 0
    for name, data in documents(share):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "documents")
