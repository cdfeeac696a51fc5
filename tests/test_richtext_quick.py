"""The quick ways around the Markdown parser give what the parser gives, for any text that they take."""

from __future__ import annotations

import html

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import texts

from export import richtext
from export.richtext import Target

_SIGNS = st.text(st.sampled_from("ab1. )-+=:/'\"!?^{}%@,;é\u00ad\u200b |`<&>$*\\~#_[]"), max_size=14)
_CODE = st.text(st.sampled_from("ab <>&\"'*_$\\[](){}|:/#1.é~="), max_size=8).map("`{}`".format)
_WORDS = st.text(st.sampled_from("ab .,:é/1)-+=!?'\""), max_size=6)
_WITH_CODE = st.lists(st.one_of(_CODE, _WORDS), max_size=6).map("".join)


def parsed(text: str) -> str:
    return richtext._render(richtext.clean_text(text), Target())


@settings(max_examples=600, deadline=None)
@given(st.one_of(texts(), _SIGNS, _WITH_CODE))
def test_inline_and_block(text: str) -> None:
    slow = parsed(text)
    if richtext.is_simple(text):
        assert slow in (f"<p>{text}</p>", "")
        assert text == html.escape(text, quote=False)
    assert richtext.to_html(text, Target()) == slow or richtext.is_words(richtext.clean_text(text))


@settings(max_examples=600, deadline=None)
@given(_WITH_CODE)
def test_words_with_code(text: str) -> None:
    if "`" in text and (quick := richtext._with_code(text)) is not None:
        assert parsed(text) == f"<p>{quick}</p>"


@given(st.lists(st.one_of(texts(), _SIGNS, _WORDS), max_size=4))
def test_many_at_once(many: list[str]) -> None:
    if richtext.are_simple(many):
        assert all(richtext.is_simple(text) for text in many if text)
