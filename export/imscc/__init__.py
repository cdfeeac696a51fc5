"""Common Cartridge 1.1: a course archive that Canvas, Moodle, Blackboard, Brightspace and Schoology import.

imsmanifest.xml
g1f.../assessment_qti.xml               the quiz in the cartridge's own QTI profile: six types of items
g1f.../assessment_meta.xml              Canvas: title, points, options
non_cc_assessments/g1f....xml.qti       Canvas: the same quiz with every type of items
web_resources/a.png                     shown as $IMS-CC-FILEBASE$/a.png
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO

from export._fit import unfit
from export._names import short_hash
from export._options import chosen
from export._titles import one_line, shortened
from export._zip import Archive
from export.qti12 import CANVAS_SUPPORT
from export.qti12._package import SETTINGS, Pictures, frame, settings, write_questions
from export.qti12._profile import CANVAS, CC
from quizmill.item import Item
from quizmill.package import Exporter, Loss, Package, Support

_QTI = (
    'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/ims_qtiasiv1p2 '
    'http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_qtiasiv1p2p1_v1p0.xsd"'
)
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_MANIFEST = (
    'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1 '
    'http://www.imsglobal.org/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd"'
)
_FIELDS = (
    ("cc_profile", "cc.exam.v0p1"),
    ("qmd_assessmenttype", "Examination"),
    ("qmd_scoretype", "Percentage"),
    ("cc_maxattempts", "1"),
)
_CANVAS_ONLY = "only Canvas shows it: the cartridge's own profile has no such type"


def _in_profile(item: Item) -> bool:
    """Whether the cartridge's own profile has a type for this item."""
    return item.type in CC.words


def _render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    chosen(package, {})
    title = html.escape(shortened(one_line(package.title), 200) or "Quiz")
    ident = f"g{short_hash(package.title)}"
    pictures = Pictures(package, "web_resources/", "$IMS-CC-FILEBASE$/")
    everything, profiled = f"non_cc_assessments/{ident}.xml.qti", f"{ident}/assessment_qti.xml"
    with Archive(out) as archive:
        if any(_in_profile(item) and not unfit(item, (), partial=False) for item in package.items):
            with archive.stream(profiled) as write:
                before, after = frame("quiz", ident, title, package.title, _QTI, _FIELDS)
                write(before)
                write_questions(CC, package, pictures, write, _in_profile)
                write(after)
        else:
            profiled = everything  # an assessment without items is not valid
        pictures.missing.clear()
        with archive.stream(everything) as write:
            before, after = frame("quiz", ident, title, package.title)
            write(before)
            losses, total = write_questions(CANVAS, package, pictures, write)
            write(after)
        archive.write(f"{ident}/assessment_meta.xml", settings(ident, title, total))
        archive.write("imsmanifest.xml", _manifest(ident, title, profiled, everything, pictures.store(archive)))
    left = {loss.item for loss in losses if loss.field == "*"}
    only = (item.id for item in package.items if not _in_profile(item) and item.id not in left)
    return (*losses, *(Loss(item, "type", _CANVAS_ONLY) for item in only))


def _manifest(ident: str, title: str, profiled: str, everything: str, images: list[str]) -> str:
    media = "".join(
        [
            f'<resource identifier="m{place}" type="webcontent" href="{path}"><file href="{path}"/></resource>\n'
            for place, path in enumerate(images, 1)
        ]
    )
    meta = f"{ident}/assessment_meta.xml"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest {_MANIFEST} identifier="{ident}_manifest">\n<metadata>'
        "<schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>"
        f'<lom xmlns="{_LOM}"><general><title><string>{title}</string></title></general></lom></metadata>\n'
        '<organizations><organization identifier="org_1" structure="rooted-hierarchy"><item identifier="root">'
        f'<item identifier="{ident}_item" identifierref="{ident}"><title>{title}</title></item>'
        "</item></organization></organizations>\n"
        f'<resources>\n<resource identifier="{ident}" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment">'
        f'<file href="{profiled}"/><dependency identifierref="{ident}_meta"/></resource>\n'
        f'<resource identifier="{ident}_meta" type="{SETTINGS}" href="{meta}">'
        f'<file href="{meta}"/><file href="{everything}"/></resource>\n{media}</resources>\n</manifest>\n'
    )


def _support(kind: str, canvas: Support) -> Support:
    return canvas if kind in CC.words else replace(canvas, how=f"{canvas.how}; {_CANVAS_ONLY}")


SUPPORT: Mapping[str, Support] = {kind: _support(kind, canvas) for kind, canvas in CANVAS_SUPPORT.items()}
EXPORTER = Exporter(
    "imscc",
    ".imscc",
    "Common Cartridge 1.1: Canvas, Moodle, Blackboard, Brightspace, Schoology",
    _render,
    SUPPORT,
    split=500,
)
