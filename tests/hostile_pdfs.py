"""PDFs that lie, loop or swell, each made by a few lines of code; all but the unreadable hold one honest question."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping

from pdf_samples import document, letters
from reportlab.lib.pdfencrypt import StandardEncryption

STEM = "Which gas do plants take in to make sugar?"
OPTIONS = ("Oxygen", "Nitrogen", "Carbon dioxide", "Argon")


def question(first: str = f"1. {STEM}") -> bytes:
    """The page's honest content."""
    lines = [first, *(f"{letter}) {text}" for letter, text in zip("ABCD", OPTIONS, strict=True)), "Answer: C"]
    escaped = (text.replace(")", "\\)") for text in lines)
    shown = "".join(f"({text}) Tj 0 -16 Td " for text in escaped)
    return f"BT /F1 11 Tf 60 780 Td {shown}ET".encode()


def stream(data: bytes, entries: str = "", length: int | None = None) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode(), len(data) if length is None else length, data)


def pdf(change: Mapping[int, bytes] | None = None, trailer: str = "", size: int | None = None) -> bytes:
    """A file of one page, with some objects changed or added: 1 catalog, 2 pages, 3 page, 4 content, 5 font."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        4: stream(question()),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    } | dict(change or {})
    out, places = io.BytesIO(b"%PDF-1.7\n"), {}
    out.seek(0, io.SEEK_END)
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table, count = out.tell(), max(places) + 1
    rows = b"".join(b"%010d 00000 %s \n" % (places.get(n, 0), b"n" if n in places else b"f") for n in range(count))
    out.write(b"xref\n0 %d\n%s" % (count, rows))
    told = f"/Size {count if size is None else size}/Root 1 0 R{trailer.format(table=table)}"
    out.write(b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (told.encode(), table))
    return out.getvalue()


def page(entries: str, resources: str = "<</Font<</F1 5 0 R>>>>", box: str = "0 0 595 842") -> bytes:
    whole = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources{resources}{entries}>>"
    return whole.encode()


def form(content: str, resources: str) -> bytes:
    return stream(content.encode(), f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources{resources}")


def recursive_pages() -> bytes:
    return pdf({2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9>>"})


def recursive_outlines() -> bytes:
    entry = b"<</Title(again)/Parent 6 0 R/Next 7 0 R/Prev 7 0 R/First 7 0 R/Last 7 0 R/Count 99>>"
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>", 6: b"<</First 7 0 R/Last 7 0 R>>", 7: entry})


def recursive_forms() -> bytes:
    both = "<</Font<</F1 5 0 R>>/XObject<</A 6 0 R/B 7 0 R>>>>"
    content = stream(question() + b" /A Do /B Do")
    return pdf({3: page("", both), 4: content, 6: form("/B Do /A Do", both), 7: form("/A Do /A Do", both)})


def forms_by_the_million() -> bytes:
    """Ten forms, each drawing the next ten times: 10^10 rectangles."""
    found = {6: form("1 1 5 5 re f", "<<>>")}
    for number in range(7, 17):
        found[number] = form("/X Do " * 10, f"<</XObject<</X {number - 1} 0 R>>>>")
    resources = "<</Font<</F1 5 0 R>>/XObject<</X 16 0 R>>>>"
    return pdf({3: page("", resources), 4: stream(question() + b" /X Do"), **found})


def count_too_large() -> bytes:
    return pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>"})


def count_negative() -> bytes:
    return pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count -7>>"})


def length_too_large() -> bytes:
    return pdf({4: stream(question(), length=2_000_000_000)})


def length_too_small() -> bytes:
    return pdf({4: stream(question(), length=1)})


def size_too_large() -> bytes:
    return pdf(size=2_000_000_000)


def size_too_small() -> bytes:
    return pdf(size=1)


def page_of_kilometres() -> bytes:
    """Two controls at its far corners, and a picture as large."""
    content = question() + b" 0 0 10 10 re S 99000 0 10 10 re S q 50000 0 0 50000 0 0 cm /I Do Q"
    picture = stream(
        b"\x40" * 4, "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    resources = "<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>"
    return pdf({3: page("", resources, "0 0 100000 100000"), 4: stream(content), 6: picture})


def page_inside_out() -> bytes:
    return pdf({3: page("", box="595 842 0 0")})


def page_without_room() -> bytes:
    return pdf({3: page("", box="0 0 0 0")})


def page_of_no_numbers() -> bytes:
    return pdf({3: page("/Rotate 7", box="/a (b) null 1e999")})


def many_annotations() -> bytes:
    one = b"<</Type/Annot/Subtype/Link/Rect[10 10 20 20]/A<</S/URI/URI(http://a.example)>>>>"
    listed = " ".join(f"{n} 0 R" for n in range(10, 100_010))
    return pdf({3: page(f"/Annots[{listed}]"), **dict.fromkeys(range(10, 100_010), one)})


def many_fields() -> bytes:
    one = b"<</Type/Annot/Subtype/Widget/FT/Btn/T(a)/Rect[10 10 20 20]/AS/Off/F 4>>"
    listed = " ".join(f"{n} 0 R" for n in range(10, 100_010))
    catalog = f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{listed}]>>>>".encode()
    return pdf({1: catalog, 3: page(f"/Annots[{listed}]"), **dict.fromkeys(range(10, 100_010), one)})


def table_that_names_itself() -> bytes:
    return pdf(trailer="/Prev {table}")


def no_table() -> bytes:
    return pdf().partition(b"xref\n")[0] + b"trailer<</Root 1 0 R>>\nstartxref\n99999999\n%%EOF"


def flate_bomb() -> bytes:
    """A page whose content swells from 200 kilobytes to 200 megabytes."""
    swollen = zlib.compressobj(9)
    data = swollen.compress(question() + b"\n")
    for _ in range(200):
        data += swollen.compress(b" " * 1_000_000)
    data += swollen.flush()
    return pdf({4: stream(data, "/Filter/FlateDecode")})


def nested_flate_bomb() -> bytes:
    data = zlib.compress(zlib.compress(zlib.compress(question() + b" " * 100_000_000, 9), 9), 9)
    return pdf({4: stream(data, "/Filter[/FlateDecode/FlateDecode/FlateDecode]")})


def nested_object_streams() -> bytes:
    """Objects in a stream that stands in a stream, each saying that it goes on in the other."""
    inner = stream(b"8 0 <</A 1>>", "/Type/ObjStm/N 1/First 4/Extends 7 0 R")
    outer = stream(b"6 0 " + inner, "/Type/ObjStm/N 1/First 4/Extends 6 0 R")
    return pdf({6: inner, 7: outer, 3: page("/Metadata 8 0 R")})


def picture_of_gigabytes() -> bytes:
    """A scan that says it has ten thousand million pixels and holds four."""
    said = "/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 8"
    resources = "<</Font<</F1 5 0 R>>/XObject<</I 6 0 R>>>>"
    content = b"q 595 0 0 842 0 0 cm /I Do Q " + question()
    return pdf({3: page("", resources), 4: stream(content), 6: stream(b"\0\1\2\3", said)})


def deep_arrays() -> bytes:
    return pdf({3: page("/Deep " + "[" * 100_000 + "]" * 100_000)})


def deep_states() -> bytes:
    return pdf({4: stream(b"q " * 1_000_000 + question())})


def many_objects() -> bytes:
    """A plot of 400,000 little boxes."""
    return pdf({4: stream(question() + b"".join(b" %d %d 8 8 re S" % (n % 580, n // 580) for n in range(400_000)))})


def many_words() -> bytes:
    """A page of 60,000 words, one over the other."""
    return pdf(
        {4: stream(question() + b" BT /F1 4 Tf 10 30 Td " + b"(word ) Tj 9 0 Td (word ) Tj -9 0 Td " * 30_000 + b"ET")}
    )


def font_that_draws_itself() -> bytes:
    glyph = stream(b"10 0 d0 BT /F2 1 Tf (a) Tj ET")
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F2 6 0 R>>>>>>"
    )
    resources = "<</Font<</F1 5 0 R/F2 6 0 R>>>>"
    return pdf(
        {3: page("", resources), 4: stream(question() + b" BT /F2 9 Tf 60 90 Td (aaa) Tj ET"), 6: font, 7: glyph}
    )


def one_page_a_million_times() -> bytes:
    return pdf({2: b"<</Type/Pages/Kids[" + b"3 0 R " * 200_000 + b"]/Count 200000>>"})


def javascript() -> bytes:
    script = "<</S/JavaScript/JS(while \\(true\\) { app.alert\\(1\\); })>>"
    names = f"/Names<</JavaScript<</Names[(a){script}]>>>>"
    catalog = f"<</Type/Catalog/Pages 2 0 R/OpenAction{script}/AA<</WC{script}>>{names}>>"
    return pdf({1: catalog.encode(), 3: page(f"/AA<</O{script}>>")})


def user_password() -> bytes:
    return _locked("open sesame")


def owner_password() -> bytes:
    """Anybody may open it; printing and copying are forbidden, and reading a page to a blind person is not."""
    return _locked("")


def _locked(user: str) -> bytes:
    lock = StandardEncryption(user, "owner", canPrint=0, canModify=0, canCopy=0, canAnnotate=0, strength=128)

    def draw(canvas: object) -> None:
        text = canvas.beginText(60, 780)  # type: ignore[attr-defined]
        for line in (f"1. {STEM}", *(f"{x}) {o}" for x, o in zip("ABCD", OPTIONS, strict=True)), "Answer: C"):
            text.textLine(line)
        canvas.drawText(text)  # type: ignore[attr-defined]
        canvas.showPage()  # type: ignore[attr-defined]

    return document(draw, encrypt=lock)


def truncated() -> bytes:
    whole = letters()
    return whole[: len(whole) // 2]


READ: tuple[Callable[[], bytes], ...] = (
    recursive_pages, recursive_outlines, count_too_large, count_negative, length_too_large, length_too_small,
    size_too_large, size_too_small, page_of_kilometres, page_inside_out, page_without_room, page_of_no_numbers,
    many_annotations, table_that_names_itself, no_table, flate_bomb, nested_flate_bomb, nested_object_streams,
    picture_of_gigabytes, deep_arrays, deep_states, many_objects, many_words, font_that_draws_itself, javascript,
    owner_password,
)  # fmt: skip
REFUSED: tuple[Callable[[], bytes], ...] = (user_password, truncated)
ENDLESS: tuple[Callable[[], bytes], ...] = (recursive_forms, forms_by_the_million, many_fields)
