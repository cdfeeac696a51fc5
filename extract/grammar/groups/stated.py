"""The stated answer of a group: letters, an option's words, several options' words however they are joined.

    Answer: B      Answers: A and C      b. Rome      Rome, Oslo      "Rome" is right      each as a claim

What names no option, or two with the same words, is claimed as it stands: `normalize` finds out or doubts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.groups.group import Group, Option
from extract.grammar.lines.line_labels import drop, is_empty_label
from extract.grammar.question.around import Around
from extract.grammar.question.stated import goes_on, read
from extract.media.html.lines import Line, Part
from extract.media.html.medium import HtmlPage, span_of
from extract.media.html.rich import rich_parts
from quizmill.draft import Claim, DraftFeedback, Fragment
from quizmill.item import Evidence

_LETTERS = re.compile(
    r"^[\s(\[]*([A-Za-z])[)\].]?(?:\s*(?:,|;|/|&|\+|and|und|et|y|e|и|,\s*and)\s*[(\[]?([A-Za-z])[)\].]?)*\s*$"
)
_LETTER_HEAD = re.compile(r"^[\s(\[]*([A-Za-z]|\d{1,2})\s*[)\].:\-\u2013\u2014]+\s+(?=\S)")
_LETTER_AND_WORDS = re.compile(r"([A-H])\s*([(\[])([^()\[\]]{1,200})[)\]]\.?")  # "B [Rome]"
_OTHER_HEAD = re.compile(r"^[\s(\[]*([^\W\d_a-zA-Z])\s*[)\].:\-\u2013\u3001\uff0e]+\s*(?=\S)")  # of another script
_LETTERS_HEAD = re.compile(r"^[\s(\[]*([A-H](?:\s*[,;/&]\s*[A-H]){1,7})\s*[)\].:\-\u2013\u2014]+\s+(?=\S)", re.I)
_GLUED = re.compile(r"[A-H]{2,8}")  # "AC"


def answer_only(page: HtmlPage, group: Group, picked: list[tuple[Line, list[Part]]], found: Around) -> bool:
    """A "solution" that is an option's letter or words, or begins with the letter of one, states the key."""
    words = [plain(parts) for _, parts in picked]
    chosen = stated(group.options, words[0]) if len(picked) == 1 else None
    if chosen is not None:
        found.claims.append(_claim(chosen, picked))
        return True
    led = read(words[0], [option.words for option in group.options], [option.label for option in group.options])
    if (
        led is not None
        and led.texts
        and led.rest
        and not goes_on([option.words for option in group.options], led, words)
    ):
        found.claims.append(Claim(Evidence.STATED, texts=led.texts, spans=(span_of(picked[0][0]),)))
        spans = tuple(span_of(line) for line, _ in picked)
        found.feedback.append(DraftFeedback(Fragment("\n\n".join((led.rest, *words[1:])), spans)))
        return True
    heads = [head for one in words if (head := _LETTER_HEAD.match(one)) and _is_shown(group.options, head[1])]
    if len(heads) != 1 or heads[0].string is not words[0]:
        return False  # none, or each choice is spoken of
    found.claims.append(Claim(Evidence.STATED, labels=(heads[0][1],), spans=(span_of(picked[0][0]),)))
    rest = rich_parts([(picked[0][0], drop(picked[0][1], heads[0].end())), *picked[1:]], page.writing())
    found.feedback.append(DraftFeedback(Fragment(rest, tuple(span_of(line) for line, _ in picked))))
    return True


def _is_shown(options: Sequence[Option], letter: str) -> bool:
    """Whether a capital letter is the label that one option shows."""
    return letter.isupper() and sum(_fold(option.label).strip("().:").upper() == letter for option in options) == 1


def take_answer(
    page: HtmlPage, group: Group, picked: list[tuple[Line, list[Part]]], fragment: Fragment, found: Around
) -> None:
    lines = [plain(parts) for _, parts in picked]
    if group.kind == "typed":
        found.claims.append(Claim(Evidence.STATED, texts=(fragment.text,), spans=fragment.spans))
        return
    whole = stated(group.options, " ".join(lines))
    if whole is not None:
        found.claims.append(_claim(whole, picked))
        return
    each = [stated(group.options, words) for words in lines]
    leading = [one for one in each if one is not None]
    if each and each[0] is not None and all(one is not None for one in each[: len(leading)]):
        merged = Claim(
            Evidence.STATED,
            choices=tuple(sorted({i for one in leading for i in one.choices or ()})) or None,
            labels=tuple(label for one in leading for label in one.labels),
        )
        if merged.choices is None or not merged.labels:
            found.claims.append(_claim(merged, picked[: len(leading)]))
            rest = rich_parts(picked[len(leading) :], page.writing())
            if rest.strip() and not is_empty_label(rest.strip()):
                found.feedback.append(DraftFeedback(Fragment(rest, fragment.spans[len(leading) :])))
            return
    head = _LETTER_HEAD.match(lines[0]) or _OTHER_HEAD.match(lines[0])
    if head and len(head[1]) == 1 and head[1].isalpha() and _labels_one(group.options, head[1]):
        found.claims.append(Claim(Evidence.STATED, labels=(head[1],), spans=fragment.spans[:1]))
        rest = rich_parts([(picked[0][0], drop(picked[0][1], head.end())), *picked[1:]], page.writing())
        if _fold(rest) not in [_fold(option.words) for option in group.options]:  # else its own words
            found.feedback.append(DraftFeedback(Fragment(rest, fragment.spans)))
        return
    found.claims.append(Claim(Evidence.STATED, texts=(fragment.text,), spans=fragment.spans))


def _labels_one(options: Sequence[Option], letter: str) -> bool:
    """Whether a letter is an option's label, or would be where none is shown."""
    if any(option.label for option in options):
        return sum(_fold(option.label).strip("().:") == letter.casefold() for option in options) == 1
    return letter.isascii() and ord(letter.upper()) - 65 < len(options)


def _claim(claim: Claim, picked: Sequence[tuple[Line, list[Part]]]) -> Claim:
    spans = tuple(span_of(line) for line, _ in picked)
    return Claim(Evidence.STATED, claim.choices, claim.labels, claim.texts, spans)


def plain(parts: Sequence[Part]) -> str:
    return " ".join("".join(part.text for part in parts if part.what not in ("control", "icon", "image")).split())


_FILLER = re.compile(
    r"^(?:options?|choices?|letters?|opci[o\u00f3]n|alternativa|letra|opzione|antwort|r\u00e9ponse|\u0432\u0430\u0440\u0438\u0430\u043d\u0442)\s+(?=\(?[A-Ha-h]\)?\s*[.,&]?\s*(?:$|and|und|y|[A-H]\b)|\d{1,2}\s*[:)\-\u2013]\s*\S)",
    re.I,
)
_QUOTED = re.compile(
    "[\"'\u2018\u201a\u201c\u201e\u00ab]([^\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb]{1,200})[\"'\u2019\u201c\u201d\u00bb]"
)


def _fold(text: str) -> str:
    return " ".join(text.split()).strip(" .;\u3002").casefold()


def stated(options: Sequence[Option], words: str) -> Claim | None:
    """What a stated answer names: letters, one option's words, or several options' words joined by commas."""
    words = _FILLER.sub("", words.strip())
    if (both := _LETTER_AND_WORDS.fullmatch(words)) is not None:
        words = f"{both[1]}. {both[3]}"
    text = _fold(words)
    if not text:
        return None
    texts = [_fold(option.words) for option in options]
    same = [i for i, own in enumerate(texts) if own == text]
    labels = [option.label for option in options]
    own = [i for i, label in enumerate(labels) if label and _fold(label).strip("().:") == text.strip("().:")]
    if same and own and same != own:  # "2": the second, or the one whose words are "2"
        return Claim(Evidence.STATED, labels=(labels[own[0]],), texts=(words,))
    if same:
        return _place(same[0]) if len(same) == 1 else None
    if len(own) == 1:
        return Claim(Evidence.STATED, labels=(labels[own[0]],))
    if letters := _letters(words, len(options)):
        return Claim(Evidence.STATED, labels=letters)
    if (claim := _headed(texts, words)) is not None:
        return claim
    quoted = _QUOTED.findall(words)
    if len(quoted) == 1 and texts.count(_fold(quoted[0])) == 1:
        return _place(texts.index(_fold(quoted[0])))
    cover = _cover(texts, text)
    return Claim(Evidence.STATED, choices=cover) if cover else None


def _letters(words: str, count: int) -> tuple[str, ...]:
    """`B`, `A and C`, `ACD`: letters alone, each of one of the `count` options."""
    if _LETTERS.match(words):
        letters = re.findall(r"(?<![^\W_])[A-Za-z](?![^\W_])", words)
        letters = [letter for letter in letters if letter.lower() not in "yeiv" or len(letters) < 2 or letter.isupper()]
        if letters and all(ord(letter.upper()) - 65 < count for letter in letters):
            return tuple(letters)
    glued = _GLUED.fullmatch(words) and list(words) == sorted(set(words)) and ord(words[-1]) - 65 < count
    return tuple(words) if glued else ()


def _headed(texts: Sequence[str], words: str) -> Claim | None:
    """`B. Oslo`, `B, D. Rome; Oslo`: letters before the words of the same options."""
    if head := _LETTER_HEAD.match(words):
        rest = _fold(words[head.end() :])
        if texts.count(rest) == 1:
            place = texts.index(rest)
            labelled = head[1].isalpha() and ord(head[1].upper()) - 65 != place
            return Claim(Evidence.STATED, labels=(head[1],), texts=(rest,)) if labelled else _place(place)
    if (several := _LETTERS_HEAD.match(words)) and (told := _told_twice(texts, several[1], words[several.end() :])):
        return Claim(Evidence.STATED, choices=told)
    return None


def _place(choice: int) -> Claim:
    return Claim(Evidence.STATED, choices=(choice,))


def _told_twice(texts: Sequence[str], letters: str, rest: str) -> tuple[int, ...] | None:
    """`B, D. Rome; Oslo`: letters and the words of the same options."""
    places = tuple(sorted({ord(letter.upper()) - 65 for letter in re.findall(r"[A-Za-z]", letters)}))
    return places if places == _cover(texts, _fold(rest)) else None


def _cover(texts: Sequence[str], joined: str) -> tuple[int, ...] | None:
    """The options whose words, joined by commas or "and" in any order, make up the text; None if none or several do."""
    if len(joined) > 4000 or len(texts) > 40:
        return None
    order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
    solutions: set[frozenset[int]] = set()
    budget = [400]

    def walk(rest: str, used: frozenset[int]) -> None:
        budget[0] -= 1
        if budget[0] < 0 or len(solutions) > 1:
            return
        if not rest:
            solutions.add(used)
            return
        for i in order:
            if i not in used and texts[i] and rest.startswith(texts[i]):
                tail = rest[len(texts[i]) :]
                gap = re.match(r"\s*(?:[,;|/&]|\band\b|\bund\b|\bet\b|\by\b|$)\s*(?:and\b|und\b)?\s*|$", tail)
                if gap is not None and (gap.end() or not tail):
                    walk(tail[gap.end() :], used | {i})

    walk(joined, frozenset())
    if len(solutions) != 1 or budget[0] < 0:
        return None
    return tuple(sorted(next(iter(solutions))))
