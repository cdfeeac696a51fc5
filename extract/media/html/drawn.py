"""Controls that a page only draws, and words that it keeps out of sight.

    <img src="/images/radiochecked.gif">       a radio button, on (old learning platforms print their results so)
    <img src="box.png" alt="Not selected">     a control, off
    <i class="o_icon_radio_on"></i>            a radio button, on
    <div class="checkbox checkbox-on">         a tick box of a task list, on
    <!-- Answer: c -->                         "Answer: c", hidden
    <span title="Answer: (b) hidden files">    "Answer: (b) hidden files", hidden
    <a href="javascript:alert('The answer is B')">    "The answer: B", hidden

A comment or a tooltip is read only where it begins with a label of an answer, a hint or an explanation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from extract.grammar.words.label_words import Role, roles_of

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
TASK_BOX = "task-list-item-checkbox"  # the class of boxes that only their author ticks
_PRESSES = ("onclick", "href")
_TIPPED = frozenset((*_TIPS, *_PRESSES))
_ALERT = re.compile(
    r"""(?:javascript:)?\s{0,3}(?:void\s)?(?:window\.)?alert\(\s{0,3}(['"])(?P<said>.{3,300}?)\1\s{0,3}\)"""
)
_STATES = re.compile(
    r"(?P<label>(?:the )?(?:correct |right )?answer|(?:die )?(?:richtige )?(?:antwort|lösung)|la (?:bonne )?réponse"
    r"|la respuesta(?: correcta)?|a resposta(?: correta)?|la risposta(?: corretta)?)"
    r" (?:is|was|lautet|ist|est|es|é|è):?\s+",
    re.I,
)
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


def exported_box(tag: str, names: str) -> dict[str, str] | None:
    """The attributes of a task list's box that an exported page writes as `<div class="checkbox checkbox-on">`."""
    words = set(names.split())
    if tag not in ("div", "span") or words not in ({"checkbox", "checkbox-on"}, {"checkbox", "checkbox-off"}):
        return None
    return {"type": "checkbox", "class": TASK_BOX} | ({"checked": ""} if "checkbox-on" in words else {})


_BY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(radio)|check(?:box)?)[_-](?:button[_-])?(?:(on|checked|selected)|off|unchecked|unselected)(?=\s|$)",
    re.I,
)
_DOTTED = re.compile(r"(?:^|[\s_-])(?:dot-circle|circle-dot|record-circle|bullseye)(?:-o|-fill)?(?=\s|$)", re.I)
_ROUND = re.compile(r"(?:^|\s)(?:fa|bi|ti|ri|bx|las?)-circle(?:-o|-thin|-line)?(?=\s|$)", re.I)
_NATIVE = re.compile(r"<input\b[^>]{0,400}\btype\s*=\s*[\"']?(?:radio|checkbox)", re.I)
_NATIVE_ROLE = re.compile(r"\brole\s*=\s*[\"']?(?:radio|checkbox)", re.I)


def icon_controls(html: str) -> Callable[[str], tuple[str, bool] | None] | None:
    """What tells the kind and state of the control that a class draws; None on a page that has real ones, or no such
    icon. A ring is a control that is off only where others have a dot.
    """
    if _NATIVE.search(html):  # on most pages with controls, and found soonest
        return None
    dotted = _DOTTED_ANYWHERE.search(html) is not None
    if not (dotted or _ANYWHERE.search(html)) or _NATIVE_ROLE.search(html):
        return None

    def told(names: str) -> tuple[str, bool] | None:
        if found := _BY_CLASS.search(names):
            return ("radio" if found[1] else "checkbox"), found[2] is not None
        if dotted and _DOTTED.search(names):
            return "radio", True
        return ("radio", False) if dotted and _ROUND.search(names) else None

    return told


_ANYWHERE = re.compile(r"(?:radio|check(?:box)?)[_-](?:button[_-])?(?:o(?:n|ff)|(?:un)?(?:checked|selected))\b", re.I)
_DOTTED_ANYWHERE = re.compile(r"-(?:dot-circle|circle-dot|record-circle)\b", re.I)


def told_in_comment(comment: str) -> str:
    """A comment's words where they are a labelled answer, hint or explanation; else nothing."""
    return _labelled(comment) if len(comment) < 600 and "<" not in comment else ""


def may_have_tip(names: Iterable[str]) -> bool:
    """Whether any of these attributes' names is a tip's, or may hold what a press shows."""
    return not _TIPPED.isdisjoint(names)


def told_in_tip(attrs: Mapping[str, str]) -> str:
    """The same of what an element says when one hovers over it."""
    told = next((said for name in _TIPS if (value := attrs.get(name)) and (said := _labelled(value))), "")
    shown = "" if told else next((alert["said"] for name in _PRESSES if (alert := _alert(attrs.get(name, "")))), "")
    return told or _labelled(_STATES.sub(r"\g<label>: ", shown, count=1))


def _alert(call: str) -> re.Match[str] | None:
    """`javascript:alert('The answer is B.')`, which a press on a link shows."""
    return _ALERT.match(call.strip().replace("\\'", "\u2019")) if "alert(" in call else None


def _labelled(text: str) -> str:
    found = _LABEL.match(text)
    return " ".join(text.split()) if found is not None and roles_of(found[1]) & _TELLING else ""
