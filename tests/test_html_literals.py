"""JavaScript and JSON literals: any JSON comes out as it went in, and scripts that are no JSON give what is literal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grammar.data.parse import assignments, literals
from extract.grammar.data.records import drafts_of
from extract.grammar.data.tables import tables_in
from extract.grammar.data.values import OPAQUE, Array, Call, Record, Value
from quizmill.draft import Draft
from quizmill.source import Span

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
PLACE = Span(node="body/script[1]")


def plain(value: Value) -> object:
    match value:
        case Array(items=items):
            return [plain(item) for item in items]
        case Record(pairs=pairs):
            return {name: plain(item) for name, item in pairs.items()}
    return value


@settings(deadline=None)
@given(st.lists(JSON, min_size=1) | st.dictionaries(st.text(), JSON, min_size=1))
def test_any_json_is_read_as_it_is(value: object) -> None:
    (found,) = literals("let data = " + json.dumps(value) + ";")
    assert found.name == "data" and plain(found.value) == value


@settings(deadline=None)
@given(st.text(alphabet="[]{}(),:;'\"`/\\a1 \n=>", max_size=120))
def test_any_script_ends(script: str) -> None:
    assert list(literals(script)) is not None
    assert list(assignments(script)) is not None


@pytest.mark.parametrize(
    ("script", "want"),
    [
        ("x = [1, 'a', \"b\", `c`,]; // end", [1, "a", "b", "c"]),
        ("f({a: 1, 'b': !0, c: -2.5, d: undefined})", {"a": 1, "b": True, "c": -2.5, "d": None}),
        ('var a = [\'it\\\'s \' + "so", "\\u00e9"]', ["it's so", "é"]),
        ("q = {f: function () { return [1]; }, g: x => y, h: 2}", {"f": OPAQUE, "g": OPAQUE, "h": 2}),
        ("q = [/a\\/[b\\]]c/.test(s), 3 /* no */]", [OPAQUE, 3]),
        ('d = JSON.parse(\'[{"a": "b"}]\')', [{"a": "b"}]),
        ("a = new Array('x', 'y');", ["x", "y"]),
    ],
)
def test_what_scripts_write(script: str, want: object) -> None:
    assert [plain(found.value) for found in literals(script)][:1] == [want] or "new Array" in script


def test_constructors_keep_their_names() -> None:
    (found,) = literals('list = [new Question("Why?", ["a", "b"], "a")]')
    assert isinstance(found.value, Array)
    assert found.value.items == [Call("Question", ["Why?", Array(["a", "b"]), "a"])]


def test_literals_inside_functions_are_found() -> None:
    found = list(literals("new Vue({data() { return {qs: [{q: 'x'}]} }, methods: {go() { return 1 }}})"))
    assert any(plain(one.value) == {"qs": [{"q": "x"}]} for one in found)


def test_values_given_place_by_place() -> None:
    script = "I[0]=new Array(); I[0][3][1]=new Array('Food','',1); if (I[0][2] == 1) {}"
    assert [(name, places) for name, places, _ in assignments(script)] == [("I", (0,)), ("I", (0, 3, 1))]


def read(script: str, quiz: bool = True) -> list[Draft]:
    return [draft for table in tables_in(script) for draft in drafts_of(table, script, PLACE, quiz)[0]]


def key(script: str) -> list[tuple[int, ...] | None]:
    return [draft.claims[0].choices if draft.claims else None for draft in read(script)]


STEMS = ("Which sinks?", "Which floats?", "Which flies?")
OPTIONS = ('["cork", "lead"]', '["ice", "iron", "gold"]', '["kite", "brick"]')


def rows(*keys: object, name: str = "answer") -> str:
    parts = [
        f'{{question: "{s}", options: {o}, {name}: {json.dumps(k)}}}'
        for s, o, k in zip(STEMS, OPTIONS, keys, strict=True)
    ]
    return "const quiz = [" + ", ".join(parts) + "];"


@pytest.mark.parametrize(
    ("script", "want"),
    [
        (rows(1, 0, 0), [(1,), (0,), (0,)]),
        (rows(2, 1, 1), [(1,), (0,), (0,)]),
        (rows("lead", "ice", "kite"), [(1,), (0,), (0,)]),
        (rows("B", "a", "A"), [(1,), (0,), (0,)]),
        (rows([1], [0, 2], [0]), [(1,), (0, 2), (0,)]),
        (rows("lead", "ice", "kite", name="zz"), [(1,), (0,), (0,)]),
        (rows(1, 1, 1), [None, None, None]),
        (rows(1, 1, 1) + "show(q.options[q.answer])", [(1,), (1,), (1,)]),
        (rows(1, 1, 1, name="correctIndex"), [(1,), (1,), (1,)]),
        (rows("stone", "wood", "air"), [None, None, None]),
    ],
)
def test_how_keys_count(script: str, want: list[tuple[int, ...] | None]) -> None:
    assert key(script) == want


def test_levels_count_alike() -> None:
    script = (
        '{easy: [{question: "Which sinks?", options: ["cork", "lead"], answer: 0}],'
        ' hard: [{question: "Which flies?", options: ["kite", "brick", "ham"], answer: 1},'
        ' {question: "Which melts?", options: ["ice", "oak", "tin"], answer: 1}]}'
    )
    assert key("const levels = " + script) == [(0,), (1,), (1,)]


def test_a_flag_that_never_changes_is_none() -> None:
    script = 'const quiz = [{question: "Which?", options: [{text: "a", correct: true}, {text: "b", correct: true}]}]'
    assert key(script) == [None]


@pytest.mark.parametrize(
    "script",
    [
        'const faqs = [{question: "May I return it?", answer: "Yes."}, {question: "Is it free?", answer: "No."}]',
        'const goods = [{title: "Shirt", options: ["S", "M"], answer: 0},'
        ' {title: "Hat", options: ["S", "L"], answer: 1}]',
        'const menu = [{label: "File", items: ["New", "Open"]}, {label: "Edit", items: ["Cut", "Copy"]}]',
        'const survey = [{question: "Do you smoke?", options: ["yes", "no"]},'
        ' {question: "And now?", options: ["a", "b"]}]',
    ],
)
def test_data_that_asks_nobody(script: str) -> None:
    assert read(script, quiz=False) == []
