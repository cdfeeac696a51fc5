"""Boxes that site builders write around hidden answers, line for line as `<details>`.

    {{< expand "Show answer" >}} .. {{< /expand >}}     {% hint style="info" %} .. {% endhint %}
    :::details Answer .. :::                            ::: {.callout-tip collapse="true"} .. :::
    ```{dropdown} Answer .. ```                         :::{admonition} Solution .. :::

Only names that hold words for a reader are boxes; layout (`::: columns`, `{% include %}`) falls away or stays.
"""

from __future__ import annotations

import re

from extract.grammar.lines import enumerators
from extract.grammar.words.label_words import roles_of

_NAMES = frozenset(
    """details expand expander collapse collapsible spoiler toggle togglable dropdown accordion reveal hidden hint hints
    tip tips note notes notice info warning danger important caution attention callout admonition answer answers
    solution solutions explanation success question faq quote alert expandable details-summary collapsed
    panel hide card""".split()
)
_ASKED = frozenset("question exercise problem mcq quizquestion".split())  # boxes that hold a question, not its answer
_TOLD = frozenset("answer answers solution solutions explanation hint hints".split())
_CHOICES = frozenset("choice option opt question quiz mcq multiple-choice multiplechoice".split())
_LAYOUT = frozenset(
    "columns column div container center row grid steps tabs tab section block panel-tabset incremental".split()
)
_HUGO = re.compile(r"\s*\{\{[<%]-?\s*(?P<end>/)?\s*(?P<name>[\w/-]+)\s*(?P<rest>[^<>%]*?)\s*/?-?[>%]\}\}\s*\Z")
_LIQUID = re.compile(r"\s*\{%-?\s*(?P<end>end)?(?P<name>[A-Za-z][\w-]*)\s*(?P<rest>[^%]*?)-?%\}\s*\Z")
_COLONS = re.compile(r"\s*(?P<sign>:{3,})\s*(?P<rest>\S.*?)?\s*\Z")
_MYST = re.compile(r"\s*(?P<sign>`{3,}|:{3,})\{(?P<name>[\w-]+)\}\s*(?P<rest>.*?)\s*\Z")
_FENCE = re.compile(r"\s*(?P<sign>`{3,}|:{3,})\s*\Z")
_QUOTED = re.compile(r"(?:title|summary|label|header)\s*=\s*[\"“']([^\"”']*)[\"”']|\A[\"“']([^\"”']*)[\"”']")
_CALLOUT = re.compile(r"[{\s.](?:callout-)?(?P<name>[A-Za-z][\w-]*)")
_HEADING = re.compile(r"\s*#{1,6}\s+(?P<text>\S.*?)\s*\Z")
_FIELD = re.compile(r"\s*:[A-Za-z][\w-]*:(?:\s.*)?\Z")
_SIGNS = ("{{<", "{{%", "{%", ":::", "```{")


def as_details(text: str) -> str:
    """The text with such boxes as `<details>`, as many lines as before."""
    if not any(sign in text for sign in _SIGNS):
        return text
    lines = [_as_tags(line) for line in text.split("\n")]
    closers: list[str] = []  # what ends each open box: a name, or the fence it began with
    for at, line in enumerate(lines):
        stripped = line.lstrip()
        if not stripped.startswith(_SIGNS) and not (closers and stripped.startswith(("```", ":::"))):
            continue
        indent = line[: len(line) - len(stripped)]
        if (made := _named(lines, at, closers) or _fenced(lines, at, closers)) is not None:
            lines[at] = indent + made if made else ""
    return "\n".join(lines)


_CODE_TAG = re.compile(r"\{\{[<%]-?\s*(?P<end>/)?\s*(?P<name>[\w-]+)(?P<attrs>[^<>%{}]*?)\s*/?-?[>%]\}\}")


def _as_tags(line: str) -> str:
    """`{{% choice correct="true" %}}` as the tag `<choice correct="true">`."""
    if "{{" not in line:
        return line
    return _CODE_TAG.sub(
        lambda f: f"<{f['end'] or ''}{f['name']}{f['attrs'].rstrip()}>" if f["name"].lower() in _CHOICES else f[0], line
    )


def _named(lines: list[str], at: int, closers: list[str]) -> str | None:
    """`{{< name >}}` and `{% name %}`."""
    found = _HUGO.match(lines[at]) or _LIQUID.match(lines[at])
    if found is None:
        return None
    name = found["name"].lower()
    if found["end"]:
        if name in closers:
            while closers.pop() != name:
                pass
            return "</details>"
        return "" if _base(name) in _LAYOUT else None
    title = _title(found["rest"], "")
    if _base(name) in _LAYOUT:
        if not title or not (roles_of(title) or ((enum := enumerators.read(title)) and enum.enumerator.word)):
            return ""
        if not roles_of(title):
            return "### " + title  # "Question 2" on a tab
    elif _base(name) not in _NAMES:
        return None
    closers.append(name)
    return _opened(_title(found["rest"], name))


def _fenced(lines: list[str], at: int, closers: list[str]) -> str | None:
    """`:::name`, `::: {.name}` and MyST's directives, which end at a bare fence."""
    line = lines[at]
    if (bare := _FENCE.match(line)) and closers and closers[-1] == bare["sign"]:
        closers.pop()
        return "</details>"
    if bare and closers and closers[-1] == "-" + bare["sign"]:
        closers.pop()
        return ""
    found = _MYST.match(line)
    if found is not None:
        if _base(found["name"]) not in _NAMES and found["name"] != "exercise":
            return None
        closers.append(found["sign"])
        _off_fields(lines, at)
        return _opened(_title(found["rest"], found["name"]))
    colons = _COLONS.match(line)
    if colons is None or not colons["rest"]:
        return None
    rest = colons["rest"]
    name = _CALLOUT.match(" " + rest.lstrip("{"))
    if name is not None and name["name"].lower() in _ASKED and '"' not in rest:
        closers.append("-" + colons["sign"])
        return "### Question"
    if name is not None and name["name"].lower() in _TOLD and rest.startswith("{"):
        closers.append(colons["sign"])
        return _opened(name["name"])
    if (
        name is None
        or _base(name["name"]) not in _NAMES
        or ("{" in rest and "callout" not in rest and "details" not in rest)
    ):
        closers.append("-" + colons["sign"])
        return ""
    closers.append(colons["sign"])
    title = _title(rest.partition(" ")[2] if not rest.startswith("{") else rest, "")
    if not title or rest.startswith("{"):
        title = _heading_below(lines, at) or title or name["name"]
    return _opened(title)


def _off_fields(lines: list[str], at: int) -> None:
    """`:class: dropdown` below a directive tells how it looks."""
    for below in range(at + 1, len(lines)):
        if not _FIELD.match(lines[below]):
            return
        lines[below] = ""


def _heading_below(lines: list[str], at: int) -> str:
    """Quarto writes a callout's title as the heading that begins it."""
    for below in range(at + 1, min(at + 3, len(lines))):
        if found := _HEADING.match(lines[below]):
            lines[below] = ""
            return found["text"]
        if lines[below].strip():
            return ""
    return ""


def _base(name: str) -> str:
    return name.lower().rpartition("/")[2].removeprefix("callout-")


def _title(rest: str, name: str) -> str:
    quoted = _QUOTED.search(rest)
    if quoted:
        return quoted[1] or quoted[2] or name
    words = rest.strip(" \"'{}")
    return words if words and "=" not in words and "." not in words[:1] else name


def _opened(title: str) -> str:
    return f"<details><summary>{title}</summary>"
