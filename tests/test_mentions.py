"""A quick search for words finds whatever the pattern it stands for would find."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from extract.grammar.pages.data import _HINTED, _MAY_HINT
from extract.grammar.pages.scripts import _KEY_NAME, _NAMES_KEY
from extract.grammar.words.mentions import Mentions

WORDS = ("quiz", "ask", "frågas", "вопрос", "ερώτ", "问题")
LETTERS = sorted(
    {form for word in WORDS for sign in word for form in (sign, sign.upper())} | set("\u0130\u0131\u017f\u212a -")
)


@given(st.text(LETTERS, max_size=30))
@example("QU\u0130Z")
@example("a\u017f\u212a")
def test_words_are_found_in_any_case(text: str) -> None:
    if re.search("|".join(WORDS), text, re.IGNORECASE):
        assert Mentions(*WORDS)(text)


ASKING = (
    "QUIZ Quest prompt stem answer correct option choice q: q':0 front term frage antwort pytan odpow otazk otázk "
    "kerdes kérdés KÉRDES fraga fråga spors spørg kysym soal tanya cau_h câuh întreb intreb pregunta respuesta "
    "domanda pergunta vopros ВОПРОС питан سؤال שאל प्रश्न ΕΡΏΤ 问题 题目 問題 질문 soru"
).split()


def test_no_sign_of_questions_is_passed_over() -> None:
    for word in ASKING:
        assert _HINTED.search(word), word
        assert _MAY_HINT(word), word


def test_no_name_of_a_key_is_passed_over() -> None:
    for (
        word
    ) in "myAnswer CORRECT key solution right richtig respuesta loesung reponse risposta resposta expected ans".split():
        assert _KEY_NAME.search(word)
        assert _NAMES_KEY(word)
    assert not _NAMES_KEY("transfer")
