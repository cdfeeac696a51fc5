"""H5P: a question set (H5P.QuestionSet) with one question of a fitting content type for each item.

    h5p.json                       {"title": ..., "mainLibrary": "H5P.QuestionSet", "preloadedDependencies": [...]}
    content/content.json           {"questions": [{"library": "H5P.MultiChoice 1.16", "params": {...},
                                                   "subContentId": "...", "metadata": {...}}, ...]}
    content/images/<sha256>.png

The package holds content only: the libraries are those of the site (Moodle, WordPress, Drupal, Lumi) that opens it, in
the versions of `_libraries.py`, current since 2023. Interface texts are left to the libraries, which then use the
site's language. Content follows each library's semantics.json (github.com/h5p, github.com/otacke/h5p-essay).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from export._fields import uncarried
from export._fit import left_out, unfit
from export._options import chosen
from export._titles import one_line, title_of
from export._zip import Archive
from export.h5p._base import CARRIED, REASONS, Refused
from export.h5p._kinds import question
from export.h5p._libraries import QUESTION_SET, Library, dependencies
from quizmill.item import Item
from quizmill.package import Exporter, Loss, Package, Support

_KEYLESS = frozenset({"flashcard"})


class _Content:
    """What has been written so far: losses, libraries used, pictures shown (name -> first item)."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.losses: list[Loss] = []
        self.used: set[Library] = {QUESTION_SET}
        self.pictures: dict[str, bytes] = {}

    def entry(self, item: Item) -> str | None:
        """One question as JSON, None where it is left out."""
        try:
            if reason := unfit(item, _KEYLESS, pictures="stem", partial=False):
                raise Refused(reason)
            asked = question(item, self.package.media)
        except Refused as refused:
            self.losses.append(left_out(item, str(refused)))
            return None
        self.losses.extend(uncarried(item, CARRIED | asked.carried, "H5P", REASONS))
        self.losses.extend(Loss(item.id, field, reason) for field, reason in asked.lost)
        self.used.update(asked.libraries)
        self.pictures.update(asked.pictures)
        title = title_of(item)
        entry = {
            "params": asked.params,
            "library": str(asked.libraries[0]),
            "subContentId": str(uuid5(NAMESPACE_URL, f"quizmill:{item.id}")),
            "metadata": {"contentType": asked.libraries[0].title, "license": "U", "title": title},
        }
        return json.dumps(entry, ensure_ascii=False)

    def pieces(self) -> Iterator[str]:
        """content.json, question by question."""
        yield '{"introPage": {"showIntroPage": false}, "progressType": "dots", "passPercentage": 50, "questions": ['
        separator = "\n"
        for item in self.package.items:
            if entry := self.entry(item):
                yield separator + entry
                separator = ",\n"
        yield (
            '\n], "disableBackwardsNavigation": false, "randomQuestions": false, '
            '"endGame": {"showResultPage": true, "showSolutionButton": true, "showRetryButton": true, '
            '"overallFeedback": [{"from": 0, "to": 100}]}, "override": {"checkButton": true}}\n'
        )

    def manifest(self) -> str:
        """h5p.json."""
        fields = {
            "title": one_line(self.package.title) or "Questions",
            "language": "und",
            "mainLibrary": QUESTION_SET.name,
            "embedTypes": ["div"],
            "license": "U",
            "defaultLanguage": "en",
            "preloadedDependencies": dependencies(self.used),
        }
        return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Content first, since only then it is known which libraries and pictures it needs."""
    chosen(package, {})
    content = _Content(package)
    with Archive(out) as archive:
        with archive.stream("content/content.json") as write:
            for piece in content.pieces():
                write(piece)
        for name, data in sorted(content.pictures.items()):
            archive.store(f"content/images/{name}", data)
        archive.write("h5p.json", content.manifest())
    return tuple(content.losses)


_LACKS = "no points, tags or hints; one picture a question"
EXPORTER = Exporter(
    name="h5p",
    suffix=".h5p",
    summary="H5P question set, for sites that have its libraries",
    render=render,
    support={
        "single": Support("approximated", f"multiple choice; {_LACKS}"),
        "multiple": Support("approximated", f"multiple choice, a point for each right pick; {_LACKS}"),
        "true_false": Support("approximated", f"true/false in the item's own words; {_LACKS}"),
        "short": Support("approximated", f"a blank below the question; {_LACKS}"),
        "numeric": Support("approximated", "a blank; a number with a tolerance is refused"),
        "cloze": Support("approximated", f"blanks, or words to drag where all gaps have choices; {_LACKS}"),
        "matching": Support("approximated", "words to drag to the left sides; in words only"),
        "ordering": Support("approximated", "words to drag to numbered places; in words only"),
        "essay": Support("approximated", f"essay with the model answer as sample; {_LACKS}"),
        "flashcard": Support("approximated", f"essay with the back as sample; {_LACKS}"),
    },
    keyless=_KEYLESS,
)
