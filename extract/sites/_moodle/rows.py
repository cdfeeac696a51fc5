"""Moodle's question types that judge rows, and others of wide-spread plugins.

<question type="kprime"> <row number="1"><optiontext><text>Salt draws water.</text></optiontext></row>
  <column number="1"><responsetext><text>True</text></responsetext></column>
  <weight rownumber="1" columnnumber="1"><value>1.000</value></weight> ...
<question type="gapfill"> <questiontext><text>A [needle] pulls the [thread].</text></questiontext>
  <answer fraction="100"><text>needle</text></answer> <delimitchars>[]</delimitchars>

A row goes with the column that weighs most; rows that weigh the same everywhere go with none.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.media.fragment import escape
from extract.sites._moodle.question import Question
from extract.sites._part import number, words
from quizmill.draft import EMPTY, Draft, DraftAnswer, DraftGap, DraftPair, Fragment

_WORDS = re.compile(r"match(?:_\w{1,12})?\s*\(([\w '-]{1,200})\)")


def read_rows(question: Question) -> Draft:
    """Statements, each with the column that is right for it (kprime, mtf)."""
    columns = {node.get("number"): question.fragment(node.find("responsetext")) for node in question.all("column")}
    weights: dict[str | None, dict[str | None, float]] = {}
    for node in question.all("weight"):
        row = weights.setdefault(node.get("rownumber"), {})
        row[node.get("columnnumber")] = number(words(node.find("value"))) or 0.0
    pairs = []
    for node in question.all("row"):
        own = weights.get(node.get("number"), {})
        best = [name for name, weight in own.items() if weight > 0 and weight == max(own.values())]
        right = columns.get(best[0], EMPTY) if len(best) == 1 else EMPTY
        told = question.fragment(node.find("feedbacktext"))
        pairs.append(DraftPair(question.fragment(node.find("optiontext")), right, told))
    used = {pair.right.text for pair in pairs}
    rest = tuple(text for text in columns.values() if text and text.text not in used)
    return question.draft(type="matching", pairs=tuple(pairs), distractors=rest)


def read_gapfill(question: Question) -> Draft | None:
    """A text whose gaps stand in it between two signs, accepted words parted by bars."""
    signs = question.said("delimitchars").strip() or "[]"
    draft = question.draft()
    if len(signs) != 2:
        question.doubt("The signs around the gaps are not told.", "parse-error")
        return None
    opening, closing = (rf"\\?{re.escape(sign)}" for sign in signs)
    gaps: list[DraftGap] = []

    def keep(found: re.Match[str]) -> str:
        accepted = [word.strip() for word in found[1].split("|") if word.strip()]
        gaps.append(
            DraftGap(str(len(gaps) + 1), tuple(DraftAnswer(Fragment(word, (question.span,))) for word in accepted))
        )
        return f"{{{{gap:{len(gaps)}}}}}"

    stem = re.sub(rf"{opening}([^\[\]{{}}<>\n\\]{{1,200}}){closing}", keep, draft.stem.text)
    cased = question.said("casesensitive").strip() == "1"
    return replace(draft, type="cloze", stem=replace(draft.stem, text=stem), gaps=tuple(gaps), case_sensitive=cased)


def read_pattern(question: Question) -> Draft:
    """Words that must occur in the answer. A pattern that is more than words is no answer that can be shown."""
    draft = question.draft(type="short")
    answers = []
    for answer in question.answers:
        pattern = " ".join((answer.findtext("text") or "").split())
        plain = _WORDS.fullmatch(pattern)
        if plain or not re.search(r"match\w*\s*\(", pattern):
            shown = plain[1].replace("_", " ") if plain else pattern
            place = question.part.fragment(escape(shown.strip()), answer, question.path)
            told = question.fragment(answer.find("feedback"))
            answers.append(DraftAnswer(place, number(answer.get("fraction")) or 0.0, told))
        else:
            question.doubt(f"The pattern {pattern[:80]!r} stands for no certain words.")
    return replace(draft, answers=tuple(answers))


def read_program(question: Question) -> Draft:
    """A program to be written: its model answer, and the tests it must pass for whoever grades it."""
    model = words(question.first("answer"))
    code = (question.said("answer") or "").strip("\n")
    answers = (DraftAnswer(question.part.fragment(f"```\n{code}\n```", question.node, question.path)),) if model else ()
    tests = question.node.iterfind("testcases/testcase")
    lines = [f"{words(test.find('testcode'))} → {words(test.find('expected'))}" for test in tests]
    draft = question.draft(type="essay", answers=answers)
    shown = (
        question.part.fragment("```\n" + "\n".join(lines) + "\n```", question.node, question.path) if lines else EMPTY
    )
    return replace(draft, grader_info=draft.grader_info or shown)
