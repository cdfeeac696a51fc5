"""How fast pictures are read, beside the bare engine: `python -m bench.pictures [--pages N]`.

Both read the same drawn pages in turn in one process, so that what else the machine does weighs on both. The floor is
RapidOCR alone on the decoded pixels; ours decodes, finds controls, frames and icons, recognises, and makes items.
Threads and processes: the same pages by one process with two threads, and by two processes with one thread each.
Scans: a PDF of A4 pages at 200 dpi, its pages one after another and two side by side, with the memory of each process.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, EACH = 1240, 1500, 5  # pixels, and questions a page
FASTER, LEANER = 1.3, 1300  # goals: times the bare engine, megabytes


def page(seed: int) -> bytes:
    """A screenshot of five questions, chosen and judged."""
    from bench.corpus import question

    chance = random.Random(seed)
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(24)
    for number in range(EACH):
        asked, top = question(chance), 30 + number * (HEIGHT - 40) // EACH
        pen.text((40, top), f"{number + 1}. {asked.stem}", fill="black", font=font)
        for place, choice in enumerate(asked.choices):
            y = top + 50 + 42 * place
            pen.ellipse((60, y, 86, y + 26), outline="#555", width=2)
            if place == asked.key:
                pen.ellipse((67, y + 7, 79, y + 19), fill="#0056d2")
            pen.text((104, y - 2), choice, fill="black", font=font)
        pen.rectangle((60, top + 222, WIDTH - 60, top + 268), fill="#eaf6ee")
        pen.text((104, top + 230), "Correct", fill="#1d7c4d", font=font)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--read", type=int, default=-1, help=argparse.SUPPRESS)  # a process of the second part
    parser.add_argument("--scan", action="store_true", help=argparse.SUPPRESS)  # a process of the third part
    options = parser.parse_args()
    if options.scan:
        return _scan(options.pages)
    if options.read >= 0:
        for seed in range(options.read, options.pages, 2 if os.environ.get("OMP_NUM_THREADS") == "1" else 1):
            _ours(page(seed))
        return 0
    bare, ours, items = _ratio(options.pages)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = ours / bare
    each = f"bare {bare / options.pages:.2f} s, ours {ours / options.pages:.2f} s a picture"
    print(f"reading pictures to the bare engine {ratio:6.2f} x   goal {FASTER} x: {_met(ratio, FASTER)} ({each})")
    print(f"memory of a process with OCR      {memory:8.0f} MB  goal {LEANER} MB: {_met(memory, LEANER)}")
    print(f"questions read                    {items:8} of {options.pages * EACH}")
    one, two = _processes(options.pages, 1, 2), _processes(options.pages, 2, 1)
    print(f"{options.pages} pictures, with loading: one process of two threads {one:.1f} s, two of one {two:.1f} s")
    for threads, way in ((1, "one after another"), (2, "two side by side")):
        print(f"{options.pages} scanned pages of a PDF, {way}: {_scanned(options.pages, threads)}")
    return 0


def _met(value: float, goal: float) -> str:
    return "met" if value <= goal else "not met"


def _ratio(pages: int) -> tuple[float, float, int]:
    """Seconds of the bare engine, seconds of ours, and the questions found."""
    from extract.media import ocr

    engine = ocr.engine()
    _ours(page(1000))  # what is loaded once is not counted
    bare = ours = 0.0
    items = 0
    for seed in range(pages):
        data = page(seed)
        pixels = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
        started = time.perf_counter()
        engine.read(pixels)
        between = time.perf_counter()
        items += _ours(data)
        bare += between - started
        ours += time.perf_counter() - between
    return bare, ours, items


def _ours(data: bytes) -> int:
    from quizmill.pipeline import convert
    from quizmill.source import Source

    return len(convert(Source("page.png", data)).items)


def _processes(pages: int, count: int, threads: int) -> float:
    """Seconds that so many processes of so many threads take together, loading their engines and all."""
    words = [sys.executable, "-m", "bench.pictures", "--pages", str(pages)]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    started = time.perf_counter()
    running = [subprocess.Popen([*words, "--read", str(n)], cwd=ROOT, env=environment) for n in range(count)]
    for process in running:
        process.wait()
    return time.perf_counter() - started


def _scanned(pages: int, threads: int) -> str:
    """What a process of so many threads says of a scanned PDF."""
    words = [sys.executable, "-m", "bench.pictures", "--scan", "--pages", str(pages)]
    environment = os.environ | {"OMP_NUM_THREADS": str(threads)}
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def _scan(pages: int) -> int:
    from extract.media.pdf import medium as pdf
    from quizmill.source import Source

    sheets = [_sheet(seed) for seed in range(pages)]
    buffer = io.BytesIO()
    sheets[0].save(buffer, "PDF", resolution=200.0, save_all=True, append_images=sheets[1:])
    started, busy = time.perf_counter(), time.process_time()
    pdf.read(Source("scan.pdf", buffer.getvalue()))
    wall, busy = time.perf_counter() - started, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{wall:.1f} s, {busy:.1f} s of the processor, {memory:.0f} MB ({_met(memory, LEANER)})")
    return 0


def _sheet(seed: int) -> Image.Image:
    """A page of A4 at 200 dpi with seven questions on it."""
    sheet = Image.new("RGB", (1654, 2339), "white")
    for part, top in ((page(seed), 200), (page(seed + 50), 1700)):
        sheet.paste(
            Image.open(io.BytesIO(part)).convert("RGB").crop((0, 0, WIDTH, min(HEIGHT, 2339 - top))), (200, top)
        )
    return sheet


if __name__ == "__main__":
    sys.exit(main())
