"""QTI 2.x and 3 items that are typed or filled in: text entries, choices in a line, words dragged into gaps.

<p>Snow is <inlineChoiceInteraction responseIdentifier="R">...</inlineChoiceInteraction>.</p>
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._judge import Unread
from extract.sites._qti2.answers import answers_of, case_sensitive, feedback
from extract.sites._qti2.body import INLINE, inner, rename_gaps
from extract.sites._qti2.choices import claims_of, feedback_by_name, picture_of, stem_of
from extract.sites._qti2.item import Item, when_of
from extract.sites._qti2.pairs import pairs_by
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    When,
)
from quizmill.finding import Severity
from quizmill.item import Evidence

_WRONG = ("\ue000",)  # what nobody answers
_LONE_GAP = re.compile(r"(?:^|\n)[ \t]*\{\{gap:[^{}]*\}\}[ \t]*(?=\n|$)")


def read_text(item: Item, node: Node) -> Draft:
    declared = item.declared(node)
    answers = answers_of(item, declared)
    draft = replace(
        item.draft(stem_of(item, node)), answers=answers, feedback=_told(item, {declared.ident: _right(answers)})
    )
    numeric = declared.base in ("float", "integer") or item.fields.get("question_type", "").startswith("numerical")
    if numeric or any(answer.numeric for answer in answers):
        return replace(draft, type="numeric")
    scored = bool(declared.mapping or item.branches or item.node.find("responseProcessing") is not None)
    if node.tag == "extendedTextInteraction" and not (answers and scored):
        return replace(draft, type="essay")
    return replace(draft, type="short", case_sensitive=case_sensitive(item, declared))


def _told(item: Item, gaps: Mapping[str, tuple[str, ...]]) -> tuple[DraftFeedback, ...]:
    """Feedback on the whole of an item without choices, found by trying right responses and wrong ones; what is said
    of one answer alone is left to it. `gaps` are the right values by response.
    """
    if not any(gaps.values()):
        return feedback_by_name(item)
    own = {name for case in item.cases if case.response in gaps for name in case.shown if when_of(name) is None}
    names = [name for name in item.feedback if name not in own]
    try:
        right = item.judge({ident: values[:1] for ident, values in gaps.items()}).shown
        wrong = item.judge(dict.fromkeys(gaps, _WRONG)).shown
    except Unread as reason:
        item.doubt(f"The scoring uses {reason}, which is not understood.", "parse-error", Severity.INFO)
        right = wrong = frozenset()
    found: list[DraftFeedback] = []
    for name in names:
        tried: When = "general" if (name in right) == (name in wrong) else "correct" if name in right else "incorrect"
        found += item.told((name,), (when_of(name) or tried) if tried == "general" else tried)
    return tuple(found)


def _right(answers: tuple[DraftAnswer, ...]) -> tuple[str, ...]:
    return tuple(answer.exact or answer.text.text for answer in answers if answer.credit >= 100)


def read_inline(item: Item, nodes: list[Node]) -> Draft:
    """Gaps in the text; one typed answer that stands alone, below the question, is a short answer."""
    stem = item.body.stem
    if len(nodes) == 1 and nodes[0].tag == "textEntryInteraction" and _LONE_GAP.search(stem):
        draft = read_text(item, nodes[0])
        return replace(draft, stem=replace(draft.stem, text=re.sub(r"\n{3,}", "\n\n", _LONE_GAP.sub("", stem)).strip()))
    names = {node.get("responseIdentifier", ""): _gap_name(node.get("responseIdentifier", "")) for node in nodes}
    gaps = tuple(_gap(item, node, names[node.get("responseIdentifier", "")]) for node in nodes)
    sensitive = all(case_sensitive(item, item.declared(node)) for node in nodes if node.tag == "textEntryInteraction")
    draft = replace(item.draft(rename_gaps(stem, lambda name: names.get(name, name))), type="cloze", gaps=gaps)
    entries = [node for node in nodes if node.tag == "textEntryInteraction"]
    right = {
        node.get("responseIdentifier", ""): _right(gap.answers) or item.declared(node).correct
        for node, gap in zip(nodes, gaps, strict=True)
    }
    return replace(draft, case_sensitive=bool(entries) and sensitive, feedback=_told(item, right))


def _gap_name(ident: str) -> str:
    return ident if re.fullmatch(r"[\w.-]{1,64}", ident) else re.sub(r"[^\w.-]+", "_", ident)


def _gap(item: Item, node: Node, name: str) -> DraftGap:
    if node.tag != "inlineChoiceInteraction":
        return DraftGap(name, answers_of(item, item.declared(node)))
    return _choice_gap(item, node, name, list(node.iter("inlineChoice")))


def _choice_gap(item: Item, node: Node, name: str, choices: list[Node]) -> DraftGap:
    names = [choice.get("identifier", "") for choice in choices]
    declared = item.declared(node)
    verdict = item.verdict(node, names, False) if not declared.correct else None
    drafts = tuple(
        DraftChoice(item.inner(choice), feedback=feedback(item, declared, ident), fixed=choice.get("fixed") == "true")
        for ident, choice in zip(names, choices, strict=True)
    )
    return DraftGap(name, choices=drafts, claims=claims_of(item, node, names, verdict))


def named_blanks(item: Item, nodes: list[Node]) -> dict[str, str]:
    """Interactions whose name the text writes in brackets, as migrated Canvas items do."""
    found = {}
    for node in nodes:
        ident = node.get("responseIdentifier", "")
        for name in (ident.removeprefix("response_"), ident.removeprefix("RESPONSE_"), ident):
            if name and f"[{name}]" in item.body.stem and node.tag not in INLINE:
                found[ident] = name
                break
    return found if len(found) == len(nodes) else {}


def read_blanks(item: Item, nodes: list[Node], named: dict[str, str]) -> Draft:
    stem = item.body.stem
    gaps = []
    for node in nodes:
        ident = node.get("responseIdentifier", "")
        name = _gap_name(named[ident])
        prompt = node.find("prompt")
        label = inner(item.part, prompt) if prompt is not None else ""
        stem = re.sub(rf"(?m)^{re.escape(label)}$\n*", "", stem) if label else stem
        stem = stem.replace(f"[{named[ident]}]", f"{{{{gap:{name}}}}}")
        typed = item.fields.get("question_type", "").startswith("fill_in_multiple_blanks")
        choices = list(node.iter("simpleChoice"))
        if typed and choices:
            gaps.append(DraftGap(name, tuple(DraftAnswer(item.inner(choice)) for choice in choices)))
        elif choices:
            gaps.append(_choice_gap(item, node, name, choices))
        else:
            gaps.append(DraftGap(name, answers_of(item, item.declared(node))))
    told = feedback_by_name(item)
    return replace(item.draft(stem.strip()), type="cloze", gaps=tuple(gaps), feedback=told)


def read_gap_match(item: Item, node: Node) -> Draft:
    """Words dragged into gaps: every gap is chosen from all words."""
    texts = list(node.iter("gapText", "gapImg"))
    names = [text.get("identifier", "") for text in texts]
    right = pairs_by(item, node, 1)
    if not right.keys() & {gap.get("identifier", "") for gap in node.iter("gap")}:
        right = pairs_by(item, node, 0)  # some makers write the gap first
    choices = tuple(DraftChoice(item.inner(text) or picture_of(item, text)) for text in texts)
    gaps = []
    for gap in node.iter("gap"):
        ident = gap.get("identifier", "")
        places = tuple(names.index(name) for name in right.get(ident, ()) if name in names)
        claims = (Claim(Evidence.MARKUP, places, spans=item.fragment("x", gap).spans),) if places else ()
        gaps.append(DraftGap(_gap_name(ident), choices=choices, claims=claims))
    told = feedback_by_name(item)
    return replace(item.draft(stem_of(item, node)), type="cloze", gaps=tuple(gaps), feedback=told)
