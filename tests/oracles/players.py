"""Two QTI 3 players in one headless Chromium, and the converter that brings 2.x items to them.

    with open_players() as players:
        players["ampup"].click(xml, ("a2",))      Outcome(score=1.0, feedback={"a2_fb", "correct_fb"}, page="...")

They are other people's software and decide whether an exported item works: it renders, takes a click, scores, and
shows its feedback. `setup.sh` installs them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chromium import browser
from lxml import etree
from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a player made of an attempt. `page` is the text that the learner sees."""

    score: float
    feedback: frozenset[str] = frozenset()
    page: str = ""
    chosen: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def node() -> str:
    """The path of node: the system's, else the one that setup.sh put beside this Python."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if not found:
        raise RuntimeError("Node is not installed; run tests/oracles/setup.sh.")
    return found


def as_html(xml: str) -> str:
    """An item as HTML of custom elements: no namespaces, no self-closing tags."""
    root = etree.fromstring(xml.encode())
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    for key in [key for key in root.attrib if key.startswith("{")]:
        del root.attrib[key]
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="html", encoding="unicode")


@dataclass(slots=True)
class Player:
    """A page in which one player waits for items."""

    name: str
    page: Page
    errors: list[str] = field(default_factory=list)

    def click(self, xml: str, choices: Sequence[str]) -> Outcome:
        """Click these choices and end the attempt."""
        return self._outcome(self.page.evaluate("([xml, c]) => click(xml, c)", [self._form(xml), list(choices)]))

    def respond(self, xml: str, responses: Mapping[str, str | Sequence[str]]) -> Outcome:
        """Give these responses, by the identifiers of their declarations, and score them."""
        given = {name: value if isinstance(value, str) else list(value) for name, value in responses.items()}
        return self._outcome(self.page.evaluate("([xml, r]) => respond(xml, r)", [self._form(xml), given]))

    def _form(self, xml: str) -> str:
        return as_html(xml) if self.name == "citolab" else xml.partition("?>")[2]

    def _outcome(self, got: dict[str, Any]) -> Outcome:
        errors = tuple(self.errors)
        self.errors.clear()
        return Outcome(
            got["score"], frozenset(got["feedback"]), got.get("page", ""), tuple(got.get("chosen", ())), errors
        )


_SCRIPTS = {
    "ampup": ("vue/dist/vue.min.js", "qti3-item-player/dist/qti3Player.umd.min.js"),
    "citolab": ("@citolab/qti-components/cdn/index.global.js",),
}


def _open(running: Browser, name: str) -> Player:
    page = running.new_page()
    player = Player(name, page)
    page.on("pageerror", lambda error: player.errors.append(str(error)))
    page.set_content('<!DOCTYPE html><div id="app"></div>')
    for script in _SCRIPTS[name]:
        page.add_script_tag(path=MODULES / script)
    page.add_script_tag(path=HERE / f"{name}.js")
    if name == "ampup":
        page.add_style_tag(path=MODULES / "qti3-item-player/dist/qti3Player.css")
    return player


@contextmanager
def open_players() -> Iterator[dict[str, Player]]:
    """Both players, each in its own page."""
    if not (MODULES / "qti3-item-player").is_dir():
        raise RuntimeError("The players are not installed; run tests/oracles/setup.sh.")
    with browser() as running:
        yield {name: _open(running, name) for name in _SCRIPTS}


def to_qti3(items: Sequence[str]) -> list[str]:
    """QTI 2.x items as QTI 3.0, by the converter."""
    done = subprocess.run(
        [node(), str(HERE / "convert.mjs")], input=json.dumps(items).encode(), capture_output=True, check=True
    )
    converted: list[str] = json.loads(done.stdout)
    return converted
