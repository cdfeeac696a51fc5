"""Moodle's calculated questions: numbers drawn from data sets, an answer given by a formula.

    <questiontext>A ship covers {a} miles in {b} hours. Speed?</questiontext>
    <answer fraction="100"><text>{a}/{b}</text><tolerance>0.01</tolerance><tolerancetype>1</tolerancetype>
      <correctanswerformat>1</correctanswerformat><correctanswerlength>2</correctanswerlength></answer>
    <dataset_definition><name><text>a</text></name><dataset_items><dataset_item><value>30</value> ...

The bank holds no formulas: the question is kept with the numbers of the first set, its formulas worked out as Moodle
does (docs.moodle.org, "Calculated question type"). What is no arithmetic is refused.
"""

from __future__ import annotations

import ast
import html
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._calculated import REFUSED, SAID
from extract.sites._moodle.question import Question
from extract.sites._part import number, words
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment

_NAME = re.compile(r"\{([A-Za-z][\w ]{0,40})\}")
_FORMULA = re.compile(r"\{=((?:[^{}]|\{[\w ]{1,40}\}){1,300})\}")
_LONGEST = 300
_OPERATORS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: math.fmod,
    ast.Pow: math.pow,
}
_RELATIVE, _NOMINAL = "1", "2"


def _rounded(value: float, places: float = 0) -> float:
    """As PHP rounds: halves away from zero."""
    scale = 10.0 ** int(places)
    return math.copysign(math.floor(abs(value) * scale + 0.5), value) / scale


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs, "sqrt": math.sqrt, "exp": math.exp, "log": math.log, "log10": math.log10, "pow": math.pow,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan,
    "atan2": math.atan2, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "floor": math.floor,
    "ceil": math.ceil, "round": _rounded, "min": min, "max": max, "fmod": math.fmod, "pi": lambda: math.pi,
    "deg2rad": math.radians, "rad2deg": math.degrees,
}  # fmt: skip


class NoNumber(Exception):
    """A formula that is no arithmetic, or has no value."""


def value_of(formula: str, values: Mapping[str, str]) -> float:
    """What a formula gives with these numbers in it; NoNumber where it gives none."""
    if not set(_NAME.findall(formula)) <= values.keys() or len(formula) > _LONGEST:
        raise NoNumber
    try:
        tree = ast.parse(_NAME.sub(lambda match: f"({values[match[1]]})", formula).strip(), mode="eval")
        value = float(_walked(tree.body))
    except (SyntaxError, ValueError, ArithmeticError, TypeError, MemoryError, RecursionError) as error:
        raise NoNumber from error
    if not math.isfinite(value):
        raise NoNumber
    return value


def _walked(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_walked(inner)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _walked(inner)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            return _OPERATORS[type(op)](_walked(left), _walked(right))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            return _FUNCTIONS[name](*map(_walked, args))
    raise NoNumber


def _shown(value: float) -> str:
    return f"{value:.10g}"


def _written(value: float, answer: Node, margin: float) -> str:
    """An answer with as many decimals (form 1) or significant figures (form 2) as is said, if they are exact enough."""
    length = (answer.findtext("correctanswerlength") or "").strip()
    places = int(length) if length.isdecimal() and len(length) < 3 else 10
    form = "g" if (answer.findtext("correctanswerformat") or "1").strip() == "2" else "f"
    text = f"{value:.{places}{form}}"
    return text if abs(float(text) - value) <= margin / 10 else _shown(value)


def _first_set(question: Question) -> tuple[dict[str, str], int]:
    """The first number of each data set, by name, and how many there are."""
    values: dict[str, str] = {}
    counts = []
    for definition in question.node.iterfind("dataset_definitions/dataset_definition"):
        items = definition.findall("dataset_items/dataset_item")
        numbered = [item for item in items if words(item.find("number")) == "1"]
        drawn = next((words(item.find("value")) for item in (numbered or items)), "")
        if number(drawn) is not None:
            values[words(definition.find("name"))] = drawn
            counts.append(len(items))
    return values, min(counts, default=0)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its numbers in it; NoNumber where a name has none."""
    text = _FORMULA.sub(lambda match: _shown(value_of(_plain(match[1]), values)), text)
    if not set(_NAME.findall(text)) <= values.keys():
        raise NoNumber
    return _NAME.sub(lambda match: values[match[1]], text)


def _plain(formula: str) -> str:
    """A formula out of Markdown."""
    return html.unescape(re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", formula))


def read_calculated(question: Question, choices: Callable[[Question], Draft]) -> Draft | None:
    """A calculated question of any sort, with the numbers of its first set. `choices` reads one with choices."""
    values, count = _first_set(question)
    try:
        if not values:
            raise NoNumber
        offered = question.node.get("type") == "calculatedmulti"
        draft = _chosen(choices(question), values) if offered else _typed(question, values)
        stem = replace(draft.stem, text=_filled(draft.stem.text, values))
    except NoNumber:
        question.doubt(REFUSED)
        return None
    question.doubt(SAID.format(count))
    told = tuple(DraftFeedback(_fragment(remark.text, values), remark.when) for remark in draft.feedback)
    return replace(draft, stem=stem, feedback=told)


def _fragment(text: Fragment, values: Mapping[str, str]) -> Fragment:
    return replace(text, text=_filled(text.text, values))


def _chosen(draft: Draft, values: Mapping[str, str]) -> Draft:
    filled: list[DraftChoice] = [
        replace(choice, text=_fragment(choice.text, values), feedback=_fragment(choice.feedback, values))
        for choice in draft.choices
    ]
    return replace(draft, choices=tuple(filled))


def _typed(question: Question, values: Mapping[str, str]) -> Draft:
    answers = []
    for answer in question.answers:
        formula = (answer.findtext("text") or "").strip()
        if formula == "*":
            continue
        value = value_of(html.unescape(formula), values)
        kind = (answer.findtext("tolerancetype") or _RELATIVE).strip()
        margin = number(answer.findtext("tolerance")) or 0.0
        if margin and kind not in (_RELATIVE, _NOMINAL):
            raise NoNumber  # geometric
        width = f"{margin * 100:.10g}%" if kind == _RELATIVE else f"{margin:.10g}"
        text = _written(value, answer, margin * (abs(value) if kind == _RELATIVE else 1))
        place = question.part.fragment(text, answer, question.path)
        told = _fragment(question.fragment(answer.find("feedback")), values)
        credit = number(answer.get("fraction")) or 0.0
        answers.append(DraftAnswer(place, credit, told, numeric=True, tolerance=width if margin else ""))
    return question.draft(type="numeric", answers=tuple(answers))
