"""`bank/schema.json` and `bank/README.md`: what stands in a bank, generated from the row classes.

    python -m quizmill.bank.describe        writes both into ./bank

Every column has its words here; a test holds both files and the words to the schema.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from quizmill.bank.rows import BUCKETS
from quizmill.bank.schema import PUBLISHED, TABLES, VERSION, TableSpec

_ORIGIN = {
    "document": "The document's id: `documents.id`.",
    "path": "Where the document lies, from the folder in which the bank lies.",
    "ordinal": "The item's place in its document, from 0.",
    "reader": "What read it, with its version.",
    "url": "The page's own address, where it states one.",
    "fields": "Which field stood where: lines, page and box, node, or member of an archive.",
}
_ITEM = {
    "id": "The item's id: it stays when a stem is corrected, the file moves, or a reader improves.",
    "type": "single, multiple, true_false, short, numeric, cloze, matching, ordering, essay or flashcard.",
    "stem": "The question, in Markdown; a cloze has a `{{gap:ID}}` for each gap.",
    "title": "The question's own title.",
    "choices": "What is chosen from: id, text, feedback, whether its place is fixed, credit in percent.",
    "key": "The right choices' ids, and what in the document tells them; null where it does not tell.",
    "answers": "Accepted typed answers with their credit in percent.",
    "case_sensitive": "Whether typed answers are compared with their case.",
    "numbers": "Accepted ranges, both ends included, as decimal text.",
    "gaps": "A cloze's gaps: typed, numeric, or chosen.",
    "pairs": "What goes with what; `right` is empty where the document does not tell.",
    "distractors": "Right-hand texts that go with nothing.",
    "entries": "An ordering's entries, in order.",
    "known": "Whether the order of the entries is the right one.",
    "model_answer": "An essay's model answer.",
    "grader_info": "Words for whoever grades.",
    "back": "A flashcard's back.",
    "feedback": "What is said of the item as a whole, by when it is said.",
    "hints": "Hints, in order.",
    "solution": "Steps of a worked solution, in order.",
    "final_answer": "The worked solution's result.",
    "quick_check": "A one-line check of the result.",
    "mistakes": "Common mistakes.",
    "difficulty": "The document's own word.",
    "points": "Points, null where the document names none.",
    "section": "Course, week, lesson: the headings above, outermost first.",
    "tags": "Tags; `topic::subtopic` is below `topic`.",
    "objectives": "Learning objectives that the item serves.",
    "language": "BCP 47, empty where unknown.",
    "confidence": "0 to 1: how sure the reading is.",
    "doubts": "Why confidence is below 1.",
}
_CHANGED = {"changed": "When its words, key or feedback last changed."}
_BUCKET = {"bucket": "The partition: `crc32(document) % 16`."}
WORDS: dict[str, dict[str, str]] = {
    PUBLISHED.name: _ITEM
    | _ORIGIN
    | {
        "status": "new, accepted or rejected by a curator.",
        "edited": "The fields that a curator set.",
        "conflicts": "Of these, the fields whose words have since changed in the source.",
        "changed": "When the item last changed, in the source or by an edit.",
    },
    "items": _ITEM
    | _ORIGIN
    | {"words": "A digest of the question's words: equal for equal questions."}
    | {"answer": "A digest of the right answer's words, empty where there is none."}
    | _CHANGED
    | _BUCKET,
    "documents": {
        "id": "The document's id: it stays when the file is moved, renamed or changed.",
        "path": _ORIGIN["path"],
        "sha256": "The digest of its bytes, empty where they could not be read.",
        "size": "Its size in bytes.",
        "carrier": "text, markdown, html, pdf, image ...",
        "reader": _ORIGIN["reader"],
        "reading": "The state of all readers when it was read: it is read again when this or its bytes change.",
        "status": "read, nothing found, shown elsewhere (a picture in a document), unrecognised or failed.",
        "reason": "Why it is not `read`, as a sentence.",
        "title": "What it calls itself.",
        "facts": "What else it says of itself, in its order.",
        "objectives": "Learning objectives that it states, with their headings and places.",
        "items": "How many items the bank has of it.",
        "findings": "How many findings.",
        "blocks": "How many non-blank lines or blocks it has.",
        "unclaimed": "How many of these went into no item, objective or known chrome.",
        "seconds": "How long the reading took.",
        "read_at": "When it was read.",
    }
    | _BUCKET,
    "edits": {
        "id": "The event's id.",
        "at": "When it was made.",
        "author": "Who made it.",
        "document": _ORIGIN["document"],
        "item": "The item's id.",
        "op": "set, revert, accept or reject.",
        "field": "The field: `stem`, `key`, `choices.a1.text` ...",
        "base": "JSON of what the field was when the edit was made.",
        "value": "JSON of what the curator set.",
    }
    | _BUCKET,
    "findings": {
        "document": _ORIGIN["document"],
        "path": _ORIGIN["path"],
        "item": "The item's id, empty where it speaks of the document.",
        "code": "What kind of doubt: `quizmill check` lists them.",
        "severity": "info, warning or error.",
        "message": "A sentence.",
        "span": "Where.",
    }
    | _BUCKET,
    "groups": {
        "id": "The group's id.",
        "kind": "same, near, or conflict: the same question with unequal keys.",
        "items": "The items' ids.",
    },
    "media": {"name": "`<sha256>.<ext>`, as rich text names it.", "alt": "Its words.", "data": "Its bytes."},
}


def schema_json() -> bytes:
    """The columns of every table, for programs."""
    tables = {spec.name: _table(spec) for spec in (PUBLISHED, *TABLES.values())}
    document = {"format": "quizmill-bank", "schema": VERSION, "buckets": BUCKETS, "tables": tables}
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def readme() -> bytes:
    """The columns of every table, for people."""
    return ("\n".join(_lines()) + "\n").encode()


def _table(spec: TableSpec) -> dict[str, object]:
    columns = [{"name": f.name, "type": _type(f.type), "words": WORDS[spec.name][f.name]} for f in spec.schema]
    return {"summary": spec.summary, "columns": columns}


def _type(kind: pa.DataType) -> str:
    if isinstance(kind, pa.ListType):
        return f"list<{_type(kind.value_type)}>"
    if isinstance(kind, pa.StructType):
        return "struct<" + ", ".join(f"{kind[i].name}: {_type(kind[i].type)}" for i in range(kind.num_fields)) + ">"
    return str(kind)


def _lines() -> Iterator[str]:
    yield "# A question bank"
    yield ""
    yield "A folder of plain Parquet files. `questions/` is what to read: the items with the curator's edits in them."
    yield ""
    yield "```python"
    yield 'import pandas as pd; pd.read_parquet("bank/questions")'
    yield 'import polars as pl; pl.read_parquet("bank/questions")'
    yield "import duckdb; duckdb.sql(\"select type, count(*) from 'bank/questions/*.parquet' group by 1\")"
    yield 'from quizmill.bank import Bank; Bank.open("bank").to_pandas()'
    yield "```"
    yield ""
    yield "The other folders are Delta Lake tables, which `quizmill` writes; `quizmill sql` reads them all."
    yield "`questions/` is made from `items` and `edits` and can be made again at any time. Edits are never rewritten."
    yield "Columns that an item's kind does not have are null. This page and `schema.json` are generated."
    for spec in (PUBLISHED, *TABLES.values()):
        yield ""
        yield f"## {spec.name}"
        yield spec.summary
        yield ""
        yield "| column | type | what it holds |"
        yield "|---|---|---|"
        for column in spec.schema:
            yield f"| {column.name} | `{_type(column.type)}` | {WORDS[spec.name][column.name]} |"


def main() -> None:
    folder = Path("bank")
    (folder / "schema.json").write_bytes(schema_json())
    (folder / "README.md").write_bytes(readme())


if __name__ == "__main__":
    main()
