"""One builder for each interaction of QTI 2.x and 3.

An item with several block interactions is several questions with one text above them, unless they are the rows of a
matching question, or blanks that the text names (`[color]`), as items migrated from Canvas or Blackboard have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extract.media.xml import Node
from extract.sites._judge import Verdict
from extract.sites._part import words
from extract.sites._qti2_answers import answers_of, case_sensitive
from extract.sites._qti2_body import BLOCK, INLINE, UNREAD, inner, rename_gaps
from extract.sites._qti2_declared import Declared
from extract.sites._qti2_item import Item, name_of
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Fragment,
    ItemType,
)
from quizmill.finding import Severity
from quizmill.item import Evidence

_LONE_GAP = re.compile(r"(?:^|\n)[ \t]*\{\{gap:[^{}]*\}\}[ \t]*(?=\n|$)")


def read_item(item: Item) -> list[Draft]:
    """The item's drafts, mostly one; none, and a finding, where it asks nothing that the bank can hold."""
    interactions = item.body.interactions
    if not interactions:
        item.doubt("A text without a question.", weight=Severity.INFO)
        return []
    if item.fields.get("question_type", "").startswith("calculated"):
        item.doubt("A question whose numbers are drawn by a formula: the bank holds no formulas.")
        return []
    unread = [node for node in interactions if node.tag in UNREAD]
    for node in unread:
        item.doubt(f"A {node.tag} is answered on a picture or by a program: the bank has no such kind.")
    read = [node for node in interactions if node.tag not in UNREAD]
    if not read:
        return []
    if item.body.variables:
        item.doubt("The item's numbers are drawn anew for each learner; it is kept with their names.")
    return _drafts(item, read)


def _drafts(item: Item, nodes: list[Node]) -> list[Draft]:
    named = _named_blanks(item, nodes)
    if all(node.tag in INLINE for node in nodes):
        return [_inline(item, nodes)]
    if named:
        return [_blanks(item, nodes, named)]
    if len(nodes) > 1 and all(node.tag == "choiceInteraction" for node in nodes) and _is_rows(item, nodes):
        return [_rows(item, nodes)]
    blocks = [node for node in nodes if node.tag in BLOCK]
    drafts = [replace(_BUILDERS[str(node.tag)](item, node)) for node in blocks]
    if len(blocks) == 1 and len(nodes) == 1:
        return drafts
    inline = [node for node in nodes if node.tag in INLINE]
    if inline:
        drafts.append(_inline(item, inline))
    return [_told_apart(draft, place) for place, draft in enumerate(drafts, 1)]


def _told_apart(draft: Draft, place: int) -> Draft:
    """One of several questions of an item: feedback and points are the whole item's."""
    return replace(draft, points=None, number=str(place))


# --- choices -----------------------------------------------------------------------------------------------------


def _own_feedback(item: Item, choice: Node, verdict: Verdict | None) -> tuple[Fragment, list[DraftFeedback]]:
    """Feedback that stands inside a choice: its own where it shows with it or with nothing that can be tried, else
    what is told to those who chose otherwise.
    """
    own: list[Fragment] = []
    others: list[DraftFeedback] = []
    name = choice.get("identifier", "")
    for node in choice.iter("feedbackInline", "feedbackBlock"):
        text = item.inner(node)
        if text and verdict and _is_for_others(name_of(node), name, verdict):
            others.append(DraftFeedback(text, "incorrect"))
        elif text:
            own.append(text)
    return _joined(EMPTY, own), others


def _is_for_others(feedback: str, choice: str, verdict: Verdict) -> bool:
    with_it = feedback in verdict.alone[choice].shown
    with_right = feedback in verdict.right.shown and choice in (verdict.best or ())
    return not with_it and not with_right and any(feedback in outcome.shown for outcome in verdict.alone.values())


def _claims(item: Item, interaction: Node, names: list[str], verdict: Verdict | None) -> tuple[Claim, ...]:
    """The declared set and the best scored one; where they differ, both, for the document contradicts itself."""
    declared = item.declared(interaction)
    places = {name: place for place, name in enumerate(names)}
    sets: list[frozenset[str]] = []
    if verdict and verdict.best:
        sets = [verdict.best, *verdict.rivals]
    stated = frozenset(declared.correct)
    if stated and not (sets and stated < sets[0] and declared.cardinality == "single"):
        sets.insert(0, stated)
    if stated - places.keys():
        lost = ", ".join(sorted(stated - places.keys()))
        item.doubt(f"The correct response names no choice: {lost}.", "key-names-no-choice")
        sets = []
    spans = item.fragment("x", interaction).spans
    unique = [found for found in dict.fromkeys(sets) if found]
    return tuple(Claim(Evidence.MARKUP, tuple(sorted(places[name] for name in found)), spans=spans) for found in unique)


def _choice(item: Item, node: Node) -> Draft:
    tag = "hottext" if node.tag == "hottextInteraction" else "simpleChoice"
    return _choices(item, node, list(node.iter(tag)), _stem_of(item, node))


def _choices(item: Item, node: Node, choices: list[Node], stem: str) -> Draft:
    declared = item.declared(node)
    names = [choice.get("identifier", "") for choice in choices]
    multiple = declared.cardinality == "multiple" or (declared.cardinality == "" and node.get("maxChoices") == "0")
    verdict = item.verdict(node, names, multiple)
    own: dict[str, list[DraftFeedback]] = {}
    told: list[DraftFeedback] = []
    if verdict:
        shown = item.shown(verdict)
        own = {name: item.told(found, "general") for name, found in shown.own.items()}
        told = item.told(shown.general, "general")
        told += item.told(shown.correct, "correct") + item.told(shown.incorrect, "incorrect")
    else:
        told = list(_by_name(item))
    inside = [_own_feedback(item, choice, verdict) for choice in choices]
    told += [remark for _, others in inside for remark in others]
    drafts = tuple(
        DraftChoice(
            item.inner(choice) or _picture(item, choice),
            feedback=_joined(within, [feedback.text for feedback in own.get(name, ())]),
            fixed=choice.get("fixed") == "true" and node.get("shuffle") == "true",
            credit=_credit(verdict, name, multiple),
        )
        for name, choice, (within, _) in zip(names, choices, inside, strict=True)
    )
    texts = {choice.text.text.strip().casefold() for choice in drafts}
    kind: ItemType = "multiple" if multiple else "true_false" if texts == {"true", "false"} else "single"
    draft = replace(item.draft(stem), choices=drafts, feedback=tuple(told), claims=_claims(item, node, names, verdict))
    return replace(draft, type=kind)


def _picture(item: Item, choice: Node) -> Fragment:
    text = words(choice)
    ident = choice.get("identifier", "")
    return item.fragment(text or (ident.capitalize() if ident.lower() in ("true", "false") else ""), choice)


def _joined(first: Fragment, others: list[Fragment]) -> Fragment:
    texts = [part for part in (first, *others) if part]
    if not texts:
        return EMPTY
    return Fragment("\n\n".join(part.text for part in texts), tuple(span for part in texts for span in part.spans))


def _credit(verdict: Verdict | None, name: str, multiple: bool) -> float | None:
    if verdict is None or multiple or verdict.right.score <= 0:
        return None
    part = round(100 * verdict.alone[name].score / verdict.right.score, 5)
    return part if 0 < part < 100 else None


def _stem_of(item: Item, node: Node) -> str:
    """The body's words; of several block interactions, only the prompt of this one."""
    blocks = [found for found in item.body.interactions if found.tag in BLOCK]
    stem = rename_gaps(item.body.stem, lambda name: name)
    prompts = [prompt for other in blocks if other is not node and (prompt := other.find("prompt")) is not None]
    for asked in (inner(item.part, prompt) for prompt in prompts):
        stem = stem.replace(asked, "", 1) if asked and asked != stem else stem
    return re.sub(r"\n{3,}", "\n\n", stem).strip()


# --- typed answers and gaps --------------------------------------------------------------------------------------


def _text(item: Item, node: Node) -> Draft:
    declared = item.declared(node)
    answers = answers_of(item, declared)
    draft = replace(item.draft(_stem_of(item, node)), answers=answers, feedback=_told(item, declared, answers))
    numeric = declared.base in ("float", "integer") or item.fields.get("question_type", "").startswith("numerical")
    if numeric or any(answer.numeric for answer in answers):
        return replace(draft, type="numeric")
    scored = bool(declared.mapping or item.branches or item.node.find("responseProcessing") is not None)
    if node.tag == "extendedTextInteraction" and not (answers and scored):
        return replace(draft, type="essay")
    return replace(draft, type="short", case_sensitive=case_sensitive(item, declared))


def _told(item: Item, declared: Declared, answers: tuple[DraftAnswer, ...]) -> tuple[DraftFeedback, ...]:
    """Feedback of an item without choices, found by trying an accepted answer and none."""
    right = next((answer.text.text for answer in answers), "")
    verdict = item.verdict(item.body.interactions[0], [right, "\ue000"], False) if right and item.feedback else None
    if verdict is None:
        return _by_name(item)
    found: list[DraftFeedback] = []
    own = {answer.feedback.text for answer in answers if answer.feedback}
    for name in item.feedback:
        if own & {text.text.text for text in item.told((name,), "general")}:
            continue
        rightly = name in verdict.alone[right].shown
        wrongly = name in verdict.alone["\ue000"].shown
        if rightly != wrongly:
            found += item.told((name,), "correct" if rightly else "incorrect")
        else:
            found += item.told((name,), "general")
    return tuple(found)


def _by_name(item: Item) -> tuple[DraftFeedback, ...]:
    """Feedback by the name it goes under, where nothing can be tried."""
    found: list[DraftFeedback] = []
    for name in item.feedback:
        plain = name.removesuffix("|hide").rpartition("|")[2].lower()
        correct, incorrect = plain in ("correct", "correct_fb"), "incorrect" in plain
        found += item.told((name,), "incorrect" if incorrect else "correct" if correct else "general")
    return tuple(found)


def _inline(item: Item, nodes: list[Node]) -> Draft:
    """Gaps in the text; one typed answer that stands alone, below the question, is a short answer."""
    stem = item.body.stem
    if len(nodes) == 1 and nodes[0].tag == "textEntryInteraction" and _LONE_GAP.search(stem):
        draft = _text(item, nodes[0])
        return replace(draft, stem=replace(draft.stem, text=re.sub(r"\n{3,}", "\n\n", _LONE_GAP.sub("", stem)).strip()))
    names = {node.get("responseIdentifier", ""): _gap_name(node.get("responseIdentifier", "")) for node in nodes}
    gaps = tuple(_gap(item, node, names[node.get("responseIdentifier", "")]) for node in nodes)
    first = item.declared(nodes[0])
    sensitive = all(case_sensitive(item, item.declared(node)) for node in nodes if node.tag == "textEntryInteraction")
    draft = replace(item.draft(rename_gaps(stem, lambda name: names.get(name, name))), type="cloze", gaps=gaps)
    entries = [node for node in nodes if node.tag == "textEntryInteraction"]
    return replace(
        draft, case_sensitive=bool(entries) and sensitive, feedback=_told(item, first, answers_of(item, first))
    )


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
    drafts = tuple(DraftChoice(item.inner(choice)) for choice in choices)
    return DraftGap(name, choices=drafts, claims=_claims(item, node, names, verdict))


def _named_blanks(item: Item, nodes: list[Node]) -> dict[str, str]:
    """Interactions whose name the text writes in brackets, as migrated Canvas items do."""
    found = {}
    for node in nodes:
        ident = node.get("responseIdentifier", "")
        for name in (ident.removeprefix("response_"), ident.removeprefix("RESPONSE_"), ident):
            if name and f"[{name}]" in item.body.stem and node.tag not in INLINE:
                found[ident] = name
                break
    return found if len(found) == len(nodes) else {}


def _blanks(item: Item, nodes: list[Node], named: dict[str, str]) -> Draft:
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
    told = _by_name(item)
    return replace(item.draft(stem.strip()), type="cloze", gaps=tuple(gaps), feedback=told)


def _gap_match(item: Item, node: Node) -> Draft:
    """Words dragged into gaps: every gap is chosen from all words."""
    texts = list(node.iter("gapText", "gapImg"))
    names = [text.get("identifier", "") for text in texts]
    right = _pairs_by(item, node, 1)
    if not right.keys() & {gap.get("identifier", "") for gap in node.iter("gap")}:
        right = _pairs_by(item, node, 0)  # some makers write the gap first
    choices = tuple(DraftChoice(item.inner(text) or _picture(item, text)) for text in texts)
    gaps = []
    for gap in node.iter("gap"):
        ident = gap.get("identifier", "")
        places = tuple(names.index(name) for name in right.get(ident, ()) if name in names)
        claims = (Claim(Evidence.MARKUP, places, spans=item.fragment("x", gap).spans),) if places else ()
        gaps.append(DraftGap(_gap_name(ident), choices=choices, claims=claims))
    told = _by_name(item)
    return replace(item.draft(_stem_of(item, node)), type="cloze", gaps=tuple(gaps), feedback=told)


# --- pairs and orders --------------------------------------------------------------------------------------------


def _right_pairs(item: Item, node: Node) -> list[tuple[str, str]]:
    """The pairs that are declared, else those that the map gives points for, else those the rules name."""
    declared = item.declared(node)
    texts = list(declared.correct) or [entry.key for entry in declared.mapping if entry.worth > 0]
    if not texts:
        for branch in item.branches:
            texts += [(value.text or "").strip() for value in branch.condition.iter("baseValue")
                      if "pair" in value.get("baseType", "").lower()]  # fmt: skip
    return [(parts[0], parts[1]) for text in dict.fromkeys(texts) if len(parts := text.split()) == 2]


def _pairs_by(item: Item, node: Node, side: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in _right_pairs(item, node):
        found.setdefault(pair[side], []).append(pair[1 - side])
    return found


def _match(item: Item, node: Node) -> Draft:
    sets = node.findall("simpleMatchSet")
    lefts, rights = ([list(found) for found in sets] + [[], []])[:2]
    by_left = _pairs_by(item, node, 0)
    texts = {right.get("identifier", ""): item.inner(right) for right in rights}
    pairs: list[DraftPair] = []
    used: set[str] = set()
    for left in lefts:
        names = [name for name in by_left.get(left.get("identifier", ""), ()) if name in texts]
        used.update(names)
        if not names and by_left:
            item.doubt(f"The entry {words(left)!r} goes with nothing; it was left out.")
        pairs += [DraftPair(item.inner(left), texts[name]) for name in names]
        if not by_left:
            pairs.append(DraftPair(item.inner(left)))
    rest = tuple(text for name, text in texts.items() if name not in used)
    told = _by_name(item)
    draft = replace(item.draft(_stem_of(item, node)), type="matching", pairs=tuple(pairs), feedback=told)
    return replace(draft, distractors=rest)


def _associate(item: Item, node: Node) -> Draft:
    texts = {choice.get("identifier", ""): item.inner(choice) for choice in node.iter("simpleAssociableChoice")}
    right = [(a, b) for a, b in _right_pairs(item, node) if a in texts and b in texts]
    used = {name for pair in right for name in pair}
    draft = replace(item.draft(_stem_of(item, node)), type="matching")
    if not right:
        return replace(draft, pairs=tuple(DraftPair(text) for text in texts.values()))
    pairs = tuple(DraftPair(texts[a], texts[b]) for a, b in right)
    return replace(draft, pairs=pairs, distractors=tuple(text for name, text in texts.items() if name not in used))


def _is_rows(item: Item, nodes: list[Node]) -> bool:
    """Choices between the same texts, again and again: the rows of a matching question."""
    texts = [tuple(words(choice) for choice in node.iter("simpleChoice")) for node in nodes]
    labelled = all(node.find("prompt") is not None or _beside(node) for node in nodes)
    return labelled and all(len(row) == len(texts[0]) for row in texts) and len(set(texts)) == 1


def _beside(node: Node) -> str:
    """The words beside an interaction in its block (Blackboard): after it where the block starts with one."""
    holder = node.getparent()
    if holder is None or holder.tag == "itemBody":
        return ""
    found: list[str] = []
    for sibling in node.itersiblings(preceding=holder[0].tag != node.tag):
        if sibling.tag == node.tag:
            break
        found.append(words(sibling))
    return " ".join(text for text in found if text)


def _negated(test: Node) -> bool:
    holder = test.getparent()
    return holder is not None and holder.tag == "not"


def _named(item: Item, node: Node) -> list[str]:
    """The choices of a row that the rules give points for."""
    ident = node.get("responseIdentifier", "")
    found = list(item.declared(node).correct)
    for branch in item.branches:
        tests = [test for test in branch.condition.iter("match", "member", "contains") if not _negated(test)]
        for test in tests:
            if any(variable.get("identifier") == ident for variable in test.iter("variable")):
                found += [(value.text or "").strip() for value in test.iter("baseValue")]
    return list(dict.fromkeys(found))


def _rows(item: Item, nodes: list[Node]) -> Draft:
    blocks = [block for block in item.node.iter("div") if block.get("class") == "RIGHT_MATCH_BLOCK"]
    apart = [item.inner(child) for block in blocks for child in block if isinstance(child.tag, str)]
    pairs = []
    texts: dict[str, Fragment] = {}
    stem = item.body.stem
    for node in nodes:
        prompt = node.find("prompt")
        left = item.inner(prompt) if prompt is not None else item.fragment(_beside(node), node)
        choices = list(node.iter("simpleChoice"))
        names = [choice.get("identifier", "") for choice in choices]
        shown = [item.inner(choice) or (apart[i] if i < len(apart) else EMPTY) for i, choice in enumerate(choices)]
        texts.update((text.text, text) for text in shown if text)
        named = [name for name in _named(item, node) if name in names]
        pairs.append(DraftPair(left, shown[names.index(named[0])] if len(named) == 1 else EMPTY))
        stem = _without(stem, left.text)
    for text in apart:
        stem = _without(stem, text.text)
    used = {pair.right.text for pair in pairs}
    stem = re.sub(r"\n\s*\n\s*", "\n\n", stem).strip()
    draft = replace(item.draft(stem), type="matching", pairs=tuple(pair for pair in pairs if pair.left))
    told = _by_name(item)
    return replace(draft, feedback=told, distractors=tuple(text for key, text in texts.items() if key not in used))


def _without(stem: str, text: str) -> str:
    """The stem without the paragraph that is this text."""
    return re.sub(rf"(?:^|(?<=\n\n)){re.escape(text)}(?=\n\n|$)", "", stem, count=1) if text else stem


def _order(item: Item, node: Node) -> Draft:
    texts = {choice.get("identifier", ""): item.inner(choice) for choice in node.iter("simpleChoice")}
    declared = item.declared(node)
    order = [name for name in declared.correct if name in texts]
    known = len(order) == len(texts) == len(set(order))
    draft = replace(item.draft(_stem_of(item, node)), type="ordering", order_known=known)
    told = _by_name(item)
    return replace(draft, order=tuple(texts[name] for name in (order if known else texts)), feedback=told)


def _slider(item: Item, node: Node) -> Draft:
    return replace(_text(item, node), type="numeric")


def _upload(item: Item, node: Node) -> Draft:
    return replace(item.draft(_stem_of(item, node)), type="essay", feedback=_by_name(item))


_BUILDERS: dict[str, Callable[[Item, Node], Draft]] = {
    "choiceInteraction": _choice,
    "hottextInteraction": _choice,
    "orderInteraction": _order,
    "associateInteraction": _associate,
    "matchInteraction": _match,
    "gapMatchInteraction": _gap_match,
    "extendedTextInteraction": _text,
    "sliderInteraction": _slider,
    "uploadInteraction": _upload,
    "drawingInteraction": _upload,
}
