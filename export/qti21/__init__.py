"""QTI 2.1 and 2.2 packages: what TAO, Blackboard Ultra, Canvas, OpenOLAT and most assessment engines read.

    quiz.zip    imsmanifest.xml  test.xml  items/q1.xml  items/media/a.png

2.2 differs in namespaces, resource types and in saying that an open answer is scored by a person.
"""

from __future__ import annotations

from collections.abc import Mapping

from export._qti2.package import OPTIONS, Form, renderer
from quizmill.package import Exporter, Support

_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
_MANIFEST = (
    f'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" {_XSI}'
    '"http://www.imsglobal.org/xsd/imscp_v1p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"'
)


def _asi(version: str) -> str:
    space = f"http://www.imsglobal.org/xsd/imsqti_{version}"
    place = f"http://www.imsglobal.org/xsd/qti/qti{version}/imsqti_{version}.xsd"
    return f'xmlns="{space}" {_XSI}"{space} {place}"'


QTI21 = Form(
    version="2.1",
    item=_asi("v2p1"),
    manifest=_MANIFEST,
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
)
QTI22 = Form(
    version="2.2",
    item=_asi("v2p2"),
    manifest=_MANIFEST.replace("2p1", "2p2"),
    schema="QTIv2.2 Package",
    schema_version="1.0.0",
    item_type="imsqti_item_xmlv2p2",
    test_type="imsqti_test_xmlv2p2",
)
_FULL = Support("full")
SUPPORT: Mapping[str, Support] = {
    "single": _FULL,
    "multiple": _FULL,
    "true_false": _FULL,
    "short": _FULL,
    "numeric": _FULL,
    "cloze": Support("full", "choices of a gap are plain words"),
    "matching": _FULL,
    "ordering": _FULL,
    "essay": Support("full", "scored by a person; the model answer is feedback and the scorer's rubric"),
    "flashcard": Support("approximated", "an open question whose feedback is the back"),
}
EXPORTERS = (
    Exporter(
        "qti21",
        ".zip",
        "QTI 2.1 package: Inspera, ONYX, Blackboard Ultra, Canvas",
        renderer(QTI21),
        SUPPORT,
        split=500,
        options=OPTIONS,
    ),
    Exporter("qti22", ".zip", "QTI 2.2 package: TAO", renderer(QTI22), SUPPORT, split=500, options=OPTIONS),
)
