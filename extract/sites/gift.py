"""GIFT: Moodle's text format for questions.

    // a comment [tag:history]
    $CATEGORY: History/Rome
    ::Title::The city on seven hills is {
        =Rome # Yes.
        ~%50%Lisbon # It says so too.
        ~Paris
        #### General feedback.
    } in Europe.

`{T}` and `{F}` judge a statement, `{#3.14:0.01}` and `{#1..5}` are numbers, `{=a -> b =c -> d}` pairs, `{}` an essay;
`=` is right, `~` wrong, `%50%` a part of the credit, `#` feedback, a backslash escapes `~ = # { } :`.
Rules: docs.moodle.org, "GIFT format"; Moodle's importer where that page is silent (feedback of `{F#a#b}`: a is told to
who was wrong). Text before and after the braces is one stem with a gap.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extract.media.fragment import escape, html_to_markdown, looks_like_html
from extract.sites._extras import language_of, literal, with_extras
from extract.sites._gift_lexer import Chunk, Entry, chunks, entries, plain
from quizmill.draft import (
    EMPTY,
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    DraftPair,
    Extraction,
    Fragment,
)
from quizmill.finding import Finding, Severity
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor
from quizmill.source import Span

_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_TITLE = re.compile(r"\s*::(.*?)::", re.S)
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|$)", re.I)
_DECIMAL = r"[-+]?(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:e[-+]?\d+)?"
_NUMBER = re.compile(
    rf"\s*(?P<low>{_DECIMAL})\s*(?:\.\.\s*(?P<high>{_DECIMAL})|:\s*(?P<tolerance>{_DECIMAL}))?\s*$", re.I
)
_TAG = re.compile(r"\[tag:([^\]\n]+)\]")
_WHOLE = 98  # percent that shares make up, but for rounding
_BLANK = "_____"


class _Question:
    """One chunk's words as fragments of its span, in its declared text format."""

    def __init__(self, chunk: Chunk) -> None:
        self.span = Span.of_lines(chunk.lines[0].number, chunk.lines[-1].number)
        self.format = ""

    def markdown(self, text: str) -> str:
        """A text that may start with its own format, in Markdown."""
        own = _FORMAT.match(text)
        kind = own[1] if own else self.format
        words = plain(text[own.end() :] if own else text).strip()
        if kind == "markdown":
            return words
        if kind == "html" or (kind in ("", "moodle") and looks_like_html(words)):
            return html_to_markdown(words)
        return escape(words)

    def fragment(self, text: str) -> Fragment:
        words = self.markdown(text)
        return Fragment(words, (self.span,)) if words else EMPTY

    def choice(self, entry: Entry) -> DraftChoice:
        full = entry.weight is None or entry.weight in (0, 100, -100)
        return DraftChoice(
            self.fragment(entry.text),
            feedback=self.fragment(entry.feedback),
            credit=None if full else entry.weight,
        )

    def answer(self, entry: Entry) -> DraftAnswer:
        credit = 100.0 if entry.weight is None else entry.weight
        # Typed answers are compared as they stand: no Markdown in them.
        text = Fragment(literal(plain(_FORMAT.sub("", entry.text, count=1))).strip(), (self.span,))
        return DraftAnswer(text, credit=credit, feedback=self.fragment(entry.feedback))


def identify(page: Page) -> bool:
    """A `.gift` file, or text most of whose paragraphs hold a GIFT answer block."""
    if page.source.path.lower().endswith((".gift", ".gift.txt")):
        return True
    if page.carrier is not Carrier.TEXT or "{" not in page.text:
        return False
    found = len(
        re.findall(r"(?<!\\)\{\s*(?:#\s*[-=\d]|[=~]\s*[^=~\s>]|(?:T|F|TRUE|FALSE)\s*[#}]|\})", page.text[:200_000])
    )
    paragraphs = [p for p in re.split(r"\n\s*\n", page.text[:200_000]) if p.strip() and not p.lstrip().startswith("//")]
    return 0 < found <= 2 * len(paragraphs) <= 4 * found and not re.search(r"\{\d*:[A-Z_]+:", page.text)


def _choices(question: _Question, answers: list[Entry]) -> tuple[tuple[DraftChoice, ...], tuple[Claim, ...], bool]:
    """Choices, the claim that their signs and weights make, and whether several may be right."""
    signed = [index for index, entry in enumerate(answers) if entry.sign == "="]
    full = [index for index, entry in enumerate(answers) if entry.sign == "=" and entry.weight in (None, 100)]
    weighted = [index for index, entry in enumerate(answers) if (entry.weight or 0) > 0]
    shared = weighted if sum(answers[i].weight or 0 for i in weighted) > _WHOLE else []  # else nobody can be all right
    right = full if signed else [i for i in weighted if answers[i].weight == 100] or shared
    claims = (Claim(Evidence.MARKUP, choices=tuple(right), spans=(question.span,)),) if right else ()
    choices = tuple(question.choice(entry) for entry in answers)
    several = len(right) > 1 or (bool(weighted) and not signed)
    if several and not signed:
        worths = [float(entry.weight or 0) for entry in answers]
        plain = all(
            abs(abs(worth) - 100 / max(1, len(right))) < 0.01 for worth in worths
        )  # equal shares say nothing more
        choices = tuple(replace(c, credit=None if plain else w) for c, w in zip(choices, worths, strict=True))
    return choices, claims, several


def _truth(question: _Question, draft: Draft, body: str, value: str) -> Draft:
    parts = [question.fragment(part) for part in body.split("#")[1:3]]
    wrong, right = (*parts, EMPTY, EMPTY)[:2]
    true = value[0] in "Tt"
    choices = (
        DraftChoice(Fragment("True"), feedback=right if true else wrong),
        DraftChoice(Fragment("False"), feedback=wrong if true else right),
    )
    claim = Claim(Evidence.MARKUP, choices=(0 if true else 1,), spans=(question.span,))
    return replace(draft, type="true_false", choices=choices, claims=(claim,))


def _numeric(question: _Question, draft: Draft, body: str) -> Draft | None:
    found = []
    feedback = list(draft.feedback)
    for entry in entries(body):
        if entry.sign == "~" and not entry.text:
            feedback.append(DraftFeedback(question.fragment(entry.feedback), "incorrect"))
            continue
        number = _NUMBER.match(plain(entry.text))
        if not number:
            return None
        found.append(
            replace(
                question.answer(entry),
                text=Fragment(number["low"], (question.span,)),
                numeric=True,
                tolerance=number["tolerance"] or "",
                upper=number["high"] or "",
            )
        )
    return replace(draft, type="numeric", answers=tuple(found), feedback=tuple(feedback))


def _matching(question: _Question, draft: Draft, answers: list[Entry]) -> Draft:
    pairs = []
    distractors = []
    for entry in answers:
        left, _, right = entry.text.partition("->")
        if left.strip():
            pairs.append(
                DraftPair(question.fragment(left), question.fragment(right), question.fragment(entry.feedback))
            )
        else:
            distractors.append(question.fragment(right))
    return replace(draft, type="matching", pairs=tuple(pairs), distractors=tuple(distractors))


def _short(question: _Question, draft: Draft, answers: list[Entry]) -> Draft:
    rest = [entry for entry in answers if entry.text == "*" and not entry.weight]
    told = tuple(DraftFeedback(question.fragment(entry.feedback), "incorrect") for entry in rest)
    typed = tuple(question.answer(entry) for entry in answers if entry not in rest or entry.weight is None)
    return replace(draft, type="short", answers=typed, feedback=draft.feedback + told)


def _answered(question: _Question, draft: Draft, body: str) -> Draft | None:
    """The draft with what its braces hold, or None where they hold no GIFT."""
    body, _, general = body.partition("####")
    if general.strip():
        draft = replace(draft, feedback=(DraftFeedback(question.fragment(general)),))
    if not body.strip():
        return replace(draft, type="essay")
    if body.lstrip().startswith("#"):
        return _numeric(question, draft, body.lstrip()[1:])
    if truth := _TRUTH.match(body):
        return _truth(question, draft, body, truth[1])
    answers = entries(body)
    if any(entry.sign == "~" for entry in answers):
        choices, claims, several = _choices(question, [entry for entry in answers if entry.sign])
        return replace(draft, type="multiple" if several else "single", choices=choices, claims=claims)
    if answers and all("->" in entry.text for entry in answers):
        return _matching(question, draft, answers)
    return _short(question, draft, answers)


def _gap(question: _Question, name: str, body: str) -> DraftGap | None:
    inner = _answered(question, Draft(stem=EMPTY, spans=()), body)
    if inner is None or not (inner.choices or inner.answers):
        return None
    return DraftGap(name, answers=inner.answers, choices=inner.choices, claims=inner.claims)


def _cloze(question: _Question, draft: Draft, text: str) -> Draft | None:
    """Several blocks in one text: not in Moodle's GIFT, but there is one way to read it."""
    bodies = re.findall(r"\{([^{}]*)\}", text)
    gaps = [_gap(question, str(index), body) for index, body in enumerate(bodies, 1)]
    if not all(gaps):
        return None
    names = iter(range(1, len(bodies) + 1))
    # The gaps' braces come back after the words are read, for they are no words.
    marked = re.sub(r"\{[^{}]*\}", lambda m: f"\ue0f0{next(names)}\ue0f1", text)
    stem = question.fragment(marked)
    stem = Fragment(re.sub("\ue0f0(\\d+)\ue0f1", r"{{gap:\1}}", stem.text), stem.spans)
    return replace(draft, stem=stem, type="cloze", gaps=tuple(gap for gap in gaps if gap))


def _read(chunk: Chunk, section: tuple[str, ...]) -> Draft | Finding:
    question = _Question(chunk)
    text = chunk.text
    title = _TITLE.match(text)
    text = text[title.end() :] if title else text
    if own := _FORMAT.match(text):
        question.format, text = own[1], text[own.end() :]
    before, brace, rest = text.partition("{")
    if not brace:
        message = "A text without an answer block: it is shown between questions and asks nothing."
        return Finding("format-unsupported", Severity.INFO, message, question.span)
    body, closed, after = rest.partition("}")
    tags = tuple(plain(tag).strip() for note in chunk.notes for tag in _TAG.findall(note.text))
    draft = Draft(
        stem=EMPTY,
        spans=(question.span, *(Span.of_lines(note.number) for note in chunk.notes)),
        title=question.markdown(title[1]) if title else "",
        section=section,
        tags=tags,
        language=language_of(plain(text)),
    )
    read: Draft | None = None
    if closed and "{" in after and after.count("{") == after.count("}"):
        read = _cloze(question, draft, text)
    elif closed and "{" not in body + after and "}" not in after:
        tail = "" if after.strip() in ("", '";', ";") else after
        stem = question.fragment(f"{before}{_BLANK}{tail}" if tail else before)
        read = _answered(question, replace(draft, stem=stem), body)
    if read is None:
        message = "The braces of this question do not close or hold no GIFT answers."
        return Finding("parse-error", Severity.WARNING, message, question.span)
    return read


def _category(text: str) -> tuple[str, ...]:
    """The path of a `$CATEGORY:` line; Moodle's own context and top level are no words of the author."""
    path = [part.strip().replace("\0", "/") for part in plain(text).replace("//", "\0").split("/")]
    return tuple(part for part in path if part and part not in ("$course$", "$system$", "$module$", "top"))


def read(page: Page) -> Extraction:
    """Every question of a GIFT text, in its order."""
    drafts: list[Draft] = []
    findings: list[Finding] = []
    chrome: list[Span] = []
    section: tuple[str, ...] = ()
    taken: set[int] = set()
    for chunk in chunks(page.text):
        taken.update(line.number for line in (*chunk.lines, *chunk.notes))
        first = chunk.lines[0].text.lstrip()
        if first.startswith("```"):
            chrome.append(Span.of_lines(chunk.lines[0].number))
        elif first.startswith("$CATEGORY:"):
            section = _category(first.removeprefix("$CATEGORY:"))
            chrome += [Span.of_lines(line.number) for line in (*chunk.notes, chunk.lines[0])]
        else:
            match _read(chunk, section):
                case Draft() as draft:
                    drafts.append(draft)
                case Finding() as finding:
                    findings.append(finding)
                    if finding.span and finding.severity is Severity.INFO:
                        chrome.append(finding.span)
    # Comments after the last question belong to none.
    comments = [
        n for n, line in enumerate(page.text.splitlines(), 1) if line.lstrip().startswith("//") and n not in taken
    ]
    chrome += [Span.of_lines(number) for number in comments]
    found = tuple(with_extras(draft) for draft in drafts)
    return Extraction(found, chrome=tuple(chrome), findings=tuple(findings), reader="gift")


EXTRACTOR = Extractor("gift", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
