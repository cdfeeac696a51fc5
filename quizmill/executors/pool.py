"""The default executor: a process a core, a limit of time and memory on each document.

Small tasks are handed over several at once, and a worker that has had them for a while hands back what it has not
begun. A worker that crashes or overruns its time is replaced; what it held is tried once more, each task by itself, and
only the one that does so again is lost. Workers come from a
clean server process where the system has one (`forkserver`), else they are started afresh (`spawn`, on Windows and
macOS); never by forking this process, whose threads hold locks. Memory is limited by the kernel where it can be
(`RLIMIT_DATA` on Linux): the reader then sees a MemoryError; elsewhere there is no memory limit.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, TimeoutError, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.context import BaseContext
from multiprocessing.synchronize import Semaphore
from pathlib import Path
from traceback import extract_tb
from typing import Generic, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from quizmill import budget, trail
from quizmill.errors import QuizmillError
from quizmill.executors import Limits, Lost, cores

T = TypeVar("T")
R = TypeVar("R")

_LATE = 5.0  # seconds that a worker is waited for which has not started when all is done
_LOOK = 0.25  # seconds between two looks at the pages that workers are at
_RESTARTS = 5  # times that a broken pool is made anew
_AHEAD = 3  # batches a worker has waiting: enough that none idles, few enough that memory stays flat
_BATCH = 16  # tasks at most that are handed over at once: passing one costs as much as reading a short text
_SOON = 0.2  # seconds after which a worker begins no other task of its batch: long ones are spread over all workers
_WITHIN = 1_000_000  # objects that one document may make before unused cycles are searched for while it is read
_LEFT = 60_000  # objects that documents may leave behind before it is done between two: few others are alive then


@dataclass(frozen=True, slots=True)
class Pool:
    """`start` is multiprocessing's start method, "" for the best that the system has; `preload` names modules that
    the worker needs, loaded before its clock starts. `watch` is told now and then which tasks are at which page.
    """

    limits: Limits
    start: str = ""
    preload: tuple[str, ...] = ()
    watch: Callable[[list[tuple[object, trail.Place]]], None] | None = None

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Every task once, in the order in which they end. On an interrupt the workers are stopped at once."""
        queue = _Queue(tasks, self.limits.workers)
        for _ in range(_RESTARTS):
            yield from self._run(work, queue)
            if not queue:
                return
        raise QuizmillError("The worker processes die before they read anything; is the memory used up?")

    def warm(self) -> None:
        """Begin to load what workers need, in the process they are forked from, while this one does something else."""
        if self._context().get_start_method() == "forkserver":
            from multiprocessing import forkserver  # there is none on Windows

            forkserver.ensure_running()

    def _run(self, work: Callable[[T], R], queue: _Queue[T]) -> Iterator[tuple[T, R | Lost]]:
        """One pool's work. If the pool breaks (a worker was killed between tasks), what it held is queued again."""
        waiting: dict[ProcessFuture[list[R | Lost]], _Sent[T]] = {}
        slots = self._slots(_AHEAD * self.limits.workers * trail.FIELDS)
        free = list(range(_AHEAD * self.limits.workers))
        with self._workers(min(len(queue.ahead), self.limits.workers), waiting, slots) as pool:
            while True:
                while free and (batch := queue.take()):
                    sent = _Sent(batch, free.pop(), slots)
                    waiting[self._submit(pool, work, sent)] = sent
                if not waiting:
                    return
                self._wait(waiting)
                for future in [future for future in waiting if future.done()]:
                    try:
                        results = self._result(future, waiting[future])
                    except BrokenExecutor:
                        for sent in waiting.values():
                            queue.put_back(sent.batch)
                        return
                    sent = waiting.pop(future)
                    batch = sent.batch
                    free.append(sent.slot)
                    if isinstance(results, Lost) and len(batch) > 1:
                        queue.alone.extend(batch)
                        continue
                    done = [results] if isinstance(results, Lost) else results
                    queue.put_back(batch[len(done) :])
                    yield from zip(batch, done, strict=False)

    def _slots(self, integers: int) -> trail.Slots:
        """Integers that all workers share. On a disk too full for their file each has its own: pages are not told."""
        try:
            shared: trail.Slots = self._context().RawArray("i", integers)
        except OSError:
            return [0] * integers
        return shared

    def _wait(self, waiting: Mapping[ProcessFuture[list[R | Lost]], _Sent[T]]) -> None:
        """Until a batch is done; meanwhile whoever watches is told of long documents."""
        while not wait(waiting, _LOOK if self.watch else None, FIRST_COMPLETED).done and self.watch:
            places = [(sent, sent.place()) for sent in waiting.values()]
            self.watch([(sent.batch[place.task], place) for sent, place in places if place.pages])

    @contextmanager
    def _workers(self, count: int, waiting: Sized, slots: trail.Slots) -> Iterator[ProcessPool]:
        """A pool of workers. A worker that is stopped while it starts complains to the terminal, so at a good end the
        late ones are waited for.
        """
        context = self._context()
        started = context.Semaphore(0)
        pool = ProcessPool(
            max(1, count),
            initializer=_prepare,
            initargs=(started, self.preload, self._threads(count), slots),
            context=context,
        )
        try:
            yield pool
            for _ in range(0 if waiting else count):
                started.acquire(timeout=_LATE)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _threads(self, count: int) -> int:
        """The threads that each of so many workers may use at once, so that all together use each core once."""
        return max(1, cores() // max(1, count))

    def _submit(self, pool: ProcessPool, work: Callable[[T], R], sent: _Sent[T]) -> ProcessFuture[list[R | Lost]]:
        own = self._seconds(sent.batch)
        timeout = own + _SOON if self.limits.seconds else None
        return pool.schedule(_some, args=(work, sent.batch, self.limits.memory, own, sent.slot), timeout=timeout)

    def _seconds(self, batch: list[T]) -> float:
        """The time that a batch has: tasks may say by their `patience` that they need a multiple of the usual."""
        return self.limits.seconds * max(float(getattr(task, "patience", 1.0)) for task in batch)

    def _result(self, future: ProcessFuture[list[R | Lost]], sent: _Sent[T]) -> list[R | Lost] | Lost:
        try:
            return future.result()
        except TimeoutError:
            reason = f"Reading it took longer than {self._seconds(sent.batch):g} seconds."
            return Lost("timed-out", reason, sent.place().page)
        except ProcessExpired as error:
            return Lost("crashed", f"Reading it crashed the reader ({_death(error.exitcode)}).", sent.place().page)

    def _context(self) -> BaseContext:
        known = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context(self.start or ("forkserver" if "forkserver" in known else "spawn"))
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload(list(self.preload))
        return context


@dataclass(frozen=True, slots=True)
class _Sent(Generic[T]):
    """A batch on its way, and the slot in which its worker tells where it is."""

    batch: list[T]
    slot: int
    slots: trail.Slots

    def place(self) -> trail.Place:
        return trail.seen(self.slots, self.slot)


class _Queue(Generic[T]):
    """Tasks in batches. `ahead` are the next ones; `alone` are those whose batch was lost."""

    def __init__(self, tasks: Iterable[T], workers: int) -> None:
        self.tasks = iter(tasks)
        self.alone: deque[T] = deque()
        self.ahead: deque[T] = deque(islice(self.tasks, _AHEAD * _BATCH * workers))
        self.size = max(1, len(self.ahead) // (_AHEAD * workers))  # a short job is spread evenly

    def __bool__(self) -> bool:
        return bool(self.ahead or self.alone)

    def take(self) -> list[T]:
        """The next batch; empty where there is nothing left."""
        if self.alone:
            return [self.alone.popleft()]
        self.ahead.extend(islice(self.tasks, max(0, self.size - len(self.ahead))))
        return [self.ahead.popleft() for _ in range(min(self.size, len(self.ahead)))]

    def put_back(self, tasks: Sequence[T]) -> None:
        self.ahead.extendleft(reversed(tasks))


def _prepare(started: Semaphore, preload: tuple[str, ...], threads: int, slots: trail.Slots | None = None) -> None:
    """In a new worker: load what it needs, and keep what native code prints off the data stream."""
    started.release()
    trail.share(slots)
    os.dup2(2, 1)
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))  # what recognises words would take every core for itself
    for name in preload:
        __import__(name)
    seldom_collect()


def seldom_collect() -> None:
    """Search for unused cycles between documents only, and not at all among what is loaded by now: it stays."""
    gc.freeze()
    gc.set_threshold(_WITHIN)


def _some(work: Callable[[T], R], batch: Sequence[T], memory: int, seconds: float, slot: int = -1) -> list[R | Lost]:
    """In the worker: the results of a batch's first tasks, all of them where they are short."""
    until = time.monotonic() + _SOON
    done: list[R | Lost] = []
    for at, task in enumerate(batch):
        with budget.limited(seconds, memory), trail.followed(slot, at):
            done.append(_guarded(work, task, memory))
        if gc.get_count()[0] > _LEFT:
            gc.collect(0)
        if time.monotonic() > until:
            break
    return done


def _guarded(work: Callable[[T], R], task: T, memory: int) -> R | Lost:
    """In the worker: the result, or what the work raised as a sentence; exceptions need not survive pickling."""
    restore = _limit_memory(memory)
    try:
        return work(task)
    except MemoryError:
        return Lost("out-of-memory", f"Reading it needs more than {memory >> 20} MB of memory.", trail.page())
    except Exception as error:  # noqa: BLE001  # whatever a reader's bug raises costs this document only
        return Lost("raised", _where(error), trail.page())
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
