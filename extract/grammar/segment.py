"""One question's lines to a draft: stem, options, evidence of the key, feedback, hints and the rest.

    What is red?            stem
    a) a cherry             option
    b) a banana             option
    Answer: a               claim (stated)
    A ripe one is.          feedback

The parts are read in order: words before the run of options are the stem, labelled lines go where their label says,
and what follows an answer explains it. A segment with two runs of options is no question, and says so (`malformed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.grammar import prose, stated, words_cues
from extract.grammar.lines import Doc, Line
from extract.grammar.plain_lines import plain_run
from extract.grammar.rich import LOOKS, covering, plain, without
from extract.grammar.runs import Option, OptionRun, Rank, find_runs
from extract.grammar.words import Role
from quizmill.block import Kind, Run, Shape, Style
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, Fragment, ItemType, When
from quizmill.item import Evidence

_MOST_OPTIONS = 60
VERDICTS = frozenset((Role.RIGHT, Role.WRONG, Role.PARTIAL, Role.SHOULD, Role.SHOULD_NOT))


@dataclass(slots=True)
class Found:
    """A question being read. `looks` are each option's whole-option styles, for the contrast of the whole template."""

    lines: list[Line]
    number: str = ""
    stem: list[Line] = field(default_factory=list)
    stem_first: tuple[Run, ...] | None = None
    options: list[Option] = field(default_factory=list)
    rank: Rank | None = None
    claims: list[Claim] = field(default_factory=list)
    answers: list[Fragment] = field(default_factory=list)
    feedback: list[tuple[When, Fragment]] = field(default_factory=list)
    hints: list[Fragment] = field(default_factory=list)
    solution: list[Fragment] = field(default_factory=list)
    mistakes: list[Fragment] = field(default_factory=list)
    final: Fragment = EMPTY
    grader: Fragment = EMPTY
    points: float | None = None
    got: float | None = None
    difficulty: str = ""
    tags: list[str] = field(default_factory=list)
    title: str = ""
    type: ItemType | None = None
    malformed: bool = False
    loose: list[Line] = field(default_factory=list)
    taken: list[Line] = field(default_factory=list)
    answered: bool = False
    looks: list[Style] = field(default_factory=list)
    section: tuple[str, ...] = ()
    doubts: list[str] = field(default_factory=list)
    early: list[Line] = field(default_factory=list)  # answers that stand before the options
    told: bool = False  # a label that only quizzes use stands in it: "Explanation", "Hint", points
    labelled: bool = False  # its opener says "question" in words
    question_verdict: Role | None = None
    front: Fragment = EMPTY  # the stem of a card, where it is no whole line
    column_feedback: list[Fragment] = field(default_factory=list)
    columns: list[tuple[str, Fragment]] = field(default_factory=list)  # choices from a table's cells: label and text
    said_all: bool = True

    @property
    def keyed(self) -> bool:
        return bool(self.claims)

    def words(self) -> str:
        """The stem as Markdown."""
        if self.front:
            return self.front.text
        return words_cues.off_points(prose.text(self.stem, self.stem_first)) if self.stem else ""


def parse(doc: Doc, lines: Sequence[Line], opener: bool = True) -> Found:
    """Reads one segment; its first line is the opener (or the first line of the stem)."""
    found = Found(list(lines))
    if not lines:
        found.malformed = True
        return found
    first = lines[0]
    if first.enum is not None and first.enum.system.value == "decimal":
        found.number = str(first.enum.value)
    found.labelled = Role.QUESTION in first.roles or bool(first.enum and first.enum.word)
    if Role.QUESTION in first.roles:
        found.stem_first = first.value
    body = list(lines[1:]) if opener else list(lines)
    run, before, after = _split(doc, first, body, found)
    _stem(found, [first, *before] if opener else before)
    if run is not None:
        _options(doc, found, run, after)
    _early(doc, found)
    if any(line.roles & {Role.ANSWER} and not line.value for line in [first]) and not run:
        found.malformed = True
    if run is not None or after:
        from extract.grammar.tail import read_tail

        read_tail(doc, found, after)
    if run is not None:
        from extract.grammar.verdicts import judge

        judge(doc, found)
    else:
        from extract.grammar.forms import take_field

        take_field(found)
    return found


def _early(doc: Doc, found: Found) -> None:
    """Answers that stand before the options, or in the stem of an open question."""
    for line in found.early if doc.on("answer labels") else ():
        if found.options:
            state(found, prose.text([line], line.value), [line])
        else:
            found.answers.append(prose.fragment([line], line.value))
            found.answered = True


def _split(doc: Doc, first: Line, body: list[Line], found: Found) -> tuple[OptionRun | None, list[Line], list[Line]]:
    """The main run of options, the lines before it and those after."""
    runs = find_runs(body, first.box, doc.off)
    runs = [run for run in runs if not _under_label(body, run) and not _asks(run)]
    if (
        not runs
        and doc.on("plain lines")
        and (run := plain_run(body, first.box, bool(first.text or first.value))) is not None
    ):
        return (
            run,
            body[: run.start],
            [line for line in body[run.start :] if line not in [option.head for option in run.options]],
        )
    if not runs:
        return None, *_until_label(first, body)
    said = next(
        (i for i, line in enumerate(body) if Role.ANSWER in line.roles and line.value and line.kind is not Kind.ITEM),
        len(body),
    )
    if any(run.end <= said for run in runs):
        runs = [run for run in runs if run.end <= said]  # lists behind the answer explain it
    if any(len(run.options) > _MOST_OPTIONS for run in runs):
        found.malformed = True  # a list of things
        return None, body[:1], []
    rank = max(run.rank for run in runs)
    best = [run for run in runs if run.rank is rank]
    if len(best) > 1 and rank > Rank.NUMBER:
        found.malformed = True
    run = best[-1] if rank in (Rank.BULLET, Rank.NUMBER) else best[0]
    if len(best) > 1 and run is not best[0] and not _leads_to(body, best, run):
        found.malformed = True
    if (
        len(run.options) > 2
        and not run.start
        and _empty_opener(first)
        and words_cues.is_question(run.options[0].head.text)
    ):
        option = run.options.pop(0)  # the stem was typed as a bullet too
        start = run.start + 1 + len(option.body)
        return run, body[:start], body[run.end :]
    if run.rank is Rank.BULLET and _facts(body[run.end :]):
        return None, *_until_label(first, body)
    return run, body[: run.start], body[run.end :]


def _asks(run: OptionRun) -> bool:
    """A list of questions is one of sub-questions, not of options."""
    asking = sum(words_cues.asks_openly(option.head.text) for option in run.options)
    return run.rank is Rank.BULLET and asking * 2 > len(run.options)


def _until_label(first: Line, body: list[Line]) -> tuple[list[Line], list[Line]]:
    stop = next((i for i, line in enumerate(body) if _ends_stem(line, first, i)), len(body))
    return body[:stop], body[stop:]


def _facts(after: list[Line]) -> bool:
    """The list only gave facts: a paragraph that asks follows, and one more bullet (or one with bullets under it)."""
    asks = next((i for i, line in enumerate(after) if line.kind is not Kind.TEXT or line.roles), len(after))
    return (
        0 < asks < len(after)
        and any(words_cues.is_question(line.text) for line in after[:asks])
        and after[asks].bullet
        and not after[asks].roles
    )


def _leads_to(body: list[Line], best: list[OptionRun], run: OptionRun) -> bool:
    """Facts in a list, then the question in a paragraph, then the options: the last list only is one of options."""
    previous = best[best.index(run) - 1]
    between = body[previous.end : run.start]
    return len(best) == 2 and any(line.kind is Kind.TEXT and words_cues.is_question(line.text) for line in between)


def _under_label(body: list[Line], run: OptionRun) -> bool:
    """A list after a bare "Solution" or "Answer" belongs to it."""
    for line in reversed(body[: run.start]):
        if line.roles and line.kind is not Kind.ITEM:
            bare = not line.value
            return (
                bare
                and bool(
                    line.roles
                    & {Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.MISTAKES, Role.HINT, Role.OBJECTIVES}
                )
                and Role.OPTIONS not in line.roles
            )
        if line.kind is not Kind.TEXT:
            return False
    return False


def _ends_stem(line: Line, first: Line, index: int) -> bool:
    if line.kind is Kind.SUMMARY or line.box != first.box:
        return True
    if line.kind is Kind.HEADING and not line.roles and index:
        return line.level <= first.level or first.kind is not Kind.HEADING
    return (
        bool(
            line.roles & {Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.HINT, Role.REVEAL, Role.FINAL, Role.YOURS}
        )
        and line.kind is not Kind.CODE
    )


def _stem(found: Found, lines: list[Line]) -> None:
    """The stem, and the lines before the options that only label it."""
    for index, line in enumerate(lines):
        if not index:
            if line.text or line.kind in (Kind.CODE, Kind.IMAGE) or line.enum or Role.QUESTION in line.roles:
                found.taken.append(line)
                if _empty_opener(line):
                    continue
                found.stem.append(line)
            continue
        if (
            _meta(found, line)
            or line.kind is Kind.RULE
            or (words_cues.is_furniture(line.text) and line.kind is Kind.TEXT)
        ):
            found.taken.append(line)
            continue
        if Role.YOURS in line.roles:
            found.taken.append(line)
            continue
        if Role.ANSWER in line.roles and line.value:
            found.early.append(line)
            found.taken.append(line)
            continue
        if Role.OPTIONS in line.roles and not line.value and line is lines[-1]:
            found.taken.append(line)
            continue
        found.stem.append(line)
        found.taken.append(line)
    if found.stem and found.stem[0] is not (lines[0] if lines else None):
        found.stem_first = None
        if Role.QUESTION in found.stem[0].roles and found.stem[0].value:
            found.stem_first = found.stem[0].value
    if found.points is None and found.stem:
        found.points = words_cues.points_in(plain(found.stem[-1].runs)) or words_cues.points_in(
            plain(found.stem[0].runs)
        )
    _off_bold(found)


def _empty_opener(line: Line) -> bool:
    if line.kind in (Kind.CODE, Kind.IMAGE, Kind.ROW):
        return False
    if Role.QUESTION in line.roles:
        return not plain(line.value).strip()
    return not line.text


def _off_bold(found: Found) -> None:
    """A stem written wholly bold is written so to stand out; the stem itself is its words."""
    if found.stem and found.stem[0].kind is not Kind.CODE:
        runs = found.stem[0].runs if found.stem_first is None else found.stem_first
        style = covering(runs) & LOOKS
        if style:
            found.stem_first = without(runs, style)


def _meta(found: Found, line: Line) -> bool:
    """True for a line that says points, difficulty, tags or a title of the question."""
    if line.kind in (Kind.CODE, Kind.ROW, Kind.IMAGE):
        return False
    if got := words_cues.earned(line.text):
        found.got, found.points = got
        return True
    value = plain(line.value).strip()
    points = words_cues.points(line.text)
    if points is not None:
        found.points = points
        return True
    if Role.POINTS in line.roles and value.replace(".", "", 1).isdigit():
        found.points = float(value)
        return True
    if (word := words_cues.difficulty(line.text)) and line.enum is None and not any(run.href for run in line.runs):
        found.difficulty = found.difficulty or word
        return True
    if Role.DIFFICULTY in line.roles and value and len(value) < 40:
        found.difficulty = found.difficulty or value
        return True
    if Role.TAGS in line.roles and value and len(value) < 120 and Role.QUESTION not in line.roles:
        found.tags += [tag.strip(" #`") for tag in value.replace(";", ",").split(",") if tag.strip()]
        return True
    if Role.KIND in line.roles and value and len(value) < 60:
        return True
    if Role.TITLE in line.roles and value and not found.title:
        found.title = value
        return True
    if Role.HINT in line.roles and value:
        found.hints.append(prose.fragment([line], line.value))
        return True
    return False


def _options(doc: Doc, found: Found, run: OptionRun, after: list[Line]) -> None:
    del after
    found.options = run.options
    found.rank = run.rank
    if run.odd:
        found.doubts.append("the options' letters do not count on")
    for option in run.options:
        _body(option)
        found.taken += [option.head, *option.body, *option.feedback]
        found.looks.append(_look(option.head))
    if (
        all(option.head.mark and option.head.mark.sure < 1 for option in run.options)
        and len({option.head.mark.on for option in run.options if option.head.mark}) == 1
    ):
        found.rank = Rank.BULLET  # discs of one sort are bullets


def _body(option: Option) -> None:
    """Parts the lines under an option into its own words and what is said of it."""
    own: list[Line] = []
    judged = False
    for line in option.body:
        verdict = next(iter(line.roles & VERDICTS), None)
        if verdict and Role.ANSWER in line.roles and plain(line.value).strip() and ":" in line.text[:20]:
            verdict = None if not line.mark else verdict
        if not judged and (
            verdict
            or line.roles & {Role.EXPLANATION, Role.SOLUTION, Role.HINT, Role.IF_RIGHT, Role.IF_WRONG}
            or line.kind in (Kind.QUOTE, Kind.SUMMARY)
            or line.hidden
            or line.box != option.head.box
        ):
            judged = True
            option.verdict = verdict
        elif (
            not judged
            and line.gap
            and line.kind is Kind.TEXT
            and line.indent <= option.head.indent
            and option.head.mark
            and not prose.looks_code(line)
        ) or (
            not judged
            and line.kind is Kind.ITEM
            and line.indent > option.head.indent
            and sum(one.kind is Kind.ITEM for one in option.body) == 1
        ):
            judged = True
        (option.feedback if judged else own).append(line)
    option.body = own


def _look(head: Line) -> Style:
    style = covering(head.runs) & (LOOKS | Style.CODE)
    if head.kind is Kind.QUOTE:
        style |= Style.HIDDEN  # quoted where the others are not
    return style & ~Style.CODE


def choice_text(found: Found, option: Option) -> tuple[str, str]:
    """An option's label and its words, the looks that mark the key taken off."""
    head = option.head
    label = ""
    if head.enum is not None:
        label = "".join(char for char in head.enum.raw.removeprefix(head.enum.word) if char.isalnum()) or head.enum.raw
    runs = head.runs
    shown = plain(runs).strip(" :.\u00ad&shy;")
    coded = option.body and option.body[0].kind in (Kind.CODE, Kind.IMAGE)
    if coded and not head.enum and (not shown or (len(shown) == 1 and shown.isalnum())):
        label = shown
        return label, prose.text(option.body)
    if coded and not shown:
        return label, prose.text(option.body)
    style = covering(runs) & LOOKS
    if style:
        runs = without(runs, style)
    if not runs and head.kind is not Kind.IMAGE:
        return label, prose.text(option.body)
    if head.kind is Kind.IMAGE:
        return label, prose.text([head, *option.body])
    return label, prose.text([head, *option.body], runs)


def option_texts(found: Found) -> tuple[list[str], list[str]]:
    """The texts and labels of the options."""
    pairs = [choice_text(found, option) for option in found.options]
    return [text for _, text in pairs], [label for label, _ in pairs]


def state(found: Found, text: str, lines: Sequence[Line]) -> stated.Stated | None:
    """Adds a stated claim where the words name options; returns what they named."""
    texts, labels = option_texts(found)
    named = stated.read(text, texts, labels)
    if named is not None:
        found.claims.append(Claim(Evidence.STATED, labels=named.labels, texts=named.texts, spans=prose.spans(lines)))
    return named


def draft(found: Found, number: str = "") -> Draft:
    """The finished draft."""
    choices = []
    for option in found.options:
        label, text = choice_text(found, option)
        mark = option.head.mark
        boxed = mark is not None and mark.shape in (Shape.BOX, Shape.RADIO)
        choices.append(
            DraftChoice(
                Fragment(text, prose.spans([option.head, *option.body])),
                label=label,
                selected=mark.on if boxed and mark is not None else None,
                feedback=_said(option),
            )
        )
    said = [*found.column_feedback, *(EMPTY for _ in found.columns)]
    choices += [
        DraftChoice(text, label, feedback=told) for (label, text), told in zip(found.columns, said, strict=False)
    ]
    return Draft(
        stem=Fragment(found.words(), prose.spans(found.stem)),
        spans=prose.spans(sorted(dict.fromkeys(found.taken), key=lambda line: line.at)),
        type=found.type,
        number=number or found.number,
        title=found.title,
        choices=tuple(choices),
        claims=tuple(found.claims),
        answers=tuple(DraftAnswer(answer) for answer in found.answers) if not choices else (),
        feedback=tuple(DraftFeedback(text, when) for when, text in found.feedback if text),
        hints=tuple(found.hints),
        solution=tuple(found.solution),
        final_answer=found.final,
        mistakes=tuple(found.mistakes),
        grader_info=found.grader,
        difficulty=found.difficulty,
        points=found.points,
        tags=tuple(found.tags),
        section=found.section,
        doubts=tuple(dict.fromkeys(found.doubts)),
        confidence=0.9 ** len(set(found.doubts)),
    )


def _said(option: Option) -> Fragment:
    """The feedback of an option, its bare verdict word left off."""
    lines = option.feedback
    if not lines:
        return EMPTY
    first: tuple[Run, ...] | None = None
    if lines[0].roles & (VERDICTS | {Role.EXPLANATION, Role.SOLUTION, Role.HINT}):
        bare = not plain(lines[0].value).strip()
        if bare:
            rest = [line for line in lines[1:] if line.kind is not Kind.SUMMARY or not line.roles]
            return Fragment(prose.text(rest), prose.spans(rest)) if rest else EMPTY
        if not lines[0].roles & VERDICTS:
            first = lines[0].value
    return Fragment(prose.text(lines, first), prose.spans(lines))
