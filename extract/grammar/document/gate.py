"""Evidence that pieces of a document are questions at all: contracts, manuals and to-do lists look like options, too.

1. Read the notice    a) at once    b) and keep it            no: nothing asks, nothing tells a key
1. Which floats?      a) iron       b) cork       Answer: b   yes
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.grammar.document.openers import Opener
from extract.grammar.kinds.truth_answers import is_judged
from extract.grammar.lines.lines import Doc
from extract.grammar.lines.runs import Rank
from extract.grammar.question import forms
from extract.grammar.question.blanks import RULED
from extract.grammar.question.found import Found, option_texts
from extract.grammar.question.stated import folded
from extract.grammar.words import cues, page
from extract.grammar.words.truth import offers_truth
from quizmill.block import Kind
from quizmill.draft import Claim
from quizmill.item import Evidence

_SAID = frozenset((Evidence.STATED, Evidence.KEY_TABLE))
_TESTS = re.compile(r"\btest(?:s|ing)?\b", re.IGNORECASE)  # programs have tests, too
_BLANK = re.compile(RULED)
_SHORT = 600  # characters of a stem that may stand alone in a document that is no quiz
_MOST = 12  # options of such a question
_SHEET = 4  # questions of a sheet without a title
_ALIKE = 3  # lettered lists of which each has one option that stands out
_BRIEF = 60  # characters of an option that a sign marks
_ABOVE = 8  # lines above the first question that may call what follows frequent questions


def kept(doc: Doc, opener: Opener, found: Sequence[Found], good: list[Found]) -> list[Found]:
    """Of the well-formed pieces of a cut those that are questions: all, some or none."""
    if not good or not doc.on("gate"):
        return good
    if sum(bool(one.options) for one in good) * 4 < len(good) and _under_faq(doc, good[0]):
        return []
    if doc.form and not doc.quiz and not any(_is_told_key(one) for one in good):
        return []
    few = len(good) < 2 or len(good) * 2 < len(found) or (_is_talk(good) and len(good) * 3 <= len(found) * 2)
    if few and not opener.strong and (not doc.quiz or _is_talk(good)):
        good = [one for one in good if _stands_alone(doc, one)]
    return good if good and _are_questions(doc, opener, good) else []


def _is_talk(good: Sequence[Found]) -> bool:
    """Bullets of which nothing tells a right one, as slides of a talk have them."""
    bare = all(one.rank is Rank.BULLET and not one.claims for one in good)
    return bare and not any(option.head.mark is not None for one in good for option in one.options)  # empty boxes ask


def _is_told_key(one: Found) -> bool:
    """A key in words, or one of several lettered choices."""
    return any(claim.evidence in _SAID for claim in one.claims) or (bool(one.claims) and one.rank is Rank.LETTER)


def _under_faq(doc: Doc, first: Found) -> bool:
    at = first.lines[0].at if first.lines else 0
    above = doc.lines[max(0, at - _ABOVE) : at]
    return doc.faq or any(page.names_faq(line.text) for line in above if len(line.text) < 80)


def _stands_alone(doc: Doc, one: Found) -> bool:
    """A question among much that is none: it asks, and its key is told by more than a look; or a form is drawn."""
    words = one.words()
    if forms.is_drawn_question(doc, one):
        return True
    told = promised(doc, one) or any(
        claim.evidence is not Evidence.EMPHASIS and _names(one, claim) for claim in one.claims
    )
    if not one.options:
        return one.answered and one.labelled
    plainly = one.rank in (Rank.BOX, Rank.LETTER) or cues.asks_openly(words)
    return told and plainly and asks(one) and len(words) <= _SHORT and len(one.options) <= _MOST


def _names(one: Found, claim: Claim) -> bool:
    """A claim that speaks of these options; words that are none of theirs may speak of anything."""
    texts, _ = option_texts(one)
    return not claim.texts or all(folded(text) in map(folded, texts) for text in claim.texts)


def _are_questions(doc: Doc, opener: Opener, good: Sequence[Found]) -> bool:
    question_like = sum(map(asks, good))
    keyed = [one for one in good if any(_names(one, claim) for claim in one.claims) or promised(doc, one)]
    asking = sum(map(asks, keyed))
    mostly = question_like * 2 >= len(good)
    enough = doc.quiz or opener.strong or len(keyed) * 4 >= len(good)
    if keyed and mostly and asking * 2 >= len(keyed) and enough and not _lone_list(doc, keyed):
        return True
    if keyed and (
        opener.strong or (doc.quiz and len(keyed) * 2 >= len(good) and (asking * 3 >= len(keyed) or len(keyed) >= 3))
    ):
        return True
    lettered = sum(one.rank is Rank.LETTER for one in keyed)
    if doc.quiz and not doc.form and lettered >= 2 and lettered * 2 >= len(good):
        return True  # "The control centre of a cell is the", and one of its choices is marked
    if len(good) >= _ALIKE and all(one.rank is Rank.LETTER and _looks_told(one) for one in good) and not doc.form:
        return True
    stated = sum(1 for one in keyed if any(claim.evidence in _SAID for claim in one.claims))
    if stated * 2 >= len(good) and (stated >= 2 or asking):
        return True
    if opener.strong and question_like * 3 >= len(good) * 2:
        return True
    if asking and len(good) > 2 and all(_is_marked(one) for one in good):
        return True
    return _is_answered(doc, good, mostly) or _is_told(good, question_like) or _is_paper(doc, good, mostly)


def _looks_told(one: Found) -> bool:
    """Just one lettered option stands out by its look, or a sign behind three or more short ones."""
    told = [claim for claim in one.claims if claim.evidence is Evidence.EMPHASIS and claim.choices is not None]
    if not told and len(one.options) > 2 and all(len(option.head.text) <= _BRIEF for option in one.options):
        told = [claim for claim in one.claims if claim.evidence is Evidence.MARKED_CORRECT and claim.choices]
    return len(told) == 1 and len(told[0].choices or ()) == 1 and len(one.options) > 1


def _is_marked(one: Found) -> bool:
    """Lettered options one of which is judged right."""
    judged = [claim for claim in one.claims if claim.evidence is Evidence.MARKED_CORRECT]
    return one.rank is Rank.LETTER and any(len(claim.choices or ()) == 1 for claim in judged)


def _lone_list(doc: Doc, keyed: Sequence[Found]) -> bool:
    """One ticked list in a longer document that calls itself no quiz: something to do, and some of it done."""
    if len(keyed) > 1 or doc.quiz or doc.answers:
        return False
    (one,) = keyed
    ticked = one.rank is Rank.BOX and all(claim.evidence is Evidence.MARKED_CORRECT for claim in one.claims)
    own = {option.head.at for option in one.options}
    others = sum(line.kind is Kind.ITEM for line in doc.lines if line.at not in own)
    asks = cues.asks_openly(one.words())
    return ticked and not one.labelled and not one.number and (others >= len(own) or not asks)


def _is_answered(doc: Doc, good: Sequence[Found], mostly: bool) -> bool:
    answered = sum(1 for one in good if one.answered)
    openly = sum(one.labelled or _asks_plainly(one) or _leaves_out(one) for one in good) * 2 >= len(good)
    return answered * 2 >= len(good) and mostly and (doc.quiz or (openly and answered >= 2))


def _is_told(good: Sequence[Found], question_like: int) -> bool:
    """Labels that only quizzes use, or how the learner did, stand in most of them."""
    told = sum(1 for one in good if one.options and (one.told or one.points is not None or one.question_verdict))
    return (
        told * 2 >= len(good)
        and len(good) >= 2
        and (question_like * 3 >= len(good) or (told == len(good) and told > 2))
    )


def _is_paper(doc: Doc, good: Sequence[Found], mostly: bool) -> bool:
    """Questions without a key: of a paper, a form, or a document that calls itself a quiz."""
    if (
        forms.all_pointed(doc, good)
        or forms.is_exam(doc, good)
        or forms.shows_questions(doc, good)
        or forms.follows_key(doc, good)
        or forms.is_truth_sheet(good)
    ):
        return True
    if len(good) >= _ALIKE and all(map(judges, good)) and not (doc.form or doc.faq):
        return True
    lettered = sum(one.rank is Rank.LETTER and (cues.asks_openly(one.words()) or judges(one)) for one in good)
    if lettered >= 3 and lettered * 5 >= len(good) * 4:
        return True
    if (mostly and _is_sheet(good)) or forms.is_even_sheet(doc, good):
        return True
    shaped = sum(one.claims != [] or (one.rank or Rank.BULLET) > Rank.NUMBER or _asks_plainly(one) for one in good)
    named = doc.written and page.names_quiz(_TESTS.sub(" ", doc.heads))
    return doc.quiz and not doc.faq and mostly and len(good) >= 2 and (named or shaped * 2 >= len(good))


def _is_sheet(good: Sequence[Found]) -> bool:
    """Four or more questions counted from one, every one with lettered options, at least half of which ask openly."""
    lettered = all(one.rank is Rank.LETTER and len(one.options) > 1 for one in good)
    counted = [one.number for one in good] == [str(number) for number in range(1, len(good) + 1)]
    return lettered and counted and len(good) >= _SHEET and 2 * sum(map(_asks_plainly, good)) >= len(good)


def _asks_plainly(one: Found) -> bool:
    return cues.asks_openly(one.words()) or one.points is not None or judges(one)


def _leaves_out(one: Found) -> bool:
    """A sentence with a blank, and what fills it."""
    return one.answered and bool(_BLANK.search(one.words()))


def promised(doc: Doc, one: Found) -> bool:
    """A key elsewhere in the document speaks of this question's number."""
    return bool(one.number) and int(one.number) in doc.keyed and bool(one.options)


def asks(one: Found) -> bool:
    """Its words ask, its opener says so, or it offers true and false; ticks in a list need a plain question above."""
    words = one.words()
    if judges(one) or is_judged(one):
        return True
    return one.labelled or (cues.asks_openly(words) if one.rank is Rank.TICK else cues.is_question(words))


def judges(one: Found) -> bool:
    """A statement to be judged true or false."""
    return offers_truth([option.head.text for option in one.options])
