"""Pictures that a text names: those beside it become media, the others a finding with section and place.

![graph](images/a.png)   ->   ![graph](media:<sha256>.png)      where the file lies beside the document
                         ->   media-missing, "under Week 2"     where it does not
                         ->   media-refused                     for web addresses; nothing is ever fetched
![graph][g] and, elsewhere, [g]: images/a.png                   the same
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from extract.grammar.words.rich import plain
from quizmill.block import Block, Kind, Run
from quizmill.finding import Finding, Severity
from quizmill.item import Media
from quizmill.source import Source

_INLINE = re.compile(r"!\[([^\]\n]{0,500})\]\(([^)\s]{1,1000})[^)\n]{0,500}\)")
_TITLED = re.compile(r"(<[^>\n]{1,1000}>|\S{1,1000})\s{1,9}[\"'(][^\n]{0,500}\Z")
_REFERENCE = re.compile(r"!\[([^\]\n]{0,500})\]\[([^\]\n]{0,200})\]")
_DEFINED = re.compile(r"\s{0,3}\[([^\]\n]{1,200})\]:\s{0,9}(<[^>\n]{1,1000}>|\S{1,1000})")
_WEB = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class _Pictures:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.media: dict[str, Media] = {}
        self.findings: list[Finding] = []
        self.title = ""
        self.link = ""

    def name(self, src: str, alt: str, block: Block) -> str:
        """The `media:` name of a reference, or the reference itself with a finding."""
        titled = _TITLED.match(src)
        src = (titled[1] if titled else src).strip("<>")
        if src.startswith("media:"):
            return src
        if _WEB.match(src):
            self._say(
                "media-refused", Severity.INFO, f"The picture {src[:120]} is on the web; it was not fetched", block
            )
            return src
        asset = self.source.assets(src)
        if asset is None:
            self._say(
                "media-missing", Severity.WARNING, f"The picture {src[:120]} does not lie beside the document", block
            )
            return src
        name = hashlib.sha256(asset.data).hexdigest() + PurePosixPath(asset.name).suffix.lower()
        self.media.setdefault(name, Media(name, asset.data, alt))
        return f"media:{name}"

    def _say(self, code: str, severity: Severity, message: str, block: Block) -> None:
        under = f' (section "{self.title}"' + (f", {self.link})" if self.link else ")") if self.title else ""
        self.findings.append(Finding(code, severity, f"{message}{under}.", block.span))


def with_pictures(
    source: Source, blocks: Iterable[Block]
) -> tuple[tuple[Block, ...], tuple[Media, ...], tuple[Finding, ...]]:
    """The blocks with `media:` names, the media, and what was not there."""
    pictures = _Pictures(source)
    done = []
    for block in _resolved(list(blocks)):
        if block.kind is Kind.HEADING:
            number = f"{block.enumerator.raw} " if block.enumerator else ""
            pictures.title, pictures.link = number + block.text.strip(), ""
        else:
            pictures.link = next((run.href for run in block.runs if run.href), pictures.link)
        if block.kind is Kind.IMAGE:
            block = replace(block, src=pictures.name(block.src, plain(block.runs), block))
        elif "![" in block.raw and block.kind is not Kind.CODE:
            block = replace(
                block,
                runs=_named(pictures, block.runs, block),
                cells=tuple(_named(pictures, cell, block) for cell in block.cells),
            )
        done.append(block)
    return tuple(done), tuple(pictures.media.values()), tuple(dict.fromkeys(pictures.findings))


def _resolved(blocks: list[Block]) -> list[Block]:
    """The blocks, pictures that a name stands for written with their place."""
    told = [_DEFINED.match(block.raw) for block in blocks]
    places = {one[1].casefold(): one[2] for one in told if one}
    return [_placed(block, places) if "![" in block.raw else block for block in blocks] if places else blocks


def _placed(block: Block, places: Mapping[str, str]) -> Block:
    def fix(found: re.Match[str]) -> str:
        place = places.get((found[2] or found[1]).casefold())
        return f"![{found[1]}]({place})" if place else found[0]

    if block.kind is Kind.CODE or not _REFERENCE.search(block.raw):
        return block
    runs = tuple(replace(run, text=_REFERENCE.sub(fix, run.text)) for run in block.runs)
    return replace(block, runs=runs, raw=_REFERENCE.sub(fix, block.raw))


def _named(pictures: _Pictures, runs: tuple[Run, ...], block: Block) -> tuple[Run, ...]:
    def fix(found: re.Match[str]) -> str:
        return f"![{found[1]}]({pictures.name(found[2], found[1], block)})"

    return tuple(replace(run, text=_INLINE.sub(fix, run.text)) if "![" in run.text else run for run in runs)
