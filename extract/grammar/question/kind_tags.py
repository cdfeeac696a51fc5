"""The kind of a question as a tag on its stem, and what a stem offers that says "true or false" itself.

    （多选题）下列哪些 ...                    the tag is no part of the stem, and more than one choice is right
    Ice floats. (True/False)                two choices that nobody writes below; "False - it sinks" keys and explains

Only tags in brackets are read, and only at the stem's ends; `truth_answers` reads "True or False? Ice floats."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.question.found import Found
from extract.grammar.words.truth import PAIRS, judged_by
from quizmill.draft import Claim, Fragment
from quizmill.item import Evidence

_PAIR_WORDS = "|".join(
    rf"{re.escape(a)}\s*(?:/|\||,|-|or|oder|ou|o|of|eller|czy|nebo|vagy|sau|veya|или|чи|atau|hay|أو|או|,)\s*{re.escape(b)}"
    for a, b in PAIRS
    if len(a) > 2 and a not in ("yes", "oui", "yeah", "sim", "nein")
)
JUDGED = rf"(?:{_PAIR_WORDS}|t\s?/\s?f|v\s?/\s?f|r\s?/\s?f|o\s?/\s?x|判断题?|是非题|判断題|正誤問題|○\s?[×/]\s?×?)"
_MANY = (
    r"(?:多选题?|多選題?|多项选择题?|不定项选择题?|不定项|複数選択|multi(?:ple)?[ -]select|multiple answers?"
    r"|mehrfachauswahl|selección múltiple|choix multiples)"
)
_PLAIN = (
    r"(?:单选题?|單選題?|单项选择题?|选择题|選擇題|填空题?|简答题?|问答题?|計算題|计算题|論述題|論述题|単一選択|一問一答"
    r"|multiple[ -]choice|single[ -]choice|short answer|fill in the blanks?|mcq|essay|open[ -]ended)"
)
_KIND = rf"(?:(?P<judged>{JUDGED})|(?P<many>{_MANY})|{_PLAIN})"
_SURE = rf"(?:(?P<judged>{JUDGED})|(?P<many>[多不複][^\x00-\x7f]{{1,5}})|[^\x00-\x7f]{{1,4}}[题題选選答])"
BEFORE = re.compile(rf"\A\W{{0,4}}?[(\[（【〔]\s*{_KIND}\s*[)\]）】〕]\W{{0,3}}?\s*(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*[(\[（【〔]\s*{_SURE}\s*[)\]）】〕?]{{1,2}}\s*[.:：]?\Z", re.IGNORECASE)
_RIGHT, _WRONG = "○〇◯√✓✔", "×✕✗✘"
_SIGN = re.compile(f"[{_RIGHT}{_WRONG}]\\Z")
SAID = re.compile(
    r"\W{0,4}?(?P<w>[^\W\d_]{1,12}|[○〇◯√✓✔×✕✗✘])(?:\W*\Z|[\s*_]*[.!,;:：，。–—(（-]+\s*(?P<rest>\S.*)\Z)", re.DOTALL
)
_BOLD = re.compile(r"\A(?P<b>\*\*|__)(?P<in>[^*_]+)(?P=b)\Z")


def take(found: Sequence[Found]) -> None:
    """Reads the tags of all questions; what they say of choices and answers becomes theirs."""
    for one in found:
        if one.stem and not one.malformed:
            _take(one)
    signed = [one for one in found if not (one.options or one.columns) and len(one.answers) == 1]
    signed = [one for one in signed if _SIGN.match(one.answers[0].text.strip())]
    if len(signed) > 1:
        for one in signed:
            _offer(one, "")


def _take(one: Found) -> None:
    words = one.words()
    tag = BEFORE.search(words) or _BEHIND.search(words)
    if tag is None:
        return
    left = (words[: tag.start()] + words[tag.end() :]).strip()
    bold = _BOLD.match(left)
    one.front = Fragment(bold["in"].strip() if bold else left, prose.spans(one.stem))
    if tag["many"] and one.type is None and one.options:
        one.type = "multiple"
    if tag["judged"] and not (one.options or one.columns or one.pairs or one.gaps):
        _offer(one, tag["judged"])


def _pair(judging: str, said: str) -> tuple[str, ...]:
    """The pair that a tag names, or that its answer is of; tags without one have the words of their language."""
    usual = ("正确", "错误") if "判" in judging else PAIRS[0]
    named = next((pair for pair in PAIRS if all(side in judging for side in pair)), None)
    if named is not None and (not said or said in named):
        return named
    return next((pair for pair in PAIRS if said and said in pair), named or usual)


def _offer(one: Found, judging: str) -> None:
    """Gives a statement its two choices, and the key where its answer begins with one of them."""
    said = [SAID.match(answer.text) for answer in one.answers]
    first = said[0]["w"].casefold() if said and said[0] is not None else ""
    signed = bool(first) and bool(_SIGN.match(first))
    if signed:
        first = "正确" if first in _RIGHT else "错误"
    pair = _pair(judging.casefold(), first)
    if len(one.answers) > 1 or (one.answers and first not in pair):
        return  # what it answers is something else
    drawn = signed and "判" not in judging and one.answers[0].text.strip() not in "√✓✔✗✘"
    names = (
        ("○", "×") if drawn else (judged_by(frozenset(pair)) or (pair, (pair[0].capitalize(), pair[1].capitalize())))[1]
    )
    where = one.answers[0].spans if one.answers else prose.spans(one.stem)
    one.columns = [("", Fragment(name, where)) for name in names]
    one.type = "true_false"
    if one.answers and said[0] is not None:
        one.claims.append(Claim(Evidence.STATED, choices=(pair.index(first),), spans=where))
        if rest := (said[0]["rest"] or "").strip():
            one.feedback.insert(0, ("general", Fragment(rest, where)))
        one.answers = []
