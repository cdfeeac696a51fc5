"""What marks, verdicts and points say of the key.

[x] green            the author's tick: a claim             ☒ green              the learner's: none by itself
☒ green, Correct     selected and judged right: a claim     ☒ green, 0 / 1       judged wrong: none, also no inference
✔ green, ✘ red       signs that judge: a claim              "This should be selected": right, though not ticked
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.lines import prose
from extract.grammar.lines.lines import Doc, Line
from extract.grammar.question.found import Found
from extract.grammar.question.judged_lines import verdict
from extract.grammar.question.truth_signs import adorn
from extract.grammar.words import cues, page
from extract.grammar.words.label_words import Role
from quizmill.block import Mark, Shape
from quizmill.draft import Claim
from quizmill.item import Evidence

_PLURAL = re.compile(
    r"\b(?:which|what) (?:of (?:these|those|the following)|\w{3,20}s)(?: \w+)? (?:are|were|have)\b", re.I
)
_ASKING = ("?", "\uff1f", "\u061f", "\u037e")
_TITLE = 5  # lines among which a document's title stands
_WORDS = 20  # letters under an option that are more than a verdict


def judge(doc: Doc, found: Found) -> None:
    """Adds the claims of marks and verdicts."""
    if found.malformed:
        return
    marks = [option.head.mark for option in found.options]
    on = tuple(i for i, mark in enumerate(marks) if mark is not None and mark.on)
    boxed = any(mark is not None and mark.shape in (Shape.BOX, Shape.RADIO) for mark in marks)
    verdicts = [option.verdict for option in found.options]
    judged = any(verdicts) or found.question_verdict is not None or found.got is not None
    if boxed and any(mark is not None and mark.shape in (Shape.TICK, Shape.VERDICT) for mark in marks):
        if doc.on("ticks"):
            _signed(found, marks)
    elif boxed and judged:
        if doc.on("verdicts") and (on or not set(verdicts) <= {Role.RIGHT, Role.WRONG}):
            _learner(found, on, verdicts)
        elif doc.on("verdicts") and not doc.learner and not any(_is_ticked(line) for line in doc.lines):
            _each(found, verdicts)  # nobody has chosen: the words judge the options themselves
    elif boxed:
        drawn = any(mark is not None and mark.on and not mark.glyph for mark in marks)  # a form that somebody filled in
        authored = doc.authored or all(mark is None or not mark.on or mark.glyph[:1] in "[(\\" for mark in marks)
        if (
            on
            and doc.on("marks")
            and not (doc.learner and doc.on("verdicts"))
            and (authored or doc.answers)
            and (not drawn or _is_master(doc))
            and len(on) < len(marks)
        ):
            _claim(found, on, Evidence.MARKED_CORRECT)
    elif on and doc.on("ticks") and len(on) < len(marks) and not _tells_nothing(doc, found, marks):
        _claim(found, on, Evidence.MARKED_CORRECT)
    if not boxed and any(verdicts) and doc.on("verdicts"):
        _each(found, verdicts)
        if not found.claims and doc.below:
            _named(found)


def _is_master(doc: Doc) -> bool:
    """A teacher's copy by its title: what is circled or crossed in it is the key."""
    titles = [value for key, value in doc.facts if key in ("title", "subtitle")]
    return any(map(page.names_master, [*(line.text for line in doc.lines[:_TITLE]), *titles]))


def _tells_nothing(doc: Doc, found: Found, marks: Sequence[Mark | None]) -> bool:
    """Ticks that judge only what was chosen, that stand at True and False alike, or a star of the words' own."""
    return _may_miss(found, marks) or adorn(doc) or _is_lone_star(doc, found)


def _may_miss(found: Found, marks: Sequence[Mark | None]) -> bool:
    """Only what the learner chose is judged, and several may be right."""
    judged = any(mark is not None and mark.shape is Shape.VERDICT for mark in marks)
    words = found.words()
    return judged and (cues.selects_many(words) or _PLURAL.search(words) is not None)


def _is_lone_star(doc: Doc, found: Found) -> bool:
    """The only star behind words where several questions are asked: it belongs to the words (`yield *`)."""
    if not any(_ends_in_star(option.head) for option in found.options):
        return False
    return sum(map(_ends_in_star, doc.lines)) == 1 and sum(line.text.endswith(_ASKING) for line in doc.lines) > 2


def _ends_in_star(line: Line) -> bool:
    return line.mark is not None and line.mark.glyph in ("*", "**") and line.block.raw.rstrip().endswith("*")


def _is_ticked(line: Line) -> bool:
    return line.mark is not None and line.mark.shape in (Shape.BOX, Shape.RADIO) and bool(line.mark.on)


def _signed(found: Found, marks: Sequence[Mark | None]) -> None:
    """Among boxes, signs that judge: a tick in a box's place, "Correct!" beside a button. Boxes that the learner filled
    say nothing against a word, but a tick among filled boxes may be the learner's too.
    """
    signs = [mark is not None and mark.shape in (Shape.TICK, Shape.VERDICT) for mark in marks]
    right = tuple(i for i, mark in enumerate(marks) if signs[i] and mark is not None and mark.on)
    filled = any(mark is not None and mark.on and not signs[i] for i, mark in enumerate(marks))
    worded = all(mark is None or mark.shape is not Shape.TICK for mark in marks)
    several = any(mark is not None and mark.shape is Shape.BOX for mark in marks)
    full = found.got is not None and found.got == found.points
    if worded and not full and _may_miss(found, marks):
        return
    if (worded and ((len(right) == 1 and not several) or full)) or (not worded and not filled):
        _claim(found, right, Evidence.MARKED_CORRECT)


def _learner(found: Found, on: tuple[int, ...], verdicts: list[Role | None]) -> None:
    full = found.got is not None and found.got == found.points and found.got > 0
    partly = found.got is not None and not full
    if len(on) > 1 and _runs_over(found, on):
        return
    if Role.PARTIAL in verdicts:
        return  # what the look of one option says of it could not be told
    named = tuple(i for i, verdict in enumerate(verdicts) if verdict is Role.SHOULD)
    if len(named) == 1 and Role.RIGHT not in verdicts and _radios(found):
        _claim(found, named, Evidence.MARKED_CORRECT)  # of radio buttons one is right, and it is named
        return
    if any(verdicts):
        right = {
            i for i, verdict in enumerate(verdicts) if verdict is Role.SHOULD or (verdict is Role.RIGHT and i in on)
        }
        wrong = {i for i, verdict in enumerate(verdicts) if verdict in (Role.WRONG, Role.SHOULD_NOT)}
        if all(verdicts):
            missed = {i for i in wrong if i not in on and verdicts[i] is Role.WRONG}
            if len(right | missed) == len(verdicts):
                missed = set()  # nobody misses all there is: ticks and words are the author's
            _claim(found, tuple(sorted(right | missed)), Evidence.MARKED_CORRECT)
        elif (
            (named and all(verdicts[i] for i in on))
            or (not wrong and right >= set(on) and (full or (not partly and found.said_all)))
            or (right and len(set(on)) <= 1 and right >= set(on) and not partly and found.said_all)
        ):  # it shows what was missed: nothing else is right
            _claim(found, tuple(sorted(right)), Evidence.MARKED_CORRECT)
        return
    if found.question_verdict is Role.RIGHT and on and not partly:
        _claim(found, on, Evidence.MARKED_CORRECT)
    elif full and on and found.question_verdict is None:
        _claim(found, on, Evidence.FULL_CREDIT)


def _radios(found: Found) -> bool:
    return all(option.head.mark is not None and option.head.mark.shape is Shape.RADIO for option in found.options)


def _runs_over(found: Found, on: tuple[int, ...]) -> bool:
    """True where drawn buttons are filled on both sides of the only option with words under it: those words are the
    end of one question and the next one's stem.
    """
    marks = [option.head.mark for option in found.options]
    drawn = all(mark is not None and mark.shape is Shape.RADIO and not mark.glyph for mark in marks)
    said = [sum(len(line.text) for line in (*option.body, *option.feedback)) for option in found.options[:-1]]
    held = [i for i, length in enumerate(said) if length > _WORDS]
    return drawn and len(held) == 1 and on[0] <= held[0] < on[-1]


def _each(found: Found, verdicts: list[Role | None]) -> None:
    """Options without boxes whose feedback begins with a verdict: a claim where every option is judged."""
    if not all(verdict in (Role.RIGHT, Role.WRONG) for verdict in verdicts):
        return
    right = tuple(i for i, verdict in enumerate(verdicts) if verdict is Role.RIGHT)
    if right and len(right) < len(verdicts):
        _claim(found, right, Evidence.MARKED_CORRECT)


def _named(found: Found) -> None:
    """`(Correct)` on a line of its own under an option, in a document that writes its verdicts so."""
    said = [option.feedback[0].text if option.feedback else "" for option in found.options]
    right = tuple(i for i, text in enumerate(said) if text and verdict(text) is Role.RIGHT)
    if len(right) < len(said):
        _claim(found, right, Evidence.MARKED_CORRECT)


def _claim(found: Found, choices: tuple[int, ...], evidence: Evidence) -> None:
    if choices:
        heads = [found.options[i].head for i in choices]
        found.claims.append(Claim(evidence, choices=choices, spans=prose.spans(heads)))
