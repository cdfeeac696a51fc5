"""H5P packages: interactive content as JSON beside the libraries that show it.

    h5p.json               {"mainLibrary": "H5P.QuestionSet", "title": ...}
    content/content.json   {"questions": [{"library": "H5P.MultiChoice 1.16", "params": {...}}]}
    content/images/a.png

Read: multiple choice, true/false, blanks, drag the words, single choice set, summary, essay, flashcards, dialog cards,
sort the paragraphs; inside question sets, columns, books, presentations and interactive videos too. Texts are HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from extract.media.archive import Archive
from extract.media.fragment import html_to_markdown
from extract.sites import _h5p_types as types
from extract.sites._part import merged
from extract.sites._store import Store
from quizmill.draft import EMPTY, Claim, Draft, DraftAnswer, DraftChoice, DraftFeedback, DraftGap, Extraction, Fragment
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_CONTENT = "content/content.json"
_GAP = re.compile(r"\*([^*\n]+)\*")
_MAX_DEPTH = 8
Params = TypeVar("Params", bound=msgspec.Struct)


@dataclass
class _Reader:
    """One package: its texts and pictures, and what was in doubt."""

    store: Store
    title: str
    findings: list[Finding]

    def text(self, source: str, node: str) -> Fragment:
        shown = html_to_markdown(source, self.store.context()) if source else ""
        return Fragment(shown, (_span(node),)) if shown else EMPTY

    def params(self, kind: type[Params], content: types.Content, node: str) -> Params | None:
        """The content by its type; None, and a finding, where it is of another shape."""
        try:
            return msgspec.json.decode(content.params, type=kind, strict=False)
        except msgspec.DecodeError as error:
            message = f"The content of {content.library} is not as its library has it ({error})."
            self.findings.append(Finding("parse-error", Severity.WARNING, message, _span(node)))
            return None

    def draft(self, stem: str, node: str, media: types.MediaHolder | None = None) -> Draft:
        words = self.text(stem, node)
        picture = self.picture(media)
        if picture:
            words = Fragment(f"{picture}\n\n{words.text}".strip(), (_span(node),))
        return Draft(stem=words, spans=(_span(node),), section=(self.title,) if self.title else ())

    def picture(self, media: types.MediaHolder | None) -> str:
        if media is None or media.type is None:
            return ""
        try:
            image = msgspec.json.decode(media.type.params, type=types.Image, strict=False)
        except msgspec.DecodeError:
            return ""
        return f"![{image.alt}]({self.store.image(image.file.path)})" if image.file and image.file.path else ""

    def overall(self, ranges: list[types.Range], node: str) -> tuple[DraftFeedback, ...]:
        """Feedback by score: at full score it is for the right, at nothing for the wrong."""
        found = []
        for part in ranges:
            if not (text := self.text(part.feedback, node)):
                continue
            whole = part.from_ <= 0 and part.to >= 100
            when = (
                "general" if whole else "correct" if part.to >= 100 else "incorrect" if part.from_ <= 0 else "partial"
            )
            found.append(DraftFeedback(text, when))  # type: ignore[arg-type]
        return tuple(found)


def _span(node: str) -> Span:
    return Span(node=node, part=_CONTENT)


def _claims(right: list[int], node: str) -> tuple[Claim, ...]:
    return (Claim(Evidence.MARKUP, tuple(right), spans=(_span(node),)),) if right else ()


def _multi_choice(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
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
        claims=_claims(right, node),
        hints=tuple(hints),
        feedback=reader.overall(params.overallFeedback, node),
    )


def _true_false(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
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
        claims=_claims(right, node),
        feedback=tuple(DraftFeedback(text, when) for said, when in told if (text := reader.text(said, node))),  # type: ignore[arg-type]
    )


def _gaps(reader: _Reader, text: str, node: str) -> tuple[Fragment, tuple[DraftGap, ...]]:
    """`*Oslo/Christiania:a tip*` in a text: answers parted by slashes, then a tip."""
    gaps: list[DraftGap] = []

    def keep(match: re.Match[str]) -> str:
        answers, _, _tip = html.unescape(match[1]).partition(":")
        named = [answer.strip() for answer in answers.split("/") if answer.strip()]
        gaps.append(DraftGap(str(len(gaps) + 1), tuple(DraftAnswer(Fragment(a, (_span(node),))) for a in named)))
        return f"\ue0f0{len(gaps)}\ue0f1"

    words = reader.text(_GAP.sub(keep, text), node)
    stem = re.sub("\ue0f0(\\d+)\ue0f1", r"{{gap:\1}}", words.text)
    return replace(words, text=stem), tuple(gaps)


def _blanks(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Blanks, content, node)
    if params is None:
        return
    stem, gaps = _gaps(reader, "\n".join(params.questions), node)
    draft = reader.draft(params.text, node, params.media)
    both = "\n\n".join(text for text in (draft.stem.text, stem.text) if text)
    feedback = reader.overall(params.overallFeedback, node)
    cased = params.behaviour.caseSensitive
    yield replace(
        draft, type="cloze", stem=Fragment(both, (_span(node),)), gaps=gaps, feedback=feedback, case_sensitive=cased
    )


def _drag_text(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    """Words to be dragged into a text: each gap is chosen from all words and the distractors."""
    params = reader.params(types.DragText, content, node)
    if params is None:
        return
    stem, gaps = _gaps(reader, params.textField.replace("\n", "<br>"), node)
    rest = [match[1].partition(":")[0].strip() for match in _GAP.finditer(params.distractors)]
    words = list(dict.fromkeys([*(gap.answers[0].text.text for gap in gaps if gap.answers), *rest]))
    choices = tuple(DraftChoice(Fragment(word, (_span(node),))) for word in words)
    chosen = tuple(
        DraftGap(gap.id, choices=choices, claims=_claims([words.index(gap.answers[0].text.text)], node))
        for gap in gaps
        if gap.answers
    )
    draft = reader.draft(params.taskDescription, node)
    both = "\n\n".join(text for text in (draft.stem.text, stem.text) if text)
    feedback = reader.overall(params.overallFeedback, node)
    yield replace(draft, type="cloze", stem=Fragment(both, (_span(node),)), gaps=chosen, feedback=feedback)


def _single_choices(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.SingleChoiceSet, content, node)
    for at, question in enumerate(params.choices if params else ()):
        place = f"{node}/choices/{at}"
        choices = tuple(DraftChoice(reader.text(answer, place)) for answer in question.answers)
        draft = reader.draft(question.question, place)
        yield replace(draft, type="single", choices=choices, claims=_claims([0] if choices else [], place))


def _summary(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Summary, content, node)
    for at, group in enumerate(params.summaries if params else ()):
        place = f"{node}/summaries/{at}"
        choices = tuple(DraftChoice(reader.text(text, place)) for text in group.summary)
        if choices and params:
            draft = reader.draft(params.intro or "Choose the correct statement.", place)
            yield replace(draft, type="single", choices=choices, claims=_claims([0], place))


def _essay(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Essay, content, node)
    if params is None:
        return
    model = reader.text(params.solution.get("sample", ""), node)
    draft = replace(reader.draft(params.taskDescription, node, params.media), type="essay")
    yield replace(draft, answers=(DraftAnswer(model),) if model else ())


def _cards(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.Cards, content, node)
    for at, card in enumerate((*params.cards, *params.dialogs) if params else ()):
        place = f"{node}/cards/{at}"
        picture = f"![]({reader.store.image(card.image.path)})\n\n" if card.image and card.image.path else ""
        draft = reader.draft(card.text, place)
        stem = Fragment((picture + draft.stem.text).strip(), (_span(place),))
        yield replace(draft, type="flashcard", stem=stem, answers=(DraftAnswer(reader.text(card.answer, place)),))


def _sort(reader: _Reader, content: types.Content, node: str) -> Iterator[Draft]:
    params = reader.params(types.SortParagraphs, content, node)
    if params:
        order = tuple(reader.text(text, node) for text in params.paragraphs)
        yield replace(reader.draft(params.taskDescription, node), type="ordering", order=order)


_BUILDERS: dict[str, Callable[[_Reader, types.Content, str], Iterator[Draft]]] = {
    "H5P.MultiChoice": _multi_choice,
    "H5P.TrueFalse": _true_false,
    "H5P.Blanks": _blanks,
    "H5P.DragText": _drag_text,
    "H5P.SingleChoiceSet": _single_choices,
    "H5P.Summary": _summary,
    "H5P.Essay": _essay,
    "H5P.Flashcards": _cards,
    "H5P.Dialogcards": _cards,
    "H5P.SortParagraphs": _sort,
}
# Content that asks nothing itself.
_SILENT = frozenset("H5P.Image H5P.AdvancedText H5P.Text H5P.Video H5P.Audio H5P.Table H5P.Link H5P.Nil".split())


def _inside(reader: _Reader, content: types.Content, node: str) -> list[types.Content] | None:
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
            return [action for action in actions if action]
        case _:
            return None


def _drafts(reader: _Reader, content: types.Content, node: str, depth: int) -> Iterator[Draft]:
    library = content.library.split(" ")[0]
    held = _inside(reader, content, node) if depth < _MAX_DEPTH else []
    if held is not None:
        for at, inner in enumerate(held):
            yield from _drafts(reader, inner, f"{node}/{at}", depth + 1)
    elif builder := _BUILDERS.get(library):
        yield from builder(reader, content, node)
    elif library not in _SILENT:
        message = f"Content of the library {library or 'without a name'} is not read."
        reader.findings.append(Finding("format-unsupported", Severity.WARNING, message, _span(node)))


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

    store = Store(find, base="content", part=_CONTENT)
    findings: list[Finding] = []
    try:
        manifest = msgspec.json.decode(archive.read("h5p.json") or b"{}", type=types.Manifest, strict=False)
        params = msgspec.json.decode(archive.read(_CONTENT) or b"", type=msgspec.Raw)
    except msgspec.DecodeError as error:
        message = f"The package's content cannot be read ({error})."
        return Extraction(findings=(Finding("parse-error", Severity.ERROR, message), *archive.findings))
    reader = _Reader(store, manifest.title, findings)
    drafts = tuple(_drafts(reader, types.Content(manifest.mainLibrary, params), "", 0))
    facts = (("title", manifest.title),) if manifest.title else ()
    doubts = tuple(dict.fromkeys((*findings, *store.findings, *archive.findings)))
    extraction = Extraction(drafts, facts=facts, findings=doubts, media=tuple(store.media.values()))
    return merged((extraction,), "h5p")


EXTRACTOR = Extractor("h5p", frozenset({Carrier.ARCHIVE}), identify, read)
