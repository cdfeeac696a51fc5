"""Which exchange format an XML document is in, by its root: one answer for all XML readers, so that one claims it."""

from __future__ import annotations

from typing import Literal

from extract.media.xml import Node, root_name
from extract.sites._olx import is_problem
from quizmill.page import Page

XmlKind = Literal[
    "qti12", "qti2", "qti3", "moodle", "pool", "examview", "qml", "wpproquiz", "hotpotatoes", "olx", "other"
]

QTI12_ROOTS = frozenset(("questestinterop", "assessment", "objectbank", "section", "item"))
QTI2_ROOTS = frozenset(("assessmentItem", "assessmentTest", "assessmentSection"))
_OWN_ROOTS: dict[str, XmlKind] = {
    "examview": "examview",
    "QML": "qml",
    "wpProQuiz": "wpproquiz",
    "hotpot-jquiz-file": "hotpotatoes",
    "hotpot-jcloze-file": "hotpotatoes",
    "hotpot-jmatch-file": "hotpotatoes",
}
POOL_ROOTS = frozenset(("POOL", "ASSESSMENT"))


def kind_of(page: Page) -> XmlKind:
    """The format of a page whose carrier is XML."""
    root = page.tree
    if not isinstance(root, Node):
        return "other"
    if root.tag in QTI2_ROOTS:
        return "qti3" if root_name(page.source.data).startswith("qti-") else "qti2"
    return kind_of_root(root)


def kind_of_root(root: Node) -> XmlKind:
    """The format by the root alone; QTI 3 is read as QTI 2."""
    tag = root.tag
    if tag == "questestinterop" or (tag in QTI12_ROOTS and root.find(".//presentation") is not None):
        return "qti12"
    if tag in QTI2_ROOTS:
        return "qti2"
    if tag in POOL_ROOTS:
        return "pool"
    if own := _OWN_ROOTS.get(str(tag)):
        return own
    if is_problem(root):
        return "olx"
    if tag == "question":
        return "moodle" if root.get("type") is not None else "other"
    if tag == "quiz" and (len(root) == 0 or (root[0].tag == "question" and _is_moodle(root[0]))):
        return "moodle"
    return "other"


def _is_moodle(question: Node) -> bool:
    """Moodle's questions say their type and hold their words in `questiontext`."""
    return question.get("type") is not None or question.find("questiontext") is not None or len(question) == 0
