"""What a QTI 1.2 item says of itself: its type in its maker's words, points, difficulty, tags.

<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>essay_question</fieldentry></qtimetadatafield>
<bbmd_questiontype>Essay</bbmd_questiontype>   <fieldentry>cc.essay.v0p1</fieldentry>
"""

from __future__ import annotations

import re
from typing import Literal

from extract.media.xml import Node
from extract.sites._part import number, words

Form = Literal[
    "choice", "true_false", "multiple", "short", "numeric", "cloze", "dropdown", "matching", "ordering", "essay",
    "calculated", "hotspot", "categorization", "text", "quizbowl", "likert",
]  # fmt: skip

_FORMS: dict[str, Form] = {
    "multiple_choice_question": "choice",
    "true_false_question": "true_false",
    "multiple_answers_question": "multiple",
    "short_answer_question": "short",
    "fill_in_multiple_blanks_question": "cloze",
    "multiple_dropdowns_question": "dropdown",
    "matching_question": "matching",
    "numerical_question": "numeric",
    "calculated_question": "calculated",
    "essay_question": "essay",
    "file_upload_question": "essay",
    "text_only_question": "text",
    "ordering_question": "ordering",
    "categorization_question": "categorization",
    "hot_spot_question": "hotspot",
    "multiple choice": "choice",
    "true/false": "true_false",
    "multiple answer": "multiple",
    "multi-select": "multiple",
    "essay": "essay",
    "short response": "essay",
    "long answer": "essay",
    "written response": "essay",
    "file upload": "essay",
    "multiple correct answer": "multiple",
    "multiple correct single selection": "multiple",
    "true false": "true_false",
    "fill in numeric": "numeric",
    "short answers/essay": "essay",
    "fill in the blank": "short",
    "short answer": "short",
    "multi-short answer": "short",
    "fill in the blank plus": "cloze",
    "fill in the blanks": "cloze",
    "jumbled sentence": "dropdown",
    "matching": "matching",
    "ordering": "ordering",
    "numeric": "numeric",
    "calculated": "calculated",
    "arithmetic": "calculated",
    "significant figures": "calculated",
    "hot spot": "hotspot",
    "quiz bowl": "quizbowl",
    "opinion scale": "likert",
    "likert": "likert",
    "cc.multiple_choice.v0p1": "choice",
    "cc.multiple_response.v0p1": "multiple",
    "cc.true_false.v0p1": "true_false",
    "cc.fib.v0p1": "short",
    "cc.pattern_match.v0p1": "short",
    "cc.essay.v0p1": "essay",
}
TAG_LABELS = frozenset(("tag", "tags", "keyword", "keywords", "item_keyword"))
# Titles that software gives to every item of a type.
_NAMELESS = frozenset("question;untitled;untitled question;multiple correct;true-false;fill-in-the-blank".split(";"))
_TYPE_NAMES = (
    "question_type",
    "bbmd_questiontype",
    "qmd_questiontype",
    "cc_profile",
    "qmd_itemtype",
    "interactiontype",
)
_FIELDS = frozenset(("qtimetadatafield", "qti_metadatafield"))
_IN_FIELDS = frozenset(("fieldlabel", "fieldentry"))
_GENERIC = re.compile(r"(?:root_section|container_section|main|section|untitled.*|section \d+)?$", re.I)


def metadata_of(node: Node) -> dict[str, str]:
    """Every labelled value of an item's (or assessment's) own metadata, by lower-case label."""
    found: dict[str, str] = {}
    for holder in node:
        if holder.tag not in ("itemmetadata", "qtimetadata", "assessmentmetadata", "itemproc_extension"):
            continue
        leaves = []
        for node in holder.iter():
            tag = node.tag
            if tag in _FIELDS and len(node):
                label, entry = _labelled(node)
                found.setdefault(label.lower(), entry)
            elif tag not in _IN_FIELDS and isinstance(tag, str) and not len(node):
                leaves.append(node)
        for leaf in leaves:
            found.setdefault(leaf.tag.lower(), (leaf.text or "").strip())
    return found


def _labelled(field: Node) -> tuple[str, str]:
    """A field's label and entry."""
    label = entry = None
    for child in field:
        if label is None and child.tag == "fieldlabel":
            label = words(child)
        elif entry is None and child.tag == "fieldentry":
            entry = words(child)
    return label or "", entry or ""


def tags_of(node: Node) -> tuple[str, ...]:
    """Tags and keywords, one a field or several parted by commas."""
    found: list[str] = []
    for field in node.iterfind("itemmetadata/qtimetadata/qtimetadatafield"):
        label, entry = _labelled(field)
        label = label.lower()
        if label == "tag":
            found.append(entry)
        elif label in TAG_LABELS:
            found += [tag.strip() for tag in entry.split(",")]
    return tuple(dict.fromkeys(tag for tag in found if tag))


def objectives_of(node: Node) -> tuple[str, ...]:
    """What the item is to show, one a field."""
    fields = node.iterfind("itemmetadata/qtimetadata/qtimetadatafield")
    return tuple(entry for label, entry in map(_labelled, fields) if label.lower() == "objective" and entry)


def form_of(metadata: dict[str, str]) -> Form | None:
    """The item's form where its maker names it."""
    named = (metadata.get(name, "").strip().lower() for name in _TYPE_NAMES)
    return next((form for name in named if (form := _FORMS.get(name))), None)


def points_of(metadata: dict[str, str]) -> float | None:
    """The item's points; a weight of nothing is no statement."""
    for name in ("points_possible", "qmd_absolutescore_max", "cc_weighting", "qmd_weighting", "max_score"):
        value = number(metadata.get(name))
        if value is not None and (value > 0 or name == "points_possible"):
            return value
    return None


def says_nothing(title: str) -> bool:
    """True for an item's title that only names its type, or nothing."""
    return title.lower() in _NAMELESS or title.lower() in _FORMS


def is_title(text: str) -> bool:
    """False for the titles that software gives to every section."""
    return not _GENERIC.fullmatch(text.strip())
