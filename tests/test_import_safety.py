"""Hostile files: they cost a finding, never the process, the disk, the network or the key."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile

import pytest

from extract.media.archive import Archive, Limits, clean, open_tar, open_zip
from extract.media.xml import parse
from quizmill.document import Document
from quizmill.pipeline import convert
from quizmill.source import Source

ITEM = b"""<assessmentItem identifier="q">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier">
<correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody><p>%s</p>
<choiceInteraction responseIdentifier="R"><simpleChoice identifier="A">one</simpleChoice>
<simpleChoice identifier="B">two</simpleChoice></choiceInteraction></itemBody></assessmentItem>"""


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(name: str, data: bytes) -> Document:
    return convert(Source(name, data))


def codes(document: Document) -> set[str]:
    return {finding.code for finding in document.findings}


def test_billion_laughs_stay_small() -> None:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{lols}]>'.encode() + ITEM % b"&l9;"
    started = time.process_time()
    item = read("q.xml", document).items[0]
    assert len(item.stem) < 100 and time.process_time() - started < 5


def test_external_entities_are_not_read(tmp_path: object) -> None:
    document = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + ITEM % b"a &x; b"
    item = read("q.xml", document).items[0]
    assert "root:" not in item.stem


def test_deep_xml_ends() -> None:
    root, findings = parse(b"<a>" * 100_000 + b"</a>" * 100_000)
    assert root is None or findings


def test_deep_conditions_end() -> None:
    deep = b"<and>" * 200 + b'<varequal respident="r">A</varequal>' + b"</and>" * 200
    document = (
        b'<questestinterop><item ident="q"><presentation><material><mattext>Which?</mattext></material>'
        b'<response_lid ident="r" rcardinality="Single"><render_choice><response_label ident="A"><material><mattext>a'
        b'</mattext></material></response_label><response_label ident="B"><material><mattext>b</mattext></material>'
        b"</response_label></render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>"
        + deep
        + b'</conditionvar><setvar action="Set">1</setvar></respcondition></resprocessing></item></questestinterop>'
    )
    assert len(read("q.xml", document).items) == 1


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("a/b.xml", "a/b.xml"),
        ("a\\b.xml", "a/b.xml"),
        ("./a/../b.xml", "b.xml"),
        ("../b.xml", None),
        ("a/../../b.xml", None),
        ("/etc/passwd", None),
        ("C:\\x.xml", None),
        ("a\x00b", None),
    ],
)
def test_paths_stay_inside(name: str, cleaned: str | None) -> None:
    assert clean(name) == cleaned


def test_a_bomb_is_refused() -> None:
    document = read("bomb.zip", zipped({"imsmanifest.xml": b"<manifest/>", "big.xml": b" " * (64 << 20)}))
    assert not document.items and "format-unsupported" in codes(document)


def test_limits_on_members_and_sizes() -> None:
    data = zipped({f"{n}.txt": b"x" * 100 for n in range(20)})
    few = open_zip(data, Limits(members=5))
    assert len(few.names) == 5 and few.findings
    small = open_zip(data, Limits(member_size=50))
    assert small.read("0.txt") is None and small.findings
    short = open_zip(data, Limits(total_size=250))
    assert [short.read(f"{n}.txt") is not None for n in range(4)] == [True, True, False, False]


def test_a_lying_header_does_not_unpack_more() -> None:
    data = bytearray(zipped({"a.xml": b"x" * 200_000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    archive = open_zip(bytes(data), Limits(member_size=1000))
    assert archive.read("a.xml") is None or len(archive.read("a.xml") or b"") <= 1001


def test_links_in_archives_are_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwd.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        far = tarfile.TarInfo("../up.xml")
        far.size = 1
        archive.addfile(far, io.BytesIO(b"x"))
    opened = open_tar(out.getvalue())
    assert opened.names == () and len(opened.findings) == 2


def test_a_tar_bomb_is_cut() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("big.xml")
        info.size = 32 << 20
        archive.addfile(info, io.BytesIO(b"\x00" * info.size))
    opened = open_tar(gzip.compress(out.getvalue()), Limits(ratio=5))
    assert opened.findings and not opened.names


def test_packages_in_packages_end() -> None:
    data = zipped({"q.xml": ITEM % b"In the middle"})
    for _ in range(6):
        data = zipped({"inner.zip": data})
    document = read("nested.zip", data)
    assert not document.items and "nested-too-deep" in codes(document)
    twice = zipped({"inner.zip": zipped({"q.xml": ITEM % b"One down"})})
    (item,) = read("nested.zip", twice).items
    assert "One down" in item.stem and "inner.zip!/q.xml" in str(item.provenance.fields[0].span)


def test_a_passage_that_includes_itself_ends() -> None:
    passage = b'<div xmlns:xi="http://www.w3.org/2001/XInclude"><p>The passage.</p><xi:include href="p.xml"/></div>'
    item = ITEM % b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="p.xml"/>'
    (found,) = read("p.zip", zipped({"q.xml": item, "p.xml": passage})).items
    assert found.stem.count("The passage.") == 1


def test_a_package_cannot_reach_outside_for_pictures() -> None:
    document = read("p.zip", zipped({"items/q.xml": ITEM % b'<img src="../../../etc/passwd"/>'}))
    assert not document.media and "media-missing" in codes(document)


@pytest.mark.parametrize("suffix", [".zip", ".imscc", ".apkg", ".h5p", ".xlsx", ".xml", ".csv", ".json", ".gift"])
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"\x00" * 100, b"<", b"{", b"\xff\xfe<\x00", b"::a::{"]
)
def test_rubbish_is_said_to_be_rubbish(suffix: str, data: bytes) -> None:
    document = read("x" + suffix, data)
    assert not document.items


def test_a_damaged_collection_is_said_to_be_damaged() -> None:
    sound = zipped({"collection.anki2": b"SQLite format 3\x00" + b"\x00" * 500, "media": b"{}"})
    packed = zipped({"collection.anki21b": b"\x28\xb5\x2f\xfd broken", "media": b"x"})
    for data in (sound, packed):
        document = read("deck.apkg", data)
        assert not document.items and "parse-error" in codes(document)


def test_a_damaged_h5p_is_said_to_be_damaged() -> None:
    for content in (b"", b"[1, 2", b'{"question": 5, "answers": 7}'):
        members = {"h5p.json": b'{"mainLibrary": "H5P.MultiChoice"}', "content/content.json": content}
        document = read("x.h5p", zipped(members))
        assert not document.items and "parse-error" in codes(document)


def test_a_workbook_is_a_package_with_limits() -> None:
    strings = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "x">]><sst><si><t>&a;question</t></si></sst>'
    cells = b'<c r="ZZZ1" t="s"><v>0</v></c><c r="A1" t="s"><v>99</v></c>'
    sheet = b'<worksheet><sheetData><row r="1">' + cells + b"</row></sheetData></worksheet>"
    document = read("x.xlsx", zipped({"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet}))
    assert not document.items and "format-unsupported" in codes(document)


def test_an_encrypted_member_is_said() -> None:
    data = bytearray(zipped({"q.xml": ITEM % b"x"}))
    for at in (data.index(b"PK\x03\x04") + 6, data.rindex(b"PK\x01\x02") + 8):
        data[at] |= 1
    document = read("x.zip", bytes(data))
    assert not document.items and "format-unsupported" in codes(document)


def test_an_empty_archive_reads_nothing() -> None:
    assert Archive({}, lambda name, most: b"").read("a") is None
