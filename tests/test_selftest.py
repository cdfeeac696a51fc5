"""The self-test in a real browser: every kind scored, by keyboard alone, readable for screen readers, and inert."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from chromium import Site, browser
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Locator, Page
from samples.cards import (
    CLOZE,
    ESSAY,
    FLASHCARD,
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    choices,
    package,
)
from strategies import HOSTILE, packages

from export.selftest import EXPORTER
from quizmill.errors import UsageError
from quizmill.item import Item, MatchItem, NumericAnswer, OrderItem
from quizmill.package import Loss, Package

THOUSAND = replace(NUMERIC, answers=(NumericAnswer("1234", "1234"),))


def rendered(given: Package) -> bytes:
    out = io.BytesIO()
    EXPORTER.render(given, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as running:
        yield running


class Learner:
    """Someone who opens the page of some items."""

    def __init__(self, chrome: Browser) -> None:
        self.context = chrome.new_context(viewport={"width": 800, "height": 900})
        self.context.add_init_script("window.tripwire = () => { window.tripped = true; }")
        self.site = Site(self.context.new_page())

    def open(self, *items: Item, **options: str) -> Page:
        self.site.load(rendered(package(*items, options=options)).decode())
        return self.site.page

    def check(self, number: int = 0) -> str:
        question = self.site.page.locator(".question").nth(number)
        question.locator("button[type=submit]").click()
        return question.locator(".verdict").inner_text()

    def close(self) -> None:
        assert self.site.errors == []
        assert self.site.asked == []
        self.context.close()


@pytest.fixture
def learner(chrome: Browser) -> Iterator[Learner]:
    one = Learner(chrome)
    yield one
    one.close()


def choose(page: Page, *places: str) -> None:
    for place in places:
        page.locator(f'.choice input[value="{place}"]').check()


def score(page: Page) -> str:
    return page.locator("#score").inner_text()


@pytest.mark.parametrize(
    ("item", "picked", "verdict", "points"),
    [
        (SINGLE, "1", "Right", "2 of 2"),
        (SINGLE, "2", "Not right", "0 of 2"),
        (SINGLE, "4", "Not right", "0 of 2"),
        (SINGLE, "", "not answered", "0 of 2"),
        (MULTIPLE, "12", "Right", "1 of 1"),
        (MULTIPLE, "1", "Partly right", "0.5 of 1"),
        (MULTIPLE, "13", "Not right", "0 of 1"),
        (MULTIPLE, "123", "Partly right", "0.5 of 1"),
        (TRUE_FALSE, "1", "Right", "1 of 1"),
        (TRUE_FALSE, "2", "Not right", "0 of 1"),
    ],
)
def test_choices(learner: Learner, item: Item, picked: str, verdict: str, points: str) -> None:
    page = learner.open(item)
    choose(page, *picked)
    assert verdict in learner.check()
    assert f"Score: {points} points" in score(page)


def test_feedback_is_shown_after_the_check_and_not_before(learner: Learner) -> None:
    page = learner.open(SINGLE)
    before = ("It sifts in", "largest first", "Sift again.", "Only one sifts.", "Heaps are lists.")
    assert not any(page.get_by_text(words).is_visible() for words in before)
    choose(page, "2")
    learner.check()
    assert all(page.get_by_text(words).is_visible() for words in before)
    assert not page.get_by_text("Well sifted.").is_visible()
    assert "right answer" in page.locator(".choice.right").inner_text()
    assert "your choice" in page.locator(".choice.wrong").inner_text()


def test_choices_are_shuffled_at_each_start_and_fixed_ones_stay(learner: Learner) -> None:
    page = learner.open(SINGLE)
    orders = set()
    for _ in range(12):
        page.locator("#restart").click()
        orders.add("".join(page.locator(".choice input").evaluate_all("all => all.map(e => e.value)")))
    assert len(orders) > 1
    assert all(order.endswith("4") for order in orders)
    page = learner.open(SINGLE, shuffle="no")
    assert page.locator(".choice input").evaluate_all("all => all.map(e => e.value)") == ["1", "2", "3", "4"]


def test_choices_named_by_letter_stay_and_have_letters(learner: Learner) -> None:
    item = replace(SINGLE, choices=choices("one", "two", "three", "Both A and C"))
    page = learner.open(item)
    shown = page.locator(".choice .text").all_inner_texts()
    assert shown == ["A. one", "B. two", "C. three", "D. Both A and C"]


@pytest.mark.parametrize(
    ("item", "typed", "verdict"),
    [
        (SHORT, "**", "Right"),
        (SHORT, "Power", "Partly right"),
        (SHORT, "*", "Not right"),
        (replace(SHORT, case_sensitive=True), "Power", "Not right"),
        (NUMERIC, "3.14", "Right"),
        (NUMERIC, "3,15", "Right"),
        (NUMERIC, "3.14 rad", "Right"),
        (NUMERIC, "\u22123.14", "Not right"),
        (NUMERIC, "3.2", "Not right"),
        (THOUSAND, "1,234", "Right"),
        (THOUSAND, "1 234 m", "Right"),
        (THOUSAND, "1234.0", "Right"),
        (THOUSAND, "1.234", "Not right"),
        (THOUSAND, "12341", "Not right"),
        (THOUSAND, "1234 5", "Not right"),
        (NUMERIC, "three", "Not right"),
        (NUMERIC, "", "Not right"),
    ],
)
def test_typed(learner: Learner, item: Item, typed: str, verdict: str) -> None:
    page = learner.open(item)
    page.locator(".question input").fill(typed)
    assert verdict in learner.check()


def test_a_known_mistake_is_told(learner: Learner) -> None:
    page = learner.open(SHORT)
    page.locator(".question input").fill("*")
    learner.check()
    assert page.get_by_text("That one binds less.").is_visible()
    assert not page.get_by_text("Its name, not its sign.").is_visible()


def test_cloze(learner: Learner) -> None:
    page = learner.open(CLOZE)
    page.get_by_label("Gap 1").select_option("1")
    page.get_by_label("Gap 2").fill("8")
    page.get_by_label("Gap 3").fill("std::make_heap")
    assert "Right" in learner.check()
    page.locator("#restart").click()
    page.get_by_label("Gap 2").fill("8.0")
    assert "Partly right" in learner.check()
    assert "0.33 of 1" in score(page)


def rows(page: Page) -> list[Locator]:
    return page.locator(".row select").all()


def test_matching(learner: Learner) -> None:
    assert isinstance(MATCHING, MatchItem)
    page = learner.open(MATCHING)
    for row, pair in zip(rows(page), MATCHING.pairs, strict=True):
        row.select_option(row.locator("option", has_text=pair.right).get_attribute("value"))
    assert "Right" in learner.check()
    page.locator("#restart").click()
    rows(page)[0].select_option(rows(page)[0].locator("option", has_text="at random").get_attribute("value"))
    assert "Not right" in learner.check()


def test_ordering(learner: Learner) -> None:
    assert isinstance(ORDERING, OrderItem)
    page = learner.open(ORDERING)
    for row in rows(page):
        row.select_option(row.get_attribute("data-key"))
    assert "Right" in learner.check()


def test_open_questions_are_not_scored(learner: Learner) -> None:
    page = learner.open(ESSAY, FLASHCARD)
    assert "Compare" in learner.check(0)
    assert page.get_by_text("child's place").is_visible()
    assert "Score" not in score(page)
    learner.check(1)
    page.get_by_label("Yes").check()
    assert "Score: 1 of 1" in score(page)


def test_all_at_once(learner: Learner) -> None:
    page = learner.open(*ITEMS, check="end")
    assert page.locator("button[type=submit]:visible").count() == 0
    choose(page.locator(".question").nth(0), "1")  # type: ignore[arg-type]
    page.locator("#check-all").click()
    assert "Checked 10 of 10. Score: 2 of 9 points" in score(page)
    page.locator("#restart").click()
    assert score(page) == "Checked 0 of 10."
    assert page.locator(".verdict:visible").count() == 0


def test_by_keyboard_alone(learner: Learner) -> None:
    page = learner.open(SINGLE, shuffle="no")
    for _ in range(2):
        page.keyboard.press("Tab")  # two hints
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator('input[value="1"]').is_checked()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert "Right" in page.locator(".verdict").inner_text()


def test_for_screen_readers(learner: Learner) -> None:
    """Every control has a name, verdicts are live, questions are groups with a name, and headings are in order."""
    page = learner.open(*ITEMS)
    snapshot = page.locator("body").aria_snapshot()
    assert 'group "Question 1: Heaps (2 points) Easy"' in snapshot
    assert "radio:" not in snapshot
    assert 'radio "heapify(heap)"' in snapshot
    for role in ("textbox", "combobox", "checkbox", "button"):
        assert f"- {role}\n" not in snapshot
        assert f"- {role}:" not in snapshot
    assert page.locator('.verdict[role="status"][aria-live="polite"]').count() == len(ITEMS)
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_and_width(chrome: Browser, scheme: str) -> None:
    from test_anki_cards import CONTRAST

    context = chrome.new_context(viewport={"width": 360, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    site = Site(context.new_page())
    site.load(rendered(package()).decode())
    choose(site.page.locator(".question").nth(0), "2")  # type: ignore[arg-type]
    for _ in range(2):
        assert site.page.evaluate(CONTRAST) == []
        assert site.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        site.page.locator("#check-all").click()
    context.close()


def test_without_scripts_it_is_still_readable(chrome: Browser) -> None:
    context = chrome.new_context(java_script_enabled=False)
    site = Site(context.new_page())
    site.load(rendered(package()).decode())
    assert site.page.get_by_text("Scripts are off").is_visible()
    assert site.page.locator(".choice").count() == 9
    assert not site.page.get_by_text("Only one sifts.").is_visible()
    context.close()


def test_hostile_words_stay_words(learner: Learner) -> None:
    hostile = [
        replace(
            item,
            id=f"h{number}{item.type}",
            stem=f"{words} {item.stem}",
            hints=(words,),
            solution=(words,),
            language='en" onfocus="tripwire()',
            difficulty=words,
        )
        for number, words in enumerate(HOSTILE)
        for item in ITEMS
    ]
    hostile += [
        replace(SINGLE, choices=tuple(replace(c, text=words + c.id, feedback=words) for c in SINGLE.choices))
        for words in HOSTILE
    ]
    page = learner.open(*hostile)
    assert page.locator(".question").count() == len(hostile)
    page.locator("#check-all").click()
    assert page.evaluate("window.tripped") is None
    assert page.locator("main script, main iframe, main object, main svg, main [onerror], main [onclick]").count() == 0


def test_words_cannot_pose_as_parts_of_the_page(learner: Learner) -> None:
    posing = '<code class="choice remark gap verdict after judge">x</code> <code class="qm-choice">y</code> z'
    page = learner.open(
        replace(SINGLE, stem=posing, choices=(replace(SINGLE.choices[0], text=posing), *SINGLE.choices[1:]))
    )
    choose(page, "1")
    assert "Right" in learner.check()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages(keyless=False))
def test_any_item(given: Package) -> None:
    assert rendered(given) == rendered(given)


def test_questions_without_a_key_are_left_out_and_said() -> None:
    out = io.BytesIO()
    (loss,) = EXPORTER.render(package(replace(SINGLE, key=None), TRUE_FALSE), out)
    assert (loss.item, loss.field) == (SINGLE.id, "*")
    assert b"Question 1" in out.getvalue()
    assert b"Question 2" not in out.getvalue()


def test_losses_and_options() -> None:
    losses = EXPORTER.render(Package("t", (MULTIPLE,)), io.BytesIO())
    assert [(loss.item, loss.field) for loss in losses] == [(MULTIPLE.id, "media")]
    assert all(isinstance(loss, Loss) for loss in losses)
    with pytest.raises(UsageError):
        rendered(package(options={"shuffle": "maybe"}))
