"""Slides (.pptx): each slide's texts and tables in the order a person reads them, its notes last.

    slide 1   title     "1. Which one floats?"          HEADING
              body      "cork", "iron"                  ITEM, ITEM
              notes     "Answer: cork"                  TEXT "Answer: cork", hidden until asked for

Shapes are read from the top down, and from left to right where they stand side by side. Numbers that PowerPoint draws
itself are counted. A place is the slide and the shape in it. Format: ECMA-376 part 1, chapters 19 to 21.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.media import office, xml
from extract.media.archive import DAMAGED, Archive, open_zip
from extract.media.docx.math import latex
from extract.media.docx.package import links
from extract.media.docx.styles import attribute, child, only_child, tint_of
from extract.media.numerals import write
from quizmill.block import Block, Run, Style
from quizmill.errors import SourceError
from quizmill.page import Carrier, Page
from quizmill.registry import Medium
from quizmill.source import Source, Span

_SUFFIXES = (".pptx", ".pptm", ".ppsx")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_ROW = 200_000  # EMU (half a centimetre and more): tops nearer than this stand side by side
_AUTO = re.compile(r"(alphaLc|alphaUc|romanLc|romanUc|arabic)(ParenBoth|ParenR|Period|Plain)")
_SYSTEMS = {"alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_TITLES = ("title", "ctrTitle")
_LISTS = ("", "obj", "body")  # holders whose paragraphs have the layout's bullets
_FURNITURE = frozenset(("sldNum", "ftr", "dt", "hdr"))


@dataclass(slots=True)
class _Slide:
    """A slide being read: its number, where its pictures lie, and the gap before the next line."""

    number: int
    links: dict[str, str]
    hidden: bool = False
    gap: float = 1.0

    def blocks(self, tree: xml.Node) -> Iterator[Block]:
        for index, shape in enumerate(_in_order(tree), 1):
            self.gap = 1.0
            at = f"slide[{self.number}]/{'notes' if self.hidden else 'shape'}[{index}]"
            match str(shape.tag):
                case "sp":
                    yield from self._text(shape, at)
                case "graphicFrame":
                    yield from self._table(shape, at)
                case "pic":
                    yield from self._picture(shape, at)

    def _text(self, shape: xml.Node, at: str) -> Iterator[Block]:
        holder = child(shape, "nvSpPr", "nvPr", "ph")
        kind = attribute(holder, "type") if holder is not None else "none"
        body = only_child(shape, "txBody")
        if kind not in _FURNITURE and body is not None:
            yield from self._paragraphs(body, at, kind in _TITLES, kind in _LISTS and not self.hidden)

    def _paragraphs(self, body: xml.Node, at: str, titled: bool = False, listed: bool = False) -> Iterator[Block]:
        counts: dict[int, int] = {}
        for number, paragraph in enumerate(body.iterchildren("p"), 1):
            properties = only_child(paragraph, "pPr")
            depth = int(attribute(properties, "lvl") or 0) if properties is not None else 0
            label, bullet = _label(properties, listed or depth > 0, depth, counts)
            lines = list(_lines(paragraph, self.links))
            for index, runs in enumerate(lines):
                runs = (Run(label + " "), *runs) if label and not index else runs
                if self.hidden:
                    runs = tuple(replace(run, style=run.style | Style.HIDDEN) for run in runs)
                ending = f"/line[{index + 1}]" if len(lines) > 1 else ""
                place = Span(page=self.number, node=f"{at}/p[{number}]{ending}")
                mark = depth if bullet and not index and not titled else None
                yield office.block(runs, "", place, office.Look(int(titled), mark, 2.0 * depth, self.gap))
                self.gap = 0.0

    def _table(self, shape: xml.Node, at: str) -> Iterator[Block]:
        rows = []
        for number, row in enumerate(shape.iter("tr"), 1):
            place = f"{at}/tr[{number}]"
            cells = [
                list(self._paragraphs(body, f"{place}/tc[{column}]"))
                for column, cell in enumerate(row.iterchildren("tc"), 1)
                if (body := only_child(cell, "txBody")) is not None
            ]
            rows.append((Span(page=self.number, node=place), cells))
        yield from office.table(rows, ())

    def _picture(self, shape: xml.Node, at: str) -> Iterator[Block]:
        named = child(shape, "nvPicPr", "cNvPr")
        alt = attribute(named, "descr") if named is not None else ""
        for picture in shape.iter("blip"):
            if target := self.links.get(attribute(picture, "embed"), ""):
                runs = (Run(alt),) if alt else ()
                yield office.block(runs, target, Span(page=self.number, node=at), office.Look(gap=1.0))


def _in_order(tree: xml.Node) -> list[xml.Node]:
    """Shapes as they are read; the title first, and what has no place of its own where the file has it."""
    shapes = [
        node for node in tree.iter("sp", "graphicFrame", "pic") if next(node.iterancestors("Fallback"), None) is None
    ]
    placed = [(_place(shape), index) for index, shape in enumerate(shapes)]
    last = (-2, 0)
    keys = []
    for place, index in placed:
        last = place or last
        keys.append((last[0] // _ROW, last[1], index))
    return [shapes[index] for *_, index in sorted(keys)]


def _place(shape: xml.Node) -> tuple[int, int] | None:
    """Top and left in EMU; titles that take their place from the layout stand on top."""
    holder = child(shape, "nvSpPr", "nvPr", "ph")
    off = next(shape.iter("off"), None)
    if off is not None:
        return int(attribute(off, "y") or 0), int(attribute(off, "x") or 0)
    return (-1, 0) if holder is not None and attribute(holder, "type") in _TITLES else None


def _label(properties: xml.Node | None, listed: bool, depth: int, counts: dict[int, int]) -> tuple[str, bool]:
    """The number that PowerPoint draws before a paragraph, and whether it draws a bullet there."""
    auto = child(properties, "buAutoNum")
    if auto is None:
        counts.pop(depth, None)
        return "", child(properties, "buNone") is None and (listed or child(properties, "buChar") is not None)
    named = _AUTO.fullmatch(attribute(auto, "type"))
    system, form = (named[1], named[2]) if named else ("arabic", "Period")
    counts[depth] = counts.get(depth, int(attribute(auto, "startAt") or 1) - 1) + 1
    written = write(counts[depth], _SYSTEMS.get(system, "decimal"))
    return {"ParenBoth": f"({written})", "ParenR": f"{written})", "Plain": written}.get(form, f"{written}."), False


def _lines(paragraph: xml.Node, targets: dict[str, str]) -> Iterator[tuple[Run, ...]]:
    runs: list[Run] = []
    for node in paragraph.iterchildren():
        match str(node.tag):
            case "r" | "fld":
                text = only_child(node, "t")
                style, tint = _look(only_child(node, "rPr"))
                link = child(node, "rPr", "hlinkClick")
                href = targets.get(attribute(link, "id"), "") if link is not None else ""
                runs.append(Run((text.text or "") if text is not None else "", style, href, tint))
            case "br":
                if found := office.trimmed(runs):
                    yield found
                runs = []
            case "m" | "AlternateContent":
                runs += [Run(formula, Style.MATH) for math in node.iter("oMath") if (formula := latex(math))]
    if found := office.trimmed(runs):
        yield found


def _look(properties: xml.Node | None) -> tuple[Style, str]:
    if properties is None:
        return Style.NONE, ""
    style = Style.NONE
    for name, look in (("b", Style.BOLD), ("i", Style.ITALIC)):
        style |= look if attribute(properties, name) in ("1", "true") else Style.NONE
    style |= Style.UNDERLINE if attribute(properties, "u") not in ("", "none") else Style.NONE
    style |= Style.STRIKE if attribute(properties, "strike") not in ("", "noStrike") else Style.NONE
    style |= Style.HIGHLIGHT if only_child(properties, "highlight") is not None else Style.NONE
    raised = attribute(properties, "baseline")
    style |= Style.SUP if raised.isdigit() and int(raised) else Style.SUB if raised.startswith("-") else Style.NONE
    colour = child(properties, "solidFill", "srgbClr")
    tint = tint_of(attribute(colour, "val")) if colour is not None else ""
    return style | (Style.COLOR if tint and tint != "white" else Style.NONE), tint


def _blocks(archive: Archive) -> Iterator[Block]:
    numbers = sorted(int(found[1]) for name in archive.names if (found := _SLIDE.fullmatch(name)))
    for place, number in enumerate(_shown(archive, numbers), 1):
        name = f"ppt/slides/slide{number}.xml"
        root, _ = xml.member(archive, name)
        targets = links(archive, name)
        if root is not None:
            yield from _Slide(place, targets).blocks(root)
        notes = next((target for target in targets.values() if "/notesSlides/" in target), "")
        spoken, _ = xml.member(archive, notes)
        if spoken is not None:
            yield from _Slide(place, {}, hidden=True).blocks(spoken)


def _shown(archive: Archive, numbers: list[int]) -> list[int]:
    """The slides in the order that the show has; by number where it tells none."""
    root, _ = xml.member(archive, "ppt/presentation.xml")
    targets = links(archive, "ppt/presentation.xml")
    listed = [targets.get(attribute(node, "id"), "") for node in root.iter("sldId")] if root is not None else []
    ordered = [int(found[1]) for target in listed if (found := _SLIDE.fullmatch(target))]
    return ordered if sorted(ordered) == numbers else numbers


def read(source: Source) -> Page:
    """The page of a slide show; SourceError where it is none, or locked with a password."""
    try:
        archive = open_zip(source.data)
    except DAMAGED as error:
        raise SourceError(f"{source.path} cannot be opened as slides ({error}); is it locked?") from error
    if not any(_SLIDE.fullmatch(name) for name in archive.names):
        raise SourceError(f"{source.path} holds no slides.")
    return office.pictured(Page(source, Carrier.SLIDES), archive, _blocks(archive))


def identify(source: Source) -> bool:
    """By its name."""
    return source.suffix in _SUFFIXES


MEDIUM = Medium("pptx", identify, read)
