"""What stands in an option's row and is no part of its words: verdicts, states, scores.

Orange <span class=badge>Correct answer</span>      a badge          A | True      none: the verdict is the option
"Your answer"  "Most voted"  a state          "42%"  "1/1 points"  a score
"""

from __future__ import annotations

import re

from extract.grammar.groups.group import Option
from extract.grammar.groups.letters import BARE_LETTER
from extract.grammar.groups.row import Picked, within
from extract.grammar.groups.telling import CROWD
from extract.grammar.question.choice_remarks import verdict_word
from extract.grammar.words.class_names import is_verdict_badge, verdict
from extract.grammar.words.label_words import Role, roles_of
from extract.media.html.lines import Part
from extract.media.html.medium import HtmlPage

_NUMBER = re.compile(
    r"^[-+]?\d+(?:[.,]\d+)?\s*(?:/|of|out of|\u0438\u0437|von|sur|de)?\s*\d*(?:[.,]\d+)?\s*(?:%|points?|pts?|marks?)?$",
    re.I,
)


_CHOSEN = re.compile(
    r"\W*(?:selected|chosen|picked|(?:aus)?gew\u00e4hlt|s\u00e9lectionn\u00e9e?|choisie?|seleccionad[ao]|elegid[ao]"
    r"|selecionad[ao]|escolhid[ao]|selezionat[ao]|gekozen|geselecteerd|wybran[aoey]|\u0432\u044b\u0431\u0440\u0430\u043d\w"
    r"|\u5df2\u9009)\W*$",
    re.I,
)
TICKS = frozenset("\u2713\u2714\u2705\u2611")
CROSSES = frozenset("\u2717\u2718\u2715\u2716\u274c\u00d7")
SIGNS = TICKS | CROSSES | frozenset("\u25cf\u2022\u279c\u2192\u27a4\u25b6\u26aa\ufe0f")  # those of a result page


def is_chosen(words: str) -> bool:
    """Whether words say that a learner chose the option they stand at: "Your answer", "Selected"."""
    own = words.strip().strip("()[]")
    return Role.YOURS in roles_of(own) or _CHOSEN.match(own) is not None


def is_state(words: str) -> bool:
    """Whether words are the reader's own doing or a verdict: "Your answer", "Correct"."""
    roles = roles_of(words)
    return (
        _CHOSEN.match(words) is not None
        or CROWD.match(words) is not None
        or bool(roles & {Role.YOURS})
        or verdict(words) is not None
    )


def is_score(words: str) -> bool:
    """Whether words are points or a share alone."""
    return _NUMBER.match(words) is not None


def is_badge(page: HtmlPage, option: Option, part: Part) -> bool:
    """A verdict in an element of its own beside the words: `<span class="badge">Correct answer</span>`."""
    if part.what != "text" or len(part.text) > 40:
        return False
    if not (is_verdict_badge(part.text) or is_chosen(part.text) or CROWD.match(part.text)):
        return False
    parent = page.tree.nodes[part.at].parent
    row = option.row if option.row is not None else option.control
    return parent is not None and parent is not row and page.tree.words(parent) != page.tree.words(row)


def is_verdict(part: Part) -> bool:
    """A picture that is by its words a verdict."""
    return part.what == "image" and verdict(part.text) is not None


def has_words_beside_badges(page: HtmlPage, option: Option, picked: Picked, aside: list[tuple[int, int]]) -> bool:
    """Whether a row says more than its letter and a verdict, remarks apart: in `A | True` the verdict is the option
    itself.
    """
    return any(
        part.what not in ("control", "icon")
        and (part.text.strip() or part.what == "image")
        and not is_badge(page, option, part)
        and not BARE_LETTER.match(part.text.strip())
        and not within(part.at, aside)
        and verdict_word(part.text) is None
        for _, parts in picked
        for part in parts
    )


def in_brackets(part: Part) -> bool:
    """ "(correct)" is a remark, whatever stands beside it."""
    return part.text.lstrip().startswith("(")
