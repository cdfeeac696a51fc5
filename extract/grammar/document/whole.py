"""What only the whole template tells: right answers listed alone, a line that repeats one option, bodies that answer.

1. What floats?        one bullet where others list four boxes: only right answers are listed, so it is an answer
   - cork
#Q What floats?        a line that equals exactly one option, in question after question, is the key
^ cork
A iron
B cork
### What is cork?      heading and body, in a document that calls itself interview questions and answers
The bark of an oak ..
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.cards import prose_answers
from extract.grammar.document.openers import Opener
from extract.grammar.keys import capitals, dashed_keys, lone_labels, quoted_keys, votes
from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.lines.runs import Rank
from extract.grammar.question import option_signs, stem_signs
from extract.grammar.question.found import Found, option_texts
from extract.grammar.question.stated import folded
from extract.grammar.words import cues
from extract.grammar.words.label_words import Role
from extract.grammar.words.rich import cut, plain, strip
from extract.grammar.words.truth import BEHIND, PAIRS, judged_by, printed_before
from quizmill.block import Kind, Style
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_SIGIL = re.compile(r"[^\w\s\"'“‘(\[{<$`¿¡-]{1,3}\s*")
_KEY_AT_END = re.compile(
    r"(?<![A-Za-z0-9])\s?\\?(?P<o>[(\[（【])(?P<in>[\s_]{0,9}(?P<k>[A-H](?:\s?[,、]?\s?[A-H]){0,5}|[a-h])[\s_]{0,9})"
    r"\\?[)\]）】]\s{0,3}[.。?？:：]?\s*\Z"
)
_KEY_INSIDE = re.compile(r"(?P<o>[(（【])(?P<in>[\s_]{0,9}(?P<k>[A-H](?:\s?[,、]?\s?[A-H]){0,5})[\s_]{0,9})[)）】]")
_LETTER = re.compile("[A-Ha-h]")
_ONLY = re.compile(
    r"only (?:list|show|include)\w*\s+(?:the )?(?:correct|right)|only (?:correct|right) (?:options|answers)",
    re.IGNORECASE,
)


def whole_template(doc: Doc, opener: Opener, found: Sequence[Found]) -> None:
    """Applies all three to the questions of one cut."""
    if doc.on("equal line"):
        _equal_lines(doc, found)
    boxed = any(one.rank is Rank.BOX for one in found)
    if doc.on("only right") and (boxed or (doc.written and doc.quiz)):
        _only_right(found)
    if doc.on("prose answers"):
        prose_answers.take(doc, found)
        prose_answers.take_lines(doc, found)
    if doc.on("statements"):
        _statements(found)
    if doc.on("plus signs"):
        _signed(found)
        if not doc.learner:
            option_signs.take(found)
    if doc.on("contrast") and capitals.announced(doc):
        capitals.claim(found)
    if doc.on("stem keys"):
        _stem_keys(found)
    if doc.on("lone labels"):
        lone_labels.take(found)
    _signed_off(found)
    votes.take(found)
    dashed_keys.take(found)
    stem_signs.take(found)
    if doc.on("quoted keys") and not doc.learner:
        quoted_keys.take(found)
    if doc.on("body answers") and (doc.written or doc.interview or doc.cards):  # print has headings of all kinds
        _bodies(doc, opener, found)


_FEWEST = 2  # questions that show how they end


def _signed_off(found: Sequence[Found]) -> None:
    """Words behind the last question alone, where no other is explained without a label, are the document's end."""
    last = found[-1] if found else None
    others = [one for one in found[:-1] if one.options]
    if last is None or not last.options or len(others) < _FEWEST:
        return
    own = last.behind if last.behind and not any(one.feedback for one in others) else []
    if last.implied and last.implied[0].gap and not any(one.implied for one in others):
        own = last.implied
    words = prose.spans(own)
    last.feedback = [(when, text) for when, text in last.feedback if not own or text.spans != words]
    last.taken = [line for line in last.taken if line not in own]


_PLUS = ("+-", "+–", "+−", "=~")


def _signed(found: Sequence[Found]) -> None:
    """`+` before the right options and `-` before the others, in question after question."""
    lists = [one for one in found if one.options and one.rank is Rank.BULLET and not one.malformed]
    signs = {id(one): [option.head.block.raw.lstrip(" \t>")[:1] for option in one.options] for one in lists}
    shown = {sign for row in signs.values() for sign in row}
    both = [one for one in lists if len(set(signs[id(one)])) == 2]
    pair = next((pair for pair in _PLUS if shown == set(pair)), "")
    if not pair or len(both) < 2 or len(both) * 5 < len(lists) * 4:
        return
    for one in both:
        if not one.claims:
            right = tuple(at for at, sign in enumerate(signs[id(one)]) if sign == pair[0])
            lines = [one.options[at].head for at in right]
            one.claims.append(Claim(Evidence.MARKUP, choices=right, spans=prose.spans(lines)))


def _stem_keys(found: Sequence[Found]) -> None:
    """`The capital is ( B )`: the letter in brackets that end the stem. One tight `(C)` alone may be carbon's sign."""
    choices = [one for one in found if one.rank is Rank.LETTER and not one.malformed and not one.claims and one.stem]
    hits = [(one, key) for one in choices if (key := _stem_key(one.words())) and _is_key(one, key["k"])]
    if len(hits) * 2 < len(choices) or (len(hits) < 2 and not any(_roomy(key) for _, key in hits)):
        return
    for one, key in hits:
        line = one.stem[-1]
        one.claims.append(Claim(Evidence.STATED, labels=tuple(_LETTER.findall(key["k"])), spans=prose.spans([line])))
        words = one.words()
        text, after = words[: key.start()].rstrip(), words[key.end() :]
        if after.strip():
            text += f"（ ）{after}" if key["o"] == "（" else f" ( ){after}"
        elif not text.endswith(("?", "？", ":", "：")):
            text += "（ ）" if key["o"] == "（" else " ( )"
        one.front = Fragment(text, prose.spans(one.stem))


def _stem_key(words: str) -> re.Match[str] | None:
    """The key in brackets that end the stem; wide or roomy brackets may stand inside it, once."""
    if at_end := _KEY_AT_END.search(words):
        return at_end
    inside = [found for found in _KEY_INSIDE.finditer(words) if _roomy(found)]
    return inside[0] if len(inside) == 1 else None


def _is_key(one: Found, letters: str) -> bool:
    labels = {label.casefold() for label in option_texts(one)[1]}
    named = [letter.casefold() for letter in _LETTER.findall(letters)]
    return all(letter in labels for letter in named) and named == sorted(set(named)) and len(named) < len(labels)


def _roomy(key: re.Match[str]) -> bool:
    return key["o"] in "（【" or key["in"].strip() != key["in"]


def _equal_lines(doc: Doc, found: Sequence[Found]) -> None:
    choices = [one for one in found if one.options and not one.malformed]
    hits = [(one, line, at) for one in choices if not one.claims for line, at in [_equal(one)] if line is not None]
    if len(hits) * 2 < len(choices) or (len(hits) < 2 and not doc.quiz):
        return
    for one, line, at in hits:
        texts, _ = option_texts(one)
        one.claims.append(Claim(Evidence.STATED, choices=(at,), spans=prose.spans([line])))
        if line in one.stem:
            one.stem.remove(line)
        one.feedback = [
            (when, text)
            for when, text in one.feedback
            if folded(_bare(text.text)) != folded(texts[at]) and text.spans != prose.spans([line])
        ]


def _equal(one: Found) -> tuple[Line | None, int]:
    """The line outside the options that has the words of exactly one, and which; none where several lines do."""
    texts = [folded(text) for text in option_texts(one)[0]]
    own = {line.at for option in one.options for line in (option.head, *option.body)}
    listed = {line.at for line in one.stem if line.bullet}  # another list, which has the same entry
    hits: dict[int, Line] = {}
    for line in one.taken[1:]:
        if line.at in own or line.kind is Kind.CODE or not line.text or (line.at in listed and len(listed) > 1):
            continue
        if Role.YOURS in line.roles:
            continue  # what a learner said
        for words in (line.text, _bare(line.text)):
            wanted = folded(words)
            if wanted and texts.count(wanted) == 1:
                hits.setdefault(texts.index(wanted), line)
    if len(hits) != 1:
        return None, 0
    ((at, line),) = hits.items()
    return line, at


def _bare(text: str) -> str:
    found = _SIGIL.match(text)
    return text[found.end() :] if found else text


def _only_right(found: Sequence[Found]) -> None:
    boxed = sum(1 for one in found if one.rank is Rank.BOX)
    lists = [one for one in found if one.rank is Rank.BULLET and not one.malformed and _bare_list(one)]
    singles = [one for one in found if _single(one) is not None]
    said = any(_ONLY.search(one.words()) for one in found)
    boxed = boxed if boxed >= _FEWEST and boxed >= len(lists) else 0
    alone = len(singles) >= 2 and len(singles) * 4 >= len(lists)
    if boxed or said or alone:
        for one in lists:
            lines = [line for option in one.options for line in (option.head, *option.body)]
            words = "\n".join(prose.text([option.head, *option.body]) for option in one.options)
            _answered(one, Fragment(words, prose.spans(lines)))
            one.options, one.rank, one.looks = [], None, []
    if boxed or said or alone:
        for one in singles:
            line = _single(one)
            if line is not None:
                _off(one, one.stem.index(line))
        for one in found:
            at = _last_code(one)
            if at:
                _off(one, at)


def _bare_list(one: Found) -> bool:
    """A list on which nothing tells a key, and no option bears a mark."""
    return not one.claims and not any(one.looks) and all(option.head.mark is None for option in one.options)


def _off(one: Found, at: int) -> None:
    """The stem's lines from `at` are the answer, and quotes behind them explain it."""
    rest = one.stem[at:]
    cut = next((i for i, line in enumerate(rest) if line.kind is Kind.QUOTE), len(rest))
    _answered(one, prose.fragment(rest[:cut]))
    if cut < len(rest):
        one.feedback.append(("general", prose.fragment(rest[cut:])))
    one.stem = one.stem[:at]


def _last_code(one: Found) -> int:
    """Where a line that is one code span stands under the paragraph that asked, or 0."""
    if one.options or one.answers or one.malformed:
        return 0
    for at in range(2 if len(one.stem) > 2 else 1, len(one.stem)):
        line, before = one.stem[at], one.stem[at - 1]
        spanned = line.kind is Kind.TEXT and line.runs and all(run.style & Style.CODE for run in line.runs)
        if spanned and cues.asks_openly(before.text) and all(more.kind is Kind.QUOTE for more in one.stem[at + 1 :]):
            return at
    return 0


def _single(one: Found) -> Line | None:
    """The one bullet that ends a stem."""
    if one.options or one.answers or one.malformed or len(one.stem) < 2 or one.stem[0].bullet:
        return None
    bullets = [line for line in one.stem if line.kind is Kind.ITEM and line.enum is None]
    if not bullets or bullets[-1] is one.stem[0] or bullets[-1].mark is not None:
        return None
    at = one.stem.index(bullets[-1])
    after = one.stem[at + 1 :]
    while at > 1 and one.stem[at - 1].bullet:
        at -= 1  # bullets under the one bullet
    if sum(line.level == one.stem[at].level for line in one.stem[at:] if line.bullet) > 1:
        return None  # a list, not one answer
    if cues.asks_openly(bullets[-1].text):
        return None
    return one.stem[at] if all(not line.gap or line.kind is Kind.QUOTE for line in after) else None


def _answered(one: Found, answer: Fragment) -> None:
    one.answers = [answer]
    one.answered = True
    one.type = "short"


_ASKED_OPENLY = ("label question", "bold")  # "**Q: What is a pod?**" and paragraphs below


def _bodies(doc: Doc, opener: Opener, found: Sequence[Found]) -> None:
    """Heading and body: only in a document of interview questions, and where nothing looks like options."""
    if (
        not (opener.heading or opener.shape in _ASKED_OPENLY)
        or not (doc.interview or doc.cards)
        or doc.faq
        or len(found) < 3
    ):
        return
    if any(one.claims or one.rank in (Rank.BOX, Rank.LETTER, Rank.TICK) for one in found):
        return
    if any(option.head.mark is not None for one in found for option in one.options):
        return
    asking = sum(cues.asks_openly(one.lines[0].text) or cues.starts_as_question(one.lines[0].text) for one in found)
    written = sum(any(line.kind is Kind.TEXT and len(line.text) > 40 for line in one.lines[1:]) for one in found)
    if asking * 5 < len(found) * 3 or written * 3 < len(found) * 2:
        return
    for one in found:
        body = [
            line
            for line in one.lines[1:]
            if (line.kind is not Kind.RULE and not cues.is_furniture(line.text)) or line.kind is Kind.CODE
        ]
        if not body or not plain(one.lines[0].runs).strip():
            continue
        one.stem, one.options, one.rank, one.malformed = one.lines[:1], [], None, False
        one.feedback, one.loose, one.hints = [], [], []
        one.answers = [prose.fragment([line for line in body if line.text or line.kind in (Kind.CODE, Kind.IMAGE)])]
        one.answered = True
        one.type = "essay"
        one.taken = list(one.lines)


_VERDICT_AT_END = re.compile(
    r"(?:\s*[(\[{（]\s*|\s+[-–—:=]\s*|(?<=[.!?])\s+(?=[^\W\d_]\Z)|[ \t\u00a0]{3,}|\t+)"
    r"(?P<w>[^\W\d_]{1,10}|[○×√])\s*[)\]}）]?\s*\.?\Z"
)
_SIGNS = {"√": "正确", "×": "错误"}
_LEAST = 8  # characters of a statement; fewer in writing without spaces


def _statements(found: Sequence[Found]) -> None:
    """`Glue dries. (True)` in line after line: statements with their truth behind them."""
    open_ones = [
        one
        for one in found
        if not one.options and not one.answers and not one.malformed and one.stem and _is_one_line(one)
    ]
    hits = [(one, word.start(), word["w"]) for one in open_ones if (word := _verdict_of(one)) is not None]
    hits = [(one, at, _spelled_out(word.casefold(), hits)) for one, at, word in hits]
    pair = next((pair for pair in BEHIND if all(word in pair for _, _, word in hits)), None)
    if len(hits) < 2 or len(hits) * 2 < len(open_ones) or pair is None:
        return
    judged = judged_by(frozenset(word for _, _, word in hits), " ".join(one.words() for one, _, _ in hits))
    plain_names = ("True", "False") if pair == ("t", "f") else tuple(side.capitalize() for side in pair)
    names = judged[1] if judged is not None and judged[0] == pair else plain_names
    both = [printed_before(one.stem[0].text[:at], said) for one, at, said in hits]
    offered = sum(start is not None for start in both) * 2 > len(both)  # a form prints both: neither is told
    for (one, at, said), start in zip(hits, both, strict=True):
        line = one.stem[0]
        at = start if offered and start is not None else at
        runs = line.runs if one.stem_first is None else one.stem_first
        one.stem_first = strip(cut(runs, 0, at))
        one.taken = [taken for taken in one.taken if taken not in one.stem[1:]]
        one.stem = one.stem[:1]
        where = prose.spans([line])
        shown = _SIGNS if not line.text[:4].isascii() else {}
        one.columns = [("", Fragment(shown.get(side, name), where)) for side, name in zip(pair, names, strict=False)]
        if not offered:
            one.claims.append(Claim(Evidence.STATED, choices=(pair.index(said),), spans=where))
        one.type = "true_false" if pair[0] in ("true", "t", "v") else None


def _is_one_line(one: Found) -> bool:
    """A statement of one line; what follows an empty line is the paper's next part."""
    return len(one.stem) == 1 or one.stem[1].gap > 0


def _spelled_out(word: str, hits: Sequence[tuple[Found, int, str]]) -> str:
    """`T` where others say `True`."""
    said = {other.casefold() for _, _, other in hits}
    full = (one for pair in PAIRS if any(len(side) > 1 and side in said for side in pair) for one in pair)
    return next((one for one in full if len(word) == 1 and word.isascii() and one.startswith(word)), word)


def _verdict_of(one: Found) -> re.Match[str] | None:
    runs = one.stem[0].runs if one.stem_first is None else one.stem_first
    text = plain(runs)
    if len(runs) > 1 and runs[-1].style & Style.BOLD and not runs[0].style & Style.BOLD:
        text = f"{plain(runs[:-1]).rstrip()} ({runs[-1].text.strip(' ()[].')})"  # a bold word at the end
    found = _VERDICT_AT_END.search(text)
    if found is None or (found.start() < _LEAST and text[:4].isascii()):
        return None
    return found if any(found["w"].casefold() in pair for pair in BEHIND) else None
