"""XML of any other make: read as data where its elements ask and choose; else it is claimed to say what it is.

<question><text>Who ..?</text><answer correct="true">Ada</answer><answer>Bob</answer></question>
<manifest> ... </manifest>      a package's list of files: its items lie beside it
"""

from __future__ import annotations

from extract.grammar.data.xml_rows import data
from extract.media.xml import Node
from extract.sites._data_rows import of_data
from extract.sites._xml_kinds import kind_of
from quizmill.draft import Extraction
from quizmill.finding import Finding, Severity
from quizmill.page import Carrier, Page
from quizmill.registry import Extractor

_KNOWN = {
    "manifest": "A manifest lists a package's files and holds no questions: read the package, or the files it names.",
    "quiz": "The settings of a Canvas quiz: its questions lie in the file beside it.",
    "responseProcessing": "A template of scoring rules: it holds no questions.",
    "lom": "Metadata of a learning object: it holds no questions.",
}


def identify(page: Page) -> bool:
    """What no other XML reader claims."""
    return kind_of(page) == "other"


def read(page: Page) -> Extraction:
    """No questions; a finding that says why."""
    root = page.tree
    if not isinstance(root, Node):
        finding = Finding("parse-error", Severity.ERROR, "The XML is broken beyond recovery.")
    else:
        found = of_data(page, {str(root.tag): data(root)}) if root.tag not in _KNOWN or root.tag == "quiz" else None
        if found is not None and found.drafts:
            return found
        message = _KNOWN.get(str(root.tag), f"XML with the root {str(root.tag)!r} is in no format that is read.")
        finding = Finding("format-unsupported", Severity.WARNING, message)
    return Extraction(findings=(finding,))


EXTRACTOR = Extractor("other-xml", frozenset({Carrier.XML}), identify, read)
