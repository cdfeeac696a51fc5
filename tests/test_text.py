"""Encodings, lines and blocks: what the text and Markdown carriers make of bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.lines import enumerators, marks
from extract.grammar.words.rich import markdown, plain
from extract.media.encoding import decode
from extract.media.markdown import medium
from extract.media.markdown.front import split_front
from extract.media.markdown.inline import inline
from extract.media.text_fences import fences
from extract.media.text_scan import scan
from quizmill.block import Kind, Shape, Style, System
from quizmill.source import Asset, Source


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Où est la gare ? La réponse est “là-bas”.", "cp1252"),
        ("Größe über alles hinaus", "latin-1"),
        ("Сколько ног у паука? Ответ: восемь ног у паука.", "cp1251"),
        ("Zażółć gęślą jaźń, powiedział żółw do ślimaka w Łodzi.", "cp1250"),
        ("Which? 何本ですか。", "utf-16"),
        ("naïve café", "utf-8-sig"),
    ],
)
def test_bytes_of_any_encoding_become_text(words: str, encoding: str) -> None:
    text, findings = decode(words.encode(encoding))
    assert text == words
    assert all(finding.code == "encoding-doubt" for finding in findings)


def test_mojibake_is_mended_but_not_in_code() -> None:
    text, findings = decode("cafÃ© au lait\n```\ncafÃ©\n```\n`cafÃ©` stays".encode())
    assert text == "café au lait\n```\ncafÃ©\n```\n`cafÃ©` stays"
    assert [finding.code for finding in findings] == ["text-repaired"]


def test_nul_bytes_and_line_ends() -> None:
    text, findings = decode(b"a\0b\r\nc\rd")
    assert text == "ab\nc\nd" and findings[0].code == "text-repaired"


@given(st.binary(max_size=300))
def test_any_bytes_decode(data: bytes) -> None:
    text, _ = decode(data)
    text.encode("utf-8")  # no lone surrogate is left
    assert "\0" not in text and "\r" not in text


def test_front_matter_becomes_facts_and_lines_keep_their_numbers() -> None:
    page = medium.read(Source("a.md", b"---\ntitle: 'Week 1'\ntags: [a, b]\n---\n\n# Head\n"))
    assert page.facts == (("title", "Week 1"), ("tags", "a"), ("tags", "b"))
    assert page.blocks[0].span.lines == (6, 6)
    assert split_front("---\nno pairs here\n---\nx") == ((), "---\nno pairs here\n---\nx", 1)


def test_fences_as_their_authors_meant_them() -> None:
    assert fences(["```py", "x", "```", "```one line```"]) == {0: (2, 3, "py")}
    assert fences(["```js", "y", "", "## next"]) == {0: (2, 2, "js")}  # never closed
    assert fences(["```js", "y", "", "z", "```py", "w", "```"]) == {0: (2, 2, "js"), 4: (6, 7, "py")}


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("**Q1.** Is `x` [a link](u) or $y$?", "**Q1.** Is `x` [a link](u) or $y$?"),
        ("<b>bold</b> and <sub>low</sub> Vec<T>", "**bold** and <sub>low</sub> Vec\\<T>"),
        ("a * b, 2*3, snake_case_name", "a * b, 2\\*3, snake_case_name"),
        ("<b>left open", "left open"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("![alt](pics/a.png) beside", "![alt](pics/a.png) beside"),
        ("&lt;tag&gt; &amp; more", "\\<tag> & more"),
    ],
)
def test_one_line_to_runs_and_back(line: str, wanted: str) -> None:
    assert markdown(inline(line)) == wanted


ONE_LINE = st.characters(codec="utf-8", exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@given(st.text(ONE_LINE, max_size=80))
def test_runs_written_as_markdown_read_the_same(line: str) -> None:
    written = markdown(inline(line))
    assert plain(inline(written)).split() == plain(inline(markdown(inline(written)))).split()


@pytest.mark.parametrize(
    ("text", "value", "system"),
    [
        ("12) What", 12, System.DECIMAL),
        ("Q3. What", 3, System.DECIMAL),
        ("Question 4", 4, System.DECIMAL),
        ("प्रश्न5. क्या", 5, System.DECIMAL),
        ("第3題：何", 3, System.DECIMAL),
        ("#7 What", 7, System.DECIMAL),
        ("b) green", 2, System.LOWER),
        ("(C) green", 3, System.UPPER),
        ("iv. green", 4, System.LOWER_ROMAN),
        ("б) да", 2, System.OTHER),
        ("② 緑", 2, System.OTHER),
    ],
)
def test_enumerators(text: str, value: int, system: System) -> None:
    found = enumerators.read(text)
    assert found and (found.enumerator.value, found.enumerator.system) == (value, system)


@pytest.mark.parametrize(
    "text", ["0.12 is small", "A dog barks", "10:30 am", "U.S. law", "J. R. Smith", "1999. A year", "e.g. so"]
)
def test_no_enumerators(text: str) -> None:
    assert enumerators.read(text) is None


@pytest.mark.parametrize(
    ("text", "shape", "on", "rest"),
    [
        ("[x] green", Shape.BOX, True, "green"),
        ("[ ] (cmd)", Shape.BOX, False, "(cmd)"),
        ("( ) green", Shape.RADIO, False, "green"),
        ("☒ green", Shape.BOX, True, "green"),
        ("✅ green", Shape.TICK, True, "green"),
        ("❌ green", Shape.TICK, False, "green"),
        ("*b) green", Shape.TICK, True, "b) green"),
        ("green [x]", Shape.BOX, True, "green"),
        ("green (correct)", Shape.TICK, True, "green"),
        ("green <-- correct", Shape.TICK, True, "green"),
    ],
)
def test_marks(text: str, shape: Shape, on: bool, rest: str) -> None:
    found = marks.read(text)
    assert found and (found.mark.shape, found.mark.on, text[found.start : found.end]) == (shape, on, rest)


@pytest.mark.parametrize("text", ["[x](http://a)", "(a) green", "- x", "green", "a - b"])
def test_no_marks(text: str) -> None:
    assert marks.read(text) is None


def test_lines_become_blocks() -> None:
    blocks = scan(
        "## 3. Which?\n\n- [x] **an** apple\n  more\n\n> Note\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "```js\nx\n```\n---\n![p](q.png)"
    )
    kinds = [block.kind for block in blocks]
    assert kinds == [
        Kind.HEADING,
        Kind.ITEM,
        Kind.TEXT,
        Kind.QUOTE,
        Kind.ROW,
        Kind.ROW,
        Kind.CODE,
        Kind.RULE,
        Kind.IMAGE,
    ]
    assert blocks[0].enumerator and blocks[0].enumerator.value == 3 and blocks[0].level == 2
    assert blocks[1].mark and blocks[1].mark.on and blocks[1].runs[0].style is Style.BOLD
    assert blocks[6].text == "x" and blocks[6].lang == "js" and blocks[8].src == "q.png"


def test_boxes_that_open() -> None:
    blocks = scan("<details><summary>Answer</summary>\nB\n</details>\nafter\n??? note\n    inside\noutside")
    assert [(block.kind, bool(block.box)) for block in blocks] == [
        (Kind.SUMMARY, True),
        (Kind.TEXT, True),
        (Kind.TEXT, False),
        (Kind.SUMMARY, True),
        (Kind.TEXT, True),
        (Kind.TEXT, False),
    ]


@given(st.text(max_size=400))
def test_every_line_with_words_is_in_a_block(text: str) -> None:
    text = text.replace("\r", "\n")
    covered = {
        n for block in scan(text) if block.span.lines for n in range(block.span.lines[0], block.span.lines[1] + 1)
    }
    for number, line in enumerate(text.split("\n"), 1):
        words = "".join(char for char in line if char.isalnum())
        assert not words or number in covered or "<" in line or "|" in line


def test_pictures_beside_the_document_become_media_and_others_findings() -> None:
    def beside(name: str) -> Asset | None:
        return Asset("a.png", b"png") if name == "a.png" else None

    text = b"# Part\n![one](a.png)\n![two](b.png)\n![three](https://x.example/c.png)\n![four](../../etc/passwd)\n"
    page = medium.read(Source("t.md", text, beside))
    assert [finding.code for finding in page.findings] == ["media-missing", "media-refused", "media-missing"]
    assert len(page.media) == 1 and page.blocks[1].src == f"media:{page.media[0].name}"
    assert 'section "Part"' in page.findings[0].message
