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

from export._fields import left_out, uncarried, unfit
from export._math import mathml
from export._names import Names, short_hash
from export._options import chosen
from export._qti2.assemble import Assembler, points_of
from export._qti2.metadata import lom
from export._qti2.words import Version
from export._shapes import Shapes, Written
from export._titles import one_line, shortened
from export._zip import Archive
from export.richtext import Target
from quizmill.extras import path_text
from quizmill.item import Item
from quizmill.package import Loss, Package

OPTIONS = {"as": "test: items in a test with sections (default); items: the items alone, for a question bank"}
CARRIED = frozenset(
    "title hints solution final_answer quick_check mistakes difficulty section tags objectives language points media "
    "feedback.general feedback.correct feedback.incorrect feedback.partial choices.feedback choices.fixed "
    "choices.credit answers.feedback answers.credit answers.exact case_sensitive gaps.choices.feedback "
    "gaps.answers.feedback gaps.answers.credit gaps.answers.exact pairs.feedback distractors model_answer "
    "grader_info".split()
)
CHOICES = {"as": ("test", "items")}
_CHUNK = 2000  # manifest entries joined at a time


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
    losses: list[Loss] = []
    names, resources, sections = Names(), _Growing(), _Sections()
    with Archive(out) as archive:
        shelf = MediaShelf(package, archive, "items/media/")
        assembler = Assembler(form.version, form.item, Target(math=mathml, media=shelf.address))

        def whole(item: Item, name: str) -> Written:
            made = assembler.item(item, name)
            return made.xml, (*made.losses, *uncarried(item, CARRIED, "QTI"))

        shapes = Shapes(whole)
        for item in package.items:
            if reason := unfit(item, ()):
                losses.append(left_out(item, reason))
                continue
            name = names.of(item.id)
            xml, own = shapes.item(item, name)
            path = f"items/{name}.xml"
            archive.write(path, xml)
            used, missing = shelf.taken(item)
            losses.extend((*own, *missing))
            resources.add(_resource(name, form.item_type, path, used, lom(item, form.version)))
            if kind == "test":
                sections.add(item, assembler.words.item_ref % (name, path, points_of(item)), name)
        if kind == "test" and sections.names:
            test = f"t{short_hash(package.title)}"
            title = _title(package.title, "Quiz")
            archive.write(
                "test.xml",
                assembler.words.test % (form.item, test, title, sections.joined(assembler.words.section)),
            )
            needs = "".join([f'<dependency identifierref="{name}"/>' for name in sections.names])
            resources.add(_resource(test, form.test_type, "test.xml", (), "", needs))
        archive.write("imsmanifest.xml", _manifest(form, package, resources.text()))
    return tuple(losses)


@dataclass(slots=True)
class _Growing:
    """A long text that grows by small parts."""

    parts: list[str] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)

    def add(self, part: str) -> None:
        self.parts.append(part)
        if len(self.parts) >= _CHUNK:
            self.chunks.append("".join(self.parts))
            self.parts.clear()

    def text(self) -> str:
        return "".join((*self.chunks, *self.parts))


@dataclass(slots=True)
class _Sections:
    """Item references under their section, in the order of the items."""

    names: list[str] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""
    open: _Growing = field(default_factory=_Growing)

    def add(self, item: Item, reference: str, name: str) -> None:
        title = path_text(item.section)
        if self.names and title != self.title:
            self.done.append((self.title, self.open.text()))
            self.open = _Growing()
        self.title = title
        self.names.append(name)
        self.open.add(reference)

    def joined(self, template: str) -> str:
        self.done.append((self.title, self.open.text()))
        return "".join(
            [
                template % (f"s{place}", _title(title, "Questions"), references)
                for place, (title, references) in enumerate(self.done, 1)
            ]
        )


def _title(text: str, otherwise: str) -> str:
    return html.escape(shortened(one_line(text), 200) or otherwise)


def _resource(
    name: str, kind: str, path: str, used: list[str] | tuple[str, ...], metadata: str, needs: str = ""
) -> str:
    files = "".join([f'<file href="{media}"/>' for media in used])
    inner = f'{metadata}<file href="{path}"/>{files}{needs}'
    return f'<resource identifier="{name}" type="{kind}" href="{path}">{inner}</resource>\n'


def _manifest(form: Form, package: Package, resources: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest {form.manifest} '
        f'identifier="m{short_hash(package.title)}">\n<metadata><schema>{form.schema}</schema>'
        f"<schemaversion>{form.schema_version}</schemaversion></metadata>\n<organizations/>\n"
        f"<resources>\n{resources}</resources>\n</manifest>\n"
    )


def renderer(form: Form) -> partial[tuple[Loss, ...]]:
    """`render` of one version, for its `Exporter`."""
    return partial(render, form)
