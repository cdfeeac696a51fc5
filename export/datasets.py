"""A folder for `datasets.load_dataset("DIR")` and the dataset hubs that show it, as a zip.

    README.md                               dataset card: name, size, languages, where the data lies, columns in words
    data/train-00000-of-00001.parquet       the items, pictures as {bytes, path} (the `Image` feature's form)

Unpacked, it loads without any code of ours. Layout: huggingface.co/docs/hub, "Dataset cards" and "Structure your
repository".
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections import Counter
from typing import BinaryIO

from export import parquet
from export._options import chosen
from export._titles import one_line
from quizmill.item import TYPES, is_keyless
from quizmill.package import Exporter, Loss, Package, Support

_DATA = "data/train-00000-of-00001.parquet"
_TIME = (1980, 1, 1, 0, 0, 0)
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_CARD = """---
pretty_name: {name}
size_categories:
- {size}
task_categories:
- question-answering
- multiple-choice
{languages}tags:
- quiz
- education
configs:
- config_name: default
  data_files:
  - split: train
    path: {data}
---
# {title}

{count} questions: {kinds}. {keyless} of them have no key.

| column | meaning |
| --- | --- |
| `id`, `type` | stable id; one of {types} |
| `stem` | the question in Markdown: `$math$`, fenced code, `![alt](media:NAME)`, `{{{{gap:ID}}}}` |
| `choices` | list of id, text, feedback, fixed, credit |
| `key` | ids of the right choices, and what in the source told it; null where the source does not tell |
| `answers`, `numbers`, `gaps`, `pairs`, `distractors`, `entries`, `back`, `model_answer` | by type, else null |
| `feedback`, `hints`, `solution`, `mistakes` | what is said after and beside the question |
| `document`, `path`, `reader`, `fields` | where it came from, down to the field |
| `media` | pictures as bytes and path |
"""


def _size(count: int) -> str:
    return next((name for limit, name in _SIZES if count < limit), "n>1M")


def _card(package: Package, count: int) -> str:
    kinds: Counter[str] = Counter()
    languages: set[str] = set()
    keyless = 0
    for item in package.items:
        kinds[item.type] += 1
        keyless += is_keyless(item)
        if item.language:
            languages.add(one_line(item.language).split("-")[0].lower())
    title = one_line(package.title) or "Question bank"
    spoken = "".join(f"- {json.dumps(code)}\n" for code in sorted(languages))
    return _CARD.format(
        name=json.dumps(title, ensure_ascii=False),
        title=title.replace("<", "&lt;"),
        size=_size(count),
        languages=f"language:\n{spoken}" if spoken else "",
        data=_DATA,
        count=count,
        kinds=", ".join(f"{kinds[kind]} {kind}" for kind in TYPES if kinds[kind]) or "none",
        keyless=keyless,
        types=", ".join(TYPES),
    )


def _member(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    info.compress_type = method
    return info


def render(package: Package, out: BinaryIO) -> tuple[Loss, ...]:
    """The Parquet file goes through a temporary file, since a zip member cannot be written backwards."""
    chosen(package, {})
    with tempfile.TemporaryFile() as data, zipfile.ZipFile(out, "w") as archive:
        count, losses = parquet.write(package, data)
        archive.writestr(_member("README.md", zipfile.ZIP_DEFLATED), _card(package, count))
        data.seek(0)
        with archive.open(_member(_DATA, zipfile.ZIP_STORED), "w", force_zip64=True) as member:
            shutil.copyfileobj(data, member, 1 << 20)
    return losses


EXPORTER = Exporter(
    name="datasets",
    suffix=".zip",
    summary="a dataset folder (card and Parquet) for `datasets` and dataset hubs; nothing is lost",
    render=render,
    support={kind: Support("full") for kind in TYPES},
    keyless=frozenset(TYPES),
)
