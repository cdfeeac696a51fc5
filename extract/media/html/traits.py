"""What an element's make says of how a page is laid out: whether it parts lines, draws something, changes looks.

    <div class="row">      block           <span class="label">    plain: its words stand in the line that is open
    <b>, <a href>          look            <label>, role="..."     asked: its own attributes or what it holds decide

Decided once for each make. `Layout` asks an element itself only where its traits leave something open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.media.html.drawn import may_have_tip
from extract.media.html.gaps import may_be_gap
from extract.media.html.icons import may_be_icon
from extract.media.html.make import Make
from extract.media.html.math import may_be_formula
from quizmill.block import Style

_BLOCKS = frozenset(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol optgroup p pre section summary table tbody "
    "td tfoot th thead tr caption ul video audio object".split()
)
_SKIPPED = frozenset(
    "head script style template noscript iframe svg select textarea datalist canvas map object".split()
)
STYLES = {
    "b": Style.BOLD, "strong": Style.BOLD, "i": Style.ITALIC, "em": Style.ITALIC, "cite": Style.ITALIC,
    "dfn": Style.ITALIC, "var": Style.ITALIC, "u": Style.UNDERLINE, "ins": Style.UNDERLINE, "s": Style.STRIKE,
    "strike": Style.STRIKE, "del": Style.STRIKE, "code": Style.CODE, "kbd": Style.CODE, "samp": Style.CODE,
    "tt": Style.CODE, "mark": Style.HIGHLIGHT, "sub": Style.SUB, "sup": Style.SUP,
}  # fmt: skip
_COMPONENTS = re.compile(
    r"quiz|question|prompt|stem|answer|choice|option|explanation|feedback|rationale|hint|solution|card|section|item",
    re.I,
)  # elements of a site's own: what a quiz is made of stands in lines of its own
_LEAVES = frozenset({"br", "img", "input", "textarea", "select", "hr", "svg"})
TALK = frozenset(  # what readers wrote, and what publishing platforms set around every article
    "comments comments-area comment-list commentlist disqus_thread respond comment-respond discussion-container "
    "post-footer blog-pager post-labels sharedaddy jp-relatedposts related-posts yarpp-related share-buttons "
    "social-share addtoany_content post-navigation author-box page-metadata cookie-banner cookie-notice "
    "cookie-consent".split()
)


@dataclass(frozen=True, slots=True)
class Traits:
    """`leaf`: it may be one thing on the page, whatever lies in it. `skipped`: nothing of it is the page's own, for
    certain; `passed`: perhaps. `block`: whether it stands in lines of its own; None where it must be asked. `look`: it
    may change how words look. `plain`: none of all this, its words go on in the line that is open.
    """

    leaf: bool
    skipped: bool
    passed: bool
    plain: bool
    block: bool | None
    look: bool
    tip: bool
    icon: bool


@lru_cache(maxsize=1 << 14)
def traits_of(make: Make) -> Traits:
    """The traits of a make."""
    tag, names = make.tag, make.names
    role = "role" in names
    block = tag in _BLOCKS or tag == "button" or ("-" in tag and _COMPONENTS.search(tag) is not None)
    return Traits(
        leaf=tag in _LEAVES or may_be_formula(make) or may_be_gap(make),
        skipped=tag in _SKIPPED or tag == "nav" or not TALK.isdisjoint(make.words),
        passed=role or tag == "footer" or "id" in names,
        plain=not names and not block and tag not in STYLES and "-" not in tag,
        block=True if block else None if role or tag == "label" or "style" in names else False,
        look=tag in STYLES or tag in ("a", "font") or "style" in names,
        tip=may_have_tip(names),
        icon=may_be_icon(tag),
    )
