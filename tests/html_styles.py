"""Quiz pages in many ways of writing them: the same four questions, each with its key, in every style.

A style is a function from (number, stem, options, right) to the markup of one question, or to a whole page.
"""

# ruff: noqa: E501 -- markup reads best unbroken

from __future__ import annotations

import html
import json
from collections.abc import Callable

Question = tuple[str, list[str], int]
QUESTIONS: list[Question] = [
    ("Which metal is liquid at room temperature?", ["Iron", "Mercury", "Gold"], 1),
    ("Which planet has the most moons?", ["Saturn", "Mars", "Venus"], 0),
    ("What do bees make?", ["Milk", "Silk", "Honey"], 2),
    ("Which bird cannot fly?", ["Swift", "Gull", "Ostrich"], 2),
]
LETTERS = "ABCD"


def page(body: str, title: str = "Weekly quiz") -> str:
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'


def each(one: Callable[[int, str, list[str], int], str]) -> str:
    return "".join(one(number, *question) for number, question in enumerate(QUESTIONS))


def rows(options: list[str], one: Callable[[int, str], str]) -> str:
    return "".join(one(place, text) for place, text in enumerate(options))


def script(text: str) -> str:
    return f"<div id=app>Loading...</div><script>{text}</script>"


def listed(one: Callable[[str, list[str], int], str]) -> str:
    return ",".join(one(*question) for question in QUESTIONS)


def radios(i: int, options: list[str], value: Callable[[int, str], str]) -> str:
    return rows(options, lambda j, t: f'<label><input type="radio" name="q{i}" {value(j, t)}> {t}</label><br>')


STYLES: dict[str, str] = {
    "buttons that say true": page(each(lambda i, s, o, c: f'<div class="card"><h3>{s}</h3>' + rows(
        o, lambda j, t: f'<button onclick="check(this, {str(j == c).lower()})">{t}</button>') + "</div>")),
    "buttons and a map": page(each(lambda i, s, o, c: f'<div class="card" id="q{i}"><p>{i + 1}. {s}</p>' + rows(
        o, lambda j, t: f'<button class="option" data-value="{LETTERS[j].lower()}">{t}</button>') + "</div>") + script(
        "const correctAnswers = {" + ",".join(f'q{i}: "{LETTERS[c].lower()}"' for i, (_, _, c) in enumerate(QUESTIONS)) + "}")),
    "entries with data": page(each(lambda i, s, o, c: f"<section><h2>{s}</h2><ul>" + rows(
        o, lambda j, t: f'<li data-correct="{str(j == c).lower()}">{t}</li>') + "</ul></section>")),
    "one entry of a class": page(each(lambda i, s, o, c: f'<h3>{i + 1}. {s}</h3><ol type="a">' + rows(
        o, lambda j, t: f"<li{' class=correct' if j == c else ''}>{t}</li>") + "</ol>")),
    "radio values that score": page("<form>" + each(lambda i, s, o, c: f"<h4>{i + 1}. {s}</h4>" + radios(
        i, o, lambda j, t: f"value={5 if j == c else 0}")) + "</form>"),
    "radio attribute": page(each(lambda i, s, o, c: f'<div class="set"><h4>{s}</h4>' + radios(
        i, o, lambda j, t: 'valid="valid"' if j == c else "") + "</div>")),
    "radios in a table, key in order": page("<form><table>" + each(lambda i, s, o, c: f"<tr><td colspan=2>{i + 1}) {s}</td></tr>" + rows(
        o, lambda j, t: f"<tr><td><input type=radio name=r{i} value={j}></td><td>{t}</td></tr>")) + "</table></form>" + script(
        "var key = [" + ",".join(str(c) for _, _, c in QUESTIONS) + "]")),
    "labels before their radios": page(each(lambda i, s, o, c: f"<p>{i + 1}. {s}</p><p>" + rows(
        o, lambda j, t: f'{t} <input type="radio" name="n{i}" value="{"right" if j == c else "wrong"}{j}"> ') + "</p>")),
    "drop-downs": page(each(lambda i, s, o, c: f'<p>{i + 1}. {s} <select><option value="">Choose...</option>' + rows(
        o, lambda j, t: f"<option{' data-correct=1' if j == c else ''}>{t}</option>") + "</select></p>")),
    "hidden fields": page("<form>" + each(lambda i, s, o, c: f"<fieldset><legend>{s}</legend>" + radios(
        i, o, lambda j, t: f'value="{LETTERS[j]}"') + f'<input type=hidden name="correct_q{i}" value="{LETTERS[c]}"></fieldset>') + "</form>"),
    "a key on the box": page(each(lambda i, s, o, c: f'<div class="question" data-answer="{c + 1}"><p class="question-text">{s}</p>' + radios(
        i, o, lambda j, t: f'value="{j + 1}"') + "</div>")),
    "a key at the end": page("<form>" + each(lambda i, s, o, c: f"<p>{i + 1}. {s}</p>" + rows(
        o, lambda j, t: f"<input type=radio name=z{i}> {LETTERS[j].lower()}) {t}<br>")) + "</form><h2>Answers</h2><ol>" + each(
        lambda i, s, o, c: f"<li>{LETTERS[c].lower()}</li>") + "</ol>"),
    "a list with a badge": page(each(lambda i, s, o, c: f'<div class="card"><p class="card-text">{s}</p><ul>' + rows(
        o, lambda j, t: f'<li class="item{" list-group-item-success" if j == c else ""}">{t}</li>') + "</ul></div>")),
    "roles and badges": page(each(lambda i, s, o, c: f'<div data-testid="question"><div data-testid="question-title">{s}</div><div role="radiogroup">' + rows(
        o, lambda j, t: f'<div role="radio"><span>{t}</span>{"<span class=b>Correct answer</span>" if j == c else ""}</div>') + "</div></div>")),
    "ids": page("<form>" + each(lambda i, s, o, c: f"<div><p>{s}</p>" + rows(o, lambda j, t: (
        lambda d: f'<div><input type=radio name=i{i} id="{d}"><label for="{d}">{t}</label></div>')(
            f"{'correct' if j == c else 'wrong'}-{i}-{j}")) + "</div>") + "</form>"),
    "comparisons": page("<form>" + each(lambda i, s, o, c: f"<p>{i + 1}. {s}</p>" + radios(
        i, o, lambda j, t: f"value={LETTERS[j].lower()}")) + "</form>" + script("function check() {" + each(
        lambda i, s, o, c: f"let a{i} = document.querySelector('input[name=\"q{i}\"]:checked').value;"
        f' if (a{i} === "{LETTERS[c].lower()}") {{ score++; }}') + "}")),
    "checked boxes by id": page("<form>" + each(lambda i, s, o, c: f"<p>{i + 1}. {s}</p>" + rows(
        o, lambda j, t: f'<input type=radio id="g{i}{j}" name="g{i}"> <label for="g{i}{j}">{t}</label><br>')) + "</form>" + script(
        each(lambda i, s, o, c: f'if (document.getElementById("g{i}{c}").checked) {{ score += 1; }}'))),
    "full marks": page(each(lambda i, s, o, c: f'<div class="question"><p>{i + 1}. {s}</p><p>1 / 1 point</p>' + radios(
        i, o, lambda j, t: "checked disabled" if j == c else "disabled") + "</div>")),
    "accordion": page(each(lambda i, s, o, c: f'<div><h2><button data-bs-target="#c{i}">{s}</button></h2><div id="c{i}" class="collapse"><ol type=a>' + rows(
        o, lambda j, t: f"<li>{t}</li>") + f"</ol><p>Answer: {LETTERS[c].lower()}</p></div></div>")),
    "hidden answers": page(each(lambda i, s, o, c: f"<div><p>{i + 1}. {s}</p><ul class=options>" + rows(
        o, lambda j, t: f"<li>{LETTERS[j]}. {t}</li>") + f'</ul><button onclick="show(\'a{i}\')">View Answer</button>'
        f'<div id="a{i}" style="display:none"><b>Correct answer:</b> {LETTERS[c]}. {o[c]}</div></div>')),
    "written out": page(each(lambda i, s, o, c: f"<p><b>Q{i + 1}. {s}</b></p>" + rows(
        o, lambda j, t: f"<p>{LETTERS[j]}) {t}</p>") + f"<p><b>Answer: {LETTERS[c]}</b></p>")),
    "records": page(script("const quizData = [" + listed(
        lambda s, o, c: json.dumps({"question": s, "options": o, "correct": c})) + "]")),
    "records by letter": page(script("const myQuestions = [" + listed(lambda s, o, c: json.dumps(
        {"question": s, "answers": dict(zip("abc", o, strict=True)), "correctAnswer": "abc"[c]})) + "]")),
    "records in columns": page(script("let data = [" + listed(lambda s, o, c: json.dumps(
        {"q": s, "opt1": o[0], "opt2": o[1], "opt3": o[2], "ans": o[c]})) + "]")),
    "records with flags": page(script("new Vue({data() { return {questions: [" + listed(lambda s, o, c: json.dumps(
        {"text": s, "responses": [{"text": t, "correct": j == c} for j, t in enumerate(o)]})) + "]} }})")),
    "records by id": page('<script type="application/json">' + json.dumps({"props": {"questions": [
        {"title": s, "options": [{"id": f"o{j}", "label": t} for j, t in enumerate(o)], "correctOptionId": f"o{c}"}
        for s, o, c in QUESTIONS]}}) + "</script>"),
    "constructors": page(script("var questions = [" + listed(
        lambda s, o, c: f'new Question("{s}", {json.dumps(o)}, "{o[c]}")') + "]")),
    "an attribute": page('<div data-quiz="' + html.escape(json.dumps({"items": [
        {"stem": s, "choices": o, "answerIndex": c} for s, o, c in QUESTIONS]})) + '"></div>'),
    "by position": page(script("const quiz = [" + listed(lambda s, o, c: json.dumps([s, *o, LETTERS[c]])) + "]")),
    "lists side by side": page(script(
        f"var questions = {json.dumps([s for s, _, _ in QUESTIONS])}; var choices = {json.dumps([o for _, o, _ in QUESTIONS])};"
        f" var answers = {json.dumps([c for _, _, c in QUESTIONS])};")),
}  # fmt: skip

KEYLESS: dict[str, str] = {
    "a wrong choice, marked so": page(each(lambda i, s, o, c: f'<div class="question"><p>{i + 1}. {s}</p><p>0 / 1 point</p>' + radios(
        i, o, lambda j, t: "checked disabled" if j == (c + 1) % 3 else "disabled") + "</div>")),
    "only a choice": page(each(lambda i, s, o, c: f"<div><p>{i + 1}. {s}</p>" + radios(
        i, o, lambda j, t: "checked" if j == 0 else "") + "</div>"), title="Exam"),
    "indices that may count either way": page(script("const quizData = [" + listed(
        lambda s, o, c: json.dumps({"question": s, "options": o, "correct": 1})) + "]")),
    "values that number": page("<form>" + each(lambda i, s, o, c: f"<p>{i + 1}. {s}</p>" + radios(
        i, o, lambda j, t: f"value={j}")) + "</form>"),
    "a script that contradicts the markup": page("<form>" + each(lambda i, s, o, c: f"<p>{i + 1}. {s}</p>" + radios(
        i, o, lambda j, t: f'value="{LETTERS[j]}"' + (" data-correct=true" if j == c else ""))) + "</form>" + script(
        "const answers = {" + ",".join(f'q{i}: "{LETTERS[(c + 1) % 3]}"' for i, (_, _, c) in enumerate(QUESTIONS)) + "}")),
}  # fmt: skip

FORMS: dict[str, str] = {
    "sign-up": page('<form><h2>Create account</h2><input type="email" name="email"><p>Gender</p><label><input type=radio name=g> '
                    "Male</label><label><input type=radio name=g> Female</label></form>", "Sign up"),
    "scale": page("<form>" + "".join(f"<p>{i}. {s}</p>" + "".join(
        f"<label><input type=radio name=l{i} value={j}> {t}</label>" for j, t in enumerate(
            ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"]))
        for i, s in enumerate(["The course was clear.", "The room was warm."], 1)) + "</form>", "Course evaluation survey"),
    "checklist": page("<ul><li><input type=checkbox> Run the tests</li><li><input type=checkbox> Tag it</li></ul>", "Release"),
    "frequent questions": page("<details><summary>How do I return it?</summary>Send it.</details><details><summary>Is it free?"
                               "</summary>No.</details>", "FAQ"),
    "filter": page("<form><h3>Size</h3><label><input type=checkbox name=s> Small</label><label><input type=checkbox name=s> Large"
                   "</label></form>", "Shoes"),
    "settings": page("<p>Theme</p><label><input type=radio name=t checked> Light</label><label><input type=radio name=t> Dark</label>"
                     "<select><option selected>English</option><option>Deutsch</option></select>", "Settings"),
    "poll": page("<h3>What is your favourite season?</h3><label><input type=radio name=p> Spring</label><label><input type=radio "
                 "name=p> Autumn</label><button>Vote</button>", "Poll of the week"),
    "messages": page(script('const messages = {correct: "Correct!", wrong: "Wrong!", question: "Question", options: ["Yes", "No"]}'),
                     "App"),
    "menu": page('<div class="menu"><a class="option" href="/a">Home</a><a class="option" href="/b">About</a></div><p>What now?</p>',
                 "Blog"),
}  # fmt: skip
