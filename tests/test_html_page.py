"""The grammar of HTML pages on many styles: what is told is read, what is not told is not guessed."""

from __future__ import annotations

import re

import pytest

from extract.grammar.pages import page as html_page
from extract.media.html.medium import MEDIUM
from quizmill.document import Document
from quizmill.item import ChoiceItem
from quizmill.pipeline import convert
from quizmill.source import Source
from tests.html_styles import FORMS, KEYLESS, QUESTIONS, STYLES


def read(html: str) -> Document:
    return convert(Source("page.html", html.encode()))


def fold(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def told(document: Document) -> list[tuple[str, list[str], list[int] | None]]:
    out = []
    for item in document.items:
        assert isinstance(item, ChoiceItem), item.stem
        ids = [choice.id for choice in item.choices]
        right = None if item.key is None else [ids.index(choice) for choice in item.key.choices]
        out.append((fold(item.stem), [fold(choice.text) for choice in item.choices], right))
    return out


@pytest.mark.parametrize("style", STYLES)
def test_every_style_is_read(style: str) -> None:
    assert told(read(STYLES[style])) == [(fold(s), o, [c]) for s, o, c in QUESTIONS]


@pytest.mark.parametrize("style", KEYLESS)
def test_what_is_not_told_has_no_key(style: str) -> None:
    assert told(read(KEYLESS[style])) == [(fold(s), o, None) for s, o, _ in QUESTIONS]


def test_evidence_that_disagrees_is_said() -> None:
    codes = {finding.code for finding in read(KEYLESS["a script that contradicts the markup"]).findings}
    assert "key-conflict" in codes


@pytest.mark.parametrize("form", FORMS)
def test_forms_hold_no_questions(form: str) -> None:
    assert read(FORMS[form]).items == ()


@pytest.mark.parametrize("mechanism", sorted(html_page.MECHANISMS))
def test_a_gap_is_silence_and_no_wrong_key(mechanism: str) -> None:
    """With any one mechanism off, a style may lose questions or keys; no key becomes another."""
    right = {fold(s): c for s, _, c in QUESTIONS}
    for html in STYLES.values():
        page = MEDIUM.read(Source("page.html", html.encode()))
        for draft in html_page.read(page, frozenset({mechanism})).drafts:
            sets = {claim.choices for claim in draft.claims if claim.choices is not None}
            stem = fold(draft.stem.text)
            if stem in right and len(sets) == 1 and len(draft.choices) == 3:
                assert sets == {(right[stem],)}, (mechanism, stem)


def test_placeholders_are_the_first_question_again() -> None:
    html = STYLES["records"].replace(
        "Loading...",
        "<p>1. Which metal is liquid at room temperature?</p><label><input type=radio> Iron</label>"
        "<label><input type=radio> Mercury</label><label><input type=radio> Gold</label>",
    )
    assert len(read(html).items) == len(QUESTIONS)


def test_rows_that_judge_the_learner() -> None:
    """Ticked and right, or unticked and wrong: both name a right option."""
    html = (
        '<h1>Quiz</h1><div class="question"><p>Which float?</p>'
        '<div><label><input type=checkbox checked> Cork</label> <i class="fa fa-check"></i></div>'
        '<div><label><input type=checkbox> Ice</label> <i class="fa fa-times"></i></div>'
        '<div><label><input type=checkbox> Lead</label> <i class="fa fa-check"></i></div></div>'
    )
    assert told(read(html)) == [("Which float", ["Cork", "Ice", "Lead"], [0, 1])]


def test_a_stated_answer_with_commas_names_whole_options() -> None:
    html = (
        "<h1>Quiz</h1><div class=question><p>Which keep well?</p>"
        + "".join(f"<label><input type=checkbox> {t}</label><br>" for t in ("salt, sugar", "milk", "rice"))
        + "<p>Correct answers: rice, salt, sugar</p></div>"
    )
    assert told(read(html)) == [("Which keep well", ["salt sugar", "milk", "rice"], [0, 2])]


def test_typed_answers_gaps_and_pairs() -> None:
    html = (
        '<h1>Quiz</h1><p>1. 6 times 7 is <input id="a"></p>'
        '<p>2. The <input data-answer="sun"> is a '
        "<select><option>planet</option><option data-correct>star</option></select>.</p>"
        "<script>const answers = {a: '42'}</script>"
    )
    first, second = read(html).items
    assert first.type == "short" and [answer.text for answer in first.answers] == ["42"]
    assert second.type == "cloze" and len(second.gaps) == 2
    assert second.gaps[0].answers[0].text == "sun" and second.gaps[1].key is not None


def test_questions_shown_one_at_a_time() -> None:
    html = STYLES["radio attribute"].replace('class="set"', 'class="set" style="display:none"')
    assert told(read(html)) == [(fold(s), o, [c]) for s, o, c in QUESTIONS]


def test_answers_that_a_script_lists_by_themselves() -> None:
    html = (
        "<h1>Quiz</h1><div><p>What burns?</p>"
        "<ol><li><button>?</button> Wood</li><li><button>?</button> Clay</li></ol></div>"
        "<script>A=[];A[0]=[];A[0][1]=[];A[0][1][0]=['Wood','It does.',1];A[0][1][1]=['Clay','',0];</script>"
    )
    (item,) = read(html).items
    assert isinstance(item, ChoiceItem) and item.key is not None and item.key.choices == ("a1",)
    assert [choice.feedback for choice in item.choices] == ["It does.", ""]


def test_flashcards_need_cards() -> None:
    card = '<div class="card"><div class="card-front">{0}</div><div class="card-back">back of {0}</div></div>'
    assert len(read("<h1>x</h1>" + "".join(map(card.format, "abc"))).items) == 3
    assert read("<h1>x</h1>" + card.format("a")).items == ()
    glossary = "<dl><dt>bow</dt><dd>front</dd><dt>stern</dt><dd>back</dd><dt>port</dt><dd>left</dd></dl>"
    assert read("<h1>Glossary</h1>" + glossary).items == ()
    assert [item.type for item in read("<h1>Flashcards</h1>" + glossary).items] == ["flashcard"] * 3


def test_selected_is_not_correct() -> None:
    html = "<h1>Quiz</h1><p>1. Which?</p><label><input type=radio checked> a</label><label><input type=radio> b</label>"
    assert all(item.key is None for item in read(html).items if isinstance(item, ChoiceItem))


def test_two_readings_of_one_page_are_the_same() -> None:
    assert read(STYLES["records"]) == read(STYLES["records"])
