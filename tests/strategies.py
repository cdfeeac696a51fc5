"""Any item of all ten types, for property tests: what people write, and what scraped pages do to an exporter.

    @given(items())                         any item, any text
    @given(items("single", "multiple"))     some types only
    @given(items(text=plain()))             words without markup, where a target has none
    @given(packages())                      several items with their pictures

Items are well-formed as `normalize` makes them: choice ids are unique, a key names choices, a true/false item has two
choices, a single one at most one key, every gap stands in its stem, every picture has its bytes. Text is any Unicode
with a letter or digit in it, but lone surrogates, which no carrier lets through. Sizes stay small but for `huge()`,
which is 100,000 characters.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from quizmill.item import (
    TYPES,
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    Evidence,
    Feedback,
    FlashcardItem,
    Gap,
    Item,
    Key,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    Pair,
    TextEntryItem,
)
from quizmill.package import Package
from quizmill.source import FieldSpan, Provenance, Span

Text = st.SearchStrategy[str]


def png(red: int, green: int, blue: int) -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(bytes((0, red, green, blue))))
        + chunk(b"IEND", b"")
    )


PICTURES = (png(200, 30, 30), png(30, 200, 30), png(30, 30, 200))
MEDIA: dict[str, bytes] = {f"{hashlib.sha256(data).hexdigest()}.png": data for data in PICTURES}

_WORDS = "heap stack queue array tree graph leaf root pivot merge sort mutable iterator cache".split()
HOSTILE = (
    "<script>tripwire()</script>",
    "<img src=x onerror=tripwire()>",
    "<svg/onload=tripwire()>",
    "[click](javascript:tripwire())",
    '"><b onmouseover="tripwire()">x</b>',
    "a ]]> b <![CDATA[ c ]]> d",
    "<!-- open comment",
    "&amp; & &nbsp; &#0; &unknown; &lt;b&gt;",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "~wrong =right # comment { brace } : colon \\ back",
    "####all",
    "::title::",
    "// no comment",
    "A) looks like a choice",
    "ANSWER: B",
    "$CATEGORY: top/other",
    "*starred* /tip/ :: :~: {1:MULTICHOICE:~a~=b}",
    "@@PLUGINFILE@@/x.png",
    "{{c1::cloze}} {{Front}}",
    "left\u202eright\u2066to\u2069left",
    "zero\u200bwidth\ufeff joined\u00ad",
    "bell\x07 null\x00 escape\x1b tab\t vertical\x0b feed\x0c next\x85 line\u2028 end\uffff",
    "semi;colon, comma \"quote\" 'single' | pipe",
    "%s %(name)s {0} {name} ${name} $name",
    "\\(x\\) \\[y\\] $5 and $6",
    "`unclosed code",
    "``` \nfence",
    "line one\r\nline two\rline three",
    " leading and trailing ",
    "\U0001f600 \U00020000 \U0010fffd",
)
RICH = (
    "**bold** and *slanted* with `code < 1`",
    "`a` or `b`?",
    "Given $x < 1$ and $\\frac{a}{b} \\ge \\alpha_{1}$,\n\n$$\\int_0^1 x^2\\,dx$$",
    '```python\ndef f(x):\n    if x < 1 and "a" & 1:\n        return {x: [1]}\n```',
    "First.\n\n    indented\n\nLast.",
    "| a | b |\n| --- | ---: |\n| 1 | 2 |",
    "- one\n- two\n  - deeper\n\n1. first\n2. second",
    "> quoted\n\n---\n\n## heading",
    "~~gone~~ H<sub>2</sub>O x<sup>2</sup>",
    "A [link](https://example.org/a?b=1&c=(2)) and https://example.org",
    "أي مما يلي صحيح؟",
    "איזה מהבאים נכון? (x < 1)",
    "次のうち正しいものはどれか。",
    "Какой ответ верен — «первый» или „второй“?",
    "na\u0308ive façade ﬁligree",
)


def plain() -> Text:
    """Some ordinary words on one line; never empty."""
    return st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)


def pictures() -> Text:
    """A picture, alone or in a sentence."""
    alts = st.sampled_from(("", "a tree", "x < 1", "[b] (c)")).map(lambda alt: alt.replace("[", "").replace("]", ""))
    form = st.sampled_from(("Look: ![{}](media:{})", "![{}](media:{})"))
    return st.builds(lambda form, alt, name: form.format(alt, name), form, alts, st.sampled_from(tuple(MEDIA)))


def rich() -> Text:
    """Markdown as curators write it: code, math, tables, pictures, other scripts."""
    parts = st.one_of(plain(), st.sampled_from(RICH), pictures())
    return st.lists(parts, min_size=1, max_size=3).map("\n\n".join)


def _shown(text: str) -> bool:
    return any(character.isalnum() for character in text)


def hostile() -> Text:
    """What breaks an exporter: markup of every target, control characters, any Unicode at all."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
    parts = st.lists(st.one_of(st.sampled_from(HOSTILE), anything), min_size=1, max_size=3)
    return parts.map(lambda words: " ".join(words) if any(map(_shown, words)) else "word " + " ".join(words))


def huge() -> Text:
    """One field of 100,000 characters. Use it in a test of its own: it is slow to draw many of them."""
    return st.sampled_from(("x" * 100_000, "word " * 20_000, "a < b & c\n" * 10_000))


def texts() -> Text:
    """Any text that a field may hold; never empty."""
    return st.one_of(plain(), rich(), hostile())


def _maybe(text: Text) -> Text:
    return st.one_of(st.just(""), text)


def _some(text: Text, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(text, max_size=most).map(tuple)


def percents() -> st.SearchStrategy[float]:
    """Percent of a typed answer; 0 carries only feedback."""
    return st.sampled_from((100.0, 50.0, 33.33333, 0.0))


def _provenance() -> st.SearchStrategy[Provenance]:
    span = st.one_of(
        st.builds(Span.of_lines, st.integers(1, 99), st.integers(100, 200)),
        st.builds(Span.of_box, st.integers(1, 9), *[st.floats(0, 800, width=16)] * 4),
        st.builds(Span, node=st.just("body/div[2]/p[1]"), part=st.just("quiz/item 1.xml")),
    )
    fields = st.lists(st.builds(FieldSpan, st.sampled_from(("stem", "choices.0", "key")), span), max_size=2).map(tuple)
    return st.builds(
        Provenance,
        document=st.sampled_from(("d1", "d2")),
        path=st.sampled_from(("notes/week 1.md", "страница.html")),
        reader=st.just("text/general"),
        ordinal=st.integers(0, 999),
        url=st.sampled_from(("", "https://example.org/quiz?a=1&b=2")),
        fields=fields,
    )


@st.composite
def _base(draw: st.DrawFn, text: Text) -> dict[str, object]:
    feedback = st.builds(Feedback, _maybe(text), _maybe(text), _maybe(text), _maybe(text))
    tags = st.lists(st.sampled_from(("python", "topic::heaps", "week 1::day_2", "überblick")), max_size=3, unique=True)
    return {
        "id": draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        "stem": draw(text),
        "title": draw(_maybe(plain())),
        "feedback": draw(st.one_of(st.just(Feedback()), feedback)),
        "hints": draw(_some(text)),
        "solution": draw(_some(text)),
        "final_answer": draw(_maybe(text)),
        "quick_check": draw(_maybe(text)),
        "mistakes": draw(_some(text)),
        "difficulty": draw(st.sampled_from(("", "Easy", "Hard"))),
        "points": draw(st.sampled_from((None, 1.0, 0.5, 2.25, 10.0, 0.0))),
        "section": draw(st.sampled_from(((), ("Course",), ("Course", "Week 1: Heaps / Trees")))),
        "tags": tuple(draw(tags)),
        "objectives": draw(_some(plain())),
        "language": draw(st.sampled_from(("", "en", "de-AT", "ar"))),
        "confidence": draw(st.sampled_from((1.0, 0.75))),
        "doubts": draw(_some(plain(), 1)),
        "provenance": draw(_provenance()),
    }


@st.composite
def _choices(draw: st.DrawFn, text: Text, fewest: int = 2, most: int = 6) -> tuple[Choice, ...]:
    words = draw(st.lists(text, min_size=fewest, max_size=most, unique=True))
    return tuple(
        Choice(f"a{n}", word, draw(_maybe(text)), fixed=n == len(words) and draw(st.booleans()))
        for n, word in enumerate(words, 1)
    )


@st.composite
def _key(draw: st.DrawFn, choices: tuple[Choice, ...], most: int) -> Key:
    ids = [choice.id for choice in choices]
    chosen = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=most, unique=True))
    return Key(tuple(sorted(chosen)), (draw(st.sampled_from(tuple(Evidence))),))


def _credited(choices: tuple[Choice, ...], key: Key, other: float) -> tuple[Choice, ...]:
    """Shares of the credit: the right choices' make the whole, and the first of the others has `other` percent."""
    part = round(100 / len(key.choices), 5)
    wrong = next((choice.id for choice in choices if choice.id not in key.choices), "")
    if not wrong:
        return choices
    shares = {wrong: other} | dict.fromkeys(key.choices, part)
    return tuple(replace(choice, credit=shares.get(choice.id)) for choice in choices)


@st.composite
def _choice_item(draw: st.DrawFn, kind: str, text: Text, keyless: bool) -> ChoiceItem:
    choices = draw(_choices(text))
    if kind == "true_false":
        first, second = draw(st.sampled_from((("True", "False"), ("Vrai", "Faux"), ("Falsch", "Wahr"))))
        choices = (replace(choices[0], text=first, fixed=False), replace(choices[1], text=second, fixed=False))
    known = not keyless or draw(st.booleans())
    key = draw(_key(choices, len(choices) if kind == "multiple" else 1)) if known else None
    if key and kind != "true_false" and draw(st.integers(0, 3)) == 3:
        choices = _credited(choices, key, -50.0 if kind == "multiple" else draw(st.sampled_from((50.0, -25.0))))
    base = draw(_base(text))
    return ChoiceItem(type=kind, choices=choices, key=key, **base)  # type: ignore[arg-type]


def answers(text: Text, fewest: int = 1) -> st.SearchStrategy[tuple[Answer, ...]]:
    """Typed answers, the first of them right. They are compared as text: no pictures in them."""
    typed = text.map(lambda words: words.replace("](media:", "](picture "))
    some = st.builds(Answer, typed, percents().filter(bool), _maybe(text))
    wrong = st.one_of(some, st.builds(Answer, typed, st.just(0.0), text))
    right = st.builds(Answer, typed, st.just(100.0), _maybe(text))
    both = st.tuples(right, st.lists(wrong, max_size=2)).map(lambda pair: (pair[0], *pair[1]))
    unique = both.map(lambda found: tuple({answer.text: answer for answer in reversed(found)}.values()))
    return st.one_of(st.just(()), unique) if fewest == 0 else unique


_UNITS = st.sampled_from(("", "", "cm", "m/s²"))


@st.composite
def numbers(draw: st.DrawFn) -> NumericAnswer:
    """A plain number, a range, or a value with its tolerance, which may be larger above than below."""
    exact = draw(st.decimals(-1000, 1000, places=draw(st.integers(0, 4))))
    margin = draw(st.sampled_from((Decimal(0), Decimal("0.5"), Decimal("0.001"), Decimal(10))))
    low, high = f"{exact - margin:f}", f"{exact + margin * draw(st.sampled_from((1, 1, 3))):f}"
    shown = f"{exact:f}" if not margin or draw(st.booleans()) else ""
    credit, told = draw(percents()) if shown else 100.0, draw(_maybe(plain()))
    return NumericAnswer(low, high, credit, told if credit else told or "no", shown, draw(_UNITS))


@st.composite
def _gap(draw: st.DrawFn, name: str, text: Text, keyless: bool) -> Gap:
    match draw(st.sampled_from(("typed", "numeric", "chosen"))):
        case "typed":
            return Gap(name, answers=draw(answers(text, 0 if keyless else 1)))
        case "numeric":
            return Gap(name, numbers=(replace(draw(numbers()), credit=100.0),))
        case _:
            choices = draw(_choices(text, most=4))
            return Gap(name, choices=choices, key=draw(_key(choices, 1)))


@st.composite
def _cloze(draw: st.DrawFn, text: Text, keyless: bool) -> ClozeItem:
    gaps = tuple(draw(_gap(f"g{n}", text, keyless)) for n in range(1, draw(st.integers(1, 3)) + 1))
    base = draw(_base(text))
    stem = " ".join(f"{draw(plain())} {{{{gap:{gap.id}}}}}" for gap in gaps) + f" {draw(plain())}"
    if draw(st.booleans()):
        stem = f"{base['stem']}\n\n{stem}"
    return ClozeItem(gaps=gaps, **{**base, "stem": stem})  # type: ignore[arg-type]


@st.composite
def _matching(draw: st.DrawFn, text: Text, keyless: bool) -> MatchItem:
    lefts = draw(st.lists(text, min_size=2, max_size=4, unique=True))
    rights = [draw(_maybe(text) if keyless else text) for _ in lefts]
    pairs = tuple(Pair(left, right, draw(_maybe(text))) for left, right in zip(lefts, rights, strict=True))
    others = tuple(word for word in draw(_some(text)) if word not in rights)
    return MatchItem(pairs=pairs, distractors=tuple(dict.fromkeys(others)), **draw(_base(text)))  # type: ignore[arg-type]


def _item(kind: str, text: Text, keyless: bool) -> st.SearchStrategy[Item]:
    base = _base(text)
    many = st.lists(text, min_size=2, max_size=5, unique=True).map(tuple)
    fewest = 0 if keyless else 1
    match kind:
        case "single" | "multiple" | "true_false":
            return _choice_item(kind, text, keyless)
        case "short":
            return st.builds(
                lambda common, found, case: TextEntryItem(answers=found, case_sensitive=case, **common),
                base,
                answers(text, fewest),
                st.booleans(),
            )
        case "numeric":
            found = st.lists(numbers(), min_size=fewest, max_size=2, unique_by=lambda number: number.low)
            sure = found.map(
                lambda given: tuple(replace(a, credit=100.0) if n == 0 else a for n, a in enumerate(given))
            )
            return st.builds(lambda common, given: NumericItem(answers=given, **common), base, sure)
        case "cloze":
            return _cloze(text, keyless)
        case "matching":
            return _matching(text, keyless)
        case "ordering":
            known = st.booleans() if keyless else st.just(True)
            return st.builds(lambda common, e, k: OrderItem(entries=e, known=k, **common), base, many, known)
        case "essay":
            return st.builds(
                lambda common, model, info: EssayItem(model_answer=model, grader_info=info, **common),
                base,
                _maybe(text),
                _maybe(text),
            )
        case "flashcard":
            return st.builds(lambda common, back: FlashcardItem(back=back, **common), base, text)
        case _:
            raise ValueError(f"no item type is called {kind}")


def items(*kinds: str, text: Text | None = None, keyless: bool = True) -> st.SearchStrategy[Item]:
    """Any item of these types (of all, where none is named). `keyless=False` draws only items that have their key."""
    words = texts() if text is None else text
    return st.one_of([_item(kind, words, keyless) for kind in kinds or TYPES])


def package(*held: Item, title: str = "Property test") -> Package:
    """These items with every picture they may name."""
    return Package(title, held, media=MEDIA.get)


def packages(*kinds: str, text: Text | None = None, keyless: bool = True, most: int = 4) -> st.SearchStrategy[Package]:
    """Several items with unique ids, and their pictures."""
    drawn = st.lists(items(*kinds, text=text, keyless=keyless), max_size=most, unique_by=lambda item: item.id)
    return drawn.map(lambda held: package(*held))
