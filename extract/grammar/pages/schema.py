"""Questions told in schema.org's words: JSON-LD and microdata.

    {"@type": "Question", "text": "...?", "suggestedAnswer": [{"text": "Lava"}], "acceptedAnswer": {"text": "Magma"}}
    <div itemtype="https://schema.org/Question"> <h3 itemprop="name">..</h3> <li itemprop="acceptedAnswer"> ...

`suggestedAnswer` are wrong or undecided, `acceptedAnswer` right ones; `position` orders them. Questions of an FAQPage
or a QAPage ask the site and not the reader: they are left out. (schema.org/Quiz, practice problems of search engines.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.grammar.data.parse import literals
from extract.grammar.data.texts import rich_text
from extract.grammar.data.values import Array, Record, Value
from extract.grammar.pages.lists import fold
from extract.media.html.medium import HtmlPage
from extract.media.html.tree import Node
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment
from quizmill.item import Evidence
from quizmill.source import Span

_ASKED_OF_THE_SITE = frozenset({"FAQPage", "QAPage"})
_DEEPEST = 12
_ANSWERS = ("suggestedAnswer", "acceptedAnswer")


def schema_drafts(html: HtmlPage) -> list[Draft]:
    """The questions of both notations, each once."""
    drafts = list(_microdata(html))
    known = {fold(draft.stem.text) for draft in drafts}
    for node in html.tree.elements("script"):
        if node.get("type") == "application/ld+json" and "Question" in node.text:
            for found in literals(node.text):
                for draft in _linked(found.value, Span(node=node.path), 0):
                    if fold(draft.stem.text) not in known:
                        known.add(fold(draft.stem.text))
                        drafts.append(draft)
    return drafts


def _linked(value: Value, place: Span, depth: int) -> Iterator[Draft]:
    if depth > _DEEPEST:
        return
    match value:
        case Array(items=items):
            for inner in items:
                yield from _linked(inner, place, depth + 1)
        case Record(pairs=pairs):
            kinds = _kinds(pairs.get("@type"))
            if kinds & _ASKED_OF_THE_SITE:
                return
            if "Question" in kinds:
                draft = _question(pairs, place)
                if draft is not None:
                    yield draft
                return
            for inner in pairs.values():
                yield from _linked(inner, place, depth + 1)


def _kinds(value: Value) -> frozenset[str]:
    match value:
        case str():
            return frozenset({value.rpartition("/")[2]})
        case Array(items=items):
            return frozenset(item.rpartition("/")[2] for item in items if isinstance(item, str))
    return frozenset()


def _words(value: Value) -> str:
    """A text, or the text of a Thing, a Comment, a list of either."""
    match value:
        case str():
            return value.strip()
        case Record(pairs=pairs):
            return _words(pairs.get("text") or pairs.get("name"))
        case Array(items=items):
            return "\n\n".join(filter(None, map(_words, items)))
    return ""


def _listed(value: Value) -> list[dict[str, Value]]:
    items = value.items if isinstance(value, Array) else [value]
    return [item.pairs for item in items if isinstance(item, Record)]


def _question(pairs: dict[str, Value], place: Span) -> Draft | None:
    stem = _words(pairs.get("text")) or _words(pairs.get("name"))
    right, others = _listed(pairs.get("acceptedAnswer")), _listed(pairs.get("suggestedAnswer"))
    if not stem or not (right or others):
        return None
    remarks = [_words(answer.get("answerExplanation")) for answer in right] + [_words(pairs.get("comment"))]
    base = Draft(
        stem=_fragment(stem, place),
        spans=(place,),
        feedback=tuple(DraftFeedback(_fragment(remark, place)) for remark in dict.fromkeys(filter(None, remarks))),
        hints=tuple(_fragment(hint, place) for hint in [_words(pairs.get("hint"))] if hint),
        difficulty=_words(pairs.get("educationalLevel")),
    )
    return _with_answers(base, right, others, "flash" in _words(pairs.get("eduQuestionType")).casefold(), place)


def _fragment(text: str, place: Span) -> Fragment:
    return Fragment(rich_text(text), (place,)) if text else EMPTY


def _with_answers(
    base: Draft, right: Sequence[dict[str, Value]], others: Sequence[dict[str, Value]], card: bool, place: Span
) -> Draft | None:
    if not others:
        answers = tuple(
            DraftAnswer(_fragment(_words(answer.get("text")), place)) for answer in right if _words(answer.get("text"))
        )
        return replace(base, type="flashcard" if card else "short", answers=answers) if answers else None
    repeated = {_words(answer.get("text")) for answer in right}
    rows = [(answer, True) for answer in right] + [(a, False) for a in others if _words(a.get("text")) not in repeated]
    if all(isinstance(answer.get("position"), int) for answer, _ in rows):
        rows.sort(key=lambda row: int(str(row[0]["position"])))
    rows = [row for row in rows if _words(row[0].get("text"))]
    choices = tuple(
        DraftChoice(
            _fragment(_words(answer.get("text")), place), feedback=_fragment(_words(answer.get("comment")), place)
        )
        for answer, _ in rows
    )
    told = tuple(i for i, (_, is_right) in enumerate(rows) if is_right)
    claims = (Claim(Evidence.MARKUP, choices=told, spans=(place,)),) if 0 < len(told) < len(rows) else ()
    return (
        replace(base, choices=choices, claims=claims, type="multiple" if len(told) > 1 else None)
        if len(choices) > 1
        else None
    )


def _microdata(html: HtmlPage) -> Iterator[Draft]:
    for node in html.tree.marked("itemtype"):
        if not node.attrs["itemtype"].rstrip("/").endswith("schema.org/Question"):
            continue
        if any(
            around.attrs.get("itemtype", "").rpartition("/")[2] in _ASKED_OF_THE_SITE for around in node.ancestors()
        ):
            continue
        draft = _marked_up(html, node)
        if draft is not None:
            yield draft


def _marked_up(html: HtmlPage, node: Node) -> Draft | None:
    answers = list(html.tree.find(lambda one: one.attrs.get("itemprop") in _ANSWERS, node))
    first = answers[0].index if answers else node.end
    named = [
        inner
        for inner in html.tree.find(lambda one: one.attrs.get("itemprop") in ("text", "name"), node)
        if inner.index < first
    ]
    if not named or not answers:
        return None
    stem = html.of(named[-1])
    texts = []
    for answer in answers:
        own = next(html.tree.find(lambda one: one.attrs.get("itemprop") == "text", answer), answer)
        texts.append(html.of(own))
    right = tuple(i for i, answer in enumerate(answers) if answer.attrs["itemprop"] == "acceptedAnswer")
    spans = html.spans(node.index, node.end)
    if len(answers) == 1:
        return Draft(stem=stem, spans=spans, type="short", answers=(DraftAnswer(texts[0]),)) if right else None
    claims = (Claim(Evidence.MARKUP, choices=right, spans=stem.spans),) if 0 < len(right) < len(answers) else ()
    choices = tuple(DraftChoice(_unmarked(text)) for text in texts)
    return Draft(stem=stem, spans=spans, choices=choices, claims=claims)


def _unmarked(text: Fragment) -> Fragment:
    return Fragment(text.text.lstrip().removeprefix("- "), text.spans)
