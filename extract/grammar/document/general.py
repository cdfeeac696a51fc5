"""The general question grammar: a page's blocks to drafts, whatever carrier they came from.

    stem, then a run of options of one shape, then evidence of the key, then what explains it

It knows no site. Each mechanism can be switched off by name (`off`), so that a test can show that a gap in it
becomes silence and never a wrong key.
"""

from __future__ import annotations

from extract import arbiter, dialects
from extract.grammar.data import front_questions
from extract.grammar.document import chrome, objectives, ocr_doubts, passages, pictures_above, repeats
from extract.grammar.document.passages import Passage
from extract.grammar.document.regions import REGIONS
from extract.grammar.document.sections import sections
from extract.grammar.document.template import read_templates
from extract.grammar.groups import learner_tags
from extract.grammar.keys import typed_marks
from extract.grammar.keys.blocks import take_keys
from extract.grammar.kinds import pairings, truth_answers
from extract.grammar.kinds.score_rows import spread
from extract.grammar.lines import remark_signs
from extract.grammar.lines.document_lines import document
from extract.grammar.lines.glued import unglue
from extract.grammar.lines.laid_tables import laid_out
from extract.grammar.lines.lines import Doc
from extract.grammar.lines.side_columns import unfold
from extract.grammar.question import bare_options, choice_remarks, judged_lines, kind_tags
from extract.grammar.question.found import Found, draft
from extract.grammar.words import page as words_page
from quizmill.draft import Extraction
from quizmill.page import Carrier, Page

_WRITTEN = frozenset((Carrier.TEXT, Carrier.MARKDOWN))
MECHANISMS = frozenset(
    (
        *"template boxes letters numbers romans bullets ticks marks verdicts contrast gate".split(),
        *"squashed glued keyblocks dialects".split(),
        *(region.name for region in REGIONS),
        "answer labels",
        "paragraph above",
        "equal line",
        "only right",
        "body answers",
        "bare options",
        "remark signs",
        "choice remarks",
        "truth lists",
        "conclusions",
        "lone labels",
        "study pages",
        "plain lines",
        "judged lines",
        "stem keys",
        "leftovers",
        "statements",
        "plus signs",
        "prose answers",
        "quoted keys",
        "listed options",
        "passages",
        "laid tables",
    )
)


def read(page: Page, off: frozenset[str] = frozenset()) -> Extraction:
    """The drafts, objectives and furniture of a page, from its blocks alone."""
    blocks = spread(page.blocks)
    blocks = blocks if "laid tables" in off else laid_out(blocks)
    doc = document(unfold(blocks), page.facts, page.source.path, off, page.carrier in _WRITTEN)
    if not doc.lines:
        return Extraction(reader="general")
    _take_marks(doc)
    objectives_found = objectives.take(doc)
    keys = take_keys(doc, pairings.own_lines)
    shared = passages.take(doc)
    doc.below = judged_lines.below(doc.lines)
    doc.key_times.update(entry.number for block in keys.blocks for entry in block.entries)
    doc.keyed = frozenset(doc.key_times)
    found, disputes = arbiter.settle(doc, (*REGIONS, *(dialects.dialects() if doc.on("dialects") else ())))
    found += read_templates(doc, [line for line in doc.lines if line.at not in doc.used])
    found.sort(key=lambda one: one.taken[0].at if one.taken else 0)
    ocr_doubts.uncut(found, page.findings)
    keys.give(found)
    kind_tags.take(found)
    truth_answers.take(found)
    found = _placed(doc, repeats.merged(found), shared)
    drafts = ocr_doubts.lowered([draft(one) for one in found], page.findings)
    if page.carrier in _WRITTEN:
        drafts = (*front_questions.drafts(page.text), *drafts)
    return Extraction(
        drafts=drafts,
        objectives=objectives_found,
        chrome=chrome.spans(doc, found),
        facts=chrome.facts(doc, found),
        findings=(*disputes, *keys.findings),
        reader="general",
    )


def _take_marks(doc: Doc) -> None:
    """Lost letters, and signs in the words of lines that this document uses as marks: from here on they are none."""
    unglue(doc)
    if doc.on("remark signs"):
        remark_signs.take(doc.lines)
    if doc.on("choice remarks"):
        choice_remarks.take(doc.lines)
    if doc.on("ticks"):
        typed_marks.take(doc.lines)
        typed_marks.take_weights(doc.lines)
        legend = typed_marks.take_letters(doc.lines) if not doc.learner else None
        doc.used.update(() if legend is None else (legend.at,))
    doc.learner = learner_tags.take(doc.lines) or doc.learner
    if doc.on("bare options") and not doc.learner:
        doc.looks = bare_options.take(doc.lines)


def _placed(doc: Doc, found: list[Found], shared: list[Passage]) -> list[Found]:
    """The questions with what stands above several of them: pictures, passages, headings. Those of an FAQ are none."""
    pictures_above.give(doc, found)
    passages.give(shared, found)
    above = sections(doc, found)
    for one in found:
        one.section = above.get(one.taken[0].at, ()) if one.taken else ()
    return [one for one in found if not _is_help(one)]


def _is_help(one: Found) -> bool:
    """An open question in a part that calls itself frequent questions helps users and tests nobody."""
    return not (one.options or one.columns or one.claims) and any(
        words_page.names_faq(name) for name in one.section[-1:]
    )
