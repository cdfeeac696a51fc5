"""The default executor: a process a core, a limit of time and memory on each document.

A worker that crashes or overruns its time is replaced, and only the document it held is lost. Workers come from a
clean server process where the system has one (`forkserver`), else they are started afresh (`spawn`, on Windows and
macOS); never by forking this process, whose threads hold locks. Memory is limited by the kernel where it can be
(`RLIMIT_DATA` on Linux): the reader then sees a MemoryError; elsewhere there is no memory limit.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, TimeoutError, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from traceback import extract_tb
from typing import TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from quizmill.errors import QuizmillError
from quizmill.executors import Limits, Lost

T = TypeVar("T")
R = TypeVar("R")

_LATE = 5.0  # seconds that a worker is waited for which has not started when all is done
_RESTARTS = 5  # times that a broken pool is made anew
_AHEAD = 4  # tasks a worker has waiting: enough that none idles, few enough that memory stays flat


@dataclass(frozen=True, slots=True)
class Pool:
    """`start` is multiprocessing's start method, "" for the best that the system has; `preload` names modules that
    the worker needs, loaded before its clock starts.
    """

    limits: Limits
    start: str = ""
    preload: tuple[str, ...] = ()

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Every task once, in the order in which they end. On an interrupt the workers are stopped at once."""
        queue: Iterable[T] = iter(tasks)
        for _ in range(_RESTARTS):
            unfinished: list[T] = []
            yield from self._run(work, iter(queue), unfinished)
            if not unfinished:
                return
            queue = chain(unfinished, queue)
        raise QuizmillError("The worker processes die before they read anything; is the memory used up?")

    def _run(self, work: Callable[[T], R], queue: Iterator[T], unfinished: list[T]) -> Iterator[tuple[T, R | Lost]]:
        """One pool's work. If the pool breaks (a worker was killed between tasks), what it held is `unfinished`."""
        waiting: dict[ProcessFuture[R | Lost], T] = {}
        ahead = list(islice(queue, _AHEAD * self.limits.workers))
        queue = chain(ahead, queue)
        with self._workers(min(len(ahead), self.limits.workers), unfinished) as pool:
            while not unfinished:
                for task in islice(queue, _AHEAD * self.limits.workers - len(waiting)):
                    waiting[self._submit(pool, work, task)] = task
                if not waiting:
                    break
                wait(waiting, return_when=FIRST_COMPLETED)
                for future in [future for future in waiting if future.done()]:
                    try:
                        result = self._result(future)
                    except BrokenExecutor:
                        unfinished.extend(waiting.values())
                        break
                    yield waiting.pop(future), result

    @contextmanager
    def _workers(self, count: int, unfinished: list[T]) -> Iterator[ProcessPool]:
        """A pool of workers. A worker that is stopped while it starts complains to the terminal, so at a good end the
        late ones are waited for.
        """
        context = self._context()
        started = context.Semaphore(0)
        pool = ProcessPool(max(1, count), initializer=_prepare, initargs=(started, self.preload), context=context)
        try:
            yield pool
            for _ in range(0 if unfinished else count):
                started.acquire(timeout=_LATE)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _submit(self, pool: ProcessPool, work: Callable[[T], R], task: T) -> ProcessFuture[R | Lost]:
        return pool.schedule(_guarded, args=(work, task, self.limits.memory), timeout=self.limits.seconds or None)

    def _result(self, future: ProcessFuture[R | Lost]) -> R | Lost:
        try:
            return future.result()
        except TimeoutError:
            return Lost("timed-out", f"Reading it took longer than {self.limits.seconds:g} seconds.")
        except ProcessExpired as error:
            return Lost("crashed", f"Reading it crashed the reader ({_death(error.exitcode)}).")

    def _context(self) -> BaseContext:
        known = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context(self.start or ("forkserver" if "forkserver" in known else "spawn"))
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload(list(self.preload))
        return context


def _prepare(started: Semaphore, preload: tuple[str, ...]) -> None:
    """In a new worker: load what it needs, and keep what native code prints off the data stream."""
    started.release()
    os.dup2(2, 1)
    for name in preload:
        __import__(name)


def _guarded(work: Callable[[T], R], task: T, memory: int) -> R | Lost:
    """In the worker: the result, or what the work raised as a sentence; exceptions need not survive pickling."""
    restore = _limit_memory(memory)
    try:
        return work(task)
    except MemoryError:
        return Lost("out-of-memory", f"Reading it needs more than {memory >> 20} MB of memory.")
    except Exception as error:  # noqa: BLE001  # whatever a reader's bug raises costs this document only
        return Lost("raised", _where(error))
    finally:
        restore()


def _limit_memory(memory: int) -> Callable[[], None]:
    if not memory or not sys.platform.startswith("linux"):
        return lambda: None
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[5])
    wanted = pages * resource.getpagesize() + memory
    hard = before[1]
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, before)


def _where(error: Exception) -> str:
    frames = extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    words = " ".join(str(error).split())[:200]
    return f"Reading it failed in quizmill{place}: {type(error).__name__}{': ' if words else ''}{words}."


def _death(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"
