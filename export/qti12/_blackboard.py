"""Blackboard's question pools (Learn Original): a content package whose `.dat` is QTI 1.2 in Blackboard's own words.

    imsmanifest.xml     resource assessment/x-bb-qti-pool, its file named by bb:file
    res00001/a.png      a picture, shown as <img src="@X@EmbeddedFile.location@X@a.png">
    res00001.dat        questestinterop > assessment > section > item
        <bbmd_questiontype>Multiple Choice</bbmd_questiontype>
        <varequal respident="response" case="No">3f9a...</varequal>  <setvar ...>SCORE.max</setvar>
    .bb-package-info

A Canvas-style quiz is imported with success and no question; a pool is taken. Answers are named by 32 hexadecimal
digits. Feedback is said for right and wrong answers, and for each choice.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from export._fields import uncarried
from export._fit import left_out, unfit
from export._language import in_language
from export._names import Names, number
from export._sections import with_sections
from export._titles import GAP, one_line, shortened, title_of
from export._zip import Archive
from export.qti12._blackboard_types import feedback, flow, formatted, gap_name, part, question_of, rule
from export.qti12._package import Pictures
from export.richtext import Target, to_html
from quizmill.item import (
    EssayItem,
    FlashcardItem,
    Item,
)
from quizmill.package import Loss, Package

CARRIED = frozenset(
    "title points media hints solution final_answer quick_check mistakes model_answer feedback.general "
    "feedback.correct feedback.incorrect feedback.partial choices.feedback choices.fixed answers.exact pairs.feedback "
    "distractors language".split()
)
_EXTRAS = ("pairs.feedback", "feedback.partial", "hints", "solution", "final_answer", "quick_check", "mistakes")
_INFO = "#Bb PackageInfo Property File\ncx.config.operation=EXPORT\ncx.package.info.version=6.0\n"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Write the pool, and its pictures in the folder that is named after its file."""
    losses: list[Loss] = []
    pictures = Pictures(package, "res00001/", "@X@EmbeddedFile.location@X@")
    target = Target(media=pictures.address)
    names, title = Names(), html.escape(shortened(one_line(package.title), 200) or "Pool")
    with Archive(out) as archive:
        with archive.stream("res00001.dat") as write:
            write(f'{_HEAD}<questestinterop><assessment title="{title}">\n')
            write(f"<assessmentmetadata>{_metadata('Assessment', 'Multiple Choice', 0)}</assessmentmetadata>\n")
            write(f"<section><sectionmetadata>{_metadata('Section', 'Multiple Choice', 0)}</sectionmetadata>\n")
            for item in package.items:
                if reason := unfit(item, (), partial=False):
                    losses.append(left_out(item, reason))
                    continue
                xml, own = _item(item, names.of(item.id), target)
                write(xml)
                losses += [*own, *pictures.losses(item), *uncarried(item, CARRIED, "Blackboard")]
            write("</section></assessment></questestinterop>\n")
        pictures.store(archive)
        archive.write(".bb-package-info", _INFO)
        archive.write("imsmanifest.xml", _manifest(title))
    return tuple(losses)


def _manifest(title: str) -> str:
    return (
        f'{_HEAD}<manifest identifier="man00001" xmlns:bb="http://www.blackboard.com/content-packaging/">'
        f'<organizations/><resources>\n<resource bb:file="res00001.dat" bb:title="{title}" identifier="res00001" '
        'type="assessment/x-bb-qti-pool" xml:base="res00001"/>\n</resources></manifest>\n'
    )


def _metadata(what: str, kind: str, points: float, name: str = "") -> str:
    ident = f"<bbmd_asi_object_id>{name}</bbmd_asi_object_id>" if name else ""
    return (
        f"{ident}<bbmd_asitype>{what}</bbmd_asitype><bbmd_assessmenttype>Pool</bbmd_assessmenttype>"
        f"<bbmd_sectiontype>Subsection</bbmd_sectiontype><bbmd_questiontype>{kind}</bbmd_questiontype>"
        "<bbmd_is_from_cartridge>false</bbmd_is_from_cartridge><bbmd_is_disabled>false</bbmd_is_disabled>"
        "<bbmd_numbertype>none</bbmd_numbertype><bbmd_partialcredit/>"
        "<bbmd_orientationtype>vertical</bbmd_orientationtype><bbmd_is_extracredit>false</bbmd_is_extracredit>"
        f"<qmd_absolutescore_max>{number(points)}</qmd_absolutescore_max><qmd_weighting>0</qmd_weighting>"
    )


def _item(item: Item, name: str, target: Target) -> tuple[str, tuple[Loss, ...]]:
    rendered = partial(to_html, target=target)
    question = question_of(item, target)
    points = 1.0 if item.points is None else item.points
    stem = rendered(GAP.sub(lambda found: f"[{gap_name(item, found[1])}]", item.stem))
    shown = flow(in_language(stem, item.language))
    said = list(question.said)
    if question.kind != "Essay":
        extras = with_sections(item, _EXTRAS, rendered)
        whole = {"correct": item.feedback.correct, "incorrect": item.feedback.incorrect}
        said[:0] = [(when, rendered(text) + extras) for when, text in whole.items()]
    rules = [part(test) for test in question.each] or [rule("correct", question.right, "SCORE.max")]
    rules.append(rule("incorrect", "<other/>", "0"))
    rules += [rule("", f'<varequal respident="{choice}" case="No"/>', "0", choice) for choice, _ in question.said]
    return (
        f'<item title="{html.escape(title_of(item))}" maxattempts="0">'
        f"<itemmetadata>{_metadata('Item', question.kind, points, name)}</itemmetadata>\n"
        f'<presentation><flow class="Block"><flow class="QUESTION_BLOCK">{shown}</flow>'
        f'<flow class="RESPONSE_BLOCK">{question.responses}</flow>{question.after}</flow></presentation>\n'
        '<resprocessing scoremodel="SumOfScores"><outcomes><decvar varname="SCORE" vartype="Decimal" defaultval="0" '
        f'minvalue="0" maxvalue="{number(points)}"/></outcomes>{"".join(rules)}</resprocessing>\n'
        f"{''.join([feedback(ident, text) for ident, text in said])}{_solution(item, rendered)}</item>\n"
    ), tuple(question.losses)


def _solution(item: Item, rendered: Callable[[str], str]) -> str:
    """The model answer of an open question, and all else that is said of it."""
    if not isinstance(item, EssayItem | FlashcardItem):
        return ""
    text = item.back if isinstance(item, FlashcardItem) else item.model_answer
    more = with_sections(item, (*_EXTRAS, "feedback.correct", "feedback.incorrect"), rendered)
    material = f'<flow_mat class="FORMATTED_TEXT_BLOCK">{formatted(rendered(text) + more)}</flow_mat>'
    return (
        '<itemfeedback ident="solution" view="All"><solution view="All" feedbackstyle="Complete"><solutionmaterial>'
        f'<flow_mat class="Block">{material}</flow_mat></solutionmaterial></solution></itemfeedback>\n'
    )
