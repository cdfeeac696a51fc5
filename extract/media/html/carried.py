"""Elements of a page's own make that carry what they show in an attribute, as HTML.

<d2l-html-block html="&lt;p&gt;Which river is longest?&lt;/p&gt;"></d2l-html-block>
    <d2l-html-block><p>Which river is longest?</p></d2l-html-block>
"""

from __future__ import annotations

import re
from html import unescape

_SIGN = ' html="'
_OPENS = re.compile(r"<([a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?=\s)[^<>]*\Z")
_HEAD = 400  # characters of a tag before the attribute


def shown(html: str) -> str:
    """The document with such elements filled with their words, where they have none of their own."""
    at = html.find(_SIGN)
    if at < 0:
        return html
    pieces, done = [], 0
    while at >= 0:
        opened = _OPENS.search(html, max(at - _HEAD, done), at + 1)
        start, end = at + len(_SIGN), html.find('"', at + len(_SIGN))
        close = html.find(">", end) if opened is not None and end > 0 else -1
        if opened is not None and close > 0 and html.startswith(f"</{opened[1]}", close + 1):
            pieces += [html[done:at], html[end + 1 : close + 1], unescape(html[start:end])]
            done = close + 1
        at = html.find(_SIGN, max(done, at + 1))
    return "".join((*pieces, html[done:]))
