"""The page around the questions, streamed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import BinaryIO

from export._files import write_text
from export._fit import left_out
from export._options import chosen
from export.paper.html_ import Words, plain
from export.paper.sheet import losses as losses_of
from export.selftest.question import question
from quizmill.item import is_keyless
from quizmill.package import Loss, Package

_LOST = frozenset(("tags",))
OPTIONS = {"shuffle": ("yes", "no"), "check": ("each", "end")}


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """Writes the page, question by question."""
    options = chosen(package, OPTIONS)
    losses: list[Loss] = []
    write_text(out, _page(package, options, losses))
    return tuple(losses)


@cache
def _resource(name: str) -> str:
    return files("export.selftest").joinpath(name).read_text(encoding="utf-8")


def _hash(inline: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


def _page(package: Package, options: dict[str, str], losses: list[Loss]) -> Iterator[str]:
    style, script, title = _resource("selftest.css"), _resource("selftest.js"), plain(package.title)
    policy = (
        f"default-src 'none'; img-src data:; media-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n"
        f'<body data-shuffle="{options["shuffle"]}" data-check="{options["check"]}">\n'
        f"<header><h1>{title}</h1>\n{_resource('intro.html')}</header>\n<main>\n"
    )
    words = Words(package)
    number = 0
    for item in package.items:
        if is_keyless(item):
            losses.append(left_out(item, "the source gives no key to score it by"))
            continue
        number += 1
        yield question(item, number, words)
        losses.extend(losses_of(item, words.held.taken(), _LOST, "the page"))
    yield f"</main>\n{_resource('outro.html')}<script>{script}</script>\n</body>\n</html>\n"
