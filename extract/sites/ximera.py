r"""Ximera's interactive LaTeX: choices that are marked `[correct]`, answers in the middle of the words.

    \begin{question} What is the slope?             \begin{exercise}
      \begin{multipleChoice}                          The slope of $y=7x$ is $\answer{7}$.
        \choice{$20$}                                 \begin{hint} Look at the number before $x$. \end{hint}
        \choice[correct]{$0.05$}                    \end{exercise}
      \end{multipleChoice}
      \begin{feedback} Rise over run. \end{feedback}
    \end{question}

`selectAll` has several right choices. Environments: the Ximera manual (question, problem, exercise, exploration).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extract.sites._latex import XIMERA, Tex, environments, group, pieces, to_markdown, without_comments
from quizmill.draft import (
    Claim,
    Draft,
    DraftAnswer,
    DraftChoice,
    DraftFeedback,
    DraftGap,
    Extraction,
    Fragment,
    ItemType,
    When,
)
from quizmill.item import Evidence
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_ASKING = "question|problem|exercise|exploration"
_CHOOSING = "multipleChoice|selectAll"
_BESIDE = re.compile(rf"\\begin\{{(?:{_CHOOSING}|hint|feedback|solution|freeResponse)\}}")
_ANSWER = re.compile(r"\\answer\s*(?=[\[{])")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?\Z")


def identify(page: Page) -> bool:
    return XIMERA.search(page.text[:500_000]) is not None


def read(page: Page) -> Extraction:
    tex = Tex(without_comments(page.text))
    drafts = tuple(_question(tex, body, at, end) for _, body, at, end in environments(tex.text, _ASKING))
    title = re.search(r"\\title\s*\{", tex.text)
    named = group(tex.text, title.end() - 1) if title else None
    return Extraction(drafts=drafts, facts=(("title", to_markdown(named[0])),) if named else ())


def _question(tex: Tex, body: str, at: int, end: int) -> Draft:
    """One environment: its words come before whatever stands beside them."""
    options = group(body, 0, "[", "]")
    start = options[1] if options else 0
    beside = _BESIDE.search(body)
    words = body[start : beside.start() if beside else len(body)]
    base = Draft(
        stem=tex.fragment(words, at + start),
        spans=(tex.span(at, end),),
        hints=tuple(tex.fragment(said, at + place) for _, said, place, _ in environments(body, "hint")),
        feedback=tuple(_feedback(tex, body, at)),
    )
    if choosing := next(iter(environments(body, _CHOOSING)), None):
        name, inner, place, _ = choosing
        found = list(_choices(tex, inner, at + place))
        right = tuple(number for number, (_, correct) in enumerate(found) if correct)
        claims = (Claim(Evidence.MARKUP, choices=right, spans=base.spans),) if right else ()
        kind: ItemType = "multiple" if name == "selectAll" else "single"
        return replace(base, type=kind, choices=tuple(choice for choice, _ in found), claims=claims)
    return _gaps(base, words) if _ANSWER.search(words) else replace(base, type="essay")


def _feedback(tex: Tex, body: str, at: int) -> Iterator[DraftFeedback]:
    """`\\begin{feedback}[correct]` is for a right try only, `[attempt]` for any."""
    for name, said, place, _ in environments(body, "feedback|solution"):
        options = group(said, 0, "[", "]") if name == "feedback" else None
        when: When = "correct" if options and options[0].strip() == "correct" else "general"
        start = options[1] if options else 0
        yield DraftFeedback(tex.fragment(said[start:], at + place + start), when)


def _choices(tex: Tex, body: str, at: int) -> Iterator[tuple[DraftChoice, bool]]:
    for _, words, offset in pieces(body, "choice"):
        options = group(words, 0, "[", "]")
        start = options[1] if options else 0
        braced = group(words, start)
        fragment = tex.fragment(braced[0] if braced else words[start:], at + offset)
        yield DraftChoice(fragment), options is not None and "correct" in options[0].split(",")


def _gaps(base: Draft, words: str) -> Draft:
    """Each `\\answer{..}` is a gap; a formula around it is closed before it and opened again behind it."""
    gaps: list[DraftGap] = []
    shown: list[str] = []
    done, opens = 0, ""
    for found in _ANSWER.finditer(words):
        options = group(words, found.end(), "[", "]")
        inner = group(words, options[1] if options else found.end())
        if inner is None or found.start() < done:
            continue
        value = inner[0].strip()
        answer = DraftAnswer(Fragment(value if _NUMBER.match(value) else f"${value}$", base.spans))
        gaps.append(DraftGap(str(len(gaps) + 1), (answer,)))
        before = opens + words[done : found.start()]
        done, opens = inner[1], ""
        if _in_math(words, found.start()):
            before = before.rstrip()[:-1] if before.rstrip().endswith("$") else f"{before}$ "
            rest = words[done:]
            opens = "" if rest.lstrip().startswith("$") else " $"
            done += 0 if opens else len(rest) - len(rest.lstrip()) + 1
        shown += [before, f"ZZGAP{len(gaps)}ZZ"]
    text = to_markdown("".join((*shown, opens, words[done:])))
    stem = Fragment(re.sub(r"ZZGAP(\d+)ZZ", r"{{gap:\1}}", text), base.stem.spans)
    return replace(base, type="cloze", stem=stem, gaps=tuple(gaps))


def _in_math(words: str, at: int) -> bool:
    """Whether an odd number of dollar signs stands before a place."""
    return len(re.findall(r"(?<!\\)\$", words[:at])) % 2 == 1


EXTRACTOR = Extractor("ximera", frozenset({Carrier.TEXT, Carrier.MARKDOWN}), identify, read)
