"""Items as what they say: fields by name, texts as the HTML they render to, keys by place; for round trips."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from export._titles import title_of
from export.richtext import Target, to_answer, to_html
from quizmill.codec import decode_item, encode_item
from quizmill.item import (
    Answer,
    Choice,
    ChoiceItem,
    ClozeItem,
    EssayItem,
    FlashcardItem,
    Item,
    Key,
    MatchItem,
    NumericAnswer,
    NumericItem,
    OrderItem,
    TextEntryItem,
)

_TARGET = Target()
_GAP = re.compile(r"\{\{gap:([^{}\s]+)\}\}")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(media:[0-9a-z.]+\)")
_LOOSE = ("title", "difficulty", "language")


def said(text: str) -> str:
    """What a reader sees: the rendered text, white space outside code folded, one paragraph as its words."""
    rendered = _INVISIBLE.sub("", to_html(text, _TARGET)).replace("\xa0", " ").replace("&nbsp;", " ")
    rendered = re.sub(r"<(/?)(?:b|i)>", lambda tag: f"<{tag[1]}{'strong' if 'b' in tag[0] else 'em'}>", rendered)
    rendered = re.sub(r"\s*</code>", "</code>", re.sub(r"<code>\s+", "<code>", rendered)).replace("<code></code>", "")
    rendered = re.sub(r"<h\d></h\d>", "", rendered)
    pieces = re.split(r"(<pre>.*?</pre>)", rendered, flags=re.S)
    pieces = [re.sub(r"<a>(.*?)</a>", r"\1", piece, flags=re.S) for piece in pieces]  # a link to nowhere
    folded = [piece if piece.startswith("<pre>") else " ".join(piece.split()) for piece in pieces]
    joined = re.sub(
        r"\s*(</?(?:p|ul|ol|li|table|thead|tbody|tr|th|td|blockquote|pre|h\d|hr|div)\b[^>]*>)\s*",
        r"\1",
        "".join(folded),
    )
    return re.sub(r"</?p>", "¶", joined).strip("¶").replace("¶¶", "¶")


def _all(texts: Collection[str]) -> tuple[str, ...]:
    return tuple(said(text) for text in texts)


def _places(choices: tuple[Choice, ...], key: Key | None) -> tuple[int, ...]:
    return tuple(place for place, choice in enumerate(choices) if key and choice.id in key.choices)


def _literal(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", to_answer(text)).split())


def _best_first(item: Item) -> Item:
    """Answers by their credit: the order among those of one credit is the document's, that of others nobody sees."""
    match item:
        case TextEntryItem():
            return replace(item, answers=tuple(sorted(item.answers, key=lambda a: -a.credit)))
        case NumericItem():
            return replace(item, answers=tuple(sorted(item.answers, key=lambda a: -a.credit)))
        case ClozeItem():
            gaps = (replace(gap, answers=tuple(sorted(gap.answers, key=lambda a: -a.credit))) for gap in item.gaps)
            return replace(item, gaps=tuple(gaps))
        case _:
            return item


def _typed(answers: tuple[Answer, ...]) -> tuple[tuple[str, float], ...]:
    return tuple((_literal(answer.text), round(answer.credit, 3)) for answer in answers)


def _numbers(answers: tuple[NumericAnswer, ...]) -> tuple[tuple[Decimal, Decimal, float], ...]:
    return tuple((Decimal(a.low), Decimal(a.high), round(a.credit, 3)) for a in answers)


def _gaps(item: ClozeItem) -> dict[str, object]:
    """Gaps by their place in the text, since their names may change."""
    gaps = {gap.id: gap for gap in item.gaps}
    order = [gaps[name] for name in _GAP.findall(item.stem) if name in gaps]
    return {
        "gaps.answers": tuple(_typed(gap.answers) for gap in order),
        "gaps.numbers": tuple(_numbers(gap.numbers) for gap in order),
        "gaps.choices.text": tuple(_all([choice.text for choice in gap.choices]) for gap in order),
        "gaps.key": tuple(_places(gap.choices, gap.key) for gap in order),
        "gaps.choices.feedback": tuple(_all([choice.feedback for choice in gap.choices]) for gap in order),
        "gaps.choices.fixed": tuple(tuple(choice.fixed for choice in gap.choices) for gap in order),
        "gaps.answers.feedback": tuple(
            _all([a.feedback for a in gap.answers] + [n.feedback for n in gap.numbers]) for gap in order
        ),
        "gaps.answers.exact": tuple(tuple(number.exact for number in gap.numbers) for gap in order),
        "gaps.answers.unit": tuple(tuple(number.unit for number in gap.numbers) for gap in order),
    }


def _credits(item: ChoiceItem) -> tuple[float | None, ...]:
    """Shares of the credit that say more than the key does."""
    key = item.key.choices if item.key else ()
    known = tuple(choice.credit and round(choice.credit, 3) for choice in item.choices)
    plain = tuple(100.0 if choice.id in key else 0.0 for choice in item.choices)
    return tuple(None if share in (None, flat) else share for share, flat in zip(known, plain, strict=True))


def _own(item: Item) -> dict[str, object]:
    match item:
        case ChoiceItem():
            return {
                "choices.text": _all([choice.text for choice in item.choices]),
                "choices.feedback": _all([choice.feedback for choice in item.choices]),
                "choices.fixed": tuple(choice.fixed for choice in item.choices),
                "choices.credit": _credits(item),
                "key": _places(item.choices, item.key),
            }
        case TextEntryItem():
            told = _all([answer.feedback for answer in item.answers])
            return {"answers": _typed(item.answers), "answers.feedback": told, "case_sensitive": item.case_sensitive}
        case NumericItem():
            told = _all([answer.feedback for answer in item.answers])
            return {
                "answers": _numbers(item.answers),
                "answers.feedback": told,
                "answers.exact": tuple(answer.exact for answer in item.answers),
                "answers.unit": tuple(answer.unit for answer in item.answers),
            }
        case ClozeItem():
            return _gaps(item)
        case MatchItem():
            return {
                "pairs.left": _all([pair.left for pair in item.pairs]),
                "pairs.right": _all([pair.right for pair in item.pairs]),
                "pairs.feedback": _all([pair.feedback for pair in item.pairs]),
                "distractors": _all(item.distractors),
            }
        case OrderItem():
            return {"entries": _all(item.entries)}
        case EssayItem():
            return {"model_answer": said(item.model_answer), "grader_info": said(item.grader_info)}
        case FlashcardItem():
            return {"back": said(item.back)}


def fields(item: Item) -> dict[str, object]:
    """Every field of content under its loss's name."""
    stem = _GAP.sub("[gap]", item.stem)
    told = item.feedback
    return {
        "type": item.type,
        "stem": said(stem),
        **{name: getattr(item, name).strip() for name in _LOOSE},
        **{f"feedback.{when}": said(getattr(told, when)) for when in ("general", "correct", "partial", "incorrect")},
        **{
            name: tuple(filter(None, _all(getattr(item, name))))
            for name in ("hints", "solution", "mistakes", "objectives")
        },
        "final_answer": said(item.final_answer),
        "quick_check": said(item.quick_check),
        "points": item.points,
        "section": item.section,
        "tags": item.tags,
        **_own(item),
    }


def without_pictures(item: Item) -> Item:
    """The item with each picture's description in its place."""
    return decode_item(_PICTURE.sub(r"\1", encode_item(item).decode()).encode())


def differences(before: Item, after: Item, excused: Collection[str]) -> dict[str, tuple[object, object]]:
    """Fields that say something else now, but for those excused (a name excuses the fields below it)."""
    if "media" in excused:
        before = without_pictures(before)
    was, now = fields(_best_first(before)), fields(_best_first(after))
    names = [name for name in was if not any(name == loss or name.startswith(f"{loss}.") for loss in excused)]
    changed = {name: (was[name], now.get(name)) for name in names if was[name] != now.get(name)}
    if not before.title and now["title"] == title_of(before):
        changed.pop("title", None)  # every platform wants one
    if not now["title"] and _letters(before.stem).startswith(_letters(before.title)):
        changed.pop("title", None)  # a title that repeats the stem is no title
    if (before.type, after.type) == ("true_false", "single"):
        changed.pop("type", None)  # normalising calls a question so by its words: "Yes" and "No" are a single choice
    if not before.language:
        changed.pop("language", None)  # normalising tells it by the words
    if set(before.tags) <= set(after.tags):
        changed.pop("tags", None)  # normalising adds the document's own key terms
    return changed


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
