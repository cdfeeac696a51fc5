"""A QTI 1.2 package: one XML file with all questions, pictures beside it, the manifest, and Canvas' quiz settings.

imsmanifest.xml    resource imsqti_xmlv1p2, depending on the settings
g1f...xml          questestinterop > assessment > section root_section > item ..., or objectbank > item ...
assessment_meta.xml    Canvas: title, points, options; its identifier equals the assessment's
images/a.png       webcontent
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from export._fields import uncarried
from export._fit import left_out, unfit
from export._names import Names, number, short_hash
from export._shapes import Made, Shapes
from export._sides import Unclear
from export._titles import one_line, shortened
from export._zip import Archive
from export.qti12._pieces import Pieces, metadata
from export.qti12._profile import Profile
from export.qti12._question import Writer
from export.richtext import Target
from quizmill.item import Item
from quizmill.package import Loss, Package

_QTI = (
    'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/ims_qtiasiv1p2 '
    'http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"'
)
_CP = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 http://www.imsglobal.org/xsd/imscp_v1p1.xsd"'
)
Fields = tuple[tuple[str, str], ...]
_FIELDS: Fields = (("cc_maxattempts", "1"),)
SETTINGS = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


@dataclass(slots=True)
class Pictures:
    """Pictures named while questions are written; they are stored once the questions are."""

    package: Package
    folder: str = "images/"
    prefix: str = "images/"
    found: dict[str, bool] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def address(self, name: str) -> str:
        if name not in self.found:
            self.found[name] = self.package.media(name) is not None
        if not self.found[name]:
            self.missing.append(name)
            return ""
        return f"{self.prefix}{name}"

    def losses(self, item: Item) -> list[Loss]:
        """A loss for each picture without bytes since the last call."""
        names, self.missing = dict.fromkeys(self.missing), []
        return [Loss(item.id, "media", f"{name} is not in the bank") for name in names]

    def store(self, archive: Archive) -> list[str]:
        """Write the pictures; their names in the archive, sorted."""
        paths = []
        for name in sorted(name for name, there in self.found.items() if there):
            data = self.package.media(name)
            if data is not None:
                archive.store(f"{self.folder}{name}", data)
                paths.append(f"{self.folder}{name}")
        return paths


def every_item(item: Item) -> bool:
    """All of them."""
    del item
    return True


def write_questions(
    profile: Profile,
    package: Package,
    pictures: Pictures,
    write: Callable[[str], None],
    wanted: Callable[[Item], bool] = every_item,
) -> tuple[list[Loss], float]:
    """Every `item` element in turn; what was lost, and the sum of the points."""
    losses: list[Loss] = []
    names, total = Names(), 0.0
    writer = Writer(Pieces(profile, Target(math=profile.math, media=pictures.address)))

    def whole(item: Item, name: str) -> Made:
        xml, own = writer.item(item, name)
        return xml, (*own, *uncarried(item, profile.carried, profile.name))

    shapes = Shapes(whole)
    for item in package.items:
        if not wanted(item):
            continue
        if reason := unfit(item, (), partial=profile.native):
            losses.append(left_out(item, reason))
            continue
        try:
            xml, own = shapes.item(item, names.of(item.id))
        except Unclear as unclear:
            losses.append(left_out(item, str(unclear)))
            continue
        write(xml)
        losses += [*own, *pictures.losses(item)]
        total += 1.0 if item.points is None else item.points
    return losses, total


def render(profile: Profile, kind: str, package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Write the package of a quiz or of a question bank."""
    title = html.escape(shortened(one_line(package.title), 200) or "Quiz")
    ident = f"g{short_hash(package.title)}"
    pictures = Pictures(package)
    with Archive(out) as archive:
        with archive.stream(f"{ident}.xml") as write:
            before, after = frame(kind, ident, title, package.title)
            write(before)
            losses, total = write_questions(profile, package, pictures, write)
            write(after)
        with_settings = profile.name == "canvas" and kind == "quiz"
        if with_settings:
            archive.write("assessment_meta.xml", settings(ident, title, total))
        archive.write(
            "imsmanifest.xml", _manifest(ident, title, pictures.store(archive), with_settings, profile.native)
        )
    return tuple(losses)


def frame(
    kind: str, ident: str, title: str, name: str, namespaces: str = _QTI, fields: Fields = _FIELDS
) -> tuple[str, str]:
    """What stands before and after the items."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop {namespaces}>\n'
    if kind == "bank":
        bank = metadata([("bank_title", one_line(name) or "Questions")])
        return f'{head}<objectbank ident="{ident}">{bank}\n', "</objectbank>\n</questestinterop>\n"
    return (
        f'{head}<assessment ident="{ident}" title="{title}">{metadata(fields)}\n<section ident="root_section">\n',
        "</section>\n</assessment>\n</questestinterop>\n",
    )


def settings(ident: str, title: str, points: float) -> str:
    """Canvas' own file on a quiz. Choices are not shuffled: Canvas cannot keep "all of the above" last."""
    worth = number(points)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier="{ident}">\n<title>{title}</title>\n'
        "<description></description>\n<shuffle_answers>false</shuffle_answers>\n"
        "<scoring_policy>keep_highest</scoring_policy>\n<quiz_type>assignment</quiz_type>\n"
        f"<points_possible>{worth}</points_possible>\n<show_correct_answers>true</show_correct_answers>\n"
        "<allowed_attempts>1</allowed_attempts>\n<available>false</available>\n"
        f'<assignment identifier="{ident}_assignment">\n<title>{title}</title>\n'
        "<workflow_state>unpublished</workflow_state>\n"
        f"<quiz_identifierref>{ident}</quiz_identifierref>\n<points_possible>{worth}</points_possible>\n"
        "<grading_type>points</grading_type>\n<submission_types>online_quiz</submission_types>\n"
        "</assignment>\n</quiz>\n"
    )


def _manifest(ident: str, title: str, images: list[str], with_settings: bool, with_href: bool) -> str:
    """Canvas finds the questions by their `file`; others look at `href`."""
    href = f' href="{ident}.xml"' if with_href else ""
    needs = f'<dependency identifierref="{ident}_meta"/>' if with_settings else ""
    meta = (
        f'<resource identifier="{ident}_meta" type="{SETTINGS}" href="assessment_meta.xml">'
        '<file href="assessment_meta.xml"/></resource>\n'
    )
    media = "".join(
        [
            f'<resource identifier="m{place}" type="webcontent" href="{path}"><file href="{path}"/></resource>\n'
            for place, path in enumerate(images, 1)
        ]
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest {_CP} identifier="{ident}_manifest">\n'
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>\n<organizations/>\n"
        f'<resources>\n<resource identifier="{ident}" type="imsqti_xmlv1p2"{href}>'
        f'<file href="{ident}.xml"/>{needs}</resource>\n{meta if with_settings else ""}{media}'
        "</resources>\n</manifest>\n"
    )
