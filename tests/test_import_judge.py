"""Keys out of scoring: what the rules say is tried, and nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.sites._judge import Outcome, Responses, Rules, feedback_of, judge_multiple, judge_single
from quizmill.item import ChoiceItem, MatchItem
from quizmill.pipeline import convert
from quizmill.source import Source

CHOICES = ("A", "B", "C", "D")


def all_or_nothing(right: frozenset[str]):  # type: ignore[no-untyped-def]
    def judge(responses: Responses) -> Outcome:
        return Outcome(100.0 if frozenset(responses["r"]) == right else 0.0)

    return judge


def share_by_share(right: frozenset[str]):  # type: ignore[no-untyped-def]
    def judge(responses: Responses) -> Outcome:
        return Outcome(sum(1.0 if choice in right else -1.0 for choice in responses["r"]))

    return judge


@given(st.sets(st.sampled_from(CHOICES), min_size=1).map(frozenset))
def test_the_set_that_scores_is_the_key(right: frozenset[str]) -> None:
    assert judge_multiple(all_or_nothing(right), "r", CHOICES, [right]).best == right
    assert judge_multiple(share_by_share(right), "r", CHOICES, []).best == right


@given(st.sampled_from(CHOICES))
def test_one_choice_that_scores_is_the_key(right: str) -> None:
    verdict = judge_single(all_or_nothing(frozenset({right})), "r", CHOICES)
    assert verdict.best == {right}


def test_nothing_scores_nothing_is_right() -> None:
    assert judge_single(lambda responses: Outcome(0.0), "r", CHOICES).best is None
    assert judge_multiple(lambda responses: Outcome(0.0), "r", CHOICES, []).best is None


def test_everything_scores_nothing_is_told() -> None:
    assert judge_single(lambda responses: Outcome(1.0), "r", CHOICES).best is None
    assert judge_single(lambda responses: Outcome(float(bool(responses["r"]))), "r", CHOICES).best is None


def test_two_sets_that_score_alike_are_both_told() -> None:
    rights = (frozenset("AB"), frozenset("AC"))

    def judge(responses: Responses) -> Outcome:
        return Outcome(1.0 if frozenset(responses["r"]) in rights else 0.0)

    verdict = judge_multiple(judge, "r", CHOICES, rights)
    assert {verdict.best, *verdict.rivals} == set(rights)
    stated = judge_multiple(judge, "r", CHOICES, rights, stated=rights[1])
    assert stated.best == rights[1] and not stated.rivals


def test_a_set_of_strangers_is_not_tried() -> None:
    assert judge_multiple(all_or_nothing(frozenset("AX")), "r", CHOICES, [frozenset("AX")]).best is None


def test_whose_feedback_is_whose() -> None:
    def judge(responses: Responses) -> Outcome:
        (choice,) = responses["r"] or ("",)
        shown = {"all", f"{choice}_fb"} | ({"right"} if choice == "A" else {"wrong"})
        return Outcome(float(choice == "A"), frozenset(shown))

    known = ("all", "right", "wrong", "A_fb", "B_fb", "never")
    shown = feedback_of(judge_single(judge, "r", CHOICES), Rules(known, scoring=frozenset({"right"})))
    assert shown.general == ("all", "never")
    assert (shown.correct, shown.incorrect) == (("right",), ("wrong",))
    assert shown.own == {"A": ("A_fb",), "B": ("B_fb",), "C": (), "D": ()}


def item12(rules: str, cardinality: str = "Single") -> bytes:
    labels = "".join(
        f'<response_label ident="{c}"><material><mattext>choice {c}</mattext></material></response_label>'
        for c in "ABC"
    )
    return (
        '<questestinterop><item ident="q"><presentation><material><mattext>Which?</mattext></material>'
        f'<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'
        f"</presentation><resprocessing>{rules}</resprocessing></item></questestinterop>"
    ).encode()


def rule(condition: str, effect: str = '<setvar action="Set">100</setvar>', goes_on: str = "No") -> str:
    return f'<respcondition continue="{goes_on}"><conditionvar>{condition}</conditionvar>{effect}</respcondition>'


def equal(choice: str) -> str:
    return f'<varequal respident="r">{choice}</varequal>'


@pytest.mark.parametrize(
    ("rules", "cardinality", "key"),
    [
        (rule(equal("B")), "Single", ["B"]),
        (rule(equal(" B\n")), "Single", ["B"]),
        (rule(f"<not>{equal('B')}</not>"), "Single", None),
        (rule(equal("A"), '<setvar action="Set">0</setvar>') + rule("<other/>"), "Single", None),
        (rule(equal("A"), '<setvar action="Set">50</setvar>') + rule(equal("C")), "Single", ["C"]),
        (rule(equal("A"), '<setvar varname="D2L_Incorrect" action="Add">1</setvar>'), "Single", None),
        (rule(equal("A") + equal("C")), "Multiple", ["A", "C"]),
        (rule(f"<and>{equal('A')}<not>{equal('B')}</not>{equal('C')}</and>"), "Multiple", ["A", "C"]),
        ("".join(rule(equal(c), '<setvar action="Add">50</setvar>', "Yes") for c in "AB"), "Multiple", ["A", "B"]),
        (rule(equal("X")), "Single", None),
        (rule('<durequal respident="r">P1D</durequal>'), "Single", None),
        ("", "Single", None),
    ],
)
def test_qti12_rules(rules: str, cardinality: str, key: list[str] | None) -> None:
    (item,) = convert(Source("q.xml", item12(rules, cardinality))).items
    assert isinstance(item, ChoiceItem)
    right = [c.text.removeprefix("choice ") for c in item.choices if item.key and c.id in item.key.choices]
    assert (right or None) == key


def test_a_row_with_two_best_answers_is_left_open() -> None:
    labels = "".join(
        f'<response_label ident="{c}"><material><mattext>{c}</mattext></material></response_label>' for c in "ABC"
    )
    rows = "".join(
        f'<response_lid ident="r{n}"><material><mattext>row {n}</mattext></material><render_choice>{labels}'
        "</render_choice></response_lid>"
        for n in (1, 2)
    )
    rules = "".join(
        rule(f'<varequal respident="{row}">{c}</varequal>', '<setvar action="Add">1</setvar>', "Yes")
        for row, c in (("r1", "A"), ("r2", "B"), ("r2", "C"))
    )
    data = (
        f'<questestinterop><item ident="q"><presentation><material><mattext>Pair.</mattext></material>{rows}'
        f"</presentation><resprocessing>{rules}</resprocessing></item></questestinterop>"
    )
    document = convert(Source("q.xml", data.encode()))
    (item,) = document.items
    assert isinstance(item, MatchItem)
    assert [pair.right for pair in item.pairs] == ["A", ""]
    assert "key-ambiguous" in {finding.code for finding in document.findings}
