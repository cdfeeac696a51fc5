"""Keys that a page's scripts hold for the controls in its markup, read off their text and never run.

    if (document.querySelector('input[name="q1"]:checked').value === "b") score++;      q1 -> b
    if (document.test.q1[2].checked) score++;                                           q1 -> #2, its third control
    const answers = { q1: "b", q2: ["a", "c"] };                                        q1 -> b, q2 -> a and c
    var key = ["b", "c", "a"];  with three groups                                       by their order

A comparison counts where it names one value, or where what follows it says which of several is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extract.grammar.data.parse import literals
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.pages.script_outcomes import Outcome, outcome, switches
from extract.grammar.words.chosen_names import is_chosen_name
from extract.grammar.words.class_names import judge, words_in
from extract.grammar.words.mentions import Mentions
from extract.media.html.medium import HtmlPage

_KEY_NAME = re.compile(
    r"answer|correct|key|solution|right|truth|richtig|respuesta|loesung|reponse|risposta|resposta|expected|ans$", re.I
)
_COMPARED = re.compile(r"""(?P<op>===?|!==?)\s*(?P<q>['"`])(?P<v>[^'"`\n]{0,200})(?P=q)""")
_LITERAL_FIRST = re.compile(
    r"""(?P<q>['"`])(?P<v>[^'"`\n]{1,200})(?P=q)\s*(?P<op>===?|!==?)\s*(?P<l>[\w$.\[\]'"()]{1,120})"""
)
_TESTED = re.compile(r"/\^\(?(?P<v>[\w '\u00c0-\uffff-]{1,80})\)?\$/i?\.test\(")
_BOUND = re.compile(
    r"""(?:var|let|const)?\s*(?P<v>[A-Za-z_$][\w$]*)\s*=\s*(?P<e>[^;\n]{1,300})[;\n]""",
)
_CHECKED = re.compile(r"""(?:getElementById\(\s*['"]([\w-]+)['"]\s*\)|\b([A-Za-z_$][\w$]*))\.checked""")
_CHECKED_AT = re.compile(
    r"""\b([A-Za-z_][\w-]*)['"]?[\])]?\s?\[\s?(\d{1,2})\s?\]\.checked"""
)  # `document.test.q1[2].checked`
_NEGATED = re.compile(r"""!\s?[\w$.\[\]'"()]{0,60}\Z""")
_IN_NAME = re.compile(
    r"""name\s*=\s*\\?["']?([\w\[\]-]+)|elements\[\s*['"]([\w-]+)['"]|getElementById\(\s*['"]([\w-]+)['"]|getElementsByName\(\s*['"]([\w-]+)['"]|querySelector\(\s*['"]#([\w-]+)['"]|\$\(\s*['"]#([\w-]+)['"]|\.get\(\s*['"]([\w-]+)['"]|[\w\])]\.([A-Za-z_]\w*)\.value"""
)


@dataclass(slots=True)
class ScriptKeys:
    """What scripts say: for a control's name or id the values they compare it with; and bare lists of keys in order."""

    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: list[tuple[str, tuple[tuple[str, ...], ...]]] = field(default_factory=list)


def script_keys(page: HtmlPage, names: Sequence[str]) -> ScriptKeys:
    """The keys for controls of these names and ids."""
    wanted = frozenset(name for name in names if name)
    found = ScriptKeys()
    for node in page.tree.nodes:
        if node.tag != "script" or node.attrs.get("src") or len(node.text) < 10 or not _may_judge(node.text):
            continue
        for name, values in _maps(node.text, wanted, found):
            found.values.setdefault(name, values)
        for name, values in _comparisons(node.text, wanted).items():
            known = found.values.get(name)
            if known is None:
                found.values[name] = values
            elif set(known) != set(values):
                found.values[name] = ()  # the script disagrees with itself
    for name, value in _passed(page, wanted):
        found.values.setdefault(name, (value,))
    found.values = {name: values for name, values in found.values.items() if values}
    return found


_CHECKS = re.compile(
    r"""\b(?:check|verify|grade|validate|compare|test|mark|submit)\w*\(\s*(?:this\s*,\s*)?['"]([\w\[\]-]+)['"]\s*,\s*['"]([^'"]{1,80})['"]""",
    re.I,
)


def _passed(page: HtmlPage, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Keys handed over at a press: `onclick="check('q1', 'Paris')"`, where only one value is ever passed for a name."""
    said: dict[str, set[str]] = {}
    for node in page.tree.marked("onclick"):
        for name, value in _CHECKS.findall(node.attrs["onclick"]):
            if name in wanted:
                said.setdefault(name, set()).add(value)
    for name, values in said.items():
        if len(values) == 1:
            yield name, values.pop()


_NAMES_KEY = Mentions(
    *"answer correct key solution right truth richtig respuesta loesung reponse risposta resposta expected".split(),
    pattern=r"ans$",
)


def _may_judge(script: str) -> bool:
    return "==" in script or ".test(" in script or "switch" in script or "score" in script or _NAMES_KEY(script)


def _maps(script: str, wanted: frozenset[str], found: ScriptKeys) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in literals(script):
        yield from _map_of(one.name, one.value, wanted, found, 0)


def _map_of(
    name: str, value: Value, wanted: frozenset[str], found: ScriptKeys, depth: int
) -> Iterator[tuple[str, tuple[str, ...]]]:
    if depth > 6:
        return
    match value:
        case Record(pairs=pairs):
            joined = {key: values for key, inner in pairs.items() if key in wanted and (values := _values(inner))}
            if (joined and len(joined) * 2 > len(pairs) and not is_chosen_name(name)) or (
                joined := _by_question(pairs, wanted)
            ):
                yield from joined.items()
            else:
                for key, inner in pairs.items():
                    yield from _map_of(key, inner, wanted, found, depth + 1)
        case Array(items=items):
            values_of = [_values(item) for item in items]
            if _KEY_NAME.search(name) and not is_chosen_name(name) and len(items) > 1 and all(values_of):
                found.ordered.append((name, tuple(values_of)))
            rows = [item for item in items if isinstance(item, Record)]
            for row in rows:
                yield from _row_of(row, wanted)


def _by_question(pairs: Mapping[str, Value], wanted: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """`{q1: {answer: "b", why: "..."}}`."""
    out: dict[str, tuple[str, ...]] = {}
    for name, inner in pairs.items():
        if name in wanted and isinstance(inner, Record):
            keys = [values for key, item in inner.pairs.items() if _KEY_NAME.search(key) and (values := _values(item))]
            if len(keys) == 1:
                out[name] = keys[0]
    return out if len(out) * 2 > len(pairs) else {}


def _row_of(row: Record, wanted: frozenset[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """`{name: "q1", answer: "b"}`."""
    names = [value for value in row.pairs.values() if isinstance(value, str) and value in wanted]
    keys = [
        values
        for key, item in row.pairs.items()
        if _KEY_NAME.search(key) and (values := _values(item)) and values[0] not in wanted
    ]
    if len(names) == 1 and len(keys) == 1:
        yield names[0], keys[0]


def _values(value: Value) -> tuple[str, ...]:
    match value:
        case bool():
            return ("true" if value else "false",)
        case str() | int() | float():
            return (str(value),) if str(value).strip() else ()
        case Array(items=items) if items and all(isinstance(item, str | int | float) for item in items):
            return tuple(str(item) for item in items)
    return ()


def _comparisons(script: str, wanted: frozenset[str]) -> dict[str, tuple[str, ...]]:
    bound = _bindings(script, wanted)
    said: dict[str, dict[str, Outcome]] = {}
    for match in _COMPARED.finditer(script):
        _note(script, match, script[max(0, match.start() - 160) : match.start()], bound, wanted, said)
    for match in _LITERAL_FIRST.finditer(script):
        _note(script, match, match["l"], bound, wanted, said)
    for match in _TESTED.finditer(script) if ".test(" in script else ():  # /^paris$/i.test(form.q1.value)
        if name := _asked(re.split(r"[;{}\n]", script[match.end() : match.end() + 160])[0], bound, wanted):
            said.setdefault(name, {})[match["v"]] = outcome(script, match.end())
    for name, place, told in _ticked_at(script, wanted):
        said.setdefault(name, {})[f"#{place}"] = told
    for asked, cases in switches(script) if "switch" in script else ():
        if name := _asked(asked, bound, wanted):
            said.setdefault(name, cases)
    out: dict[str, tuple[str, ...]] = {}
    for name, values in said.items():
        right = tuple(value for value, told in values.items() if told.right is True)
        open_ones = [value for value, told in values.items() if told.right is None]
        if len({values[value].amount for value in right}) > 1:
            continue  # points on a scale
        if right and not open_ones:
            out[name] = right
        elif not right and len(values) == 1 and open_ones:
            out[name] = (open_ones[0],)
        elif len(right) == 1:
            out[name] = right
    for name in _ticked(script, wanted):
        out.setdefault(name, ("on",))
    return out


def _bindings(script: str, wanted: frozenset[str]) -> dict[str, str]:
    """Variables that hold a control's value or the control: `var a = form.q1.value`."""
    bound: dict[str, str] = {}
    for match in _BOUND.finditer(script):
        name = _name_in(match["e"], wanted)
        if name:
            bound[match["v"]] = name
        elif (
            (inner := re.match(r"([A-Za-z_$][\w$]*)\s*(?:\?\.|\.|\[|\))?", match["e"]))
            and inner[1] in bound
            and "?" not in match["e"][:2]
        ):
            bound.setdefault(match["v"], bound[inner[1]])
    return bound


def _name_in(text: str, wanted: frozenset[str]) -> str:
    names = [name for groups in _IN_NAME.findall(text) for name in groups if name]
    known = [name for name in names if name in wanted]
    return known[-1] if known else ""


def _note(
    script: str,
    match: re.Match[str],
    before: str,
    bound: Mapping[str, str],
    wanted: frozenset[str],
    said: dict[str, dict[str, Outcome]],
) -> None:
    value = match["v"]
    if not value.strip() or value in ("undefined", "string", "object", "number", "checked", "function"):
        return
    statement = re.split(r"[;{}\n]|&&|\|\|", before)[-1]
    name = _asked(statement, bound, wanted)
    if not name:
        return
    told = outcome(script, match.end())
    if match["op"].startswith("!"):
        if told.right is None:
            return
        told = Outcome(not told.right)
    values = said.setdefault(name, {})
    values[value] = told if value not in values or values[value] == told else Outcome(None)


def _asked(statement: str, bound: Mapping[str, str], wanted: frozenset[str]) -> str:
    """The control whose value a statement asks for, by its name or by a variable that holds it."""
    if name := _name_in(statement, wanted):
        return name
    variables = re.findall(r"(?<![.\w$])([A-Za-z_$][\w$]*)", statement)
    known = [bound[variable] for variable in variables if variable in bound]
    direct = [variable for variable in variables if variable in wanted]
    return known[-1] if known else direct[-1] if direct else ""


def _ticked(script: str, wanted: frozenset[str]) -> Iterator[str]:
    """`if (document.getElementById("b2").checked) score++`."""
    for match in _CHECKED.finditer(script):
        name = match[1] or match[2]
        if (
            name in wanted
            and outcome(script, match.end()).right is True
            and script[max(0, match.start() - 12) : match.start()].rstrip()[-1:] != "!"
        ):
            yield name


def _ticked_at(script: str, wanted: frozenset[str]) -> Iterator[tuple[str, str, Outcome]]:
    """`if (document.test.q1[2].checked) score++`: the third control of a name."""
    for match in _CHECKED_AT.finditer(script) if "].checked" in script else ():
        if match[1] in wanted and not _NEGATED.search(script[max(0, match.start() - 62) : match.start()]):
            told = outcome(script, match.end())
            if told.right is not None:
                yield match[1], match[2], told


def is_answer_name(name: str) -> bool:
    """Whether a variable, attribute or hidden field is by its name a key."""
    return judge(name) is True or bool({"answer", "answers", "key", "solution", "ans"} & set(words_in(name)))
