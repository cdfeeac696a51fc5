"""R learnr tutorials: questions are R calls in the code blocks of an R Markdown document.

    ```{r quiz1}
    question("Which function makes a vector?",
      answer("`c()`", correct = TRUE),
      answer("`vec()`", message = "There is no such function."),
      correct = "Yes.", incorrect = "Read chapter 1.")
    ```

Read as literals, never run. `question_text` is typed, `question_numeric` a number with `tolerance`; several right
answers make a checkbox. Calls: the learnr documentation of `question()` and `answer()`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizmill.draft import Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment, ItemType, When
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_CALL = re.compile(r"\b(?P<name>question(?:_checkbox|_radio|_text|_numeric)?)\s*\(")
_TOKEN = re.compile(
    r"\s+|#[^\n]*|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|(?P<name>[A-Za-z.][\w.]*(?:::[\w.]+)?)"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?L?)|(?P<sign>[(),=]|.)",
    re.S,
)


@dataclass(slots=True)
class _Call:
    """An R call: its name, its unnamed and its named arguments, each a text or a call."""

    name: str
    start: int
    end: int = 0
    plain: list[str | _Call] = field(default_factory=list)
    named: dict[str, str | _Call] = field(default_factory=dict)

    def word(self, name: str) -> str:
        value = self.named.get(name, "")
        return value if isinstance(value, str) else ""


def identify(page: Page) -> bool:
    """A question call with an answer call inside, in an R code block."""
    text = page.text[:500_000]
    return bool(re.search(r"(?m)^\s*```+\s*\{r\b", text) and _CALL.search(text) and re.search(r"\banswer\s*\(", text))


def read(page: Page) -> Extraction:
    return Extraction(drafts=tuple(draft for call in _calls(page.text) if (draft := _draft(call, page.text))))


def _calls(text: str) -> Iterator[_Call]:
    at = 0
    while found := _CALL.search(text, at):
        call = _parse(text, found.start())
        at = call.end if call else found.end()
        if call:
            yield call


def _parse(text: str, start: int) -> _Call | None:
    """The call that begins at `start`, or None where its brackets never close. Nesting is kept on a stack."""
    head = _CALL.match(text, start)
    if not head:
        return None
    stack = [_Call(head["name"], start)]
    at, name = head.end(), ""
    label = ""
    while at < len(text) and stack:
        token = _TOKEN.match(text, at)
        if not token:
            return None
        at = token.end()
        if token["string"] is not None:
            _put(stack[-1], label, _unquoted(token["string"]))
            label = name = ""
        elif token["name"]:
            name = token["name"].split("::")[-1]
        elif token["number"]:
            _put(stack[-1], label, token["number"].rstrip("L"))
            label = name = ""
        elif token["sign"] == "=":
            label, name = name, ""
        elif token["sign"] == "(":
            inner = _Call(name, token.start())
            _put(stack[-1], label, inner)
            stack.append(inner)
            label = name = ""
        elif token["sign"] in (",", ")"):
            if name:
                _put(stack[-1], label, name)
            label = name = ""
            if token["sign"] == ")":
                closed = stack.pop()
                closed.end = at
                if not stack:
                    return closed
    return None


def _put(call: _Call, label: str, value: str | _Call) -> None:
    if label:
        call.named[label] = value
    else:
        call.plain.append(value)


def _unquoted(text: str) -> str:
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return text[1:-1]
    return value if isinstance(value, str) else text[1:-1]


def _span(text: str, call: _Call) -> Span:
    return Span.of_lines(text.count("\n", 0, call.start) + 1, text.count("\n", 0, call.end) + 1)


def _draft(call: _Call, text: str) -> Draft | None:
    stem = call.word("text") or next((value for value in call.plain if isinstance(value, str)), "")
    answers = [value for value in call.plain if isinstance(value, _Call) and value.name in ("answer", "answer_fn")]
    if not stem or not answers:
        return None
    span = _span(text, call)
    right = tuple(i for i, answer in enumerate(answers) if answer.word("correct") in ("TRUE", "T"))
    said: list[tuple[str, When]] = [
        (call.word("correct"), "correct"), (call.word("incorrect"), "incorrect"), (call.word("message"), "general")
    ]  # fmt: skip
    typed = call.name in ("question_text", "question_numeric")
    kind: ItemType = "numeric" if call.name == "question_numeric" else "short"
    several = call.name == "question_checkbox" or len(right) > 1 or "checkbox" in call.word("type")
    return Draft(
        stem=Fragment(stem, (span,)),
        spans=(span,),
        type=kind if typed else "multiple" if several else "single",
        choices=() if typed else tuple(_choice(answer, text) for answer in answers),
        claims=(Claim(Evidence.MARKUP, choices=right, spans=(span,)),) if right and not typed else (),
        answers=tuple(_typed(call, answers[i], text) for i in right) if typed else (),
        feedback=tuple(DraftFeedback(Fragment(words, (span,)), when) for words, when in said if words),
    )


def _words(answer: _Call) -> str:
    return answer.word("text") or next((value for value in answer.plain if isinstance(value, str)), "")


def _choice(answer: _Call, text: str) -> DraftChoice:
    span = (_span(text, answer),)
    remark = answer.word("message")
    return DraftChoice(Fragment(_words(answer), span), feedback=Fragment(remark, span if remark else ()))


def _typed(call: _Call, answer: _Call, text: str) -> DraftAnswer:
    span = (_span(text, answer),)
    numeric = call.name == "question_numeric"
    return DraftAnswer(
        Fragment(_words(answer), span), numeric=numeric, tolerance=call.word("tolerance") if numeric else ""
    )


EXTRACTOR = Extractor("learnr", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
