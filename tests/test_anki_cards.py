"""Cards in a real browser: rendered by Anki, clicked, turned, judged; and inert where the source was hostile.

Both ways in which apps turn a card are played: a desktop keeps the page and replaces its inner HTML (scripts are run
again), a phone loads a new page of the same origin. Screenshots go to the folder that CARD_SHOTS names, if any.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from anki_oracle import Sides, cards, collection, sides, take, write
from chromium import Site, browser
from playwright.sync_api import Browser
from samples.cards import (
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    PICTURE,
    PICTURE_NAME,
    SHORT,
    SINGLE,
    TRUE_FALSE,
    choices,
    package,
)
from strategies import HOSTILE

from quizmill.item import Feedback, Item, OrderItem

PLATFORMS = ("desktop", "phone")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sides]]:
    """Both sides of every sample card, as Anki renders them after an import."""
    return by_anki(tmp_path_factory.mktemp("deck"), *ITEMS)


def by_anki(folder: Path, *items: Item) -> dict[str, list[Sides]]:
    write(package(*items), folder / "a.apkg")
    with collection(folder) as held:
        take(held, folder / "a.apkg")
        return {item: [sides(held, card) for card in found] for item, found in cards(held).items()}


class Reviewer:
    """Shows the sides of a card as one of the apps does."""

    def __init__(self, chrome: Browser, platform: str, night: bool = False) -> None:
        context = chrome.new_context(viewport={"width": 720, "height": 900} if platform == "desktop" else PHONE)
        context.add_init_script("window.tripwire = () => { window.tripped = true; }")
        self.page = context.new_page()
        self.site = Site(self.page)
        self.site.files[PICTURE_NAME] = ("image/png", PICTURE)
        self.platform = platform
        self.night = night
        self.opened = False

    def show(self, html: str, style: str) -> None:
        if self.platform == "desktop" and self.opened:
            self.page.evaluate(_REPLACE, html)
        else:
            night = ' nightMode night_mode"' if self.night else '"'
            head = f'<meta name="viewport" content="width=device-width"><style>{style}</style>'
            body = f'<body class="card card1{night}><div id="qa">{html}</div></body>'
            self.site.load(f'<!doctype html><html class="{"night-mode" if self.night else ""}">{head}{body}</html>')
        self.opened = True

    def picture(self, name: str) -> None:
        if folder := os.environ.get("CARD_SHOTS"):
            mode = "dark" if self.night else "light"
            self.page.screenshot(path=Path(folder, f"{name}-{self.platform}-{mode}.png"), full_page=True)

    def close(self) -> None:
        assert self.site.errors == []
        self.page.context.close()


PHONE = {"width": 390, "height": 780}
_REPLACE = """html => {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of qa.querySelectorAll("script")) {
    const fresh = document.createElement("script");
    fresh.textContent = old.textContent;
    old.replaceWith(fresh);
  }
}"""


@pytest.fixture(params=PLATFORMS)
def reviewer(request: pytest.FixtureRequest, chrome: Browser) -> Iterator[Reviewer]:
    shown = Reviewer(chrome, request.param)
    yield shown
    shown.close()


def choice_words(reviewer: Reviewer) -> list[str]:
    return reviewer.page.locator(".qm-choice").evaluate_all("all => all.map(e => e.getAttribute('data-n'))")


def turn(reviewer: Reviewer, card: Sides) -> str:
    """Shows the back and gives the verdict."""
    reviewer.show(card.back, card.style)
    return reviewer.page.locator(".qm-verdict").inner_text()


@pytest.mark.parametrize(
    ("picked", "verdict", "said"), [("1", "Right", "Well sifted."), ("2", "Not right", "Sift again.")]
)
def test_one_pick(reviewer: Reviewer, rendered: dict[str, list[Sides]], picked: str, verdict: str, said: str) -> None:
    (card,) = rendered[SINGLE.id]
    reviewer.show(card.front, card.style)
    order = choice_words(reviewer)
    assert sorted(order) == ["1", "2", "3", "4"]
    assert order[-1] == "4", "all of the above stays last"
    reviewer.page.locator(f'.qm-choice[data-n="{picked}"]').click()
    assert verdict in turn(reviewer, card)
    assert choice_words(reviewer) == order, "the back keeps the front's order"
    page = reviewer.page
    assert page.locator(".qm-choice.qm-right").get_attribute("data-n") == "1"
    assert "It sifts in" in page.locator('.qm-choice[data-n="1"]').inner_text()
    assert "largest first" in page.locator('.qm-choice[data-n="2"]').inner_text()
    assert page.locator(".qm-choice.qm-picked").get_attribute("data-n") == picked
    assert page.get_by_text(said).is_visible()
    other = "Sift again." if verdict == "Right" else "Well sifted."
    assert not page.get_by_text(other).is_visible()
    for words in ("Heaps are lists.", "Only one sifts.", "Taking a sorted list", "Think of the name."):
        assert page.get_by_text(words).first.is_visible()


@pytest.mark.parametrize(
    ("picked", "verdict"),
    [("12", "Right"), ("1", "Partly right: 1 of 2"), ("123", "Partly right: 2 of 2, and some"), ("3", "Not right")],
)
def test_several_picks(reviewer: Reviewer, rendered: dict[str, list[Sides]], picked: str, verdict: str) -> None:
    (card,) = rendered[MULTIPLE.id]
    reviewer.show(card.front, card.style)
    for position in picked:
        reviewer.page.locator(f'.qm-choice[data-n="{position}"]').click()
    assert verdict in turn(reviewer, card)
    assert reviewer.page.locator("img").evaluate("image => image.naturalWidth") == 160


def test_choices_are_shuffled_but_not_true_and_false(reviewer: Reviewer, rendered: dict[str, list[Sides]]) -> None:
    orders = {SINGLE.id: set(), TRUE_FALSE.id: set()}  # type: dict[str, set[str]]
    for item, seen in orders.items():
        for _ in range(20):
            reviewer.show(rendered[item][0].front, rendered[item][0].style)
            seen.add("".join(choice_words(reviewer)))
    assert len(orders[SINGLE.id]) > 1
    assert orders[TRUE_FALSE.id] == {"12"}


def test_choices_that_name_others_keep_their_order_and_have_letters(chrome: Browser, tmp_path: Path) -> None:
    item = replace(SINGLE, choices=(*SINGLE.choices[:3], replace(SINGLE.choices[3], text="Both A and C")))
    ((card,),) = by_anki(tmp_path, item).values()
    reviewer = Reviewer(chrome, "phone")
    for _ in range(4):
        reviewer.show(card.front, card.style)
        assert choice_words(reviewer) == ["1", "2", "3", "4"]
    assert reviewer.page.locator(".qm-text").last.inner_text() == "D. Both A and C"
    reviewer.close()


def test_unpicked_card_shows_the_answer_without_a_verdict(reviewer: Reviewer, rendered: dict[str, list[Sides]]) -> None:
    (card,) = rendered[SINGLE.id]
    reviewer.show(card.front, card.style)
    assert turn(reviewer, card) == ""
    assert reviewer.page.locator(".qm-choice.qm-right").get_attribute("data-n") == "1"


def test_state_of_another_card_is_not_taken(reviewer: Reviewer, rendered: dict[str, list[Sides]]) -> None:
    (first,), (second,) = rendered[SINGLE.id], rendered[TRUE_FALSE.id]
    reviewer.show(first.front, first.style)
    reviewer.page.locator('.qm-choice[data-n="1"]').click()
    assert turn(reviewer, second) == ""


@pytest.mark.parametrize("right", [True, False])
def test_matching(reviewer: Reviewer, rendered: dict[str, list[Sides]], right: bool) -> None:
    (card,) = rendered[MATCHING.id]
    reviewer.show(card.front, card.style)
    wanted = ["last in, first out", "first in, first out", "smallest first"]
    if not right:
        wanted[0] = "at random"
    for row, text in enumerate(wanted):
        select = reviewer.page.locator("select").nth(row)
        select.select_option(select.locator("option", has_text=text).first.get_attribute("value"))
    assert ("Right" if right else "Partly right: 2 of 3") in turn(reviewer, card)
    assert "Like plates." in reviewer.page.locator(".qm-choice").first.inner_text()


@pytest.mark.parametrize("right", [True, False])
def test_ordering(reviewer: Reviewer, rendered: dict[str, list[Sides]], right: bool) -> None:
    (card,) = rendered[ORDERING.id]
    assert isinstance(ORDERING, OrderItem)
    reviewer.show(card.front, card.style)
    entries = [rf"\({entry.strip('$')}\)" for entry in ORDERING.entries]
    for entry in entries if right else reversed(entries):
        reviewer.page.locator(".qm-choice").filter(has=reviewer.page.get_by_text(entry, exact=True)).click()
    assert ("Right" if right else "Not right") in turn(reviewer, card)
    assert [words.split("\n")[1] for words in reviewer.page.locator(".qm-choice").all_inner_texts()]


@pytest.mark.parametrize(
    ("item", "typed", "verdict"),
    [
        (SHORT, "**", "Right"),
        (SHORT, "+", "Not right"),
        (replace(SHORT, case_sensitive=False), " ** ", "Right"),
        (NUMERIC, "3,14", "Right"),
        (NUMERIC, "3.13", "Right"),
        (NUMERIC, "3.14 rad", "Right"),
        (NUMERIC, "3.2", "Not right"),
        (NUMERIC, "3,140", "Right"),
        (NUMERIC, "", ""),
    ],
)
def test_typed(reviewer: Reviewer, rendered: dict[str, list[Sides]], item: Item, typed: str, verdict: str) -> None:
    (card,) = rendered[item.id]
    reviewer.show(card.front, card.style)
    reviewer.page.locator("#typeans").fill(typed)
    assert verdict in turn(reviewer, card)
    assert reviewer.page.locator(".qm-answer").is_visible()


def test_without_scripts_a_card_is_still_a_card(chrome: Browser, rendered: dict[str, list[Sides]]) -> None:
    context = chrome.new_context(java_script_enabled=False)
    site = Site(context.new_page())
    (card,) = rendered[SINGLE.id]
    site.load(f"<style>{card.style}</style><div class=card>{card.back}</div>")
    assert site.page.locator(".qm-answer").is_visible()
    assert site.page.locator(".qm-choices li").count() == 4
    context.close()


@pytest.mark.parametrize("night", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_card_stands_in_light_and_dark(
    chrome: Browser, rendered: dict[str, list[Sides]], platform: str, night: bool
) -> None:
    """No script fails, nothing is fetched, nothing is wider than the screen, words contrast with their ground."""
    reviewer = Reviewer(chrome, platform, night)
    for item, held in rendered.items():
        for number, card in enumerate(held):
            for side, html in (("front", card.front), ("back", card.back)):
                reviewer.show(html, card.style)
                if side == "front" and item in (SINGLE.id, MULTIPLE.id):
                    reviewer.page.locator(".qm-choice").nth(1).click()
                reviewer.picture(f"{item}-{number}-{side}")
                assert reviewer.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), item
                assert reviewer.page.evaluate(CONTRAST) == [], item
    assert reviewer.site.asked == []
    reviewer.close()


# Words whose contrast with the nearest painted ground is under WCAG's 4.5 to 1.
CONTRAST = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !e.offsetParent || e.closest("script, style, select")) continue;
    const a = light(parse(getComputedStyle(e).color).slice(0, 3)), b = light(ground(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(e.className + ": " + ratio.toFixed(2));
  }
  return low;
}"""


def test_hostile_words_stay_words(chrome: Browser, tmp_path: Path) -> None:
    hostile = [
        replace(
            SINGLE,
            id=f"h{number}",
            stem=words,
            title=words,
            difficulty=words,
            section=(words,),
            choices=tuple(replace(choice, text=words + choice.id, feedback=words) for choice in SINGLE.choices),
            hints=(words,),
            solution=(words, words),
            objectives=(words,),
            language='en" onfocus="tripwire()',
            provenance=replace(SINGLE.provenance, path=words, url="javascript:tripwire()"),
        )
        for number, words in enumerate(HOSTILE)
    ]
    for platform in PLATFORMS:
        reviewer = Reviewer(chrome, platform)
        (tmp_path / platform).mkdir()
        for held in by_anki(tmp_path / platform, *hostile).values():
            for html in (held[0].front, held[0].back):
                reviewer.show(html, held[0].style)
                reviewer.page.locator(".qm-choice").first.click()
        assert reviewer.page.evaluate("window.tripped") is None
        assert reviewer.site.asked == []
        reviewer.close()


OWN_WORDS = {
    "de": ("Wähle eine aus", "deine Wahl", "richtige Antwort"),
    "es": ("Elige una", "tu elección", "respuesta correcta"),
    "fr": ("Choisissez une réponse", "votre choix", "bonne réponse"),
    "it": ("Scegline una", "la tua scelta", "risposta giusta"),
    "nl": ("Kies er één", "jouw keuze", "juiste antwoord"),
    "pt": ("Escolha uma", "sua escolha", "resposta certa"),
    "fi": ("Choose one", "your choice", "right answer"),
}


def test_the_words_of_a_card_by_language(chrome: Browser, tmp_path: Path) -> None:
    found = by_anki(tmp_path, *(replace(SINGLE, id=f"i-{language}", language=language) for language in OWN_WORDS))
    for language, (task, own, right) in OWN_WORDS.items():
        reviewer = Reviewer(chrome, "phone")
        (side,) = found[f"i-{language}"]
        reviewer.show(side.front, side.style)
        assert reviewer.page.locator("[role=radiogroup]").get_attribute("aria-label") == task
        reviewer.page.locator("[data-n='2']").click()
        reviewer.show(side.back, side.style)
        assert sorted(reviewer.page.locator(".qm-note").all_inner_texts()) == sorted((own, right))
        reviewer.close()


def test_right_to_left(chrome: Browser, tmp_path: Path) -> None:
    """Choices begin where the stem does, and so does every text below the card's own English words."""
    arabic = replace(
        SINGLE,
        id="arabic",
        language="ar",
        stem="أي مما يلي صحيح؟",
        choices=choices("القيمة موجبة", "القيمة سالبة", "x < 1"),
        hints=("فكّر.",),
        solution=("أولاً.",),
        feedback=Feedback("عام."),
    )
    (side,) = by_anki(tmp_path, arabic)["arabic"]
    reviewer = Reviewer(chrome, "phone")
    for html in (side.front, side.back):
        reviewer.show(html, side.style)
        shown = reviewer.page.locator(".qm-stem, .qm-choices, .qm-hints > div, .qm-block:has-text('عام') > div")
        turned = shown.evaluate_all("all => all.map(e => getComputedStyle(e).direction)")
        assert set(turned) == {"rtl"}
        assert len(turned) == 3
    reviewer.close()


def test_a_card_speaks_the_language_of_its_note(chrome: Browser, tmp_path: Path) -> None:
    german = replace(SINGLE, id="deutsch", language="de-AT", hints=("Denk nach.",), solution=("Erstens.",))
    other = replace(SINGLE, id="finnish", language="fi", hints=("Ajattele.",))
    found = by_anki(tmp_path, german, other)
    for item, task, hint in ((german, "Wähle eine aus.", "Hinweis"), (other, "Choose one.", "Hint")):
        reviewer = Reviewer(chrome, "desktop")
        (side,) = found[item.id]
        reviewer.show(side.front, side.style)
        assert reviewer.page.inner_text(".qm-task") == task
        assert reviewer.page.inner_text(".qm-hints summary") == hint
        reviewer.show(side.back, side.style)
        headings = reviewer.page.locator(".qm-block h2").all_inner_texts()
        assert ("Lösung" in [words.capitalize() for words in headings]) == (item is german)
        reviewer.close()
