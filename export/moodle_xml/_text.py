"""Text elements of Moodle XML: HTML, escaped, with the files it shows inside the same element."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from export._fields import MEDIA
from export._pictures import described
from export.richtext import Target, clean_text, to_html, to_inline

TARGET = Target(media=lambda name: f"@@PLUGINFILE@@/{name}")


def xml(text: str) -> str:
    """Characters that XML 1.0 allows, with `&`, `<` and `>` escaped (so `]]>` cannot stand in it)."""
    return escape(clean_text(text), quote=False)


@dataclass(slots=True)
class Texts:
    """Renders one item's texts; `missing` are the pictures whose bytes nobody has (their alt text is shown)."""

    media: Callable[[str], bytes | None]
    missing: set[str] = field(default_factory=set)

    def block(self, text: str) -> str:
        return to_html(self._present(text), TARGET) if text else ""

    def inline(self, text: str) -> str:
        return to_inline(self._present(text), TARGET) if text else ""

    def files(self, *sources: str) -> str:
        """`<file>` elements for the pictures that these Markdown texts show."""
        if not any("media:" in source for source in sources):
            return ""
        names = dict.fromkeys(name for source in sources for name in MEDIA.findall(source))
        return "".join(self._file(name) for name in names)

    def _file(self, name: str) -> str:
        data = self.media(name)
        if data is None:
            return ""
        return f'<file name="{escape(name)}" path="/" encoding="base64">{b64encode(data).decode()}</file>'

    def _present(self, text: str) -> str:
        return described(text, self._held) if "media:" in text else text

    def _held(self, name: str) -> bool:
        if self.media(name) is not None:
            return True
        self.missing.add(name)
        return False


def element(tag: str, html: str, files: str = "") -> str:
    """`<tag format="html"><text>...</text></tag>` from HTML."""
    return f'<{tag} format="html"><text>{escape(html, quote=False)}</text>{files}</{tag}>\n'


def category(path: tuple[str, ...]) -> str:
    """The category for what follows; a slash in a name is doubled."""
    names = "/".join(" ".join(xml(name).split()).replace("/", "//") for name in path if name.strip())
    whole = f"$course$/top/{names}" if names else "$course$/top"
    return f'<question type="category"><category><text>{whole}</text></category></question>\n'
