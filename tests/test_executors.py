"""A bad document costs itself, whatever it does to its worker."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from quizmill import trail
from quizmill.executors import Limits, Lost
from quizmill.executors.pool import _AHEAD, _BATCH, _SOON, Pool, _some


def work(task: str) -> str:
    """Do as the task says."""
    match task:
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(3)
        case "hang":
            time.sleep(600)
        case "long" | "long 2":
            time.sleep(1.5 * _SOON)
        case "raise":
            raise ValueError("two\nlines")
        case "unpicklable":
            raise type("Local", (Exception,), {})("only here")
        case "memory":
            return str(len(bytearray(2 << 30)))
        case "deep":
            return deep(0)
        case "print":
            os.write(1, b"noise from native code\n")
    return f"done {task}"


def deep(level: int) -> str:
    return deep(level + 1)


BAD = {"crash": "crashed", "exit": "crashed", "hang": "timed-out", "raise": "raised", "unpicklable": "raised"}
BAD |= {"deep": "raised"}
if sys.platform.startswith("linux"):
    BAD["memory"] = "out-of-memory"


@pytest.mark.parametrize("start", ["", "spawn"])
def test_each_bad_task_costs_itself(start: str) -> None:
    good = [f"d{n}" for n in range(30)]
    tasks = [*good[:10], *BAD, *good[10:]]
    results = dict(Pool(Limits(seconds=6, memory=1 << 30, workers=2), start).run(work, tasks))
    assert results.keys() == set(tasks)
    assert {task: result.kind for task, result in results.items() if isinstance(result, Lost)} == BAD
    assert all(results[task] == f"done {task}" for task in good)


def test_reasons_are_sentences() -> None:
    results = dict(Pool(Limits(seconds=5, workers=2)).run(work, ["raise", "hang", "crash"]))
    reasons = {task: result.reason for task, result in results.items() if isinstance(result, Lost)}
    assert "ValueError: two lines." in reasons["raise"]
    assert reasons["hang"] == "Reading it took longer than 5 seconds."
    assert "SIGSEGV" in reasons["crash"] or sys.platform == "win32"


def test_tasks_are_taken_as_workers_are_free() -> None:
    """A million tasks are never in memory at once."""
    ahead = []

    def tasks() -> object:
        for number in range(200):
            ahead.append(number)
            yield f"t{number}"

    done = 0
    for _ in Pool(Limits(workers=2)).run(work, tasks()):  # type: ignore[arg-type]
        done += 1
        assert len(ahead) - done <= 2 * _AHEAD * _BATCH
    assert done == 200


def test_long_tasks_are_handed_back() -> None:
    """Of a batch only the first tasks are done, if they are long: the others are for whichever worker is free."""
    assert _some(work, ["a", "b"], 0, 0) == ["done a", "done b"]
    assert _some(work, ["long", "b", "c"], 0, 0) == ["done long"]
    tasks = ["long", *(f"t{n}" for n in range(100)), "long 2"]
    assert sorted(task for task, _ in Pool(Limits(workers=2)).run(work, tasks)) == sorted(tasks)


def test_a_pool_that_breaks_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed between tasks (by a person, or by the system short of memory) loses nothing."""
    from concurrent.futures.process import BrokenProcessPool

    pool, broken = Pool(Limits(workers=2)), []
    real = Pool._result

    def result(self: Pool, future: object, batch: list[str]) -> object:
        if len(broken) < 2:
            broken.append(future)
            raise BrokenProcessPool("All workers expired")
        return real(self, future, batch)  # type: ignore[arg-type]

    monkeypatch.setattr(Pool, "_result", result)
    tasks = [f"t{n}" for n in range(40)]
    assert sorted(task for task, _ in pool.run(work, tasks)) == sorted(tasks)


def test_workers_print_nothing_into_the_data() -> None:
    code = (
        "from test_executors import work\nfrom quizmill.executors import Limits\n"
        "from quizmill.executors.pool import Pool\n"
        "if __name__ == '__main__': print(list(Pool(Limits(workers=1)).run(work, ['print'])))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path.cwd())])}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=600)
    assert run.stdout == "[('print', 'done print')]\n"
    assert "noise" in run.stderr


def test_workers_end_with_the_process_that_started_them() -> None:
    code = (
        "from test_executors import work\nfrom quizmill.executors import Limits\n"
        "from quizmill.executors.pool import Pool\nimport os\n"
        "def tasks():\n    yield 'a'\n    yield 'b'\n"
        "if __name__ == '__main__':\n"
        "    for _ in Pool(Limits(workers=2)).run(work, tasks()): os.kill(os.getpid(), 9)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path.cwd())])}
    run = subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    run.communicate(timeout=600)  # ends when the last process that holds the pipe has ended
    assert run.returncode == -9


def test_a_short_job_ends_in_silence() -> None:
    """One worker has done it all before the other has started: the late one is not cut off while it starts."""
    code = (
        "from test_executors import work\nfrom quizmill.executors import Limits\n"
        "from quizmill.executors.pool import Pool\n"
        "if __name__ == '__main__':\n"
        "    for _ in range(5): list(Pool(Limits(workers=4)).run(work, ['a', 'b', 'c', 'd']))\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(Path.cwd())])}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=600)
    assert (run.returncode, run.stderr) == (0, "")


def work_by_pages(task: str) -> str:
    """A reader that goes over the pages 1 to 4, and dies at one of them."""
    for number in range(1, 5):
        trail.at(number)
        trail.passed(number - 1, 4)
        if f"{task[:-1]} {number}" == f"crash {task[-1:]}":
            ctypes.string_at(0)
        if f"{task[:-1]} {number}" == f"raise {task[-1:]}":
            raise ValueError("a bug")
        time.sleep(0.3 if task == "slow" else 0)
    trail.at(0)
    if task == "late":
        ctypes.string_at(0)
    return task


def test_what_is_lost_says_at_which_page() -> None:
    tasks = ["good", "crash3", "raise2", "late"]
    results = dict(Pool(Limits(seconds=6, workers=2)).run(work_by_pages, tasks))
    lost = {task: result.page for task, result in results.items() if isinstance(result, Lost)}
    assert lost == {"crash3": 3, "raise2": 2, "late": 0}
    assert results["good"] == "good"


def test_whoever_watches_is_told_of_pages() -> None:
    told: list[tuple[object, trail.Place]] = []
    pool = Pool(Limits(seconds=6, workers=1), watch=told.extend)
    assert list(pool.run(work_by_pages, ["slow"])) == [("slow", "slow")]
    assert {task for task, _ in told} == {"slow"}
    assert all(place.pages == 4 and place.page == place.done + 1 for _, place in told)


@dataclass(frozen=True)
class Slow:
    """A task that sleeps, and says that it may take longer than others."""

    seconds: float
    patience: float = 1.0


def sleep(task: Slow) -> str:
    time.sleep(task.seconds)
    return "done"


def test_a_patient_task_has_a_multiple_of_the_time() -> None:
    pool = Pool(Limits(seconds=1.0, workers=2))
    results = dict(pool.run(sleep, [Slow(3.0, 10.0), Slow(3.0)]))
    assert results[Slow(3.0, 10.0)] == "done"
    assert isinstance(lost := results[Slow(3.0)], Lost) and lost.kind == "timed-out"
