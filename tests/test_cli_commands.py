"""The transcripts in `tests/commands/` are what the commands really say.

`...` within a line stands for any words, alone on a line for any lines; `[5]` is the exit code where it is not 0;
ITEM is the id in `id.json`. What is said to stderr follows the data.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

COMMANDS = sorted((Path(__file__).parent / "commands").glob("*.md"))
NOTES = {
    "planets": "::red:: Which planet is red? { =Mars#Yes. ~Venus ~Earth }\n",
    "open": "::float:: Which of these floats? { ~cork ~iron ~lead }\n",
}


@pytest.mark.parametrize("transcript", COMMANDS, ids=lambda path: path.stem)
def test_transcript(transcript: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for name, text in NOTES.items():
        (tmp_path / "notes" / f"{name}.txt").write_text(text, "utf-8")
    for command, expected in steps(transcript.read_text("utf-8")):
        said = run(command, tmp_path)
        assert re.fullmatch(pattern(expected), said), f"$ {command}\n--- expected\n{expected}\n--- said\n{said}"


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Each command with the lines that follow it."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, expected = step.partition("\n")
            yield command, expected


def run(command: str, place: Path) -> str:
    if "ITEM" in command:
        command = command.replace("ITEM", re.findall(r"q[a-z0-9]{16}", (place / "id.json").read_text())[0])
    words, into = shlex.split(command), None
    if ">" in words:
        words, into = words[: words.index(">")], words[-1]
    if words[0] == "quizmill":
        words = [sys.executable, "-m", "quizmill.cli", *words[1:]]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        words, cwd=place, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=600
    )
    if into:
        (place / into).write_text(done.stdout)
    lines = [line.rstrip() for line in (("" if into else done.stdout) + done.stderr).splitlines()]
    code = [f"[{done.returncode}]"] if done.returncode else []
    return "\n".join([*lines, *code]) + "\n" if lines or code else ""


def pattern(expected: str) -> str:
    """`...` alone is any lines, also none; within a line it is any words."""
    parts = []
    for line in expected.splitlines():
        if line == "...":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append(".*?".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n")
    return "".join(parts)
