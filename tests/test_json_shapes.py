"""Shapes of platforms' data are told by a pattern, and a page without their words is never searched for it."""

from __future__ import annotations

from extract.sites._json import shapes


def test_a_shape_with_a_sign_has_words_for_it() -> None:
    assert all(bool(shape.sign) == bool(shape.words) for shape in shapes._SHAPES)


def test_signs_are_found_through_their_words() -> None:
    for text in (
        "[[\u2603 radio 1]]", r"[[\\u2603 radio 1]]", "globalProvideData('slide', '{}')", "cp.model.data = {}",
        '{"tp": "TrueFalse"}', '{"pointsMultiplier": 1}', '"structure": {"kind": "MCQ"}', '"learningToken": 1',
        '"correctSolutions": []', '"_shouldBeSelected": true', '"collaborator_solutions": []',
    ):  # fmt: skip
        assert shapes.signed(text), text
    assert not shapes.signed('{"structure": {"walls": 4}, "tp": "Cliff"}')
