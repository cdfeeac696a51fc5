r"""WeBWorK problems (`.pg`): Perl that declares choices and answers, and a text that shows them.

    $metal = RadioButtons(["Copper", "Mercury", "Iron"], "Mercury");     the right one by its words, or counted from 0
    BEGIN_PGML
    Which metal is liquid? [_]{$metal}          Two and two make [__]{4}.
    END_PGML
    BEGIN_PGML_SOLUTION
    It melts at -39 degrees.
    END_PGML_SOLUTION

Only what is written out is read and nothing is run: choices or answers that are computed, or drawn at random, are
unread, and said to be. Older problems are texts (`BEGIN_TEXT`) with `\{ $metal->buttons() \}`.
Macros: parserRadioButtons.pl, parserCheckboxList.pl, parserPopUp.pl, PGML.pl.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count

from extract.grammar.data.parse import literals
from extract.grammar.data.values import Array
from extract.sites._json.values import claims, places
from extract.sites._latex import group
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftGap, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_MAKERS = "RadioButtons|RadioMultiAnswer|CheckboxList|PopUp|DropDown"
_MADE = re.compile(rf"\$(\w+)\s*=\s*({_MAKERS})\s*\(")
_TEXT = re.compile(r"(?ms)^[ \t]*BEGIN_(PGML|TEXT)[ \t]*$\n(.*?)^[ \t]*END_\1[ \t]*$")
_SOLUTION = re.compile(r"(?ms)^[ \t]*BEGIN_((?:PGML_)?SOLUTION)[ \t]*$\n(.*?)^[ \t]*END_\1[ \t]*$")
_HINT = re.compile(r"(?ms)^[ \t]*BEGIN_((?:PGML_)?HINT)[ \t]*$\n(.*?)^[ \t]*END_\1[ \t]*$")
_PLACE = re.compile(
    r"\[_{1,60}\]\*?\{\s*([^{}]{1,200}?)\s*\}(?:\{[^{}]{0,40}\})?|\\\{\s*\$(\w+)\s*->\s*\w+\([^()]*\)\s*;?\s*\\\}"
)
_WORDS = re.compile(r"""(?P<q>["'])(.*?)(?P=q)\Z""", re.S)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_RANDOM = re.compile(r"\[\s*[$@]\w+|[$@]\{?\w")
_TITLE = re.compile(r"\A\s*(?:SOLUTION|HINT)\s*:?\s*")
_MARKUP = re.compile(r"\$(?:BR|PAR|BBOLD|EBOLD|BITALIC|EITALIC|SPACE)\b|^[ \t]*#.*$", re.M)


@dataclass(frozen=True, slots=True)
class _List:
    """Choices as declared, and the places of those that are right; `several` may be ticked."""

    choices: tuple[str, ...]
    right: tuple[int, ...]
    several: bool


def identify(page: Page) -> bool:
    head = page.text[:200_000]
    return "loadMacros" in head and _TEXT.search(head) is not None


def read(page: Page) -> Extraction:
    """One problem: each list of choices is a question, and what is typed are gaps of one."""
    declared = [(found[1], _declared(page.text, found)) for found in _MADE.finditer(page.text)]
    lists = {name: made for name, made in declared if made is not None}
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for found in _TEXT.finditer(page.text):
        first = page.text.count("\n", 0, found.start(2)) + 1
        span = Span.of_lines(first, first + found[2].rstrip().count("\n"))
        draft = _question(found[2], lists, span)
        if draft is not None:
            drafts.append(draft)
        elif _PLACE.search(found[2]):
            message = "Its choices or answers are computed; what is computed is not read."
            findings.append(Finding("format-unsupported", Severity.WARNING, message, span))
    if drafts:
        last = drafts[-1]
        drafts[-1] = replace(last, feedback=_said(page.text, _SOLUTION, last), hints=_hints(page.text, last))
    return Extraction(drafts=tuple(drafts), findings=tuple(findings))


def _declared(text: str, found: re.Match[str]) -> _List | None:
    arguments = group(text, found.end() - 1, "(", ")")
    return _list(arguments[0], found[2]) if arguments else None


def _list(arguments: str, maker: str) -> _List | None:
    """A list of choices with its right ones; None where any of it is computed."""
    inner = group(arguments, 0, "[", "]")
    offered = _texts(inner[0]) if inner else None
    if inner is None or not offered:
        return None
    rest = arguments[inner[1] :].lstrip(" \n\t,")
    listed = group(rest, 0, "[", "]")
    right = _texts(listed[0]) if listed else _texts(re.match(r"[^,\n]*", rest)[0])  # type: ignore[index]  # it always matches
    if not right:
        return None
    counted = [int(one) for one in right] if all(map(str.isdecimal, right)) and not set(right) & set(offered) else []
    at = counted if counted and max(counted) < len(offered) else places(offered, right)
    kept = [place for place, words in enumerate(offered) if words.strip(" ?")]  # the first entry of a menu may be "?"
    shown = tuple(offered[place] for place in kept)
    return _List(shown, tuple(kept.index(one) for one in at if one in kept), maker == "CheckboxList") if at else None


def _texts(perl: str) -> list[str] | None:
    """Strings and numbers that are written out; None where there is anything else."""
    value = next((found.value for found in literals(f"x = [{perl}]")), None)
    items = value.items if isinstance(value, Array) else []
    if not all(isinstance(item, str | int | float) for item in items) or any(_RANDOM.search(str(i)) for i in items):
        return None
    return [str(item).strip() for item in items]


def _question(text: str, lists: dict[str, _List], span: Span) -> Draft | None:
    """One text with its places; None where one of them, or a word, is computed."""
    found = list(_PLACE.finditer(text))
    rest = _PLACE.sub("", text)
    if not found or _RANDOM.search(_MARKUP.sub("", rest)) or "\\{" in rest:
        return None
    gaps = [_gap(str(number), place, lists, span) for number, place in enumerate(found, 1)]
    if None in gaps:
        return None
    base = Draft(stem=_fragment(rest, span), spans=(span,))
    if len(found) == 1 and (made := lists.get(_named(found[0]))) is not None and not text[found[0].end() :].strip():
        choices = tuple(DraftChoice(_fragment(words, span)) for words in made.choices)
        kind = replace(base, type="multiple" if made.several else "single")
        return replace(kind, choices=choices, claims=claims(list(made.right), span))
    number = count(1)
    shown = _PLACE.sub(lambda _: f"{{{{gap:{next(number)}}}}}", text)
    return replace(base, type="cloze", stem=_fragment(shown, span), gaps=tuple(gap for gap in gaps if gap is not None))


def _named(place: re.Match[str]) -> str:
    return place[2] or (place[1] or "").removeprefix("$")


def _gap(identity: str, place: re.Match[str], lists: dict[str, _List], span: Span) -> DraftGap | None:
    if (made := lists.get(_named(place))) is not None:
        choices = tuple(DraftChoice(_fragment(words, span)) for words in made.choices)
        return DraftGap(identity, choices=choices, claims=claims(list(made.right), span))
    said = place[1] or ""
    quoted = _WORDS.match(said)
    words = quoted[2] if quoted else said if _NUMBER.match(said) else ""
    return DraftGap(identity, (DraftAnswer(Fragment(words, (span,))),)) if words and not _RANDOM.search(words) else None


def _fragment(text: str, span: Span) -> Fragment:
    """PGML is Markdown but for its formulas: [`x^2`]."""
    text = _TITLE.sub("", _MARKUP.sub("", text))
    words = re.sub(r"\[``?(.{1,300}?)``?\]", r"$\1$", text)
    return Fragment(words.strip(), (span,))


def _said(text: str, kind: re.Pattern[str], draft: Draft) -> tuple[DraftFeedback, ...]:
    return tuple(
        DraftFeedback(_fragment(found[2], draft.spans[0])) for found in kind.finditer(text) if found[2].strip()
    )


def _hints(text: str, draft: Draft) -> tuple[Fragment, ...]:
    return tuple(_fragment(found[2], draft.spans[0]) for found in _HINT.finditer(text) if found[2].strip())


EXTRACTOR = Extractor("webwork", frozenset({Carrier.TEXT}), identify, read)
