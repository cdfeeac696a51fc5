"""Step 10, provenance: which field of an item stood where, the whole of it under "item" first.

item 12-19 · stem 12 · choices.0 13 · choices.0.feedback 14 · key 19
"""

from __future__ import annotations

from quizmill.draft import Draft, DraftGap, Fragment
from quizmill.source import FieldSpan


def places(draft: Draft) -> tuple[FieldSpan, ...]:
    """Every place of every field."""
    found = [FieldSpan("item", span) for span in draft.spans]
    _at(found, "stem", draft.stem)
    for i, choice in enumerate(draft.choices):
        _at(found, f"choices.{i}", choice.text)
        if choice.feedback.spans:
            _at(found, f"choices.{i}.feedback", choice.feedback)
    found += [FieldSpan("key", span) for claim in draft.claims for span in claim.spans]
    for i, answer in enumerate(draft.answers):
        _at(found, f"answers.{i}", answer.text)
        _at(found, f"answers.{i}.feedback", answer.feedback)
    for i, pair in enumerate(draft.pairs):
        _at(found, f"pairs.{i}.left", pair.left)
        _at(found, f"pairs.{i}.right", pair.right)
    for gap in draft.gaps:
        _in_gap(found, gap)
    for remark in draft.feedback:
        _at(found, f"feedback.{remark.when}", remark.text)
    for name, several in (("hints", draft.hints), ("solution", draft.solution), ("mistakes", draft.mistakes)):
        for i, fragment in enumerate(several):
            _at(found, f"{name}.{i}", fragment)
    _at(found, "final_answer", draft.final_answer)
    _at(found, "quick_check", draft.quick_check)
    _at(found, "grader_info", draft.grader_info)
    return tuple(found)


def _in_gap(found: list[FieldSpan], gap: DraftGap) -> None:
    for answer in gap.answers:
        _at(found, f"gaps.{gap.id}.answers", answer.text)
    for choice in gap.choices:
        _at(found, f"gaps.{gap.id}.choices", choice.text)
    found += [FieldSpan(f"gaps.{gap.id}.key", span) for claim in gap.claims for span in claim.spans]


def _at(found: list[FieldSpan], name: str, fragment: Fragment) -> None:
    spans = fragment.spans
    if len(spans) == 1:
        found.append(FieldSpan(name, spans[0]))
    elif spans:
        found += [FieldSpan(name, span) for span in dict.fromkeys(spans)]
