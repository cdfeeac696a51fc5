"""The H5P libraries that the content is written for, and what each needs beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Library:
    """`str()` is the form in which content names it: `H5P.MultiChoice 1.16`."""

    name: str
    major: int
    minor: int
    title: str

    def __str__(self) -> str:
        return f"{self.name} {self.major}.{self.minor}"


QUESTION_SET = Library("H5P.QuestionSet", 1, 20, "Question Set")
MULTI_CHOICE = Library("H5P.MultiChoice", 1, 16, "Multiple Choice")
TRUE_FALSE = Library("H5P.TrueFalse", 1, 8, "True/False Question")
BLANKS = Library("H5P.Blanks", 1, 14, "Fill in the Blanks")
DRAG_TEXT = Library("H5P.DragText", 1, 10, "Drag Text")
ESSAY = Library("H5P.Essay", 1, 5, "Essay")
IMAGE = Library("H5P.Image", 1, 1, "Image")


def dependencies(used: Iterable[Library]) -> list[dict[str, object]]:
    """The libraries in h5p.json's form. Their own dependencies are known to the site that has them."""
    return [
        {"machineName": library.name, "majorVersion": library.major, "minorVersion": library.minor}
        for library in sorted(used)
    ]
