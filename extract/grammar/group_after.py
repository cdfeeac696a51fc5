"""What stands around a group besides its stem: the stated answer, remarks, hints, marks received, verdicts in order.

Correct answer: B                  a claim of label B
The correct answers are: a, b c    a claim of those two options, however commas fall
Mark 1.00 out of 1.00              full marks: the selected options are right
Solution: 1. wrong 2. right        a list as long as the options: one verdict (and remark) each
Explanation: ...                   feedback
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extract.grammar.group_find import Group, Option, around
from extract.grammar.group_regions import Region, roles_about
from extract.grammar.html_signs import FEEDBACK, head_verdict, is_stock_verdict, judge, numberless, verdict
from extract.grammar.words import Role, fold, roles_of
from extract.grammar.words_cues import is_furniture
from extract.media.html import HtmlPage, span_of
from extract.media.html_lines import Line, Part
from extract.media.html_rich import rich_parts
from extract.media.html_tree import Node
from quizmill.block import Kind
from quizmill.draft import Claim, DraftFeedback, Fragment
from quizmill.item import Evidence

_SCORE = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:/|of|out of|von|sur|de|su|из|av|van|z)\s*(\d{1,4}(?:[.,]\d{1,4})?)", re.I
)
_TOTAL = re.compile(
    r"^\W*(?:worth\s*)?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:points?|pts?\.?|marks?|punkte?|puntos?|pontos|punti|балл\w*)\W*$",
    re.I,
)
_LETTERS = re.compile(
    r"^[\s(\[]*([A-Za-z])[)\].]?(?:\s*(?:,|;|/|&|\+|and|und|et|y|e|и|,\s*and)\s*[(\[]?([A-Za-z])[)\].]?)*\s*$"
)
_LETTER_HEAD = re.compile(r"^[\s(\[]*([A-Za-z]|\d{1,2})\s*[)\].:\-\u2013\u2014]+\s+(?=\S)")
_OTHER_HEAD = re.compile(r"^[\s(\[]*([^\W\d_a-zA-Z])\s*[)\].:\-\u2013\u3001\uff0e]+\s*(?=\S)")  # of another script
_LETTERS_HEAD = re.compile(r"^[\s(\[]*([A-H](?:\s*[,;/&]\s*[A-H]){1,7})\s*[)\].:\-\u2013\u2014]+\s+(?=\S)", re.I)
_BARE_LABEL = re.compile(
    r"([^\W\d_]+(?: [^\W\d_]+)?)(?:\.|\s*[-\u2013\u2014])?\s+(?=\(?[A-H]\)?\.?$|\([A-Ha-h]\)\s|[A-Ha-h][.)]\s)"
)
_GLUED = re.compile(r"[A-H]{2,8}")  # "AC"
_COLON = re.compile(r"\s*[:：]\s*")
_SENTENCE = re.compile(r"^(.{3,60}?)\s+(?:is|are|ist|sind|est|sont|es|son|é|são|è|sono)\s*:?\s+(?=\S)")


@dataclass(slots=True)
class Around:
    """What was read around a group."""

    claims: list[Claim] = field(default_factory=list)
    feedback: list[DraftFeedback] = field(default_factory=list)
    hints: list[Fragment] = field(default_factory=list)
    solution: list[Fragment] = field(default_factory=list)
    points: float | None = None
    remarks: dict[int, Fragment] = field(default_factory=dict)
    loose: list[Line] = field(default_factory=list)  # shown behind the choices, with no label to it


def read_around(page: HtmlPage, region: Region) -> Around:
    """Everything that the heads and the lines after a group say."""
    found = Around()
    lines = [line for line in region.after if not line.button or line.opens]
    _marks_received(region, found)
    lines = _in_order(page, region.group, lines, found)
    _labelled(page, region.group, lines, found)
    if region.group.selected:
        _judged(region, found)
    return found


def unlabelled_remarks(page: HtmlPage, arounds: Sequence[Around]) -> None:
    """What stands without a label behind the choices of most questions, each time in other words, explains them."""
    with_one = [one for one in arounds if one.loose and len(one.loose) < 8 and not one.feedback]
    texts = {" ".join(line.text for line in one.loose) for one in with_one}
    if len(with_one) < 2 or len(with_one) * 3 < len(arounds) * 2 or len(texts) < len(with_one):
        return
    if sum(map(len, texts)) < 15 * len(texts) or any(_STATISTICS.search(text) for text in texts):
        return
    for one in with_one:
        text = rich_parts([(line, line.parts) for line in one.loose], page.writing())
        one.feedback.append(DraftFeedback(Fragment(text, tuple(span_of(line) for line in one.loose))))


_STATISTICS = re.compile(r"\d\s?%|\bvotes?\b|\d{1,2}:\d\d", re.I)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _marks_received(region: Region, found: Around) -> None:
    group = region.group
    for line in (*region.heads, *region.after):
        if len(line.text) > 80:
            continue
        if total := _TOTAL.match(line.text):
            found.points = _number(total[1])
            continue
        score = _SCORE.search(line.text)
        if score is None or not _about_marks(line):
            continue
        got, most = _number(score[1]), _number(score[2])
        found.points = most
        if group.selected and got == most > 0 and not _judged_wrong(group):
            chosen = tuple(sorted(group.selected))
            found.claims.append(Claim(Evidence.FULL_CREDIT, choices=chosen, spans=(span_of(line),)))


_MARK_WORDS = re.compile(r"mark|point|score|grade|\bpts|punkt|punto|ponto|punti|балл|note|nota|total", re.I)


def _about_marks(line: Line) -> bool:
    """Whether numbers such as `2 / 5` are marks; alone they may as well count the questions."""
    named = " ".join(node.names for node in around(line))
    return _MARK_WORDS.search(line.text + " " + named) is not None and not re.match(
        r"\W*(?:question|frage|pregunta)\b", line.text, re.I
    )


def _judged_wrong(group: Group) -> bool:
    del group
    return False


def _judged(region: Region, found: Around) -> None:
    """The question as a whole judged right, in words or by its element's class: what is selected is right."""
    said: set[bool] = set()
    for line in (*region.heads, *region.after):
        own = None if line.hidden else verdict(line.text)
        names = Role.ANSWER in roles_of(line.text) and " " in line.text.strip()  # "Correct answer": what follows it
        if own is not None and not names:
            said.add(own)
    own_words = region.own.classes if region.own is not None and region.own.tag not in ("body", "form") else ()
    by_class = {value for word in own_words if (value := judge(word)) is not None and value == (word == "correct")}
    if (said | by_class) == {True} and not any("partial" in word for word in own_words):
        found.claims.append(Claim(Evidence.MARKED_CORRECT, choices=tuple(sorted(region.group.selected))))


def _in_order(page: HtmlPage, group: Group, lines: list[Line], found: Around) -> list[Line]:
    """Lists as long as the options: verdicts and remarks, one each. Gives the lines that are left."""
    left = lines
    for parent in _parents(lines):
        rows = [child for child in parent.children if child.tag and not child.spoken and child.tag not in _TITLES]
        if len(rows) != len(group.options) or not 2 <= len(rows) <= 26 or not _alike(rows):
            continue
        inner = [[line for line in lines if row.index <= line.first < row.end] for row in rows]
        if not all(inner):
            continue
        values = _verdicts_of(page, rows, inner)
        if values is None and not _remarks_by_name(parent):
            continue
        if values is not None:
            right = tuple(i for i, value in enumerate(values) if value)
            if 0 < len(right) < len(rows):
                found.claims.append(
                    Claim(Evidence.STATED, choices=right, spans=tuple(span_of(own[0]) for own in inner))
                )
        if [" ".join(page.tree.words(row).split()) for row in rows] == [option.words for option in group.options]:
            rows = []  # the options again
        for place, row in enumerate(rows):
            fragment = _remark_of(page, row, inner[place], values is not None)
            text = _without_verdict(re.sub(r"^(?:- |\d{1,3}\. )", "", fragment.text))
            if text and place not in found.remarks:
                found.remarks[place] = Fragment(text, fragment.spans)
        left = [line for line in left if not parent.index <= line.first < parent.end]
    return left


def _alike(rows: Sequence[Node]) -> bool:
    """Rows of one make: the same tag, and classes that differ at most in verdicts and numbers."""
    makes = {(row.tag, frozenset(w for w in row.classes if judge(w) is None and not w[-1:].isdigit())) for row in rows}
    return len(makes) == 1


_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "legend", "br", "hr", "script", "#comment"})


def _parents(lines: Sequence[Line]) -> list[Node]:
    """The elements that hold the lines' containers as their rows, in order, each once."""
    seen: dict[int, Node] = {}
    for line in lines:
        node: Node | None = line.container
        for _ in range(4):
            if node is None or node.parent is None or node.parent.tag in ("body", "form"):
                break
            seen.setdefault(node.parent.index, node.parent)
            node = node.parent
    return [seen[at] for at in sorted(seen)]


def _remarks_by_name(parent: Node) -> bool:
    return FEEDBACK.search(parent.names) is not None


def _verdicts_of(page: HtmlPage, rows: Sequence[Node], inner: Sequence[Sequence[Line]]) -> list[bool] | None:
    """One verdict a row, from the words or the line it begins with; None where any row gives none."""
    values: list[bool] = []
    for row, lines in zip(rows, inner, strict=True):
        value = verdict(lines[0].text) if len(lines) > 1 else None
        value = head_verdict(page.tree.words(row)) if value is None else value
        if value is None:
            return None
        values.append(value)
    return values


def _remark_of(page: HtmlPage, row: Node, lines: Sequence[Line], judged: bool) -> Fragment:
    """A row's words, without a first line that is its verdict alone."""
    if judged and len(lines) > 1 and verdict(lines[0].text) is not None:
        text = rich_parts([(line, line.parts) for line in lines[1:]], page.writing())
        return Fragment(text, tuple(span_of(line) for line in lines))
    return page.of(row)


def _without_verdict(text: str) -> str:
    """A remark that is nothing but its verdict (and a link to itself) is none."""
    bare = re.sub(r"\(?\[[^\]]*\]\([^)]*\)\)?|\([^()]{0,40}\)", " ", text)
    words = " ".join(bare.split())
    return "" if head_verdict(words) is not None and len(words) < 30 and len(words.split()) <= 3 else text


def _labelled(page: HtmlPage, group: Group, lines: Sequence[Line], found: Around) -> None:
    role: Role | None = None
    pending: list[tuple[Line, list[Part]]] = []

    def flush() -> None:
        if pending:
            _store(page, group, role, list(pending), found)
            pending.clear()

    lines = [_without_buttons(line) for line in lines]
    for place, line in enumerate(lines):
        label, rest = _label_of(line)
        if label is Role.EXPLANATION and not rest and _answer_follows(group, line, lines[place + 1 : place + 2]):
            label = Role.ANSWER
        if label is not None:
            flush()
            role = label
            if rest:
                pending.append((line, rest))
            continue
        named = _role_by_name(line) or (Role.EXPLANATION if line.hidden and len(line.text) > 3 else None)
        if line.kind is Kind.HEADING and roles_about(line.text) & _ASIDE_ROLES:
            flush()
            role = Role.TAGS  # "Domain": what stands below it sorts the question
            continue
        if role is None or (
            named is not None and named is not role and role in (Role.EXPLANATION, Role.HINT, Role.SOLUTION)
        ):
            flush()
            role = named
        if _is_noise(line):
            continue
        if role is not None:
            pending.append((line, line.parts))
        elif not line.button and line.text:
            found.loose.append(line)
    flush()


def _answer_follows(group: Group, line: Line, after: Sequence[Line]) -> bool:
    """Whether "Correct answer" is the label of what stands below it, and no word on the learner's."""
    if Role.ANSWER not in roles_about(line.text) or not after:
        return False
    return stated(group.options, plain(after[0].parts)) is not None


def _is_noise(line: Line) -> bool:
    return is_stock_verdict(line.text) or _TOTAL.match(line.text) is not None or is_furniture(line.text)


_FIELDS = (
    Role.ANSWER,
    Role.EXPLANATION,
    Role.HINT,
    Role.SOLUTION,
    Role.IF_RIGHT,
    Role.IF_WRONG,
    Role.YOURS,
    Role.REVEAL,
    Role.SCORE,
)


def _without_buttons(line: Line) -> Line:
    """A line without the links in it that only do something on the page: "Show Suggested Answer", a ballot box."""
    kept = [part for part in line.parts if not (_leads_nowhere(part) and _does_something(part.text))]
    if len(kept) == len(line.parts) or not any(part.text.strip() for part in kept):
        return line
    bare = replace(line, parts=kept)
    bare.settle(line.whole)
    return bare


def _leads_nowhere(part: Part) -> bool:
    return part.href.startswith(("#", "javascript:"))


def _does_something(words: str) -> bool:
    return not any(char.isalnum() for char in words) or is_furniture(words)


def _is_empty_label(text: str) -> bool:
    """ "Comments Entered:", and nothing entered."""
    return len(text) < 40 and "\n" not in text and text.rstrip("* ").endswith(":")


def _label_of(line: Line) -> tuple[Role | None, list[Part]]:
    """The role that a line's label gives, and the parts behind the label."""
    text = line.text
    for pattern in (_COLON, None):
        cut = _cut(text) if pattern is None else pattern.search(text[:80])
        if cut is None:
            continue
        end = cut if isinstance(cut, int) else cut.end()
        head = text[: cut.start()] if not isinstance(cut, int) else text[:cut]
        role = Role.ANSWER if isinstance(cut, int) else _pick(roles_about(head))
        if role is not None:
            return role, drop(line.parts, end)
    return _whole_label(text), []


_ASIDE_ROLES = frozenset({Role.TAGS, Role.DIFFICULTY})
_ASIDE = re.compile(r"\s*\([^()]{0,60}\)\s*$")


def _whole_label(text: str) -> Role | None:
    """The role of a line that is a label alone. "Correct" alone judges, and what follows it explains. A letter alone
    names an option.
    """
    word = fold(text)
    if len(word) < 2 and word < "\u2e80":
        return None
    roles = roles_about(text) or roles_about(_ASIDE.sub("", text))
    if Role.RIGHT in roles or Role.WRONG in roles:
        return Role.EXPLANATION
    return _pick(roles)


def _cut(text: str) -> int | None:
    """`The correct answer is B`: a label without a colon."""
    bare = _BARE_LABEL.match(text)
    if bare and Role.ANSWER in roles_of(bare[1]):  # "Answer B", "Ans. (b) newton"
        return bare.end()
    found = _SENTENCE.match(text)
    if found and Role.ANSWER in roles_of(found[1]) and len(found[1].split()) > 1:
        return found.end()
    return None


def _pick(roles: frozenset[Role]) -> Role | None:
    return next((role for role in _FIELDS if role in roles), None)


def drop(parts: Sequence[Part], count: int) -> list[Part]:
    """The parts without their first `count` characters of words, white space folded as in `Line.text`."""
    out: list[Part] = []
    left = count
    for part in parts:
        if part.what != "text" or left <= 0:
            out.append(part)
            continue
        text = part.text.lstrip() if not out and left == count else part.text
        if len(text) <= left:
            left -= len(text)
        else:
            out.append(part._replace(text=text[left:]))
            left = 0
    return out


_NAMES = (
    (re.compile(r"hint|tip\b|clue", re.I), Role.HINT),
    (re.compile(r"right-?answer|correct-?answer|answer-?key|true-?answer|(?:model|sample)-?answer", re.I), Role.ANSWER),
    (re.compile(r"feedback|explan|rationale|comment|reason|justif|retroalim|erkl", re.I), Role.EXPLANATION),
    (re.compile(r"solution|l\u00f6sung|soluci", re.I), Role.SOLUTION),
)


def _role_by_name(line: Line) -> Role | None:
    node: Node | None = line.container
    for _ in range(4):
        if node is None or node.tag in ("body", "form"):
            return None
        if (role := _role_of_names(numberless(node.names))) is not None:
            return role
        node = node.parent
    return None


@lru_cache(maxsize=4096)
def _role_of_names(names: str) -> Role | None:
    return next((role for pattern, role in _NAMES if pattern.search(names)), None)


def _store(
    page: HtmlPage, group: Group, role: Role | None, picked: list[tuple[Line, list[Part]]], found: Around
) -> None:
    text = rich_parts(picked, page.writing())
    number = picked[0][0].number
    if picked[0][0].numbering and (entry := re.match(rf"\s*{number}\. ", text)):
        text = text[entry.end() :]  # the number of the list's entry that holds the whole question
    fragment = Fragment(text, tuple(span_of(line) for line, _ in picked))
    if not text.strip():
        return
    match role:
        case Role.ANSWER:
            _answer(page, group, picked, fragment, found)
        case Role.EXPLANATION | Role.REVEAL:
            found.feedback.append(DraftFeedback(fragment))
        case Role.IF_RIGHT:
            found.feedback.append(DraftFeedback(fragment, "correct"))
        case Role.IF_WRONG:
            found.feedback.append(DraftFeedback(fragment, "incorrect"))
        case Role.HINT:
            found.hints.append(fragment)
        case Role.SOLUTION:
            if not _answer_only(page, group, picked, found):
                found.feedback.append(DraftFeedback(fragment))
        case _:
            pass


def _answer_only(page: HtmlPage, group: Group, picked: list[tuple[Line, list[Part]]], found: Around) -> bool:
    """A "solution" that is an option's letter or words, or begins with the letter of one, states the key."""
    words = [plain(parts) for _, parts in picked]
    chosen = stated(group.options, words[0]) if len(picked) == 1 else None
    if chosen is not None:
        found.claims.append(_claim(chosen, picked))
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


def _answer(
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
            if rest.strip() and not _is_empty_label(rest.strip()):
                found.feedback.append(DraftFeedback(Fragment(rest, fragment.spans[len(leading) :])))
            return
    head = _LETTER_HEAD.match(lines[0]) or _OTHER_HEAD.match(lines[0])
    if head and len(head[1]) == 1 and head[1].isalpha() and _labels_one(group.options, head[1]):
        found.claims.append(Claim(Evidence.STATED, labels=(head[1],), spans=fragment.spans[:1]))
        rest = rich_parts([(picked[0][0], drop(picked[0][1], head.end())), *picked[1:]], page.writing())
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
    r"^(?:options?|choices?|letters?|opci[o\u00f3]n|alternativa|letra|\u0432\u0430\u0440\u0438\u0430\u043d\u0442)\s+(?=\(?[A-Ha-h]\)?\s*[.,&]?\s*(?:$|and|und|y|[A-H]\b)|\d{1,2}\s*[:)\-\u2013]\s*\S)",
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
    text = _fold(words)
    if not text:
        return None
    texts = [_fold(option.words) for option in options]
    same = [i for i, own in enumerate(texts) if own == text]
    own = [
        i
        for i, option in enumerate(options)
        if option.label and _fold(option.label).strip("().:") == text.strip("().:")
    ]
    if same and own and same != own:  # "2": the second, or the one whose words are "2"
        return Claim(Evidence.STATED, labels=(options[own[0]].label,), texts=(words,))
    if same:
        return Claim(Evidence.STATED, choices=(same[0],)) if len(same) == 1 else None
    if len(own) == 1:
        return Claim(Evidence.STATED, labels=(options[own[0]].label,))
    if _LETTERS.match(words):
        letters = re.findall(r"(?<![^\W_])[A-Za-z](?![^\W_])", words)
        letters = [letter for letter in letters if letter.lower() not in "yeiv" or len(letters) < 2 or letter.isupper()]
        if letters and all(ord(letter.upper()) - 65 < len(options) for letter in letters):
            return Claim(Evidence.STATED, labels=tuple(letters))
    if _GLUED.fullmatch(words) and list(words) == sorted(set(words)) and ord(words[-1]) - 65 < len(options):
        return Claim(Evidence.STATED, labels=tuple(words))
    head = _LETTER_HEAD.match(words)
    if head:
        rest = _fold(words[head.end() :])
        matches = [i for i, own in enumerate(texts) if own == rest]
        if len(matches) == 1:
            labels = (head[1],) if head[1].isalpha() and ord(head[1].upper()) - 65 != matches[0] else ()
            return Claim(Evidence.STATED, labels=labels, texts=(rest,)) if labels else _place(matches[0])
    if (several := _LETTERS_HEAD.match(words)) and (told := _told_twice(texts, several[1], words[several.end() :])):
        return Claim(Evidence.STATED, choices=told)
    quoted = _QUOTED.findall(words)
    if (
        len(quoted) == 1
        and (places := [i for i, own in enumerate(texts) if own == _fold(quoted[0])])
        and len(places) == 1
    ):
        return Claim(Evidence.STATED, choices=(places[0],))
    cover = _cover(texts, text)
    return Claim(Evidence.STATED, choices=cover) if cover else None


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
