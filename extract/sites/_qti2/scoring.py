"""Response processing of QTI 2.x and 3, run as it stands: ASI information model 2.1, sections 8 and 15.

    <responseCondition><responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf>...

Standard templates (match_correct, map_response and their Common Cartridge sisters) are known by name. An operator that
is not known raises `Unread`: then only what is declared counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extract.media.xml import Node
from extract.sites._judge import Outcome, Responses, Unread
from extract.sites._part import number
from extract.sites._qti2.declared import Declared, Scalar, Value, declared_of, is_score, typed, values_of

_TRUE: Value = (True,)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule or expression, taken out of the XML once, since it is run once for each response that is tried."""

    tag: str
    attributes: dict[str, str]
    parts: tuple[Rule, ...]
    text: str

    @classmethod
    def of(cls, node: Node) -> Rule:
        parts = tuple(cls.of(child) for child in node if isinstance(child.tag, str))
        return cls(str(node.tag), {str(k): str(v) for k, v in node.items()}, parts, (node.text or "").strip())

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def named(self, tag: str) -> Iterator[Rule]:
        """Itself and the rules in it that have this name."""
        if self.tag == tag:
            yield self
        for part in self.parts:
            yield from part.named(tag)

    def variables(self) -> Iterator[str]:
        """The names of the variables in it."""
        if self.tag in ("variable", "correct"):
            yield self.get("identifier")
        for part in self.parts:
            yield from part.variables()


@dataclass(frozen=True, slots=True)
class Processing:
    """An item's scoring: its rules or the name of its template, and its declarations."""

    declared: dict[str, Declared]
    defaults: dict[str, Value]
    rules: tuple[Rule, ...]
    template: str
    nodes: tuple[Node, ...] = ()

    @classmethod
    def of(cls, item: Node) -> Processing:
        """The processing of an item; without any, the correct response is what counts."""
        declared = declared_of(item)
        defaults = {
            node.get("identifier", ""): tuple(
                typed(value, node.get("baseType", "")) for value in values_of(node.find("defaultValue"))
            )
            for node in item.iterfind("outcomeDeclaration")
        }
        node = item.find("responseProcessing")
        if node is None:
            return cls(declared, defaults, (), "match_correct")
        name = (node.get("template") or node.get("templateLocation") or "").rpartition("/")[2].lower()
        nodes = tuple(child for child in node if isinstance(child.tag, str))
        if nodes and _takes_all(nodes[-1]):  # what is worth nothing is judged before
            nodes = nodes[:-1]
        rules = tuple(Rule.of(child) for child in nodes)
        return cls(declared, defaults, rules, "" if rules else name.removesuffix(".xml"), nodes)

    def maps(self, ident: str) -> bool:
        """Whether a response is scored by its map."""
        return ("map" in self.template and not self.rules) or any(
            part.get("identifier") == ident for rule in self.rules for part in rule.named("mapResponse")
        )

    def __call__(self, responses: Responses) -> Outcome:
        run = _Run(self, {name: tuple(values) for name, values in responses.items()}, dict(self.defaults))
        try:
            if self.rules:
                run.rules(self.rules)
            else:
                run.templated()
        except RecursionError:
            raise Unread("nesting that is too deep") from None
        return run.outcome()


def _takes_all(node: Node) -> bool:
    """Whether a rule sets the score to none, whatever was answered."""
    told = [child.text or "" for child in node if child.tag == "baseValue"]
    return node.tag == "setOutcomeValue" and node.get("identifier") == "SCORE" and number(" ".join(told)) == 0


class _Exit(Exception):
    """`exitResponse` ends the run."""


@dataclass
class _Run:
    """One run over one response."""

    processing: Processing
    responses: dict[str, Value]
    outcomes: dict[str, Value]
    touched: set[str] = field(default_factory=set)
    praised: float = 0.0

    def outcome(self) -> Outcome:
        shown = frozenset(f"{name}|{value}" for name, values in self.outcomes.items() for value in values)
        scores = [name for name in self.touched if is_score(name)]
        names = ["SCORE"] if "SCORE" in scores else scores
        total = sum(
            value for name in names for value in self.outcomes.get(name, ())[:1] if isinstance(value, (int, float))
        )
        return Outcome(float(total) if names else self.praised, shown)

    def templated(self) -> None:
        name = self.processing.template
        for ident, declared in self.processing.declared.items():
            given = self.responses.get(ident, ())
            if "map_response_point" in name:
                raise Unread("the template map_response_point")
            worth = declared.mapped(given) if "map" in name else float(self.matches(given, declared.correct, declared))
            self.set(
                "SCORE", (worth + float(self.outcomes.get("SCORE", (0.0,))[0] if "SCORE" in self.touched else 0.0),)
            )
        if "match" not in name and "map" not in name:
            raise Unread(f"the template {name}")

    def matches(self, given: Value, wanted: Value, declared: Declared | None = None) -> bool:
        cardinality = declared.cardinality if declared else "single"
        if not given or not wanted:
            return False
        left, right = [_key(value) for value in given], [_key(value) for value in wanted]
        return left == right if cardinality == "ordered" else sorted(left) == sorted(right)

    def set(self, name: str, value: Value) -> None:
        self.outcomes[name] = value
        self.touched.add(name)

    def rules(self, rules: tuple[Rule, ...]) -> None:
        try:
            for rule in rules:
                self.rule(rule)
        except _Exit:
            return

    def rule(self, node: Rule) -> None:
        match node.tag:
            case "responseCondition":
                self.condition(node)
            case "setOutcomeValue":
                name, value = node.get("identifier", ""), self.value(node.parts[0]) if node.parts else ()
                if any(str(part).lower() == "correct" for part in value):
                    self.praised = 1.0
                self.set(name, value)
            case "exitResponse":
                raise _Exit
            case "responseProcessingFragment":
                for child in node.parts:
                    self.rule(child)
            case name:
                raise Unread(f"the rule {name}")

    def condition(self, node: Rule) -> None:
        for branch in node.parts:
            children = branch.parts
            if branch.tag == "responseElse":
                actions = children
            elif children and self.value(children[0]) == _TRUE:
                actions = children[1:]
            else:
                continue
            for action in actions:
                self.rule(action)
            return

    def value(self, node: Rule) -> Value:
        operator = _OPERATORS.get(node.tag)
        if operator is None:
            raise Unread(f"the operator {node.tag}")
        return operator(self, node)

    def parts(self, node: Rule) -> list[Value]:
        return [self.value(child) for child in node.parts]

    def declaration(self, node: Rule) -> Declared | None:
        """The declaration of the first variable in an expression, for its cardinality."""
        names = node.variables()
        return next((self.processing.declared[name] for name in names if name in self.processing.declared), None)


def _key(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    parsed = number(str(value))
    return str(value) if parsed is None else repr(parsed)


def _bool(value: bool) -> Value:
    return (value,)


def _numbers(parts: list[Value]) -> list[float]:
    found = [number(str(value)) for part in parts for value in part]
    return [value for value in found if value is not None]


def _variable(run: _Run, node: Rule) -> Value:
    name = node.get("identifier", "")
    if name in run.processing.declared:
        declared = run.processing.declared[name]
        return tuple(typed(str(value), declared.base) for value in run.responses.get(name, ()))
    if name in ("completionStatus", "numAttempts", "duration"):
        return ("completed",) if name == "completionStatus" else (1.0,)
    return run.outcomes.get(name, ())


def _correct(run: _Run, node: Rule) -> Value:
    declared = run.processing.declared.get(node.get("identifier", ""))
    return tuple(typed(value, declared.base) for value in declared.correct) if declared else ()


def _base_value(run: _Run, node: Rule) -> Value:
    del run
    text = " ".join(node.text.split())
    return (typed(text, node.get("baseType", "")),)


def _map_response(run: _Run, node: Rule) -> Value:
    declared = run.processing.declared.get(node.get("identifier", ""))
    return (declared.mapped(run.responses.get(declared.ident, ())),) if declared else ()


def _match(run: _Run, node: Rule) -> Value:
    if len(node.parts) == 2 and node.parts[0].tag == "variable" and node.parts[1].tag == "baseValue":
        declared = run.processing.declared.get(node.parts[0].get("identifier"))
        if declared and declared.base == "identifier":  # by far the commonest test, without the long way round
            return _bool(run.responses.get(declared.ident) == (node.parts[1].text,))
    left, right = (*run.parts(node), (), ())[:2]
    declared = run.declaration(node) if len(left) > 1 else None
    return _bool(run.matches(left, right, declared))


def _equal(run: _Run, node: Rule) -> Value:
    given = _numbers(run.parts(node))
    if len(given) != 2:
        return _bool(False)
    allowed = [number(text) or 0.0 for text in node.get("tolerance", "0").split()]
    mode = node.get("toleranceMode", "exact")
    scale = abs(given[1]) / 100 if mode == "relative" else 1.0
    below, above = (0.0, 0.0) if mode == "exact" else (allowed[0] * scale, allowed[-1] * scale)
    return _bool(given[1] - below <= given[0] <= given[1] + above)


def _equal_rounded(run: _Run, node: Rule) -> Value:
    given = _numbers(run.parts(node))
    digits = int(number(node.get("figures")) or 0)
    if node.get("roundingMode") != "decimalPlaces":
        raise Unread("significant figures")
    return _bool(len(given) == 2 and round(given[0], digits) == round(given[1], digits))


def _string_match(run: _Run, node: Rule) -> Value:
    left, right = (*run.parts(node), (), ())[:2]
    if not left or not right:
        return _bool(False)
    a, b = str(left[0]), str(right[0])
    if node.get("caseSensitive", "true") != "true":
        a, b = a.casefold(), b.casefold()
    inside = node.tag == "substring" or node.get("substring") == "true"
    return _bool(b in a if inside else a == b)


def _pattern_match(run: _Run, node: Rule) -> Value:
    raise Unread(f"the pattern {node.get('pattern', '')}")


def _compare(test: Callable[[float, float], bool]) -> Callable[[_Run, Rule], Value]:
    def compare(run: _Run, node: Rule) -> Value:
        given = _numbers(run.parts(node))
        return _bool(len(given) == 2 and test(given[0], given[1]))

    return compare


def _arithmetic(combine: Callable[[list[float]], float]) -> Callable[[_Run, Rule], Value]:
    def calculate(run: _Run, node: Rule) -> Value:
        given = _numbers(run.parts(node))
        try:
            return (combine(given),) if given else ()
        except (ZeroDivisionError, OverflowError, IndexError, ValueError):
            return ()

    return calculate


def _member(run: _Run, node: Rule) -> Value:
    single, container = (*run.parts(node), (), ())[:2]
    return _bool(bool(single) and _key(single[0]) in {_key(value) for value in container})


def _contains(run: _Run, node: Rule) -> Value:
    container, wanted = (*run.parts(node), (), ())[:2]
    return _bool(bool(wanted) and {_key(value) for value in wanted} <= {_key(value) for value in container})


def _container(run: _Run, node: Rule) -> Value:
    return tuple(value for part in run.parts(node) for value in part)


def _delete(run: _Run, node: Rule) -> Value:
    single, container = (*run.parts(node), (), ())[:2]
    return tuple(value for value in container if not single or _key(value) != _key(single[0]))


def _index(run: _Run, node: Rule) -> Value:
    place = number(node.get("n"))
    (container,) = run.parts(node)[:1] or [()]
    return container[int(place) - 1 : int(place)] if place else ()


def _any_n(run: _Run, node: Rule) -> Value:
    true = sum(part == _TRUE for part in run.parts(node))
    return _bool((number(node.get("min")) or 0) <= true <= (number(node.get("max")) or math.inf))


def _round(run: _Run, node: Rule) -> Value:
    given = _numbers(run.parts(node))
    return (float(math.floor(given[0] + 0.5) if node.tag == "round" else int(given[0])),) if given else ()


_OPERATORS: dict[str, Callable[[_Run, Rule], Value]] = {
    "variable": _variable,
    "correct": _correct,
    "baseValue": _base_value,
    "mapResponse": _map_response,
    "null": lambda run, node: (),
    "isNull": lambda run, node: _bool(not any(run.parts(node))),
    "match": _match,
    "equal": _equal,
    "equalRounded": _equal_rounded,
    "stringMatch": _string_match,
    "substring": _string_match,
    "patternMatch": _pattern_match,
    "and": lambda run, node: _bool(all(part == _TRUE for part in run.parts(node))),
    "or": lambda run, node: _bool(any(part == _TRUE for part in run.parts(node))),
    "not": lambda run, node: _bool(run.parts(node) != [_TRUE]),
    "anyN": _any_n,
    "gt": _compare(lambda a, b: a > b),
    "gte": _compare(lambda a, b: a >= b),
    "lt": _compare(lambda a, b: a < b),
    "lte": _compare(lambda a, b: a <= b),
    "sum": _arithmetic(sum),
    "product": _arithmetic(math.prod),
    "subtract": _arithmetic(lambda given: given[0] - given[1]),
    "divide": _arithmetic(lambda given: given[0] / given[1]),
    "min": _arithmetic(min),
    "max": _arithmetic(max),
    "round": _round,
    "truncate": _round,
    "integerToFloat": _container,
    "member": _member,
    "contains": _contains,
    "multiple": _container,
    "ordered": _container,
    "containerSize": lambda run, node: (float(sum(map(len, run.parts(node)))),),
    "delete": _delete,
    "index": _index,
}
