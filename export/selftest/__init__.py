"""A self-test: one page that asks, scores and explains, offline, in any browser.

    <article class="question" data-kind="single" data-key="2">
    <form> <fieldset> <legend>Question 1</legend> ... <label><input type="radio" value="2"> heapify</label> ...

Everything is inside the file: pictures, formulas (MathML), one style and one script, which the page's own security
policy names by their hashes, so that no other script can run in it. It is worked by keyboard alone, speaks to screen
readers (live regions, labels, no colour without a word), and without scripts it is still a list of questions.
"""

from __future__ import annotations

from export.selftest.page import OPTIONS, render
from quizmill.package import Exporter, Support

EXPORTER = Exporter(
    name="selftest",
    suffix=".html",
    summary="self-contained page that scores and explains, offline",
    render=render,
    support={
        "single": Support("full"),
        "multiple": Support("full"),
        "true_false": Support("full"),
        "short": Support("full"),
        "numeric": Support("full"),
        "cloze": Support("full"),
        "matching": Support("full"),
        "ordering": Support("full"),
        "essay": Support("approximated", "the learner compares with the model answer; it is not scored"),
        "flashcard": Support("approximated", "the learner says whether it was known"),
    },
    options={
        "shuffle": "yes (default) or no: whether choices are shuffled at each start",
        "check": "each (default): every question is checked on its own; end: all at once",
    },
)
assert set(OPTIONS) == set(EXPORTER.options)
