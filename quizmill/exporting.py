"""From the bank to a file of another program: choosing items, the policy for keyless ones, splitting, writing.

    export(Bank.open("bank"), Order("anki", Path("deck.apkg"), Selection(tags=("week 1",))))

A file is written beside its place and renamed into it: a refused or failed export leaves what was there.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from quizmill.bank.arrow import Rows, items_of, perhaps_keyless, rows_of
from quizmill.bank.query import quoted
from quizmill.bank.store import Bank
from quizmill.errors import ExportError, FindingsError, QuizmillError, UsageError
from quizmill.finding import WEIGHTY
from quizmill.item import Item
from quizmill.keyless import Keyless, Policy
from quizmill.package import Exporter, Loss, Package
from quizmill.registry import exporters

_LONGEST = 80  # characters of a file's name
_STATUSES = ("new", "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which items: every condition that is given must hold; of several tags, sources or statuses, one."""

    where: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def sql(self) -> str:
        """The query of the chosen rows in the order of their documents."""
        if unknown := set(self.statuses) - set(_STATUSES):
            raise UsageError(f"There is no status {sorted(unknown)[0]}; there are {', '.join(_STATUSES)}.")
        statuses = ", ".join(quoted(status) for status in self.statuses or _STATUSES[:2])
        parts = [f"status IN ({statuses})"]
        if self.tags:
            parts.append(" OR ".join(f"{_tagged(quoted(tag), quoted(tag + '::'))}" for tag in self.tags))
        if self.sources:
            parts.append(" OR ".join(f"contains(path, {quoted(source)})" for source in self.sources))
        if self.where:
            parts.append(self.where)
        return (
            "SELECT * FROM questions WHERE "
            + " AND ".join(f"({part})" for part in parts)
            + " ORDER BY path, ordinal, id"
        )


def _tagged(tag: str, below: str) -> str:
    return f"len(list_filter(tags, lambda t: t = {tag} OR starts_with(t, {below}))) > 0"


@dataclass(frozen=True, slots=True)
class Order:
    """What to export and how; `split` is how many items a file holds at most (0: the format's own limit).

    Without an output the file is named after its title, in the folder one stands in.
    """

    target: str
    output: Path | None = None
    selection: Selection = Selection()
    keyless: Policy = "fail"
    split: int = 0
    title: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A file as written; `chosen` are the items that were to be in it, `items` those that are."""

    path: Path
    items: int
    chosen: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of an export and what they do not carry."""

    target: str
    files: tuple[File, ...]
    losses: tuple[Loss, ...]


def parse_options(words: Iterable[str]) -> dict[str, str]:
    """`profile=canvas` -> {"profile": "canvas"}; UsageError on a word without `=`."""
    options = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"--option takes NAME=VALUE, and {word!r} is none.")
        options[name] = value
    return options


def export(
    bank: Bank, order: Order, strict: bool = False, progress: Callable[[int, int], None] = lambda done, total: None
) -> Exported:
    """Write the files. Raises UsageError on an unknown format or condition, ExportError where keyless items or, under
    `strict`, losses forbid it, FindingsError where `strict` meets findings of weight on the chosen items.
    """
    rows = bank.sql(order.selection.sql())
    if strict:
        _refuse_findings(bank, rows)
    return _Export(bank, order, rows, _exporter(order.target), strict, progress).run()


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """A disk's error as a sentence on the file that was to be written."""
    try:
        yield
    except OSError as error:
        raise QuizmillError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.") from error


def _exporter(name: str) -> Exporter:
    known = exporters()
    if name in known:
        return known[name]
    word = name.casefold()
    meant = [other for other in sorted(known) if word in f"{other} {known[other].summary}".casefold()]
    hint = f"; for that word see {', '.join(meant)}" if meant else ""
    raise UsageError(f"There is no format {name}{hint}; there are {', '.join(sorted(known))}.")


def _file_name(title: str, exporter: Exporter) -> Path:
    """`Week 1: Trees` -> `week-1-trees.apkg`; `...-qti12.zip` where other formats have that suffix, too."""
    name = "-".join(re.findall(r"\w+", title.casefold()))[:_LONGEST] or "questions"
    alike = sum(other.suffix == exporter.suffix for other in exporters().values())
    return Path(f"{name}-{exporter.name}{exporter.suffix}" if alike > 1 else name + exporter.suffix)


def _refuse_findings(bank: Bank, rows: Rows) -> None:
    chosen = set(rows["id"].to_pylist())
    for row in bank.findings().to_pylist():
        if row["item"] in chosen and row["severity"] in WEIGHTY:
            raise FindingsError(f"Item {row['item']} has a finding, {row['code']}: {row['message']}")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Items of a table, made anew at every walk, with the policy for keyless ones applied."""

    rows: Rows
    keyless: Keyless
    step: Callable[[], None] = lambda: None

    def __iter__(self) -> Iterator[Item]:
        for item in items_of(self.rows):
            if (kept := self.keyless.apply(item)) is not None:
                self.step()
                yield kept


@dataclass(frozen=True, slots=True)
class _Export:
    bank: Bank
    order: Order
    rows: Rows
    exporter: Exporter
    strict: bool
    progress: Callable[[int, int], None]

    def run(self) -> Exported:
        keyless = Keyless(self.exporter, self.order.keyless)
        concerned = [item.id for item in items_of(perhaps_keyless(self.rows)) if keyless.concerns(item)]
        losses = list(keyless.losses(concerned))
        rows = self._without(concerned) if self.order.keyless == "skip" else self.rows
        out = self.order.output or _file_name(self._title(rows), self.exporter)
        with ExitStack() as undo, _in_words(out):
            written = [self._write(part, path, keyless, losses, undo) for part, path in self._parts(rows, out)]
            if self.strict and losses:
                first = losses[0]
                count = "There is a loss" if len(losses) == 1 else f"There are {len(losses)} losses"
                raise ExportError(f"{count} under --strict: {first.item} {first.field}: {first.reason}.")
            for temporary, file in written:
                temporary.replace(file.path)
        return Exported(self.exporter.name, tuple(file for _, file in written), tuple(losses))

    def _without(self, items: Sequence[str]) -> Rows:
        left_out = set(items)
        return self.rows.filter([item not in left_out for item in self.rows["id"].to_pylist()])

    def _parts(self, rows: Rows, out: Path) -> Iterator[tuple[Rows, Path]]:
        size = self.order.split or self.exporter.split or max(1, rows.num_rows)
        count = -(-rows.num_rows // size)
        if count <= 1:
            yield rows, out
            return
        for number in range(count):
            name = f"{out.stem}-{number + 1:0{len(str(count))}d}{out.suffix}"
            yield rows.slice(number * size, size), out.with_name(name)

    def _write(
        self, rows: Rows, path: Path, keyless: Keyless, losses: list[Loss], undo: ExitStack
    ) -> tuple[Path, File]:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")
        undo.callback(temporary.unlink, missing_ok=True)
        times = {row["id"]: int(row["changed"].timestamp()) for row in rows_of(rows.select(["id", "changed"]))}
        package = Package(
            title=self._title(rows),
            items=_Chosen(rows, keyless),
            media=cache(self.bank.media),
            changed=times.__getitem__,
            options=self.order.options,
        )
        with temporary.open("w+b") as out:
            lost = self.exporter.render(package, out)
        losses.extend(lost)
        left_out = len({loss.item for loss in lost if loss.field == "*"})
        return temporary, File(path, rows.num_rows - left_out, rows.num_rows, temporary.stat().st_size)

    def _title(self, rows: Rows) -> str:
        if self.order.title:
            return self.order.title
        documents = set(rows["document"].to_pylist())
        titles = [document.title for document in self.bank.documents() if document.id in documents]
        return titles[0] if len(titles) == 1 and titles[0] else "Questions"
