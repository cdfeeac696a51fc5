"""A QTI 2 or 3 package: `items/*.xml`, `items/media/*`, `test.xml`, `imsmanifest.xml`; written item by item.

Pictures lie beside the items and are listed as files of the item that shows them: Canvas maps no picture that is a
resource of its own. Consecutive items of one section make an `assessmentSection`.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from export._fields import uncarried
from export._fit import left_out, unfit
from export._math import mathml
from export._names import Names, short_hash
from export._options import chosen
from export._qti2.assemble import Assembler, points_of
from export._qti2.metadata import lom
from export._qti2.words import Version, Words
from export._shapes import Made, Shapes
from export._spool import Spool
from export._titles import GAP, one_line, shortened
from export._zip import Archive
from export.richtext import Target
from quizmill.extras import path_text
from quizmill.item import Item
from quizmill.package import Loss, Package

OPTIONS = {"as": "test: items in a test with sections (default); items: the items alone, for a question bank"}
CARRIED = frozenset(
    "title hints solution final_answer quick_check mistakes difficulty section tags objectives language points media "
    "feedback.general feedback.correct feedback.incorrect feedback.partial choices.feedback choices.fixed "
    "choices.credit answers.feedback answers.credit answers.exact answers.unit case_sensitive gaps.choices.feedback "
    "gaps.choices.fixed gaps.answers.feedback gaps.answers.credit gaps.answers.exact gaps.answers.unit pairs.feedback "
    "distractors model_answer grader_info".split()
)
CHOICES = {"as": ("test", "items")}
_HOLE = "\0"  # where a template is filled piece by piece


@dataclass(frozen=True, slots=True)
class Form:
    """What the versions name differently: namespaces, resource types, the manifest's own words."""

    version: Version
    item: str
    manifest: str
    schema: str
    schema_version: str
    item_type: str
    test_type: str


@dataclass(slots=True)
class MediaShelf:
    """Pictures and sounds of a package: each is stored once, those without bytes are remembered for the report."""

    package: Package
    archive: Archive
    folder: str
    used: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def address(self, name: str, prefix: str = "media/") -> str:
        """The address of a picture from the file that shows it; stores the picture when it is first named."""
        path = f"{self.folder}{name}"
        if path not in self.archive.names:
            data = self.package.media(name)
            if data is None:
                self.missing.append(name)
                return ""
            self.archive.store(path, data)
        if path not in self.used:
            self.used.append(path)
        return f"{prefix}{name}"

    def taken(self, item: Item) -> tuple[list[str], Iterator[Loss]]:
        """What was named since the last call: paths in the archive, and a loss for each picture without bytes."""
        used, missing = self.used, self.missing
        self.used, self.missing = [], []
        return used, (Loss(item.id, "media", f"{name} is not in the bank") for name in dict.fromkeys(missing))


def render(form: Form, package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Write the package; items without a key are left out and reported."""
    kind = chosen(package, CHOICES)["as"]
    with Archive(out) as archive:
        written = _Written()
        losses = _write_items(form, package, archive, written)
        if kind == "test" and written.names:
            _write_test(form, package, archive, written)
        before, after = _manifest(form, package)
        with archive.stream("imsmanifest.xml") as write:
            write(before)
            for piece in written.resources:
                write(piece)
            write(after)
    return tuple(losses)


@dataclass(slots=True)
class _Written:
    """What the manifest and the test must say of the items: resources, names, and references by section."""

    resources: Spool = field(default_factory=Spool)
    names: list[str] = field(default_factory=list)
    sections: list[tuple[str, Spool]] = field(default_factory=list)

    def refer(self, item: Item, name: str, reference: str) -> None:
        title = path_text(item.section)
        if not self.sections or self.sections[-1][0] != title:
            self.sections.append((title, Spool()))
        self.sections[-1][1].add(reference)
        self.names.append(name)


def _write_items(form: Form, package: Package, archive: Archive, written: _Written) -> list[Loss]:
    losses: list[Loss] = []
    names, shelf = Names(), MediaShelf(package, archive, "items/media/")
    assembler = Assembler(form.version, form.item, Target(math=_formula, media=shelf.address))

    def whole(item: Item, name: str) -> Made:
        made = assembler.item(item, name)
        return made.xml, (*made.losses, *uncarried(item, CARRIED, "QTI"))

    shapes = Shapes(whole)
    for item in package.items:
        if reason := unfit(item, ()):
            losses.append(left_out(item, reason))
            continue
        name = names.of(item.id)
        path = f"items/{name}.xml"
        xml, own = shapes.item(item, name)
        archive.write(path, xml)
        used, missing = shelf.taken(item)
        losses.extend((*own, *missing))
        written.resources.add(_resource(name, form.item_type, path, used, lom(item, form.version)))
        written.refer(item, name, assembler.words.item_ref % (name, path, points_of(item)))
    return losses


def _formula(latex: str, display: bool) -> str:
    """MathML; a gap in a formula shows an empty box, because no field can stand there."""
    return mathml(GAP.sub(r"\\square ", latex), display)


def _write_test(form: Form, package: Package, archive: Archive, written: _Written) -> None:
    """The test that presents the items, and its resource."""
    words, name = Words.of(form.version), f"t{short_hash(package.title)}"
    before, after = (words.test % (form.item, name, _title(package.title, "Quiz"), _HOLE)).split(_HOLE)
    with archive.stream("test.xml") as write:
        write(before)
        for place, (title, references) in enumerate(written.sections, 1):
            start, end = (words.section % (f"s{place}", _title(title or package.title, "Questions"), _HOLE)).split(
                _HOLE
            )
            write(start)
            for piece in references:
                write(piece)
            write(end)
        write(after)
    head, tail = _resource(name, form.test_type, "test.xml", (), "", _HOLE).split(_HOLE)
    written.resources.add(head)
    for item in written.names:
        written.resources.add(f'<dependency identifierref="{item}"/>')
    written.resources.add(tail)


def _title(text: str, otherwise: str) -> str:
    return html.escape(shortened(one_line(text), 200) or otherwise)


def _resource(
    name: str, kind: str, path: str, used: list[str] | tuple[str, ...], metadata: str, needs: str = ""
) -> str:
    files = "".join([f'<file href="{media}"/>' for media in used])
    inner = f'{metadata}<file href="{path}"/>{files}{needs}'
    return f'<resource identifier="{name}" type="{kind}" href="{path}">{inner}</resource>\n'


def _manifest(form: Form, package: Package) -> tuple[str, str]:
    """What stands before and after the resources."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest {form.manifest} '
        f'identifier="m{short_hash(package.title)}">\n<metadata><schema>{form.schema}</schema>'
        f"<schemaversion>{form.schema_version}</schemaversion></metadata>\n<organizations/>\n<resources>\n",
        "</resources>\n</manifest>\n",
    )


def renderer(form: Form) -> partial[tuple[Loss, ...]]:
    """`render` of one version, for its `Exporter`."""
    return partial(render, form)
