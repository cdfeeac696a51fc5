"""ExamView's XML, as its test generator and banks write it.

<examview><question type="mc" question-id="1"><text>Which one floats?</text><rationale>Cork is light.</rationale>
  <choices columns="2"><choice-a>cork</choice-a><choice-b>iron</choice-b></choices><answer>A</answer></question>
<matching-group name="M1"><text>Match.</text><choices><choice-a>sea</choice-a></choices></matching-group>
<question type="ma" group="M1"><text>salt</text><answer>A</answer></question></examview>

Types: mc, mr and ca (choices), tf and yn, mtf (with a corrected word), sa, nr and co (typed), pr and es (open), ma.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from extract.media.fragment import element_to_markdown
from extract.media.xml import Node
from extract.sites._part import Part, merged, number, words
from extract.sites._store import store_beside
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftPair,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_CHOICE = re.compile(r"choice-([a-z])$")
_TRUTH = {"t": 0, "true": 0, "y": 0, "yes": 0, "f": 1, "false": 1, "n": 1, "no": 1}
_SOLVED = ("rationale", "feedback")


def identify(page: Page) -> bool:
    """By the root."""
    return isinstance(page.tree, Node) and page.tree.tag == "examview"


@dataclass
class _Group:
    """The questions of one matching group: its own words, its right-hand side by letter, and its rows."""

    node: Node
    rights: dict[str, Fragment]
    pairs: list[DraftPair] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Reader:
    part: Part
    section: tuple[str, ...]
    passages: dict[str, Node]

    def text(self, node: Node | None) -> Fragment:
        return self.part.fragment(element_to_markdown(node, self.part.context()), node) if node is not None else EMPTY

    def choices(self, node: Node) -> dict[str, Fragment]:
        """The lettered texts of a question or group."""
        found = node.find("choices")
        named = ((_CHOICE.match(str(child.tag)), child) for child in (found if found is not None else ()))
        return {match[1].upper(): self.text(child) for match, child in named if match}

    def draft(self, node: Node) -> Draft:
        told = [text for name in _SOLVED if (text := self.text(node.find(name)))]
        topics = [words(found) for found in node.iter("topic", "keywords", "keyword")]
        return Draft(
            stem=self.stem(node),
            spans=(self.part.place(node, "examview"),),
            section=self.section,
            feedback=tuple(DraftFeedback(text) for text in told),
            points=number(words(next(node.iter("points"), None))),
            difficulty=words(next(node.iter("difficulty"), None)) or node.get("difficulty", ""),
            tags=tuple(dict.fromkeys(filter(None, topics))),
        )

    def stem(self, node: Node) -> Fragment:
        """The question's words below the passage that it names."""
        passage = self.text(self.passages.get(node.get("narrative", "")))
        own = self.text(node.find("text"))
        return Fragment(f"{passage.text}\n\n{own.text}", (*passage.spans, *own.spans)) if passage else own

    def claims(self, node: Node, right: list[int]) -> tuple[Claim, ...]:
        return (Claim(Evidence.MARKUP, tuple(right), spans=(self.part.span(node, "examview"),)),) if right else ()

    def chosen(self, node: Node) -> Draft:
        choices = self.choices(node)
        letters = re.findall(r"[A-Z]", words(node.find("answer")).upper())
        right = [list(choices).index(letter) for letter in letters if letter in choices]
        sound = len(right) == len(letters)
        if not sound:
            self.part.doubt(
                "key-names-no-choice", f"The answer {''.join(letters)} names no choice that is there.", node
            )
        texts = tuple(DraftChoice(text) for text in choices.values())
        kind: ItemType = "multiple" if node.get("type") in ("mr", "ca") or len(right) > 1 else "single"
        return replace(self.draft(node), type=kind, choices=texts, claims=self.claims(node, right if sound else []))

    def judged(self, node: Node) -> Draft:
        pair = ("Yes", "No") if node.get("type") == "yn" else ("True", "False")
        answer = words(node.find("answer"))
        at = _TRUTH.get(answer.split()[0].strip(".,;-").lower()) if answer else None
        texts = tuple(DraftChoice(Fragment(word)) for word in pair)
        claims = self.claims(node, [at] if at is not None else [])
        draft = replace(self.draft(node), type="true_false", choices=texts, claims=claims)
        if node.get("type") == "mtf" and at == 1 and (corrected := answer.partition(" ")[2].strip(" ,;-–")):
            draft = replace(draft, feedback=(*draft.feedback, DraftFeedback(self.part.fragment(corrected, node))))
        return draft

    def typed(self, node: Node) -> Draft:
        answer = words(node.find("answer"))
        plain = bool(re.fullmatch(r"[-+]?[\d.,]+", answer)) and node.get("type") == "nr"
        answers = (DraftAnswer(self.part.fragment(answer, node), numeric=plain),) if answer else ()
        return replace(self.draft(node), type="numeric" if plain else "short", answers=answers)

    def open(self, node: Node) -> Draft:
        model = self.text(node.find("answer"))
        return replace(self.draft(node), type="essay", answers=(DraftAnswer(model),) if model else ())


_BUILDERS: dict[str, Callable[[_Reader, Node], Draft]] = {
    "mc": _Reader.chosen, "mr": _Reader.chosen, "ca": _Reader.chosen, "bm": _Reader.chosen,
    "tf": _Reader.judged, "yn": _Reader.judged, "mtf": _Reader.judged,
    "sa": _Reader.typed, "nr": _Reader.typed, "co": _Reader.typed,
    "es": _Reader.open, "pr": _Reader.open, "ot": _Reader.open, "cs": _Reader.open,
}  # fmt: skip


def _drafts(reader: _Reader, root: Node) -> Iterator[Draft | _Group]:
    """The questions in their order; a matching group where its words stand."""
    groups: dict[str, _Group] = {}
    for node in root:
        if node.tag == "matching-group":
            groups[node.get("name", "")] = group = _Group(node, reader.choices(node))
            yield group
        elif node.tag == "question" and node.get("type") == "ma":
            letter = words(node.find("answer")).upper()[:1]
            own = groups.get(node.get("group", "")) or next(reversed(groups.values()), None)
            if own is None:
                reader.part.doubt("format-unsupported", "A row to be matched belongs to no group.", node)
                continue
            own.pairs.append(DraftPair(reader.text(node.find("text")), own.rights.get(letter, EMPTY)))
            own.used.add(letter)
        elif node.tag == "question" and (build := _BUILDERS.get(node.get("type", ""))):
            yield build(reader, node)
        elif node.tag == "question":
            kind = node.get("type", "")
            reader.part.doubt("format-unsupported", f"A question of the type {kind!r} is not read.", node)


def _matched(reader: _Reader, found: Draft | _Group) -> Draft:
    if isinstance(found, Draft):
        return found
    rest = tuple(text for letter, text in found.rights.items() if letter not in found.used)
    return replace(reader.draft(found.node), type="matching", pairs=tuple(found.pairs), distractors=rest)


def read(page: Page) -> Extraction:
    """Every question, below the passage (`narrative`) that it names."""
    assert isinstance(page.tree, Node)
    part = Part(page.tree, store_beside(page.source))
    title = words(page.tree.find("bank-title")) or words(page.tree.find("test-title"))
    passages = {node.get("name", ""): node for node in page.tree.iterchildren("narrative")}
    reader = _Reader(part, (title,) if title else (), passages)
    drafts = tuple(_matched(reader, found) for found in list(_drafts(reader, page.tree)))
    named = {node.get("narrative") for node in page.tree.iterchildren("question")}
    for name, node in passages.items():
        if name not in named:
            part.doubt("format-unsupported", "A passage that no question names was left out.", node)
    facts = (("title", title),) if title else ()
    found = Extraction(drafts, facts=facts, findings=tuple(part.findings))
    return merged((found, part.kept()), "examview")


EXTRACTOR = Extractor("examview", frozenset({Carrier.XML}), identify, read)
