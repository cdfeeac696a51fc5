"""Screenshots and scans of the project's own: pages in many interfaces, drawn by a browser, damaged, read, scored.

    python bench/drawn.py [--print] [--keep DIR] [--errors N] [NAME ...]

Each `bench/drawn/NAME.html` is one page with its labels in `<script id="gold">`, its width and scale on `<html>`, and
in `data-damage` what a scanner, a camera or a hasty crop does to it:

    skew=1.3      turned, in degrees             noise=9      grey levels
    jpeg=30       quality                        height=297   cut off below, in the page's own pixels
    photo=0.06    seen aslant, under a lamp      turn=90      lying on its side

Answers: what the labels of a page must say is in the labels of the pictures' corpus (`correct` only where told).
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PAGES = Path(__file__).resolve().parent / "drawn"
Pixels = npt.NDArray[np.uint8]
Json = dict[str, object]
_GOLD = re.compile(r'<script id="gold"[^>]*>(.*?)</script>', re.DOTALL)
_ATTRIBUTE = re.compile(r'data-(\w+)="([^"]*)"')
_FIELDS: Json = {"options": [], "correct": None, "answer": None, "option_feedback": None, "feedback": None}


def draw(folder: Path, names: Sequence[str] = (), printed: bool = False) -> list[str]:
    """Every page (or the named ones) as `folder/docs/NAME.png` and `folder/gold/NAME.json`; returns the names.

    `printed` makes PDFs of A4 pages instead, of all pages but those that are cut off.
    """
    from tests.chromium import browser

    for part in ("docs", "gold"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    made = []
    with browser() as running:
        for path in sorted(PAGES.glob("*.html")):
            said = path.read_text("utf-8")
            facts = dict(_ATTRIBUTE.findall(said[: said.index(">", said.index("<html"))]))
            damage = _damage(facts.get("damage", ""))
            if (names and path.stem not in names) or (printed and "height" in damage):
                continue
            data, suffix = _print(running, said) if printed else _shot(running, said, facts, damage)
            (folder / "docs" / f"{path.stem}{suffix}").write_bytes(data)
            label = labels(path.stem, f"{path.stem}{suffix}", said)
            (folder / "gold" / f"{path.stem}.json").write_text(json.dumps(label, ensure_ascii=False, indent=1))
            made.append(path.stem)
    return made


def _shot(running: Browser, page: str, facts: Mapping[str, str], damage: Mapping[str, float]) -> tuple[bytes, str]:
    tab = running.new_page(
        viewport={"width": int(facts["width"]), "height": 200}, device_scale_factor=float(facts["scale"])
    )
    tab.set_content(page)
    shot = tab.screenshot(full_page=True)
    tab.close()
    return damaged(shot, damage, float(facts["scale"]))


def _print(running: Browser, page: str) -> tuple[bytes, str]:
    tab = running.new_page()
    tab.set_content(page)
    data = tab.pdf(
        format="A4", print_background=True, margin={"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}
    )
    tab.close()
    return data, ".pdf"


def labels(name: str, document: str, page: str) -> Json:
    """The page's labels in the form that the corpus' scorer reads."""
    told = _GOLD.search(page)
    entries = json.loads(told[1]) if told else []
    questions = [_FIELDS | entry for entry in entries if "ignore" not in entry]
    ignored = [entry["ignore"] for entry in entries if "ignore" in entry]
    return {"doc": document, "dialect": name, "questions": questions, "ignore": ignored}


def _damage(words: str) -> dict[str, float]:
    return {name: float(value) for name, _, value in (word.partition("=") for word in words.split(",") if word)}


def damaged(shot: bytes, damage: Mapping[str, float], scale: float = 1.0) -> tuple[bytes, str]:
    """A picture after all that befell it, and the ending of its file's name."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    if "height" in damage:
        picture = picture.crop((0, 0, picture.width, int(damage["height"] * scale)))
    if "skew" in damage:
        picture = picture.rotate(damage["skew"], Image.Resampling.BICUBIC, fillcolor="white")
    if "photo" in damage:
        picture = Image.fromarray(_photographed(np.asarray(picture), damage["photo"]))
    if "turn" in damage:
        picture = picture.rotate(damage["turn"], expand=True)
    if "noise" in damage:
        picture = Image.fromarray(_noised(np.asarray(picture), damage["noise"]))
    out = io.BytesIO()
    if "jpeg" in damage:
        picture.save(out, "JPEG", quality=int(damage["jpeg"]))
        return out.getvalue(), ".jpg"
    picture.save(out, "PNG")
    return out.getvalue(), ".png"


def _noised(pixels: Pixels, spread: float) -> Pixels:
    chance = np.random.default_rng(7)
    return np.asarray((pixels + chance.normal(0, spread, pixels.shape)).clip(0, 255), dtype=np.uint8)


def _photographed(pixels: Pixels, slant: float) -> Pixels:
    """A sheet on a dark table, its upper edge further away, lit from one side."""
    import cv2

    height, width = pixels.shape[:2]
    x, y = slant * width, 0.5 * slant * height
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array(
        [[2 * x, 2 * y], [width - x, y], [width - 0.3 * x, height - y], [0.4 * x, height - 0.4 * y]], np.float32
    )
    turn = cv2.getPerspectiveTransform(corners, seen)
    turned = cv2.warpPerspective(pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(70, 60, 52))
    light = np.linspace(1.0, 0.72, width)[None, :, None] * np.linspace(1.0, 0.9, height)[:, None, None]
    return np.asarray((turned * light).clip(0, 255), dtype=np.uint8)


def framed(document: Path, out: Path, width: int = 720) -> None:
    """A page with everything that was read from it framed and named, as `quizmill show --picture` does."""
    from quizmill.commands import boxes
    from quizmill.pipeline import convert
    from quizmill.source import Source

    source = Source(document.name, document.read_bytes())
    fields = tuple(field for item in convert(source).items for field in item.provenance.fields)
    pages = boxes.pages(fields) or [boxes.Boxes("", 1, ())]
    picture = boxes.drawn(pages[0], source)
    small = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    out.parent.mkdir(parents=True, exist_ok=True)
    small.quantize(200, Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="some of the pages (default: all)")
    parser.add_argument("--print", action="store_true", help="print the pages to PDFs instead")
    parser.add_argument("--keep", type=Path, help="leave the pictures, labels and predictions in this folder")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    from bench import accuracy

    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        draw(folder, options.names, options.print)
        report, errors = accuracy.run(folder / "docs", folder / "gold", folder / "read")
    print(accuracy.scorer().table(report))
    print(json.dumps(accuracy.figures(report)))
    for name, kind, stem, gold, pred in errors[: options.errors]:
        print(f"-- {name} {kind}\n   stem: {stem!r}\n   gold: {gold}\n   pred: {pred}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
