"""The README's picture of the terminal: `python bench/screenshot.py` runs the demo's ingest and draws what it prints.

docs/images/demo.png
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main() -> int:
    from rich.console import Console
    from rich.text import Text

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "raw", Path(folder, "raw"))
        command = [str(Path(sys.executable).parent / "quizmill"), "ingest", "raw"]
        environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": "92"}
        ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    console = Console(record=True, width=94, file=open(os.devnull, "w"), force_terminal=True)  # noqa: PTH123, SIM115
    console.print("[bold]$ quizmill ingest raw[/bold]")
    console.print(Text.from_ansi(ran.stdout))
    _shoot(console.export_svg(title="quizmill"), ROOT / "docs" / "images" / "demo.png")
    return 0


def _shoot(svg: str, target: Path) -> None:
    from tests.chromium import browser

    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1180, "height": 900})
        page.set_content(f"<body style='margin:0'>{svg}</body>")
        page.locator("svg").first.screenshot(path=target)


if __name__ == "__main__":
    sys.exit(main())
