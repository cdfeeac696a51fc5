"""What a stated answer names: `"B, E"`, `"c) green"`, `"Both: red and green"`, `"True, because ..."`.

    options A red, B green      "B"            labels ("B",)
                                "green"        texts ("green",)
                                "B) green"     labels ("B",)
                                "B. As it ..." labels ("B",), and "As it ..." explains
                                "blue"         nothing

Only whole matches count: an option's words inside a longer sentence name nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.grammar.lines.enumerators import letter_value, spelled
from extract.grammar.words.class_names import head_verdict

_FILL = (
    r"(?:the\s+|an?\s+(?=letra|opç|alternativa))?(?:options?|choices?|letters?|answers?|numbers?|is|are|ist|sind|est|sont|es|son|é|são|è|"
    r"opci[oó]n(?:es)?|opç(?:ão|ões)|letra|lettre|buchstabe|вариант|ответ|варіант|选项|選項|alternativa|litera|буква|літера"
    r"|la|el|le|il|die|das|het|to|γράμμα|seçenek|şık|pilihan|câu|ข้อ|विकल्प|گزینه|الخيار|الحرف|אפשרות|אות)\s*[:\s]\s*"
)
_LABELS = re.compile(
    rf"\s*(?:{_FILL}){{0,3}}(?P<list>[(\[]?(?:[^\W\d_]|\d{{1,2}}|[ivx]{{2,4}}|"
    rf"[IVX]{{2,4}})(?:[)\].](?!\w))?(?:\s*(?:,|;|&|\+|/|\||、|，|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bou?g?\b|"
    rf"\ben\b|\boch\b|\bи\b|\bі\b|和|と|\s)\s*(?:{_FILL})?[(\[]?(?:[^\W\d_]|\d{{1,2}}|[ivx]{{2,4}}|"
    rf"[IVX]{{2,4}})(?:[)\].](?!\w))?){{0,9}})\s*[.!。]?\s*\Z",
    re.IGNORECASE,
)
_GLUED = re.compile(r"\s*(?P<list>[A-H]{2,8})\s*[.!]?\s*\Z")
_LEAD = re.compile(
    rf"\s*(?:{_FILL}){{0,3}}(?P<o>[(\[]?)(?P<label>[^\W\d_]|\d{{1,2}}|[ivx]{{2,4}}|"
    rf"[IVX]{{2,4}})(?P<c>(?<=[\u2460-\u24ff㉠-㉿])[)\].:]?\s*|\s*[)\].:、．：]+|\s+[-–—=>]+|\s*,(?=\s)|\s+\((?=[^)])|\s*（(?=[^）]))\s*(?P<rest>\S.*)\Z",
    re.DOTALL | re.IGNORECASE,
)
_LEAD_LIST = re.compile(
    r"\s*(?P<list>[A-H](?:\s*(?:,|&|and)\s*[A-H]){1,6})\s*(?:[-–—:.]|\bbecause\b)\s*(?P<rest>\S.*)\Z", re.DOTALL
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_JOINER = re.compile(r"\s*(?:,|;|\n|\||<br>|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|、|，|；)\s*")
_HIDES = re.compile(r"\|\||^>?!|!<$")  # spoiler signs
_LINES = re.compile(r"\s*\n[-*+•]?\s*")
_SIGNS = re.compile(r"[\s`*_\u200b\u00ad\ufe0f]+")
_ANOTHER = re.compile(r"[(\[]?(?:[A-Z]|\d)[)\]]?(?:[.,;:)]|\s*\Z|\s+(?:and|or|und|et|y|e|&)\b)")


@dataclass(frozen=True, slots=True)
class Stated:
    """The labels or texts that an answer names, and the words that only explain."""

    labels: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    rest: str = ""


def folded(text: str) -> str:
    """Words for comparing: NFKC, no case, emphasis, spaces or closing stop."""
    return _folded_once(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return _SIGNS.sub("", text).strip(".,;:!\"'“”‘’«»。").replace("\\", "")


_SHORT = 300  # characters; what is longer is not remembered
_folded_once = lru_cache(maxsize=4096)(_folded)  # an option's words are compared with all that is said of it


_BOXED = re.compile("([\U0001f150-\U0001f169\U0001f170-\U0001f189])\ufe0f?\\s+(?=\\S)")  # a letter in a box
_DOTS = re.compile(
    r"\A[.…_·\s]{2,}|[.…_·\s]{2,}\Z|(?<=[A-Ha-h.)\s])[\s\ufe0f]*[\U0001f300-\U0001faff]+\ufe0f?\s*\Z"
)  # the dotted line that an answer is written on


_CLOSING = re.compile(r"\A[*_]{1,3}\s+")  # of the emphasis that the choice stood in


def read(text: str, options: Sequence[str], labels: Sequence[str]) -> Stated | None:
    """What some words name among the options, or None. What only explains keeps its looks."""
    named = _read(text, options, labels)
    if named is None or not named.rest:
        return named
    return replace(named, rest=_as_written(_CLOSING.sub("", named.rest), text))


def _as_written(rest: str, text: str) -> str:
    """The end of a text whose words are these: with the signs of code and emphasis in it."""
    at, left = len(text), len(rest)
    while left and at:
        if text[at - 1] == rest[left - 1]:
            left -= 1
        elif text[at - 1] not in "*_`":
            return rest
        at -= 1
    while at and text[at - 1] in "*_`" and text[at:].count(text[at - 1]) % 2:
        at -= 1
    written = text[at:]
    return rest if left or any(written.count(sign) % 2 for sign in "*`") else written


def _read(text: str, options: Sequence[str], labels: Sequence[str]) -> Stated | None:
    text = _DOTS.sub("", spelled(_BOXED.sub(r"\1) ", text)).strip()).removesuffix(".-")
    if not text or not options:
        return None
    texts = [folded(option) for option in options]
    wanted = folded(text)
    if wanted and texts.count(wanted) == 1:
        return Stated(texts=(text,))
    named_so = wanted.strip("()[]")
    if len(named_so) > 1 and named_so in {label.casefold() for label in labels}:
        return Stated(labels=(named_so,))
    plain = _unquoted(_HIDES.sub("", re.sub(r"[*_`]+", "", text)).strip())
    if label := _labelled(plain, texts, labels):
        return Stated(labels=(label,))
    if found := _LABELS.match(plain) or _GLUED.match(plain):
        glued = found.re is _GLUED
        named = (
            list(found["list"]) if glued else [token for token in _TOKEN.findall(found["list"]) if not _joins(token)]
        )
        known = all(_names(name, labels, len(options)) for name in named)
        if named and known and len(set(named)) == len(named) and (not glued or named == sorted(named)):
            return Stated(labels=tuple(named))
        led = None if known else _led(plain, texts, labels)
        if led is not None and not led.rest:
            return led  # "A. 참": a label and its option's words, which are one letter
        first, _, more = plain.partition("\n")
        if more and not known and (said := read(first, options, labels)) and said.labels:
            return replace(said, rest=f"{said.rest}\n{more}".strip())  # "B", and below it what is no label here
        if named and not glued and (len(named) > 1 or any(labels)):
            return Stated(labels=tuple(dict.fromkeys(named)))  # names no option: for the normaliser to doubt
    if ordered := _ordered(plain, labels, len(options)):
        return ordered
    return _several(text, texts) or _led(plain, texts, labels) or _begins(text, options, texts)


def _unquoted(text: str) -> str:
    """Words without the quotes around them; one that only ends them is theirs."""
    return text.strip("\"'“”") if text[:1] in "\"'“”" else text


_ORDERED = re.compile(r"[(\[]?[^\W_]{1,2}[)\]]?(?:\s*(?:[-–—→⇒<>,;]|->|=>)+\s*[(\[]?[^\W_]{1,2}[)\]]?){2,19}\.?\Z")


def _ordered(text: str, labels: Sequence[str], count: int) -> Stated | None:
    """`2-4-1-3`, `C → A → B`: every option named once, which is an order."""
    if not _ORDERED.match(text):
        return None
    named = [token.casefold() for token in _TOKEN.findall(text)]
    shown = [label.casefold() for label in labels if label] or [str(i + 1) for i in range(count)]
    return Stated(labels=tuple(named)) if len(named) == count and sorted(named) == sorted(shown) else None


def _joins(token: str) -> bool:
    return len(token) > 1 and not token.isdecimal() and token.lower().strip("ivx") != ""


def _names(name: str, labels: Sequence[str], count: int) -> bool:
    """True where a label is one of those shown; where none is shown, its place must exist."""
    if any(labels):
        return name.casefold() in {label.casefold() for label in labels if label}
    value = int(name) if name.isdecimal() else letter_value(name)[0]
    return 0 < value <= count and not (not name.isdecimal() and name.islower())


def _led(text: str, texts: Sequence[str], labels: Sequence[str]) -> Stated | None:
    if found := _LEAD_LIST.match(text):
        named = _TOKEN.findall(found["list"].replace("and", ","))
        return Stated(labels=tuple(named), rest=found["rest"])
    found = _LEAD.match(text)
    if not found or not _names(found["label"], labels, len(texts)):
        return None
    rest = found["rest"]
    if _ANOTHER.match(rest):
        return None
    if found["c"].strip() in ("(", "（"):
        rest = rest.removesuffix(".").rstrip().removesuffix(")").removesuffix("）")
    if found["label"].isdecimal() and not any(label.isdecimal() for label in labels):
        return None
    circled = "\u2460" <= found["label"] <= "\u32ff" and not found["label"].isalpha()
    if not found["c"].strip(" ,:") and not (circled or found["label"].isupper()):
        return None
    if texts.count(folded(rest)) == 1:
        return (
            Stated(labels=(found["label"],))
            if _agrees(found["label"], folded(rest), texts, labels)
            else Stated((found["label"],), (rest,))
        )
    begun = _begins(rest, texts, texts)
    if begun and not _agrees(found["label"], folded(begun.texts[0]), texts, labels):
        begun = None
    return Stated(labels=(found["label"],), rest=begun.rest if begun else rest)


_NUMBERED = re.compile(r"\s*(?P<label>[(\[]?[^\W\d_][)\]]?)\s*[.:)、．：]?\s*(?P<rest>[\d.,-]+)\s*\Z")


def _labelled(text: str, texts: Sequence[str], labels: Sequence[str]) -> str:
    """`B. 45` where B is the number 45: one option by its letter and its words, not two labels."""
    found = _NUMBERED.match(text)
    label = found["label"].strip("()[]").casefold() if found is not None else ""
    own = [i for i, one in enumerate(labels) if one.casefold() == label]
    return label if found is not None and len(own) == 1 and texts[own[0]] == folded(found["rest"]) else ""


def _agrees(label: str, text: str, texts: Sequence[str], labels: Sequence[str]) -> bool:
    return (
        any(one.casefold() == label.casefold() and texts[i] == text for i, one in enumerate(labels))
        if any(labels)
        else True
    )


def _several(text: str, texts: Sequence[str]) -> Stated | None:
    """Options' whole texts joined by commas, "and" or line breaks."""
    for splitter in (_LINES, _JOINER):
        parts = [part for part in splitter.split(text) if part.strip()]
        if 2 <= len(parts) <= 12 and all(texts.count(folded(part)) == 1 for part in parts):
            break
    else:
        return None
    return Stated(texts=tuple(dict.fromkeys(part.strip() for part in parts)))


def goes_on(options: Sequence[str], named: Stated, said: Sequence[str]) -> bool:
    """Whether a solution that begins with an option speaks of others, too, or judges it: `Rome, Oslo and Bern are all
    capitals`, `Iron: sinks. Cork: floats.` name no key.
    """
    if not named.texts or not named.rest:
        return False
    first, whole = named.texts[0].strip(), re.sub(r"[*_`]+", "", " ".join(said)).strip()
    rest = whole[len(first) :].lstrip() if whole.startswith(first) else named.rest
    if rest[:1] == ":" or head_verdict(rest.lstrip(" ,.;\u2013\u2014-(")) is False:
        return True
    rest = rest.casefold()
    others = {option.strip(" .;*_`").casefold() for option in options} - {first.casefold(), ""}
    return any(other in rest and re.search(rf"(?<!\w){re.escape(other)}(?!\w)", rest) for other in others)


def _begins(text: str, options: Sequence[str], texts: Sequence[str]) -> Stated | None:
    """`Paris. It is the capital`: an option's whole text, a stop, and then words that explain."""
    for stop in re.finditer(r"[.,;:–—(\n!]|\s-\s", text[:300]):
        head = text[: stop.start()]
        if head.strip() and texts.count(folded(head)) == 1 and (len(folded(head)) > 1 or folded(head).isdecimal()):
            return Stated(texts=(head.strip(),), rest=text[stop.end() :].strip())
    return None
