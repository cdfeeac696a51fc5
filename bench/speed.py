"""How fast quizmill is, as ratios to a floor measured in the same run: seconds drift between machines, ratios do not.

    python bench/speed.py [--share 0.1] [--keep DIR] [--json]

The floor (`bench/floor.py`) reads the same documents, parses them with the fastest parsers and writes Parquet,
understanding nothing. Nothing here fails: goals are printed beside what was measured.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import corpus  # noqa: E402  # run as a script, this file's folder is on the path, not the project's

QUIZMILL = [sys.executable, "-m", "quizmill.cli"]
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True, slots=True)
class Run:
    """A command's wall time, the CPU time of it and its workers, and the largest memory of any one process."""

    seconds: float
    cpu: float
    worker_mb: float
    main_mb: float


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, its goal, and whether it is met."""

    name: str
    value: float
    unit: str
    goal: float

    @property
    def met(self) -> bool:
        return self.value <= self.goal


def run(words: Sequence[str], cwd: Path) -> Run:
    """Run a command to its end, watching it and all that it starts."""
    started = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        words, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    )
    cpu: dict[int, float] = {}
    memory: dict[int, float] = {}
    while process.poll() is None:
        for pid, spent, peak in _session(process.pid):
            cpu[pid], memory[pid] = spent, peak
        time.sleep(0.02)
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed: {process.stderr.read().decode() if process.stderr else ''}")
    if process.stderr:
        process.stderr.close()
    main = memory.pop(process.pid, 0.0)
    return Run(seconds, sum(cpu.values()), max(memory.values(), default=0.0), main)


def _session(leader: int) -> Iterator[tuple[int, float, float]]:
    """Process, CPU seconds and peak megabytes of everything in a session; nothing where there is no /proc."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) != leader:
                continue
            peak = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM"))
        except (OSError, StopIteration, ValueError):  # it has just ended
            continue
        yield int(folder.name), (int(fields[11]) + int(fields[12])) / _TICKS, int(peak.split()[1]) / 1024


def measure(place: Path, share: float) -> list[Line]:
    count = corpus.write(place / "raw", share)
    floor = _floor(place)
    one = run([*QUIZMILL, "ingest", "raw", "--bank", "one", "--workers", "1"], place)
    two = run([*QUIZMILL, "ingest", "raw", "--bank", "two", "--workers", "2"], place)
    again = run([*QUIZMILL, "ingest", "raw", "--bank", "two"], place)
    shown = min(run([*QUIZMILL, "--help"], place).seconds for _ in range(3))
    print(
        f"{count} documents; floor {floor:.2f} CPU s; one worker {one.seconds:.1f} s, two {two.seconds:.1f} s",
        file=sys.stderr,
    )
    return [
        Line("whole ingest, CPU to floor", one.cpu / floor, "x", 5.0),
        Line("two workers to one, wall", two.seconds / one.seconds, "x", 0.65),
        Line("memory of a worker", max(one.worker_mb, two.worker_mb), "MB", 400),
        Line("memory of the main process", max(one.main_mb, two.main_mb), "MB", 800),
        Line(f"nothing changed, {count} files", again.seconds, "s", 1.5),
        Line("quizmill --help", shown, "s", 0.3),
    ]


def _floor(place: Path) -> float:
    words = [sys.executable, str(ROOT / "bench" / "floor.py"), "raw", "floor.parquet"]
    return min(
        float(json.loads(subprocess.run(words, cwd=place, capture_output=True, check=True).stdout)["cpu"])
        for _ in range(3)
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--share", type=float, default=1.0, help="the part of the corpus to use")
    options.add_argument("--keep", type=Path, help="work in this folder and leave it")
    options.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = options.parse_args()
    place = chosen.keep or Path(tempfile.mkdtemp(prefix="quizmill-speed-"))
    place.mkdir(parents=True, exist_ok=True)
    try:
        lines = measure(place, chosen.share)
    finally:
        if not chosen.keep:
            shutil.rmtree(place)
    if chosen.json:
        print(json.dumps([asdict(line) | {"met": line.met} for line in lines], indent=1))
        return
    for line in lines:
        sign = "met" if line.met else "not met"
        print(f"{line.name:32} {line.value:8.2f} {line.unit:3} goal {line.goal:g} {line.unit}: {sign}")


if __name__ == "__main__":
    main()
