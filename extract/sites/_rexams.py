"""R/exams exercises, in whichever markup they are written: named sections with answer lists, and what R knows of them.

    question | answerlist | solution | answerlist | meta-information (extype: schoice, exsolution: 010)

Types: schoice, mchoice, num (`extol`), string, essay and cloze (`exclozetype: num|schoice`, gaps at `##ANSWER1##`).
Rules: R-exams.org, "First steps" and the package's vignette. R code is not run: where it fills in words, the item is
doubted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.sites._lines import Line, fragment_of, span_of, trimmed
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftGap,
    Extraction,
    Fragment,
    ItemType,
)
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.source import Span

_META = re.compile(r"\s*(ex\w+)(?:\[([^\]]*)\])?:\s*(.*)")
_BULLET = re.compile(r"(\s*[*+-]\s+)")
_TRUTH = re.compile(r"(?:\*\*|__)?(true|false|richtig|falsch|wahr|vrai|faux|verdadero|falso|vero)\b", re.I)
_RIGHT = frozenset(("true", "richtig", "wahr", "vrai", "verdadero", "vero"))
_INLINE_R = re.compile(r"`r\s[^`]*`")


@dataclass(frozen=True, slots=True)
class Section:
    """A named section, its heading's lines and its own lines."""

    name: str
    heading: tuple[Line, ...]
    lines: tuple[Line, ...]


def _bullets(lines: tuple[Line, ...]) -> list[Fragment]:
    """The entries of a list; a deeper line belongs to the entry above it."""
    entries: list[list[Line]] = []
    for line in lines:
        bullet = _BULLET.match(line.text)
        if bullet and (not entries or len(bullet[1]) - len(bullet[1].lstrip()) <= 1):
            entries.append([Line(line.number, line.text[bullet.end() :])])
        elif entries:
            entries[-1].append(Line(line.number, line.text.strip()))
    return [fragment_of(entry) for entry in entries]


def without_code(lines: tuple[Line, ...]) -> list[Line]:
    """Without the chunks that R runs (```{r ...}); a fence of any other language is content."""
    kept: list[Line] = []
    fence = ""
    for line in lines:
        text = line.text.strip()
        if fence:
            fence = "" if text.startswith(fence) else fence
        elif opened := re.match(r"(`{3,})\s*\{r\b", text):
            fence = opened[1]
        else:
            kept.append(line)
    return kept


def _meta(section: Section | None) -> dict[str, str]:
    rows = [_META.match(line.text) for line in section.lines] if section else []
    return {row[1] + (f"[{row[2]}]" if row[2] else ""): row[3].strip() for row in rows if row}


@dataclass(frozen=True, slots=True)
class _Exercise:
    """The sections of one question, by name; the answer lists of question and solution apart."""

    question: Section
    choices: list[Fragment]
    solution: Section | None
    remarks: list[Fragment]
    meta: Section | None
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, sections: list[Section]) -> _Exercise:
        found: dict[str, Section] = {}
        lists: dict[str, list[Fragment]] = {"question": [], "solution": []}
        owner = "question"
        for section in sections:
            if section.name == "answerlist":
                lists[owner] = _bullets(section.lines)
            else:
                found[section.name] = section
                owner = section.name if section.name in lists else owner
        spans = tuple(span_of(trimmed((*section.heading, *section.lines))) for section in sections)
        solution, meta = found.get("solution"), found.get("meta-information")
        return cls(found["question"], lists["question"], solution, lists["solution"], meta, spans)


def _claims(exercise: _Exercise, solution: str, count: int, first: int = 0) -> tuple[Claim, ...]:
    """What `exsolution` says, and what the words True and False in the solution's list say."""
    where = (span_of(exercise.meta.lines),) if exercise.meta and exercise.meta.lines else ()
    claims = []
    if re.fullmatch(r"[01]+", solution) and len(solution) == count:
        claims.append(Claim(Evidence.MARKUP, choices=_ones(solution), spans=where))
    elif (places := re.findall(r"\d+", solution)) and len(places) == 1 and 0 < int(places[0]) <= count:
        claims.append(Claim(Evidence.MARKUP, choices=(int(places[0]) - 1,), spans=where))
    told = [_TRUTH.match(remark.text.strip()) for remark in exercise.remarks[first : first + count]]
    if len(told) == count and count and all(told):
        right = tuple(index for index, word in enumerate(told) if word and word[1].lower() in _RIGHT)
        spans = tuple(span for remark in exercise.remarks for span in remark.spans)
        claims.append(Claim(Evidence.STATED, choices=right, spans=spans))
    return tuple(claims)


def _ones(solution: str) -> tuple[int, ...]:
    return tuple(index for index, bit in enumerate(solution) if bit == "1")


def _options(exercise: _Exercise, first: int, count: int, fixed: bool) -> tuple[DraftChoice, ...]:
    remarks = exercise.remarks[first : first + count] + [EMPTY] * count
    texts = exercise.choices[first : first + count]
    return tuple(DraftChoice(text, feedback=told, fixed=fixed) for text, told in zip(texts, remarks, strict=False))


def _typed(solution: str, meta: dict[str, str], kind: str, where: tuple[Span, ...]) -> tuple[DraftAnswer, ...]:
    if not solution:
        return ()
    tolerance = meta.get("extol", "") if kind == "num" else ""
    return (DraftAnswer(Fragment(solution, where), numeric=kind == "num", tolerance=tolerance),)


_TYPES: dict[str, ItemType] = {
    "schoice": "single",
    "mchoice": "multiple",
    "num": "numeric",
    "string": "short",
    "essay": "essay",
    "file": "essay",
    "cloze": "cloze",
}


def _cloze(exercise: _Exercise, draft: Draft, meta: dict[str, str]) -> Draft:
    """Gaps take their entries from the answer list in order: as many as the gap's solution has digits."""
    kinds = [kind.strip() for kind in meta.get("exclozetype", "").split("|")]
    solutions = [solution.strip() for solution in meta.get("exsolution", "").split("|")]
    tolerances = [tolerance.strip() for tolerance in meta.get("extol", "").split("|")]
    gaps = []
    at = 0
    stem = draft.stem.text
    for number, (kind, solution) in enumerate(zip(kinds, solutions, strict=False), 1):
        name = str(number)
        if kind in ("schoice", "mchoice"):
            count = len(solution)
            claims = _claims(exercise, solution, count, at)
            gaps.append(DraftGap(name, choices=_options(exercise, at, count, False), claims=claims))
            at += count
        else:
            own = meta | {"extol": tolerances[number - 1] if number <= len(tolerances) else tolerances[0]}
            gaps.append(DraftGap(name, _typed(solution, own, kind, draft.spans[-1:])))
            at += 1
        place = f"##ANSWER{number}##"
        gap = f"{{{{gap:{name}}}}}"
        label = (
            exercise.choices[at - 1].text if kind not in ("schoice", "mchoice") and at <= len(exercise.choices) else ""
        )
        stem = stem.replace(place, gap) if place in stem else f"{stem}\n\n{label} {gap}".rstrip()
    return replace(draft, stem=Fragment(stem, draft.stem.spans), gaps=tuple(gaps))


def _draft(exercise: _Exercise) -> Draft:
    meta = _meta(exercise.meta)
    kind = meta.get("extype", "")
    if kind == "string" and "essay" in meta.get("exstringtype", ""):
        kind = "essay"
    solution = meta.get("exsolution", "")
    told = fragment_of(without_code(exercise.solution.lines)) if exercise.solution else EMPTY
    fixed = meta.get("exshuffle", "").upper() in ("FALSE", "")
    count = len(exercise.choices)
    points = meta.get("expoints", "")
    draft = Draft(
        stem=fragment_of(without_code(exercise.question.lines)),
        spans=exercise.spans,
        type=_TYPES.get(kind),
        title=meta.get("extitle", "") or meta.get("exname", ""),
        solution=(told,) if told else (),
        points=float(points) if re.fullmatch(r"\d+(?:\.\d+)?", points) else None,
        section=tuple(part for part in meta.get("exsection", "").split("/") if part),
    )
    if kind == "cloze":
        draft = _cloze(exercise, draft, meta)
    elif kind in ("schoice", "mchoice"):
        choices = _options(exercise, 0, count, fixed and "exshuffle" in meta)
        draft = replace(draft, choices=choices, claims=_claims(exercise, solution, count))
    elif not _INLINE_R.search(solution):
        draft = replace(draft, answers=_typed(solution, meta, kind, exercise.spans[-1:]))
    texts = [draft.stem.text, solution, *(choice.text.text for choice in draft.choices)]
    if any(_INLINE_R.search(text) for text in texts):
        draft = replace(draft, confidence=0.3, doubts=("R code fills in a part of this exercise",))
    return draft


def _groups(sections: list[Section]) -> list[list[Section]]:
    groups: list[list[Section]] = []
    for section in sections:
        if section.name == "question":
            groups.append([])
        if groups:
            groups[-1].append(section)
    return groups


def extraction(sections: list[Section], chrome: tuple[Span, ...], reader: str) -> Extraction:
    """The exercises of a file, mostly one."""
    drafts = tuple(_draft(_Exercise.of(group)) for group in _groups(sections))
    message = "R code fills in a part of this exercise; it was not run."
    findings = tuple(
        Finding("format-unsupported", Severity.WARNING, message, draft.spans[0]) for draft in drafts if draft.doubts
    )
    return Extraction(drafts, chrome=chrome, findings=findings, reader=reader)
