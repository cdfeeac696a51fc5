"""Controls that a page only draws, and words that it keeps out of sight.

    <img src="/images/radiochecked.gif">       a radio button, on (old learning platforms print their results so)
    <img src="box.png" alt="Not selected">     a control, off
    <!-- Answer: c -->                         "Answer: c", hidden
    <span title="Answer: (b) hidden files">    "Answer: (b) hidden files", hidden

A comment or a tooltip is read only where it begins with a label of an answer, a hint or an explanation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from extract.grammar.words import Role, roles_of

_STEM = re.compile(r"([^/\\?#]+?)\.(?:gif|png|jpe?g|svg|bmp|webp)(?:[?#].*)?$", re.I)
_KINDS = (
    (re.compile(r"radio|rdo(?=_|-|un|ch|on|off)|option-?button", re.I), "radio"),
    (re.compile(r"check_?-?box|tick_?-?box|chk(?=_|-|un|ch|on|off)", re.I), "checkbox"),
)
_OFF = re.compile(r"un-?_?(?:check|select|tick|mark)|not|off\b|off(?=_|-|\d)|empty|clear|blank", re.I)
_ON = re.compile(r"check(?:ed)(?!box)|select|sel\b|[a-z0-9]Sel|tick(?:ed)|marked|on\b|full|filled|_on|-on|true", re.I)
_SAID = re.compile(r"\s*(?:(not |un|nicht |non |no )?(?:selected|checked|ticked|ausgew\u00e4hlt|markiert))\s*", re.I)
_TIPS = ("title", "data-tooltip", "data-tip", "data-title", "data-bs-title", "data-original-title", "data-content",
         "data-bs-content", "data-tippy-content", "aria-description")  # fmt: skip
_TIPPED = frozenset(_TIPS)
_LABEL = re.compile(r"\s*([^\W\d_][^:=<>{}()\[\];]{1,40}?)\s*[:=\uff1a]\s*(\S.{0,600})", re.S)
_TELLING = frozenset({Role.ANSWER, Role.SOLUTION, Role.EXPLANATION, Role.HINT})


def drawn_control(attrs: Mapping[str, str]) -> tuple[str, bool] | None:
    """The kind and state of the control that a picture draws; None where it draws none."""
    source = _STEM.search(attrs.get("src", ""))
    stem = source[1] if source else ""
    said = _SAID.fullmatch(attrs.get("alt") or attrs.get("title", ""))
    kind = next((kind for pattern, kind in _KINDS if pattern.search(stem)), "")
    if not kind:
        return None
    if said is not None:
        return kind, said[1] is None
    rest = re.sub(r"check_?-?box", "", stem, flags=re.I)
    return kind, bool(_ON.search(rest)) and not _OFF.search(rest)


def told_in_comment(comment: str) -> str:
    """A comment's words where they are a labelled answer, hint or explanation; else nothing."""
    return _labelled(comment) if len(comment) < 600 and "<" not in comment else ""


def may_have_tip(names: Iterable[str]) -> bool:
    """Whether any of these attributes' names is a tip's."""
    return not _TIPPED.isdisjoint(names)


def told_in_tip(attrs: Mapping[str, str]) -> str:
    """The same of what an element says when one hovers over it."""
    return next((said for name in _TIPS if (value := attrs.get(name)) and (said := _labelled(value))), "")


def _labelled(text: str) -> str:
    found = _LABEL.match(text)
    return " ".join(text.split()) if found is not None and roles_of(found[1]) & _TELLING else ""
