"""HTML forms: static pages with their key in words, classes, attributes or looks, and pages drawn from embedded data."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from random import Random

from tests.styles.content import Question
from tests.styles.html_kinds import REMARKS, written
from tests.styles.kinds import Task
from tests.styles.words import LANGUAGES, Words

LETTERS = "ABCDEF"
esc = html.escape

# how one question is wrapped: number, stem html, choices html, tail html
WRAPS: dict[str, Callable[[int, str, str, str, str], str]] = {
    "div.question": lambda n, s, c, t, a: f'<div class="question"{a}>{s}{c}{t}</div>',
    "section": lambda n, s, c, t, a: f'<section id="q{n}"{a}>{s}{c}{t}</section>',
    "li": lambda n, s, c, t, a: f"<li{a}>{s}{c}{t}</li>",
    "fieldset": lambda n, s, c, t, a: f"<fieldset{a}>{s}{c}{t}</fieldset>",
    "article.card": lambda n, s, c, t, a: f'<article class="card"{a}><div class="card-body">{s}{c}{t}</div></article>',
    "flat": lambda n, s, c, t, a: f"{s}{c}{t}",
    "td": lambda n, s, c, t, a: f"<tr{a}><td>{n}</td><td>{s}{c}{t}</td></tr>",
}
STEMS: dict[str, Callable[[int, str, Words], str]] = {
    "p 1.": lambda n, s, w: f"<p>{n}. {s}</p>",
    "h3": lambda n, s, w: f"<h3>{n}. {s}</h3>",
    "h4 Question 1": lambda n, s, w: f"<h4>{w.question} {n}</h4><p>{s}</p>",
    "p strong": lambda n, s, w: f"<p><strong>{n}) {s}</strong></p>",
    "div.stem": lambda n, s, w: f'<div class="stem"><span class="number">{n}</span> {s}</div>',
    "p Question 1:": lambda n, s, w: f"<p><b>{w.question} {n}{w.stop}</b> {s}</p>",
    "legend": lambda n, s, w: f"<legend>{s}</legend>",
    "p": lambda n, s, w: f'<p class="title">{s}</p>',
}
# how choices are laid out: list of (inner html, attributes), name of the group, several?
ROWS: dict[str, Callable[[Sequence[tuple[str, str]], str, bool], str]] = {
    "ul": lambda r, g, m: "<ul>" + "".join(f"<li{a}>{t}</li>" for t, a in r) + "</ul>",
    "ol type=A": lambda r, g, m: '<ol type="A">' + "".join(f"<li{a}>{t}</li>" for t, a in r) + "</ol>",
    "ul A)": lambda r, g, m: "<ul>" + "".join(f"<li{a}>{LETTERS[i]}) {t}</li>" for i, (t, a) in enumerate(r)) + "</ul>",
    "p A.": lambda r, g, m: "".join(f"<p{a}>{LETTERS[i]}. {t}</p>" for i, (t, a) in enumerate(r)),
    "br A)": lambda r, g, m: (
        "<p>" + "<br>\n".join(f"<span{a}>{LETTERS[i]}) {t}</span>" for i, (t, a) in enumerate(r)) + "</p>"
    ),
    "div.option": lambda r, g, m: "".join(
        f'<div class="option"><span{a}>{LETTERS[i]}. {t}</span></div>' for i, (t, a) in enumerate(r)
    ),
    "radio label": lambda r, g, m: "".join(
        f'<label{a}><input type="{_kind(m)}" name="{g}" value="{i}"> {t}</label><br>' for i, (t, a) in enumerate(r)
    ),
    "radio for": lambda r, g, m: "".join(
        f'<div{a}><input type="{_kind(m)}" name="{g}" id="{g}-{i}" value="{i}"><label for="{g}-{i}">{t}</label></div>'
        for i, (t, a) in enumerate(r)
    ),
    "radio li": lambda r, g, m: (
        "<ul>"
        + "".join(
            f'<li{a}><input type="{_kind(m)}" name="{g}"> {LETTERS[i].lower()}) {t}</li>' for i, (t, a) in enumerate(r)
        )
        + "</ul>"
    ),
    "button": lambda r, g, m: "".join(f'<button type="button"{a}>{t}</button>' for t, a in r),
    "table": lambda r, g, m: (
        "<table>" + "".join(f"<tr{a}><td>{LETTERS[i]}</td><td>{t}</td></tr>" for i, (t, a) in enumerate(r)) + "</table>"
    ),
}
LETTERED = frozenset({"ol type=A", "ul A)", "p A.", "br A)", "div.option", "radio li", "table"})
# keys that stand on the choice: right? -> attributes
ATTRIBUTES: dict[str, Callable[[bool], str]] = {
    "class=correct": lambda r: ' class="choice correct"' if r else ' class="choice"',
    "class right/wrong": lambda r: ' class="right"' if r else ' class="wrong"',
    "data-correct": lambda r: f' data-correct="{str(r).lower()}"',
    "data-correct only": lambda r: ' data-correct="true"' if r else "",
    "data-is-answer 1/0": lambda r: f' data-is-answer="{int(r)}"',
    "style green": lambda r: ' style="color: green; font-weight: bold"' if r else "",
    "style background": lambda r: ' style="background-color: #c8f7c5"' if r else "",
}
LOOKS: dict[str, Callable[[str], str]] = {
    "b": lambda t: f"<b>{t}</b>",
    "strong": lambda t: f"<strong>{t}</strong>",
    "mark": lambda t: f"<mark>{t}</mark>",
    "u": lambda t: f"<u>{t}</u>",
    "tick": lambda t: f"{t} ✓",
    "(correct)": lambda t: f"{t} <em>(correct)</em>",
}
# keys that stand below: letters, texts, words
BELOW: dict[str, Callable[[str, str, Words], str]] = {
    "p Answer: B": lambda x, t, w: f"<p>{w.answer}{w.stop} {x}</p>",
    "p b Correct answer: B": lambda x, t, w: f"<p><b>{w.correct}{w.stop}</b> {x}</p>",
    "details": lambda x, t, w: f"<details><summary>{w.answer}</summary><p>{x}</p></details>",
    "hidden div": lambda x, t, w: f'<div class="answer" style="display:none">{w.answer}{w.stop} {x}</div>',
    "details with text": lambda x, t, w: f"<details><summary>{w.answer}</summary><p>{x}. {t}</p></details>",
    "p The correct answer is B": lambda x, t, w: f"<p>The correct answer is <b>{x}</b>.</p>",
    "dl": lambda x, t, w: f"<dl><dt>{w.correct}</dt><dd>{x}</dd></dl>",
    "collapse": lambda x, t, w: (
        f'<a data-toggle="collapse" href="#">{w.answer}</a><div class="collapse"><p>{w.correct}{w.stop} {x}</p></div>'
    ),
}
# whole arrays in scripts: questions -> script text
DATA: dict[str, Callable[[Sequence[Question]], str]] = {
    "index": lambda qs: (
        "const questions = "
        + _js([{"question": q.stem, "options": list(q.choices), "answer": _one(q)} for q in qs])
        + ";"
    ),
    "correct index": lambda qs: (
        "var quiz = "
        + json.dumps(
            [{"q": q.stem, "choices": list(q.choices), "correct": _one(q), "explanation": q.feedback} for q in qs]
        )
        + ";"
    ),
    "text": lambda qs: (
        "let data = "
        + _js([{"question": q.stem, "answers": list(q.choices), "correctAnswer": q.choices[_one(q)]} for q in qs])
    ),
    "flags": lambda qs: (
        "const quizData = "
        + _js(
            [
                {"text": q.stem, "options": [{"text": c, "isCorrect": i in q.right} for i, c in enumerate(q.choices)]}
                for q in qs
            ]
        )
    ),
    "letters": lambda qs: (
        "const quizData = "
        + _js(
            [
                {
                    "question": q.stem,
                    **{LETTERS[i].lower(): c for i, c in enumerate(q.choices)},
                    "correct": LETTERS[_one(q)].lower(),
                }
                for q in qs
            ]
        )
    ),
    "letters nested": lambda qs: (
        "var myQuestions = "
        + _js(
            [
                {
                    "question": q.stem,
                    "answers": {LETTERS[i].lower(): c for i, c in enumerate(q.choices)},
                    "correctAnswer": LETTERS[_one(q)].lower(),
                }
                for q in qs
            ]
        )
    ),
    "trivia": lambda qs: (
        "const results = "
        + json.dumps(
            {
                "response_code": 0,
                "results": [
                    {
                        "question": q.stem,
                        "correct_answer": q.choices[_one(q)],
                        "incorrect_answers": [c for i, c in enumerate(q.choices) if i not in q.right],
                    }
                    for q in qs
                ],
            }
        )
    ),
}


def _kind(several: bool) -> str:
    return "checkbox" if several else "radio"


def _one(question: Question) -> int:
    return min(question.right)


def _js(value: object) -> str:
    """JavaScript as people write it: bare keys, single quotes where they fit, trailing commas."""
    if isinstance(value, dict):
        return "{ " + "".join(f"{k}: {_js(v)}, " for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[\n  " + "".join(f"{_js(v)},\n  " for v in value) + "]"
    if isinstance(value, str) and "'" not in value and "\\" not in value:
        return f"'{value}'"
    return json.dumps(value)


@dataclass(frozen=True, slots=True)
class PageStyle:
    """One point of the space of pages."""

    carrier: str
    language: str
    wrap: str
    stem: str
    rows: str
    key: str  # "none", "attribute", "look", "below", "table", "data"
    key_form: str
    feedback: str
    several: str
    keyless: str
    chrome: str
    form: str
    chosen: str  # what somebody chose is still ticked, and it is wrong
    others: str = "no"  # the kind of the questions that are no choices
    remarks: str = "no"  # how a word on each choice is written

    def axes(self) -> list[tuple[str, str]]:
        return [(field.name, str(getattr(self, field.name))) for field in fields(self)]


def pick(rng: Random, data: bool) -> PageStyle:
    """A random page style whose parts fit each other."""
    key = "data" if data else rng.choice(("none", "attribute", "attribute", "look", "below", "below", "table"))
    rows = rng.choice(list(ROWS))
    if key in ("below", "table"):
        rows = rng.choice(sorted(LETTERED))
    if key == "look" and rows == "button":
        rows = "ul"
    wrap = rng.choice(list(WRAPS))
    stem = rng.choice(list(STEMS))
    if stem == "legend":
        wrap = "fieldset"
    if key == "table" and stem in ("legend", "p"):
        stem = "p 1."
    if wrap in ("flat", "td") and stem in ("p",):
        stem = "p 1."
    forms = {
        "none": ["-"],
        "attribute": list(ATTRIBUTES),
        "look": list(LOOKS),
        "below": list(BELOW),
        "table": ["ol", "p", "table"],
        "data": list(DATA),
    }
    return PageStyle(
        carrier="html-data" if data else "html",
        language=rng.choice(list(LANGUAGES)) if rng.random() < 0.5 else "en",
        wrap=wrap,
        stem=stem,
        rows=rows,
        key=key,
        key_form=rng.choice(forms[key]),
        feedback=rng.choice(("no", "no", "p", "div.feedback")) if not data else "no",
        several=rng.choice(("no", "no", "some")) if not data else "no",
        keyless=rng.choice(("no", "no", "some")) if key in ("below", "attribute") else "no",
        chrome=rng.choice(("no", "nav", "nav+footer", "sidebar", "score")),
        form=rng.choice(("no", "form")),
        chosen=rng.choice(("no", "wrong")) if rows.startswith("radio") else "no",
    )


def write(rng: Random, style: PageStyle, questions: Sequence[Question | Task], keyless: frozenset[int]) -> str:
    """The page."""
    words = LANGUAGES[style.language]
    if style.key == "data":
        body = '<div id="quiz"><p id="question"></p><div id="options"></div><button id="next">Next</button></div>'
        asked = [q for q in questions if isinstance(q, Question)]
        script = f"<script>\n{DATA[style.key_form](asked)}\nlet current = 0;\nfunction show() {{ /* draws questions[current] */ }}\n</script>"
    else:
        parts = [
            _task(rng, style, words, i + 1, q)
            if isinstance(q, Task)
            else _question(style, words, i + 1, q, i not in keyless)
            for i, q in enumerate(questions)
        ]
        body = _wrapped(style, "".join(parts))
        body += _table(style, words, [q for q in questions if isinstance(q, Question)])
        script = "<script>console.log('ready');</script>"
    nav = (
        '<nav><a href="/">Home</a> <a href="/courses">Courses</a> <a href="/about">About</a></nav>'
        if style.chrome != "no"
        else ""
    )
    foot = "<footer><p>© 1999 The Crane Museum. All rights reserved.</p></footer>" if "footer" in style.chrome else ""
    side = (
        "<aside><h4>More</h4><ul><li><a href='/a'>Kettles</a></li><li><a href='/b'>Kilns</a></li></ul></aside>"
        if style.chrome == "sidebar"
        else ""
    )
    score = "<p>You scored 3 out of 9.</p>" if style.chrome == "score" else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{style.language}"><head><meta charset="utf-8"><title>Quiz on cranes</title></head>\n'
        f"<body>{nav}{side}<main><h1>Quiz on cranes</h1>{score}{body}</main>{foot}{script}</body></html>\n"
    )


def _wrapped(style: PageStyle, inner: str) -> str:
    if style.wrap == "li":
        inner = f"<ol>{inner}</ol>"
    if style.wrap == "td":
        inner = f"<table>{inner}</table>"
    return f'<form action="#">{inner}<button type="submit">Submit</button></form>' if style.form == "form" else inner


def _question(style: PageStyle, words: Words, number: int, question: Question, keyed: bool) -> str:
    stem = esc(question.stem) + (f" ({words.several})" if len(question.right) > 1 else "")
    remarks = question.remarks or ("",) * len(question.choices)
    rows = [_row(style, text, i in question.right, keyed, remarks[i]) for i, text in enumerate(question.choices)]
    choices = ROWS[style.rows](rows, f"q{number}", len(question.right) > 1)
    if style.chosen == "wrong":
        at = next((i for i in range(len(question.choices)) if i not in question.right), 0)
        pieces = choices.split("<input ")
        choices = "<input ".join([*pieces[: at + 1], "checked " + pieces[at + 1], *pieces[at + 2 :]])
    tail = ""
    if style.key == "below" and keyed:
        letters = ", ".join(LETTERS[i] for i in sorted(question.right))
        tail += BELOW[style.key_form](
            letters, esc("; ".join(question.choices[i] for i in sorted(question.right))), words
        )
    if style.feedback == "p":
        tail += f"<p><i>{words.explanation}{words.stop}</i> {esc(question.feedback)}</p>"
    if style.feedback == "div.feedback":
        tail += f'<div class="explanation">{words.explanation}{words.stop} {esc(question.feedback)}</div>'
    return WRAPS[style.wrap](number, _stem(style, words, number, stem), choices, tail, "")


def _task(rng: Random, style: PageStyle, words: Words, number: int, task: Task) -> str:
    stem, body = written(rng, task, words, f"q{number}")
    return WRAPS[style.wrap](number, _stem(style, words, number, stem), body, "", "")


def _stem(style: PageStyle, words: Words, number: int, stem: str) -> str:
    shown = STEMS[style.stem](number, stem, words)
    if style.wrap in ("li", "td"):  # the list or table numbers already
        shown = shown.replace(f"{number}. ", "", 1).replace(f"{number}) ", "", 1)
        shown = shown.replace(f'<span class="number">{number}</span> ', "", 1)
    return shown


def _row(style: PageStyle, text: str, right: bool, keyed: bool, remark: str) -> tuple[str, str]:
    shown = esc(text)
    if style.key == "look" and right:
        shown = LOOKS[style.key_form](shown)
    if remark:
        shown += REMARKS[style.remarks](remark)
    if style.key == "attribute" and keyed:
        return shown, ATTRIBUTES[style.key_form](right)
    return shown, ""


def _table(style: PageStyle, words: Words, questions: Sequence[Question]) -> str:
    if style.key != "table":
        return ""
    keys = [", ".join(LETTERS[i] for i in sorted(q.right)) for q in questions]
    head = f"<h2>{words.key}</h2>"
    if style.key_form == "ol":
        return head + "<ol>" + "".join(f"<li>{key}</li>" for key in keys) + "</ol>"
    if style.key_form == "p":
        return head + "".join(f"<p>{i + 1}. {key}</p>" for i, key in enumerate(keys))
    rows = "".join(f"<tr><td>{i + 1}</td><td>{key}</td></tr>" for i, key in enumerate(keys))
    return f"{head}<table><tr><th>#</th><th>{words.answer}</th></tr>{rows}</table>"
