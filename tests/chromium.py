"""One headless Chromium for the tests that need a real browser. It never speaks to the network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
ORIGIN = "http://page.invalid"


@contextmanager
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, else the one that `playwright install chromium` brought."""
    own = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=own, args=_ARGS, headless=True)
        try:
            yield running
        finally:
            running.close()


class Site:
    """Pages of one origin, served from memory: what a card's or test's web view loads. All else is refused.

    `asked` are the addresses that a page tried to fetch beside its own; `errors` are scripts' uncaught errors.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.files: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        address = route.request.url
        held = self.files.get(address.removeprefix(f"{ORIGIN}/")) if address.startswith(ORIGIN) else None
        if held is None:
            self.asked.append(address)
            route.abort()
        else:
            route.fulfill(content_type=held[0], body=held[1])

    def load(self, html: str, name: str = "page.html") -> None:
        self.files[name] = ("text/html; charset=utf-8", html.encode())
        self.page.goto(f"{ORIGIN}/{name}")
