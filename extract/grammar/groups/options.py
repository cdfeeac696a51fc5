"""What stands in an option's row: its words, its picture, and the remarks beside them.

    <label><input type=radio> <span class="answernumber">b. </span>Orange</label>
    <i class="fa-check" title="Correct"></i> <div class="specificfeedback">It is a fruit.</div>
        label "b."   text "Orange"   remark "It is a fruit."

The text is the control's label where one is shown, else the row's words that are neither a verdict, a score, hidden,
nor by their name a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extract.grammar.groups.badges import (
    CROSSES,
    SIGNS,
    TICKS,
    has_words_beside_badges,
    in_brackets,
    is_badge,
    is_chosen,
    is_score,
    is_state,
    is_verdict,
)
from extract.grammar.groups.beside import take_beside
from extract.grammar.groups.fragments import alert_of, attached, call_of, fragment, named, of_column, remark_of, styled
from extract.grammar.groups.group import Group, Option
from extract.grammar.groups.letters import (
    BARE_LETTER,
    LETTER,
    begins_with,
    is_letter,
    is_own_letter,
    shared_letters,
    written_letters,
)
from extract.grammar.groups.remarks import part_remarks
from extract.grammar.groups.row import (
    REACH,
    Picked,
    asides,
    cells_first,
    in_other_cell,
    label_test,
    labels_before,
    parts_between,
    within,
)
from extract.grammar.groups.tags import take_tags
from extract.grammar.groups.telling import CROWD, telling
from extract.grammar.words.class_names import is_verdict_badge
from extract.media.html.lines import Line, Part, folded
from extract.media.html.medium import HtmlPage
from quizmill.block import Style
from quizmill.draft import EMPTY, Fragment

_KEY_HINT = 8  # letters of "Key A"
_PERCENT = re.compile(r"\s*\(?\d{1,3}(?:[.,]\d+)?\s?%\)?\s*$")


def read_options(page: HtmlPage, group: Group) -> None:
    """Fills in text, label and remark of every option of a group."""
    before = labels_before(page, group)
    if before:
        for option, picked in zip(group.options, before, strict=True):
            option.start = min(option.start, picked[0][1][0].at)
            option.end = option.control.index + 1
    rows = [parts_between(page, option.start, option.end) for option in group.options]
    lettered = len(group.options) < 26 and all(
        begins_with(page, option, row, chr(ord("A") + place))
        for place, (option, row) in enumerate(zip(group.options, rows, strict=True))
    )
    for place, (option, row) in enumerate(zip(group.options, rows, strict=True)):
        _read(page, option, row, before[place] if before else None, chr(ord("A") + place) if lettered else "")
        option.remark = option.remark or alert_of(option) or attached(option)
    take_tags(group)
    take_beside(page, group)
    part_remarks(group)
    shared_letters(group)
    written_letters(group)


@dataclass(slots=True)
class _Said:
    """What a row's lines were found to say so far."""

    text: Picked = field(default_factory=list)
    remark: Picked = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def _read(page: HtmlPage, option: Option, picked: Picked, before: Picked | None, letter: str) -> None:
    """Fills in what one row says; `before` is what stands before the control, where that is the option's text."""
    if before is None and (part := _usual(page, option, picked)) is not None:
        _read_usual(page, option, picked[0][0], part)
        return
    aside = asides(page, option, picked)
    labelled = label_test(page, option)
    inside = None if before else labelled
    judged = has_words_beside_badges(page, option, picked, aside)
    signs = _signs([part for _, parts in picked for part in parts if not within(part.at, aside)])
    said = _Said()
    for line, parts in before or cells_first(option, picked):
        kept = [part for part in parts if not within(part.at, aside) and _is_of_words(page, option, part, judged)]
        kept = [part for part in kept if part not in signs]
        own = letter if not said.text and (len(kept) > 1 or len(picked) > 1) else ""
        kept = _without_share(page, option, _without_letter(page, option, kept, own, said.letters))
        if any(part.text.strip() or part.what == "image" for part in kept):
            _sort(page, option, said, line, kept, inside)
    option.tag = _told(option, signs)
    _note_choice(page, option, picked)
    if inside is not None and not any(parts for _, parts in said.text):
        said.text, said.remark = said.remark, []
    said.remark += [(line, away) for line, parts in picked if (away := [p for p in parts if within(p.at, aside)])]
    _fill(page, option, said)


def _note_choice(page: HtmlPage, option: Option, picked: Picked) -> None:
    """A box without a control is chosen where a badge in it says so."""
    if option.selected is None and option.row is not None:
        nodes = page.tree.nodes
        badges = [part for _, parts in picked for part in parts if nodes[part.at].parent is not option.row]
        words = [part.text for _, parts in picked for part in parts if part.what == "text" and part.text.strip()]
        if len(words) > 1 and any(part.what == "text" and is_chosen(part.text) for part in badges):
            option.selected = True


def _signs(shown: list[Part]) -> list[Part]:
    """The ticks, crosses and arrows before or behind a row's words; where it has no others, the last is its own."""
    said = [part for part in shown if part.what == "image" or (part.what == "text" and part.text.strip())]
    said = [part for part in said if not BARE_LETTER.match(part.text.strip())]
    words = [place for place, part in enumerate(said) if _says(part)]
    words = [place for place in words if not _is_tag(said[place])] or words
    if not words:
        return [part for part in said if _is_sign(part)][:-1]
    return [part for part in (*said[: words[0]], *said[words[-1] + 1 :]) if _is_sign(part)]  # none of `a × b`


def _is_tag(part: Part) -> bool:
    """ "Correct answer", "Most voted", "42%": words on a choice."""
    text = part.text
    return part.what == "text" and (is_verdict_badge(text) or bool(CROWD.match(text)) or bool(_PERCENT.fullmatch(text)))


def _is_sign(part: Part) -> bool:
    """A tick, a cross or an arrow alone."""
    return part.what == "text" and bool(part.text.strip()) and SIGNS.issuperset(part.text.strip())


def _told(option: Option, signs: list[Part]) -> bool | None:
    """What ticks and crosses in elements of their own say of an option; an arrow says nothing."""
    said = {char in TICKS for part in signs for char in part.text if char in TICKS or char in CROSSES}
    return said.pop() if len(said) == 1 else option.tag


def _says(part: Part) -> bool:
    """Whether a part has words of an option: no sign, no letter, no badge alone."""
    if part.what == "image":
        return True
    text = part.text.strip()
    return part.what == "text" and bool(text) and not (_is_sign(part) or BARE_LETTER.match(text) or is_chosen(text))


def _is_of_words(page: HtmlPage, option: Option, part: Part, judged: bool) -> bool:
    """Whether a part is neither a control nor a verdict; `judged` where the row says more than its verdict."""
    if part.what in ("control", "icon") or is_verdict(part):
        return False
    return not ((judged or in_brackets(part)) and is_badge(page, option, part))


def _without_letter(page: HtmlPage, option: Option, kept: list[Part], own: str, letters: list[str]) -> list[Part]:
    """The parts without the option's letter, which goes to `letters`: one named so, else its own before the words."""
    nodes = page.tree.nodes
    marked = [part for part in kept if is_letter(nodes[part.at], option, part.text)]
    marked = marked or [part for part in kept[:1] if is_own_letter(nodes[part.at], option, part.text, own)]
    letters += [part.text.strip() for part in marked]
    return [part for part in kept if part not in marked]


def _without_share(page: HtmlPage, option: Option, kept: list[Part]) -> list[Part]:
    """The parts without how many chose the option, which stands last in an element of its own."""
    if len(kept) < 2 or not _PERCENT.match(kept[-1].text) or page.tree.nodes[kept[-1].at].parent is option.row:
        return kept
    option.share = float(re.sub(r"[^\d.]", "", kept[-1].text.replace(",", ".")) or 0)
    return kept[:-1]


def _sort(
    page: HtmlPage, option: Option, said: _Said, line: Line, kept: list[Part], inside: Callable[[int], bool] | None
) -> None:
    """A line's words to the option's text or its remark, or nowhere where they are a state or a score."""
    words = _words(kept)
    if words and said.seen == {words}:
        return  # said again for screen readers
    said.seen.add(words)
    if inside is not None:
        said.text.append((line, [part for part in kept if inside(part.at)]))
        outer = [part for part in kept if not inside(part.at)]
        if outer and not is_state(_words(outer)):
            said.remark.append((line, outer))
    elif said.text and (is_state(words) or is_score(words)):
        return
    elif said.text and in_other_cell(page, option, line, said.text[-1][0]):
        said.remark.append((line, kept))
    else:
        said.text.append((line, kept))


def _words(parts: list[Part]) -> str:
    return " ".join("".join(part.text for part in parts).split())


def _fill(page: HtmlPage, option: Option, said: _Said) -> None:
    option.label = said.letters[0] if said.letters else ""
    if option.control.tag in ("td", "th"):  # the row's other cells tell its letter and its state
        own = range(option.control.index, option.control.end)
        said.text = [(line, [part for part in parts if part.at in own]) for line, parts in said.text]
    option.text = fragment(page, said.text) or of_column(page, option) or named(option)
    option.words = folded("".join([part.text for _, parts in said.text for part in parts])) or option.text.text
    _as_read_aloud(option)
    option.remark = remark_of(page, said.remark)
    option.styled = styled(said.text)
    option.call = call_of(page, option)


def _as_read_aloud(option: Option) -> None:
    """What is read aloud of a drawn control is its words, without the key to press that stands before them."""
    name, extra = folded(option.control.attrs.get("aria-label", "")), len(option.words)
    if not name or name == option.words or extra - len(name) > _KEY_HINT:
        return
    if option.words.endswith(name) and option.text.text.endswith(name):
        option.text, option.words = Fragment(name, option.text.spans), name


def _usual(page: HtmlPage, option: Option, picked: Picked) -> Part | None:
    """The words of a usual row: a control and one run of words on a line, no letter, verdict or remark among them."""
    if len(picked) != 1 or page.once(telling).apart.between(option.start, min(option.end, option.start + REACH)):
        return None
    words = [part for part in picked[0][1] if part.what != "control"]
    if len(words) != 1 or words[0].what != "text":
        return None
    text = words[0].text
    if len(text) <= 40 and (is_verdict_badge(text) or LETTER.match(text.strip()) or not text.strip()):
        return None
    inside = label_test(page, option)
    return words[0] if inside is None or inside(words[0].at) else None


def _read_usual(page: HtmlPage, option: Option, line: Line, part: Part) -> None:
    picked = [(line, [part])]
    option.label = ""
    option.text = fragment(page, picked) or of_column(page, option) or named(option)
    option.words = folded(part.text) or option.text.text
    option.remark = EMPTY
    option.styled = () if part.style is Style.NONE and not part.tint else styled(picked)
    option.call = call_of(page, option)
