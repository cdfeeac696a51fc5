"""Text and Markdown forms: how a number, a choice, a key and a remark are written. Each axis is a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from random import Random

from tests.styles.content import Question
from tests.styles.kinds import Task, written
from tests.styles.words import LANGUAGES, Words

# opener: number, words, stem -> the lines that open a question
OPENERS: dict[str, Callable[[int, Words, str], str]] = {
    "1.": lambda n, w, s: f"{n}. {s}",
    "1)": lambda n, w, s: f"{n}) {s}",
    "(1)": lambda n, w, s: f"({n}) {s}",
    "1 -": lambda n, w, s: f"{n} - {s}",
    "1:": lambda n, w, s: f"{n}: {s}",
    "Q1.": lambda n, w, s: f"Q{n}. {s}",
    "Q1:": lambda n, w, s: f"Q{n}: {s}",
    "Q1)": lambda n, w, s: f"Q{n}) {s}",
    "Q.1": lambda n, w, s: f"Q.{n} {s}",
    "Question 1:": lambda n, w, s: f"{w.question} {n}{w.stop} {s}",
    "Question 1.": lambda n, w, s: f"{w.question} {n}. {s}",
    "Question 1 / stem": lambda n, w, s: f"{w.question} {n}\n{s}",
    "#1": lambda n, w, s: f"#{n} {s}",
    "01.": lambda n, w, s: f"{n:02d}. {s}",
    "No. 1": lambda n, w, s: f"No. {n} {s}",
}
MARKDOWN_OPENERS: dict[str, Callable[[int, Words, str], str]] = {
    "### 1.": lambda n, w, s: f"### {n}. {s}",
    "## Question 1 / stem": lambda n, w, s: f"## {w.question} {n}\n\n{s}",
    "### stem": lambda n, w, s: f"### {s}",
    "#### Q1. stem": lambda n, w, s: f"#### Q{n}. {s}",
    "**1. stem**": lambda n, w, s: f"**{n}. {s}**",
    "**Question 1:** stem": lambda n, w, s: f"**{w.question} {n}{w.stop}** {s}",
    "**stem**": lambda n, w, s: f"**{s}**",
    "**1.** stem": lambda n, w, s: f"**{n}.** {s}",
    "> stem": lambda n, w, s: f"> {s}",
}
LABELS: dict[str, Callable[[int], str]] = {
    "A.": lambda i: f"{'ABCDEF'[i]}. ",
    "A)": lambda i: f"{'ABCDEF'[i]}) ",
    "(A)": lambda i: f"({'ABCDEF'[i]}) ",
    "a.": lambda i: f"{'abcdef'[i]}. ",
    "a)": lambda i: f"{'abcdef'[i]}) ",
    "(a)": lambda i: f"({'abcdef'[i]}) ",
    "A:": lambda i: f"{'ABCDEF'[i]}: ",
    "A -": lambda i: f"{'ABCDEF'[i]} - ",
    "[A]": lambda i: f"[{'ABCDEF'[i]}] ",
    "i.": lambda i: f"{('i', 'ii', 'iii', 'iv', 'v', 'vi')[i]}. ",
    "(i)": lambda i: f"({('i', 'ii', 'iii', 'iv', 'v', 'vi')[i]}) ",
    "①": lambda i: f"{'①②③④⑤⑥'[i]} ",
    "А)": lambda i: f"{'АБВГДЕ'[i]}) ",
    "ア.": lambda i: f"{'アイウエオカ'[i]}. ",
    "가.": lambda i: f"{'가나다라마바'[i]}. ",
    "أ)": lambda i: f"{'أبجدهو'[i]}) ",
    "क)": lambda i: f"{'कखगघङच'[i]}) ",
}
BULLETS: dict[str, str] = {
    "-": "- ",
    "*": "* ",
    "•": "• ",
    "◦": "◦ ",
    "–": "– ",
    "○": "○ ",
    "◯": "◯ ",
    "□": "□ ",
    "☐": "☐ ",
    "[ ]": "[ ] ",
    "( )": "( ) ",
}
BOXES: dict[str, tuple[str, str]] = {
    "- [x]": ("- [ ] ", "- [x] "),
    "* [X]": ("* [ ] ", "* [X] "),
    "[x]": ("[ ] ", "[x] "),
    "(x)": ("( ) ", "(x) "),
    "☑": ("☐ ", "☑ "),
    "✔ box": ("☐ ", "☒ "),
}
# marks on the right choice's text
TRAILING: dict[str, Callable[[str, Words], str]] = {
    "✓": lambda t, w: f"{t} ✓",
    "✅": lambda t, w: f"{t} ✅",
    "(correct)": lambda t, w: f"{t} (correct)",
    "*": lambda t, w: f"{t} *",
    "<-- correct": lambda t, w: f"{t} <-- correct",
    "✔ first": lambda t, w: f"✔ {t}",
    "(✓)": lambda t, w: f"{t} (✓)",
    "[correct]": lambda t, w: f"{t} [correct]",
    "(correct answer)": lambda t, w: f"{t} ({w.correct})",
    "← correct answer": lambda t, w: f"{t} ← correct answer",
}
EMPHASIS: dict[str, Callable[[str], str]] = {
    "**": lambda t: f"**{t}**",
    "__": lambda t: f"__{t}__",
    "==": lambda t: f"=={t}==",
    "<mark>": lambda t: f"<mark>{t}</mark>",
    "*i*": lambda t: f"*{t}*",
    "<u>": lambda t: f"<u>{t}</u>",
}
# answer lines: the right labels and texts, words
ANSWERS: dict[str, Callable[[Sequence[str], Sequence[str], Words], str]] = {
    "Answer: B": lambda ls, ts, w: f"{w.answer}{w.stop} {', '.join(ls)}",
    "Correct answer: B": lambda ls, ts, w: f"{w.correct}{w.stop} {', '.join(ls)}",
    "ANSWER: B": lambda ls, ts, w: f"{w.answer.upper()}{w.stop} {', '.join(ls)}",
    "Answer - B": lambda ls, ts, w: f"{w.answer} - {', '.join(ls)}",
    "Answer / B": lambda ls, ts, w: f"{w.answer}{w.stop}\n{', '.join(ls)}",
    "Ans: B": lambda ls, ts, w: f"Ans: {', '.join(ls)}",
    "The correct answer is B.": lambda ls, ts, w: f"The correct answer is {' and '.join(ls)}.",
    "Answer: (B)": lambda ls, ts, w: f"{w.answer}{w.stop} {', '.join(f'({x})' for x in ls)}",
    "[Answer: B]": lambda ls, ts, w: f"[{w.answer}{w.stop} {', '.join(ls)}]",
    "Answer: option B": lambda ls, ts, w: f"Answer: option {' and '.join(ls)}",
    "Ans. (B)": lambda ls, ts, w: f"Ans. {', '.join(f'({x})' for x in ls)}",
    "Correct option: B": lambda ls, ts, w: f"Correct option: {', '.join(ls)}",
}
TEXT_ANSWERS: dict[str, Callable[[Sequence[str], Sequence[str], Words], str]] = {
    "Answer: text": lambda ls, ts, w: f"{w.answer}{w.stop} {ts[0]}",
    "Correct answer: text": lambda ls, ts, w: f"{w.correct}{w.stop} {ts[0]}",
}
LABEL_TEXT_ANSWERS: dict[str, Callable[[Sequence[str], Sequence[str], Words], str]] = {
    "Answer: B. text": lambda ls, ts, w: f"{w.answer}{w.stop} {ls[0]}. {ts[0]}",
    "Answer: B) text": lambda ls, ts, w: f"{w.answer}{w.stop} {ls[0]}) {ts[0]}",
}
MARKDOWN_ANSWERS: dict[str, Callable[[Sequence[str], Sequence[str], Words], str]] = {
    "**Answer:** B": lambda ls, ts, w: f"**{w.answer}{w.stop}** {', '.join(ls)}",
    "**Answer: B**": lambda ls, ts, w: f"**{w.answer}{w.stop} {', '.join(ls)}**",
    "> Answer: B": lambda ls, ts, w: f"> {w.answer}{w.stop} {', '.join(ls)}",
    "details B": lambda ls, ts, w: f"<details>\n<summary>{w.answer}</summary>\n\n{', '.join(ls)}\n\n</details>",
    "details Answer: B": lambda ls, ts, w: (
        f"<details><summary>{w.answer}</summary>{w.answer}{w.stop} {', '.join(ls)}</details>"
    ),
    "<!-- B -->": lambda ls, ts, w: f"<!-- {w.answer}{w.stop} {', '.join(ls)} -->",
    "### Answer / B": lambda ls, ts, w: f"#### {w.answer}\n\n{', '.join(ls)}",
    "||B||": lambda ls, ts, w: f"{w.answer}{w.stop} ||{', '.join(ls)}||",
}
FEEDBACK: dict[str, Callable[[str, Words], str]] = {
    "none": lambda t, w: "",
    "Explanation: ...": lambda t, w: f"{w.explanation}{w.stop} {t}",
    "Explanation / ...": lambda t, w: f"{w.explanation}{w.stop}\n{t}",
}
MARKDOWN_FEEDBACK: dict[str, Callable[[str, Words], str]] = {
    "**Explanation:** ...": lambda t, w: f"**{w.explanation}{w.stop}** {t}",
    "> Explanation: ...": lambda t, w: f"> {w.explanation}{w.stop} {t}",
    "*Explanation: ...*": lambda t, w: f"*{w.explanation}{w.stop} {t}*",
}
TABLES: dict[str, Callable[[Sequence[tuple[int, str]], Words], str]] = {
    "1. B lines": lambda k, w: f"{w.key}\n\n" + "\n".join(f"{n}. {x}" for n, x in k),
    "1) B lines": lambda k, w: f"{w.key}{w.stop}\n" + "\n".join(f"{n}) {x}" for n, x in k),
    "1-B row": lambda k, w: f"{w.key}{w.stop} " + " ".join(f"{n}-{x}" for n, x in k),
    "1. B, 2. C row": lambda k, w: f"{w.key}\n" + ", ".join(f"{n}. {x}" for n, x in k),
    "1: B lines": lambda k, w: f"{w.key}\n\n" + "\n".join(f"{n}: {x}" for n, x in k),
}
MARKDOWN_TABLES: dict[str, Callable[[Sequence[tuple[int, str]], Words], str]] = {
    "table": lambda k, w: f"## {w.key}\n\n| # | {w.answer} |\n|---|---|\n" + "\n".join(f"| {n} | {x} |" for n, x in k),
    "heading + lines": lambda k, w: f"## {w.key}\n\n" + "\n".join(f"{n}. {x}" for n, x in k),
    "heading + bold": lambda k, w: f"### {w.key}\n\n" + "\n".join(f"- **{n}**: {x}" for n, x in k),
}


# a word on each choice, below it
REMARKS: dict[str, Callable[[str], str]] = {
    "- below": lambda t: f"- {t}",
    "> below": lambda t: f"> {t}",
    "below": lambda t: t,
    "→ below": lambda t: f"→ {t}",
}


@dataclass(frozen=True, slots=True)
class Style:
    """One point of the space. `key` is how the key shows, `key_form` which of that way's forms."""

    carrier: str
    language: str
    opener: str
    choice: str  # "label:A." or "bullet:-" or "box:- [x]"
    indent: str
    spread: str  # "lines", "loose" (blank lines between), "row" (one line)
    key: str  # "none", "answer", "text", "label-text", "mark", "emphasis", "box", "table"
    key_form: str
    feedback: str
    hint: str
    points: str
    title: str
    noise: str
    several: str
    keyless: str
    code: str
    context: str  # a paragraph before the one that asks
    parts: str  # sections whose questions are numbered anew
    learner: str  # what somebody chose stands above the key
    order: str  # whether the explanation follows the answer or goes before it
    others: str = "no"  # the kind of the questions that are no choices
    remarks: str = "no"  # how a word on each choice is written

    def axes(self) -> list[tuple[str, str]]:
        return [(field.name, str(getattr(self, field.name))) for field in fields(self)]


def pick(rng: Random, markdown: bool) -> Style:
    """A random style whose parts fit each other."""
    key = rng.choice(("none", "answer", "answer", "answer", "text", "label-text", "mark", "emphasis", "box", "table"))
    if key == "emphasis" and not markdown:
        key = "mark"
    labelled = key in ("answer", "label-text", "table") or (key not in ("box",) and rng.random() < 0.6)
    choice = f"label:{rng.choice(list(LABELS))}" if labelled else f"bullet:{rng.choice(list(BULLETS))}"
    if key == "box":
        choice = f"box:{rng.choice(list(BOXES))}"
    openers = list(OPENERS) + (list(MARKDOWN_OPENERS) * 2 if markdown else [])
    opener = rng.choice(openers)
    if key == "table" and opener in ("### stem", "**stem**", "> stem"):
        opener = "1."
    spread = (
        rng.choice(("lines", "lines", "lines", "loose", "row"))
        if choice.startswith("label:")
        else rng.choice(("lines", "lines", "loose"))
    )
    if spread == "row" and key in ("mark", "emphasis"):
        spread = "lines"
    return Style(
        carrier="markdown" if markdown else "text",
        language=rng.choice(list(LANGUAGES)) if rng.random() < 0.6 else "en",
        opener=opener,
        choice=choice,
        indent=rng.choice(("", "", "", "  ", "    ", "\t")) if not choice.startswith("label:i") or markdown else "",
        spread=spread,
        key=key,
        key_form=rng.choice(list(_forms(key, markdown))),
        feedback=rng.choice(list(FEEDBACK | (MARKDOWN_FEEDBACK if markdown else {}))),
        hint=rng.choice(("no", "no", "no", "yes")),
        points=rng.choice(("no", "no", "no", "(2 points)", "[2 points]")),
        # without a word on what it is, a numbered list of points with no answer may be anything
        title=rng.choice(
            ("plain", "intro") if key == "none" and choice.startswith("bullet:") else ("no", "plain", "intro")
        ),
        noise=rng.choice(("no", "no", "toc", "footer", "nav")),
        several=rng.choice(("no", "no", "some")) if key not in ("text", "label-text") else "no",
        keyless=rng.choice(("no", "no", "no", "some")) if key in ("answer", "mark", "box") else "no",
        code=rng.choice(("no", "no", "no", "some")) if markdown and not opener.startswith(">") else "no",
        context=rng.choice(("no", "no", "no", "some")) if opener in OPENERS and "/" not in opener else "no",
        parts=rng.choice(("no", "no", "no", "two")) if key != "table" else "no",
        learner=rng.choice(("no", "no", "your answer")) if key in ("answer", "label-text", "table") else "no",
        order=rng.choice(("after", "after", "before")) if key in ("answer", "label-text", "text") else "after",
    )


def _forms(key: str, markdown: bool) -> dict[str, object]:
    tables: dict[str, dict[str, object]] = {
        "none": {"-": None},
        "answer": {**ANSWERS, **(MARKDOWN_ANSWERS if markdown else {})},
        "text": {**TEXT_ANSWERS},
        "label-text": {**LABEL_TEXT_ANSWERS},
        "mark": {**TRAILING},
        "emphasis": {**EMPHASIS},
        "box": {"-": None},
        "table": {**TABLES, **(MARKDOWN_TABLES if markdown else {})},
    }
    return tables[key]


def write(rng: Random, style: Style, questions: Sequence[Question | Task], keyless: frozenset[int]) -> str:
    """The document."""
    words = LANGUAGES[style.language]
    parts = [*_head(style, questions, words)]
    half = (len(questions) + 1) // 2 if style.parts == "two" else len(questions)
    for i, question in enumerate(questions):
        if style.parts == "two" and i in (0, half):
            parts.append(("## " if style.carrier == "markdown" else "") + f"Part {'AB'[i > 0]}: {_PARTS[i > 0]}")
        if isinstance(question, Task):
            parts.append(_task(rng, style, words, i % half + 1, question))
        else:
            parts.append(_question(style, words, i % half + 1, question, i not in keyless))
    if style.key == "table":
        made = (TABLES | MARKDOWN_TABLES)[style.key_form]
        rows = [
            (i + 1, ", ".join(_label(style, c) for c in sorted(q.right)))
            for i, q in enumerate(questions)
            if isinstance(q, Question)
        ]
        parts.append(made(rows, words))
    if style.noise == "footer":
        parts.append("© 1999 The Crane Museum. All rights reserved.")
    return "\n\n".join(parts) + "\n"


_PARTS = ("the old harbour", "the new harbour")


def _head(style: Style, questions: Sequence[Question | Task], words: Words) -> list[str]:
    sharp = "# " if style.carrier == "markdown" else ""
    head = []
    if style.noise == "nav":
        head.append("Home | Courses | About us | Log in")
    if style.title != "no":
        head.append(f"{sharp}Quiz on cranes and kettles")
    if style.title == "intro":
        head.append("This small test goes with the second lesson. Take your time.")
    if style.noise == "toc" and style.carrier == "markdown":
        head.append(
            "## Contents\n\n" + "\n".join(f"- [{words.question} {i + 1}](#q{i + 1})" for i in range(len(questions)))
        )
    return head


def _label(style: Style, index: int) -> str:
    label = LABELS[style.choice.removeprefix("label:")](index)
    return label.strip(" .():-[]")


def _question(style: Style, words: Words, number: int, question: Question, keyed: bool) -> str:
    stem = question.stem
    if len(question.right) > 1:
        stem += f" ({words.several})"
    if style.points != "no":
        stem += " " + style.points.replace("2 points", f"{question.points} {words.points}")
    if question.context:
        stem = f"{question.context}\n\n{stem}" if style.carrier == "markdown" else f"{question.context}\n{stem}"
    opener = (OPENERS | MARKDOWN_OPENERS)[style.opener](number, words, stem)
    lines = [opener]
    if question.code:
        lines.append(f"```python\n{question.code}\n```")
    lines.append(_choices(style, words, question, keyed))
    lines += _tail(style, words, question, keyed)
    return "\n\n".join(lines) if style.spread == "loose" or style.carrier == "markdown" else "\n".join(lines)


def _task(rng: Random, style: Style, words: Words, number: int, task: Task) -> str:
    opener = (OPENERS | MARKDOWN_OPENERS)[style.opener](number, words, task.stem)
    body, told = written(rng, task, words, style.carrier == "markdown")
    lines = [line for line in (opener, body, told) if line]
    return "\n\n".join(lines) if style.spread == "loose" or style.carrier == "markdown" else "\n".join(lines)


def _choices(style: Style, words: Words, question: Question, keyed: bool) -> str:
    rows = [_choice(style, words, i, text, keyed and i in question.right) for i, text in enumerate(question.choices)]
    if style.spread == "row":
        return "   ".join(rows)
    if question.remarks and style.remarks != "listed":
        inner = style.indent + " " * 3
        rows = [f"{row}\n{inner}{REMARKS[style.remarks](r)}" for row, r in zip(rows, question.remarks, strict=True)]
    glue = "\n\n" if style.spread == "loose" else "\n"
    hard = "  " if style.carrier == "markdown" and style.choice.startswith("label:") and style.spread == "lines" else ""
    return glue.join(style.indent + row + hard for row in rows)


def _choice(style: Style, words: Words, index: int, text: str, right: bool) -> str:
    way, _, form = style.choice.partition(":")
    if right and style.key == "mark":
        text = TRAILING[style.key_form](text, words)
    if right and style.key == "emphasis":
        text = EMPHASIS[style.key_form](text)
    if way == "label":
        return LABELS[form](index) + text
    if way == "bullet":
        return BULLETS[form] + text
    return BOXES[form][1 if right else 0] + text


def _tail(style: Style, words: Words, question: Question, keyed: bool) -> list[str]:
    right = sorted(question.right)
    texts = [question.choices[i] for i in right]
    tail = []
    if style.hint == "yes":
        tail.append(f"{words.hint}{words.stop} {question.hint}")
    if style.learner == "your answer":
        picked = next((i for i in range(len(question.choices)) if i not in question.right), 0)
        tail.append(f"Your answer: {_label(style, picked)}")
    if keyed and style.key in ("answer", "text", "label-text"):
        labels = [_label(style, i) for i in right] if style.choice.startswith("label:") else []
        made = (ANSWERS | MARKDOWN_ANSWERS | TEXT_ANSWERS | LABEL_TEXT_ANSWERS)[style.key_form]
        tail.append(made(labels, texts, words))
    if question.remarks and style.remarks == "listed":
        rows = [f"{_label(style, i)}: {remark}" for i, remark in enumerate(question.remarks)]
        tail.append("\n".join(f"- {row}" if style.carrier == "markdown" else row for row in rows))
    if style.feedback != "none":
        told = (FEEDBACK | MARKDOWN_FEEDBACK)[style.feedback](question.feedback, words)
        tail.insert(len(tail) - 1 if style.order == "before" and keyed else len(tail), told)
    return tail
