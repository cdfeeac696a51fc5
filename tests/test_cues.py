"""A cue finds what its pattern finds, in any writing; what its words are is read off the pattern."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.grammar.cards import inline_cards, outline_cards, tagged_cards
from extract.grammar.document import chrome, passages
from extract.grammar.keys import capitals, shapes
from extract.grammar.kinds import fill_blanks, pairings, shared_choices
from extract.grammar.lines import prose
from extract.grammar.words import cues, rich
from extract.media import furniture
from quizmill.cues import UNKNOWN, Cue, Words
from quizmill.needles import folded, needles

_MODULES = (
    capitals, chrome, fill_blanks, furniture, inline_cards, shapes, outline_cards, pairings, passages, prose, rich,
    shared_choices, tagged_cards, cues,
)  # fmt: skip
_CUES = {
    f"{module.__name__}.{name}": value
    for module in _MODULES
    for name, value in vars(module).items()
    if isinstance(value, Cue)
}
_EVERY = "".join(chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000)


def test_needles_are_read_off_the_pattern() -> None:
    assert needles(r"\bmatch(?:ing|es)?\b|\bordnen? .{0,80}\bzu\b", re.I) == {"match", "ordne"}
    assert needles("fill in the (?:blank|gap)s?") == {"fill", "blank"}
    assert needles(r"gr[ao]ss+(?:e|er)?\d*") == {"gras", "gros"}
    assert needles("(?i:İstanbul)|Kapı ve") == {"istanbul", "kapi"}


@pytest.mark.parametrize("pattern", [r"\d+", "(?:word)?", r"a|\w", "(?:one){0,3}"])
def test_a_pattern_that_needs_no_word_is_no_cue(pattern: str) -> None:
    with pytest.raises(ValueError, match="without any of its words"):
        Cue(pattern)


def test_folding_knows_every_spelling_that_is_one_to_the_pattern() -> None:
    needed = {
        char for cue in _CUES.values() for word in needles(cue.pattern.pattern, cue.pattern.flags) for char in word
    }
    for char in needed:
        for spelling in re.findall(re.escape(char), _EVERY, re.IGNORECASE):
            assert folded(spelling) == folded(char)


@pytest.mark.parametrize("name", _CUES)
@given(data=st.data())
def test_a_cue_finds_what_its_pattern_finds(name: str, data: st.DataObject) -> None:
    cue = _CUES[name]
    words = st.sampled_from(re.findall(r"[^\W\d_]+|[^\w\s]", cue.pattern.pattern))
    changed = st.sampled_from((str.lower, str.upper, str.title))
    text = data.draw(st.lists(words | st.text(max_size=4), max_size=12).map(" ".join))
    text = data.draw(changed)(text)
    expected, found = cue.pattern.search(text), cue.search(text)
    assert (found and found.span()) == (expected and expected.span())
    assert [one.span() for one in cue.finditer(text)] == [one.span() for one in cue.pattern.finditer(text)]
    assert bool(cue.match(text)) == bool(cue.pattern.match(text))
    assert cue.may(UNKNOWN)
    assert found is None or cue.may(Words.of(["", text]))
