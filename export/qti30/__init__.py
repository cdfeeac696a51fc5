"""QTI 3.0 packages: what current assessment platforms and players read.

quiz.zip    imsmanifest.xml (schemaversion 3.0.0)  test.xml  items/q1.xml  items/media/a.png
"""

from __future__ import annotations

from export._qti2.package import OPTIONS, Form, renderer
from export.qti21 import SUPPORT
from quizmill.package import Exporter

_ASI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_PLACE = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
_XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
_MANIFEST = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"

QTI30 = Form(
    version="3.0",
    item=f'xmlns="{_ASI}" {_XSI}"{_ASI} {_PLACE}/imsqti_asiv3p0_v1p0.xsd"',
    manifest=f'xmlns="{_MANIFEST}" {_XSI}"{_MANIFEST} {_PLACE}/imsqtiv3p0_imscpv1p2_v1p0.xsd"',
    schema="QTI Package",
    schema_version="3.0.0",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
)
EXPORTER = Exporter(
    "qti30",
    ".zip",
    "QTI 3.0 package: current players and item banks",
    renderer(QTI30),
    SUPPORT,
    split=500,
    options=OPTIONS,
)
