"""The content of H5P's question types, as far as it holds questions: what their `content.json` says.

One permissive struct for each type; H5P's semantics.json files are the rule. Unknown fields are ignored, and texts are
HTML. `library` names carry a version: "H5P.MultiChoice 1.16".
"""

from __future__ import annotations

import msgspec

Raw = msgspec.Raw


class File(msgspec.Struct):
    """A picture or sound in the package, relative to `content/`."""

    path: str = ""


class Media(msgspec.Struct):
    """The picture above a question; `params` are those of H5P.Image."""

    params: Raw = Raw(b"{}")


class MediaHolder(msgspec.Struct):
    type: Media | None = None


class Image(msgspec.Struct):
    file: File | None = None
    alt: str = ""


class Range(msgspec.Struct):
    """Feedback for a range of the score, in percent."""

    feedback: str = ""
    from_: float = msgspec.field(default=0, name="from")
    to: float = 100


class Tips(msgspec.Struct):
    tip: str = ""
    chosenFeedback: str = ""
    notChosenFeedback: str = ""


class Answer(msgspec.Struct):
    text: str = ""
    correct: bool = False
    tipsAndFeedback: Tips | None = None


class Behaviour(msgspec.Struct):
    """`type` is auto, multi or single; `caseSensitive` of blanks."""

    type: str = "auto"
    singleAnswer: bool = False
    caseSensitive: bool = True
    randomAnswers: bool = True
    feedbackOnCorrect: str = ""
    feedbackOnWrong: str = ""


class MultiChoice(msgspec.Struct):
    question: str = ""
    answers: list[Answer] = []
    media: MediaHolder | None = None
    behaviour: Behaviour = msgspec.field(default_factory=Behaviour)
    overallFeedback: list[Range] = []


class TrueFalse(msgspec.Struct):
    question: str = ""
    correct: str | bool = ""
    media: MediaHolder | None = None
    behaviour: Behaviour = msgspec.field(default_factory=Behaviour)
    l10n: dict[str, str] = {}


class Blanks(msgspec.Struct):
    text: str = ""
    questions: list[str] = []
    media: MediaHolder | None = None
    behaviour: Behaviour = msgspec.field(default_factory=Behaviour)
    overallFeedback: list[Range] = []


class DragText(msgspec.Struct):
    taskDescription: str = ""
    textField: str = ""
    distractors: str = ""
    overallFeedback: list[Range] = []


class SingleChoice(msgspec.Struct):
    """One question of a single choice set: the first answer is the right one."""

    question: str = ""
    answers: list[str] = []


class SingleChoiceSet(msgspec.Struct):
    choices: list[SingleChoice] = []


class Metadata(msgspec.Struct):
    title: str = ""


class Content(msgspec.Struct):
    """A library inside another: a question of a set, a slide's element, a page's part."""

    library: str = ""
    params: Raw = Raw(b"{}")
    metadata: Metadata = msgspec.field(default_factory=Metadata)


class ContentHolder(msgspec.Struct):
    content: Content | None = None


class Card(msgspec.Struct):
    """Flashcards (`answer`) and dialog cards (`answer`), with a picture."""

    text: str = ""
    answer: str = ""
    image: File | None = None
    tip: str = ""


class Cards(msgspec.Struct):
    description: str = ""
    cards: list[Card] = []
    dialogs: list[Card] = []


class Statements(msgspec.Struct):
    """Summary: in each group the first statement is the right one."""

    summary: list[str] = []


class Summary(msgspec.Struct):
    intro: str = ""
    summaries: list[Statements] = []


class Essay(msgspec.Struct):
    taskDescription: str = ""
    solution: dict[str, str] = {}
    media: MediaHolder | None = None


class GuessTheAnswer(msgspec.Struct):
    taskDescription: str = ""
    solutionText: str = ""
    media: MediaHolder | None = None


class Dragged(msgspec.Struct):
    """Something to be dragged: a text or a picture, and the zones it may be put in."""

    type: Content | None = None
    dropZones: list[str] = []


class Zone(msgspec.Struct):
    """A place to drop things; `correctElements` are places in the list of elements."""

    label: str = ""
    correctElements: list[str] = []


class DragTask(msgspec.Struct):
    elements: list[Dragged] = []
    dropZones: list[Zone] = []


class DragBoard(msgspec.Struct):
    task: DragTask = msgspec.field(default_factory=DragTask)


class DragQuestion(msgspec.Struct):
    question: DragBoard = msgspec.field(default_factory=DragBoard)
    overallFeedback: list[Range] = []


class Shown(msgspec.Struct):
    """A choice that is a picture."""

    media: Media | None = None
    correct: bool = False


class PictureChoice(msgspec.Struct):
    question: str = ""
    options: list[Shown] = []
    overallFeedback: list[Range] = []


class Clue(msgspec.Struct):
    clue: str = ""
    answer: str = ""


class Crossword(msgspec.Struct):
    taskDescription: str = ""
    words: list[Clue] = []


class Paragraph(msgspec.Struct):
    text: str = ""


class SortParagraphs(msgspec.Struct):
    taskDescription: str = ""
    paragraphs: list[str] = []


class Element(msgspec.Struct):
    action: Content | None = None


class Slide(msgspec.Struct):
    elements: list[Element] = []


class Slides(msgspec.Struct):
    slides: list[Slide] = []


class Presentation(msgspec.Struct):
    presentation: Slides = msgspec.field(default_factory=Slides)


class Video(msgspec.Struct):
    interactions: list[Element] = []


class LastTask(msgspec.Struct):
    task: Content | None = None


class VideoParts(msgspec.Struct):
    assets: Video = msgspec.field(default_factory=Video)
    summary: LastTask = msgspec.field(default_factory=LastTask)


class InteractiveVideo(msgspec.Struct):
    interactiveVideo: VideoParts = msgspec.field(default_factory=VideoParts)


class QuestionSet(msgspec.Struct):
    introPage: dict[str, Raw] = {}
    questions: list[Content] = []


class Column(msgspec.Struct):
    content: list[ContentHolder] = []


class Book(msgspec.Struct):
    chapters: list[Content] = []


class Manifest(msgspec.Struct):
    """h5p.json."""

    title: str = ""
    mainLibrary: str = ""
    language: str = ""
    defaultLanguage: str = ""
