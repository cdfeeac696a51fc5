"""kill -9, Ctrl-C and full disks, with real processes: the bank is whole, and the next run goes on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bank_samples import PLANETS, RIVERS, check_published, stems, take_in, write

from quizmill.bank import Bank

ROOT = Path(__file__).resolve().parent.parent
# The command line with small batches, so that there are many commits to die between.
DRIVER = """
import sys
from quizmill import ingest, survey
ingest._BATCH_DOCUMENTS = 3
survey.reading_version = lambda: "the same"  # whoever edits a reader while this runs
from quizmill.cli import main
if __name__ == "__main__":
    sys.argv = ["quizmill", *sys.argv[1:]]
    main()
"""


def quizmill(*words: object, cwd: Path, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(cwd / "driver.py"), *map(str, words)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=cwd, env=environment, stdout=pipe, stderr=pipe, text=True, **more)  # type: ignore[call-overload]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "driver.py").write_text(DRIVER)
    write(tmp_path / "raw", **{f"d{n}": RIVERS.replace("Vienna", f"Town {n}") + PLANETS for n in range(24)})
    return tmp_path


def whole(folder: Path) -> Bank:
    """The bank opens, its ledger and items agree with each other, and publishing it again makes them one."""
    bank = Bank.open(folder)
    rows = bank.to_arrow().to_pylist()
    assert len({row["id"] for row in rows}) == len(rows)
    for document in bank.documents():
        assert sum(row["document"] == document.id for row in rows) == document.items
    bank.publish()
    check_published(bank)
    return bank


def test_a_killed_run_leaves_a_whole_bank(place: Path) -> None:
    chance = random.Random(7)
    run = quizmill("ingest", "raw", cwd=place)
    run.communicate(timeout=600)
    started = time.monotonic()
    run = quizmill("ingest", "raw", "--bank", "timed", cwd=place)
    run.communicate(timeout=600)
    lasts = time.monotonic() - started
    first = stems(whole(place / "bank"))
    for round_ in range(8):
        for n in range(24):
            text = RIVERS.replace("Vienna", f"Town {n}") + PLANETS.replace("red", f"red {round_}")
            (place / "raw" / f"d{n}.txt").write_text(text)
        run = quizmill("ingest", "raw", cwd=place)
        time.sleep(lasts * chance.uniform(0.3, 1.0))
        run.kill()
        run.communicate(timeout=600)
        bank = whole(place / "bank")
        assert len(bank.documents()) == 24
    take_in(bank, place / "raw")
    whole(bank.folder)
    assert set(stems(bank).values()) == set(first.values()), "ids outlive everything"


def test_a_killed_first_run_is_made_good_by_the_next(place: Path) -> None:
    for wait in (0.05, 0.3, 0.5, 0.7):
        run = quizmill("ingest", "raw", cwd=place)
        time.sleep(wait)
        run.kill()
        run.communicate(timeout=600)
    run = quizmill("ingest", "raw", cwd=place)
    run.communicate(timeout=600)
    assert run.returncode == 0
    assert len(whole(place / "bank").documents()) == 24


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send to another process")
def test_an_interrupt_keeps_what_was_read(place: Path) -> None:
    (place / "raw" / "zz_slow.txt").write_text("slow")
    driver = (place / "driver.py").read_text()
    slow = (
        "from quizmill import reading, ingest as _i\n_real = reading.read_document\n"
        "def read_document(task):\n    import time\n    time.sleep(600 if 'zz_slow' in task.path else 0)\n"
        "    return _real(task)\n_i.read_document = read_document\n"
    )
    (place / "driver.py").write_text(slow + driver)
    run = quizmill("ingest", "raw", cwd=place, start_new_session=True)
    ledger = place / "bank" / "documents" / "_delta_log"
    until = time.monotonic() + 300
    while time.monotonic() < until and len(list(ledger.glob("*.json"))) < 9:  # created, and 8 commits of 3 documents
        time.sleep(0.05)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: the whole group gets it
    _, said = run.communicate(timeout=600)
    assert run.returncode == 130
    assert "Interrupted" in said
    assert len(whole(place / "bank").documents()) == 24
    (place / "driver.py").write_text(driver)
    run = quizmill("ingest", "raw", "--json", cwd=place)
    out, _ = run.communicate(timeout=600)
    assert '"unchanged": 24' in out


LIMITED = """
import resource, signal, sys
if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)), resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are a POSIX thing")
@pytest.mark.parametrize("limit", [3000, 20_000])
def test_a_full_disk_leaves_the_bank_as_it_was(place: Path, limit: int) -> None:
    """No byte can be written past `limit` in any file, as on a disk that is full."""
    bank = Bank.create(place / "bank")
    take_in(bank, write(place / "first", a=PLANETS))
    before = bank.to_arrow()
    (place / "driver.py").write_text(LIMITED + DRIVER)
    run = quizmill(limit, "ingest", "raw", cwd=place)
    _, said = run.communicate(timeout=600)
    assert run.returncode == 4, said
    assert said.strip().splitlines()[-1].startswith("quizmill: The disk of bank is full")
    assert "Traceback" not in said
    assert Bank.open(place / "bank").to_arrow().equals(before)
    whole(place / "bank")
