"""Groups of items that ask the same question, over the whole bank.

`same`: equal words and equal choices. `conflict`: the same, but their keys name different choices; one of them is
wrong, or the question is. Both are told by digests that were made when the items were read (`words` of the question
as normalised, `answer` of the keyed choices' words, empty where keyless), so finding them is one group-by.
"""

from __future__ import annotations

import hashlib
from collections import Counter

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from quizmill.bank.arrow import rows_of, table_of_rows
from quizmill.bank.near import Question, find_near, question
from quizmill.bank.records import GroupRow
from quizmill.bank.scan import strings


def find(published: pa.Table, digests: pa.Table, before: pa.Table) -> pa.Table:
    """The groups, in the order of their ids. Items that a curator rejected are in none. Of the groups `before`, those
    of near questions stay while all their items are there: they are found when asked for (`near`).
    """
    rejected = pc.is_in(published["status"], value_set=strings(["rejected"]))
    live = set(published.filter(pc.invert(rejected))["id"].to_pylist())
    by_words: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(_repeated(digests)):
        if row["id"] in live:
            by_words.setdefault(row["words"], []).append((row["id"], row["answer"]))
    groups = [_group(members) for members in by_words.values() if len(members) > 1]
    groups += [group for group in _rows(before) if group.kind == "near" and live.issuperset(group.items)]
    return table_of_rows(sorted(groups, key=lambda group: group.id), GroupRow)


def _repeated(digests: pa.Table) -> pa.Table:
    """The rows whose words another has, too: few of a bank's."""
    times = Counter(digests["words"].to_pylist())
    several = strings([words for words, count in times.items() if count > 1 and words is not None])
    return digests.filter(pc.is_in(digests["words"], value_set=several))


def with_near(published: pa.Table, digests: pa.Table, before: pa.Table) -> pa.Table:
    """The groups with those of near questions found again; of equal questions, one is compared."""
    words = {row["id"]: row["words"] for row in rows_of(digests)}
    one_each: dict[str, Question] = {}
    for row in rows_of(published):
        if row["status"] != "rejected":
            one_each.setdefault(words[row["id"]], question(row))
    kept = [group for group in _rows(before) if group.kind != "near"]
    return table_of_rows(sorted(kept + find_near(list(one_each.values())), key=lambda group: group.id), GroupRow)


def _rows(groups: pa.Table) -> list[GroupRow]:
    return [msgspec.convert(row, GroupRow) for row in rows_of(groups)]


def _group(members: list[tuple[str, str]]) -> GroupRow:
    items = tuple(sorted(item for item, _ in members))
    answers = {answer for _, answer in members if answer}
    name = hashlib.sha256("\n".join(items).encode()).hexdigest()[:16]
    return GroupRow(id=f"g{name}", kind="conflict" if len(answers) > 1 else "same", items=items)
