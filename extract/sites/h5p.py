"""H5P packages: interactive content as JSON beside the libraries that show it.

    h5p.json               {"mainLibrary": "H5P.QuestionSet", "title": ...}
    content/content.json   {"questions": [{"library": "H5P.MultiChoice 1.16", "params": {...}}]}
    content/images/a.png

Read: multiple choice, true/false, blanks, drag the words, mark the words, single choice set, summary, essay,
flashcards, dialog cards, guess the answer, sort the paragraphs, crossword, drag and drop, choice of pictures; inside
question sets, columns, books, presentations and interactive videos too. Texts are HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec

from extract.media.archive import Archive
from extract.sites._h5p import types
from extract.sites._h5p.boards import crossword, drag_question, picture_choice
from extract.sites._h5p.gaps import blanks, drag_text, mark_words
from extract.sites._h5p.reader import CONTENT, Reader, claims_of, span_of
from extract.sites._part import merged
from extract.sites._store import Store
from quizmill.draft import Draft, DraftAnswer, DraftChoice, DraftFeedback, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_MAX_DEPTH = 8


def _multi_choice(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.MultiChoice, content, node)
    if params is None:
        return
    right = [at for at, answer in enumerate(params.answers) if answer.correct]
    choices = []
    hints = []
    for at, answer in enumerate(params.answers):
        tips = answer.tipsAndFeedback or types.Tips()
        place = f"{node}/answers/{at}"
        choices.append(DraftChoice(reader.text(answer.text, place), feedback=reader.text(tips.chosenFeedback, place)))
        hints += [tip] if (tip := reader.text(tips.tip, place)) else []
    kind = params.behaviour.type
    several = kind == "multi" or (kind != "single" and not params.behaviour.singleAnswer and len(right) > 1)
    yield replace(
        reader.draft(params.question, node, params.media),
        type="multiple" if several else "single",
        choices=tuple(choices),
        claims=claims_of(right, node),
        hints=tuple(hints),
        feedback=reader.overall(params.overallFeedback, node),
    )


def _true_false(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.TrueFalse, content, node)
    if params is None:
        return
    words = [params.l10n.get("trueText", "True"), params.l10n.get("falseText", "False")]
    value = str(params.correct).lower()
    right = {"true": [0], "false": [1]}.get(value, [])
    behaviour = params.behaviour
    told = ((behaviour.feedbackOnCorrect, "correct"), (behaviour.feedbackOnWrong, "incorrect"))
    yield replace(
        reader.draft(params.question, node, params.media),
        type="true_false",
        choices=tuple(DraftChoice(reader.text(word, node)) for word in words),
        claims=claims_of(right, node),
        feedback=tuple(DraftFeedback(text, when) for said, when in told if (text := reader.text(said, node))),  # type: ignore[arg-type]
    )


def _single_choices(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.SingleChoiceSet, content, node)
    for at, question in enumerate(params.choices if params else ()):
        place = f"{node}/choices/{at}"
        choices = tuple(DraftChoice(reader.text(answer, place)) for answer in question.answers)
        draft = reader.draft(question.question, place)
        yield replace(draft, type="single", choices=choices, claims=claims_of([0] if choices else [], place))


def _summary(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Summary, content, node)
    for at, group in enumerate(params.summaries if params else ()):
        place = f"{node}/summaries/{at}"
        choices = tuple(DraftChoice(reader.text(text, place)) for text in group.summary)
        if choices and params:
            draft = reader.draft(params.intro or "Choose the correct statement.", place)
            yield replace(draft, type="single", choices=choices, claims=claims_of([0], place))


def _essay(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Essay, content, node)
    if params is None:
        return
    model = reader.text(params.solution.get("sample", ""), node)
    draft = replace(reader.draft(params.taskDescription, node, params.media), type="essay")
    yield replace(draft, answers=(DraftAnswer(model),) if model else ())


def _cards(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Cards, content, node)
    for at, card in enumerate((*params.cards, *params.dialogs) if params else ()):
        place = f"{node}/cards/{at}"
        picture = f"![]({reader.store.image(card.image.path)})\n\n" if card.image and card.image.path else ""
        draft = reader.draft(card.text, place)
        stem = Fragment((picture + draft.stem.text).strip(), (span_of(place),))
        yield replace(draft, type="flashcard", stem=stem, answers=(DraftAnswer(reader.text(card.answer, place)),))


def _guess(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    """A picture or a question; the learner looks at the solution and judges alone."""
    params = reader.params(types.GuessTheAnswer, content, node)
    if params:
        answer = DraftAnswer(reader.text(params.solutionText, node))
        yield replace(reader.draft(params.taskDescription, node, params.media), type="flashcard", answers=(answer,))


def _sort(reader: Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.SortParagraphs, content, node)
    if params:
        order = tuple(reader.text(text, node) for text in params.paragraphs)
        yield replace(reader.draft(params.taskDescription, node), type="ordering", order=order)


_BUILDERS: dict[str, Callable[[Reader, types.Content, str], Iterator[Draft]]] = {
    "H5P.MultiChoice": _multi_choice,
    "H5P.TrueFalse": _true_false,
    "H5P.Blanks": blanks,
    "H5P.DragText": drag_text,
    "H5P.MarkTheWords": mark_words,
    "H5P.GuessTheAnswer": _guess,
    "H5P.DragQuestion": drag_question,
    "H5P.MultiMediaChoice": picture_choice,
    "H5P.Crossword": crossword,
    "H5P.SingleChoiceSet": _single_choices,
    "H5P.Summary": _summary,
    "H5P.Essay": _essay,
    "H5P.Flashcards": _cards,
    "H5P.Dialogcards": _cards,
    "H5P.SortParagraphs": _sort,
}
# Content that asks nothing itself.
_SILENT = frozenset("H5P.Image H5P.AdvancedText H5P.Text H5P.Video H5P.Audio H5P.Table H5P.Link H5P.Nil".split())


def _inside(reader: Reader, content: types.Content, node: str) -> list[types.Content] | None:
    """The contents inside a container; None where it is none."""
    match content.library.split(" ")[0]:
        case "H5P.QuestionSet":
            questions = reader.params(types.QuestionSet, content, node)
            return questions.questions if questions else []
        case "H5P.Column" | "H5P.RowColumn":
            column = reader.params(types.Column, content, node)
            return [held.content for held in column.content if held.content] if column else []
        case "H5P.InteractiveBook":
            book = reader.params(types.Book, content, node)
            return book.chapters if book else []
        case "H5P.CoursePresentation":
            shown = reader.params(types.Presentation, content, node)
            elements = [e.action for slide in shown.presentation.slides for e in slide.elements] if shown else []
            return [action for action in elements if action]
        case "H5P.InteractiveVideo":
            video = reader.params(types.InteractiveVideo, content, node)
            actions = [e.action for e in video.interactiveVideo.assets.interactions] if video else []
            last = video.interactiveVideo.summary.task if video else None
            return [action for action in (*actions, last) if action]
        case _:
            return None


def _drafts(reader: Reader, content: types.Content, node: str, depth: int) -> Iterator[Draft]:
    library = content.library.split(" ")[0]
    held = _inside(reader, content, node) if depth < _MAX_DEPTH else []
    if held is not None:
        for at, inner in enumerate(held):
            yield from _drafts(reader, inner, f"{node}/{at}", depth + 1)
    elif builder := _BUILDERS.get(library):
        yield from builder(reader, content, node)
    elif library not in _SILENT:
        message = f"Content of the library {library or 'without a name'} is not read."
        reader.findings.append(Finding("format-unsupported", Severity.WARNING, message, span_of(node)))


def identify(page: Page) -> bool:
    """H5P's manifest."""
    return isinstance(page.tree, Archive) and "h5p.json" in page.tree


def read(page: Page) -> Extraction:
    """Every question of the content."""
    assert isinstance(page.tree, Archive)
    archive = page.tree

    def find(path: str) -> tuple[str, bytes] | None:
        data = archive.read(path)
        return (path, data) if data is not None else None

    store = Store(find, base="content", part=CONTENT)
    findings: list[Finding] = []
    try:
        manifest = msgspec.json.decode(archive.read("h5p.json") or b"{}", type=types.Manifest, strict=False)
        params = msgspec.json.decode(archive.read(CONTENT) or b"", type=msgspec.Raw)
    except msgspec.DecodeError as error:
        message = f"The package's content cannot be read ({error})."
        return Extraction(findings=(Finding("parse-error", Severity.ERROR, message), *archive.findings))
    reader = Reader(store, manifest.title, findings)
    drafts = tuple(_drafts(reader, types.Content(manifest.mainLibrary, params), "", 0))
    facts = (("title", manifest.title),) if manifest.title else ()
    doubts = tuple(dict.fromkeys((*findings, *store.findings, *archive.findings)))
    extraction = Extraction(drafts, facts=facts, findings=doubts, media=tuple(store.media.values()))
    return merged((extraction,), "h5p")


EXTRACTOR = Extractor("h5p", frozenset({Carrier.ARCHIVE}), identify, read)
