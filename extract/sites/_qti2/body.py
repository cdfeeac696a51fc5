"""The body of a QTI 2.x or 3 item: its words as Markdown, and its interactions.

    <itemBody><p>Snow is <inlineChoiceInteraction responseIdentifier="R">...</inlineChoiceInteraction>.</p></itemBody>

Interactions with a block of their own give the stem their prompt; those in a line leave a gap `{{gap:R}}`. Feedback in
the body is no part of the stem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from extract.media.encoding import decode
from extract.media.fragment import element_to_markdown, html_to_markdown, lone_words
from extract.media.xml import Node, parse
from extract.sites._part import Part, words
from quizmill.extras import UNIT_CLASS

INLINE = frozenset(("textEntryInteraction", "inlineChoiceInteraction"))
BLOCK = frozenset(
    "choiceInteraction orderInteraction associateInteraction matchInteraction gapMatchInteraction "
    "extendedTextInteraction hottextInteraction uploadInteraction drawingInteraction sliderInteraction".split()
)
UNREAD = frozenset(
    "hotspotInteraction graphicOrderInteraction graphicAssociateInteraction graphicGapMatchInteraction "
    "selectPointInteraction positionObjectInteraction positionObjectStage mediaInteraction customInteraction "
    "portableCustomInteraction".split()
)
_SILENT = frozenset(
    "feedbackInline feedbackBlock templateInline templateBlock endAttemptInteraction stylesheet catalogInfo "
    "simpleChoice simpleAssociableChoice gapText gapImg simpleMatchSet inlineChoice rubricBlock infoControl "
    "companionMaterialsInfo modalFeedback interactionMarkup interactionModules".split()
)
_PLAIN = frozenset(("choiceInteraction", "orderInteraction", "matchInteraction", "extendedTextInteraction"))
_DEEPER = (*sorted(INLINE), "printedVariable", "feedbackBlock", "templateBlock")
_PROMPTED = BLOCK | UNREAD
_ASKING = sorted(BLOCK | INLINE | UNREAD)


@dataclass
class Body:
    """The stem, the interactions in their order, and what else stood in the body."""

    stem: str = ""
    interactions: list[Node] = field(default_factory=list)
    gaps: dict[str, Node] = field(default_factory=dict)  # the gaps of a gapMatchInteraction, by identifier
    units: dict[str, str] = field(default_factory=dict)  # by response, beside its field
    variables: bool = False


def inner(part: Part, node: Node) -> str:
    """The Markdown of a choice, prompt or feedback, without interactions and feedback in it."""
    words = lone_words(node)
    return element_to_markdown(node, part.context(_Reader(part, Body()).quiet)) if words is None else words


def body_of(part: Part, children: Mapping[str, Sequence[Node]]) -> Body:
    """Reads the body among an item's children; stimuli that it points to come before it."""
    body = Body()
    root = next(iter(children.get("itemBody", ())), None)
    stimuli = children.get("assessmentStimulusRef", ())
    if root is not None and not stimuli and (plain := _plain(root)) is not None:
        return plain
    if root is not None:
        reader = _Reader(part, body)
        body.interactions = list(root.iter(*_ASKING))
        body.variables = next(root.iter("printedVariable"), None) is not None
        shared = [_shared(part, node.get("href", "")) for node in stimuli]
        texts = [*shared, element_to_markdown(root, part.context(reader.hook))]
        body.stem = "\n\n".join(text for text in texts if text)
    return body


def _plain(root: Node) -> Body | None:
    """The body that most items have: paragraphs of words, then one interaction; None for any other."""
    if not len(root) or str(root[-1].tag) not in _PLAIN or (root.text and not root.text.isspace()):
        return None
    *above, asking = root
    if any(child.tail and not child.tail.isspace() for child in root):
        return None
    if any(child.tag not in ("p", "div") or child.get("class") for child in above):
        return None
    words = [lone_words(child) for child in above]
    prompt = asking.find("prompt")
    words.append("" if prompt is None else lone_words(prompt))
    if any(text is None or "\n" in text for text in words) or next(asking.iter(*_DEEPER), None) is not None:
        return None
    return Body("\n\n".join(text for text in words if text), [asking])


def _shared(part: Part, href: str) -> str:
    """The words of a passage that lies in a file of its own: a stimulus, an XInclude, an HTML page."""
    within = part.store.within
    if not href or href in within or len(within) > 4:  # a file may not include itself
        return ""
    data = part.store.beside(href)
    within.append(href)
    try:
        return _words_of(part, href, data) if data is not None else ""
    finally:
        within.pop()


def _words_of(part: Part, href: str, data: bytes) -> str:
    if href.lower().endswith((".html", ".htm")):
        text, _doubts = decode(data)
        return html_to_markdown(text, part.context())
    root, findings = parse(data, href)
    part.findings += findings
    if root is None:
        return ""
    body = root.find("stimulusBody")
    return inner(part, root if body is None else body)


class _Reader:
    """Answers for the elements of a body that are no HTML."""

    def __init__(self, part: Part, body: Body) -> None:
        self.part = part
        self.body = body

    def hook(self, node: Node) -> str | None:
        name = str(node.tag)
        if name in INLINE:
            return f"{{{{gap:{node.get('responseIdentifier', '')}}}}}"
        if name in _PROMPTED:
            return self.prompted(node, name)
        if name == "span" and node.get("class") == UNIT_CLASS:
            before = node.getprevious()
            self.body.units[before.get("responseIdentifier", "") if before is not None else ""] = words(node)
            return ""
        if name == "gap":
            ident = node.get("identifier", "")
            self.body.gaps[ident] = node
            return f"{{{{gap:{ident}}}}}"
        return self.other(node, name)

    def quiet(self, node: Node) -> str | None:
        """For choices and feedback: what is asked inside them is not their words."""
        name = str(node.tag)
        return "" if name in INLINE or name in _PROMPTED else self.other(node, name)

    def other(self, node: Node, name: str) -> str | None:
        if name in _SILENT:
            asks = name in ("feedbackBlock", "templateBlock") and any(True for _ in node.iter(*BLOCK, *INLINE))
            return None if asks else ""
        if name == "include":
            return f"\n\n{_shared(self.part, node.get('href', ''))}\n\n"
        if name == "object" and node.get("type", "") == "text/html":
            return f"\n\n{_shared(self.part, node.get('data', ''))}\n\n"
        if name == "printedVariable":
            return f"`{node.get('identifier', '')}`"
        if name in ("object", "img") and node.get("data"):
            return f"![{words(node)}]({self.part.store.image(node.get('data', ''))})"
        return None

    def prompted(self, node: Node, name: str) -> str:
        prompt = node.find("prompt")
        asked = inner(self.part, prompt) if prompt is not None else ""
        own = ""
        if name in ("gapMatchInteraction", "hottextInteraction") or name in UNREAD:
            context = self.part.context(self.without_prompt)
            own = element_to_markdown(node, context)
        texts = [text for text in (asked, own) if text]
        return "\n\n" + "\n\n".join(texts) + "\n\n" if texts else "\n\n"

    def without_prompt(self, node: Node) -> str | None:
        return "" if node.tag == "prompt" else self.hook(node)


def rename_gaps(stem: str, names: Callable[[str], str]) -> str:
    """The stem with its gaps under other names."""
    return re.sub(r"\{\{gap:([^{}]*)\}\}", lambda match: f"{{{{gap:{names(match[1])}}}}}", stem)
