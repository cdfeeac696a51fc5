"""PDF pages that the tests draw themselves, in the looks of printed quizzes; every question is the project's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
QUESTIONS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    ("Which planet of the solar system has the shortest year?", ("Venus", "Mercury", "Mars", "Neptune"), 1),
    ("What does a barometer measure?", ("Air pressure", "Wind speed", "Humidity", "Rainfall"), 0),
    ("How many strings does a violin have?", ("Three", "Five", "Four", "Six"), 2),
    ("Which metal is liquid at room temperature?", ("Tin", "Lead", "Zinc", "Mercury"), 3),
    ("Which gas do plants take in to make sugar?", ("Oxygen", "Nitrogen", "Carbon dioxide", "Argon"), 2),
    ("In which ocean does Madagascar lie?", ("Atlantic", "Indian", "Arctic", "Pacific"), 1),
)


def document(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF drawn by `draw`, y upwards as in PDF."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, **options)  # type: ignore[arg-type]
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def line(canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 11) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def letters(key: str = "Answer: {letter}", questions: Sequence[tuple[str, tuple[str, ...], int]] = QUESTIONS) -> bytes:
    """Numbers, letters, an answer line under each."""

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 790, "Quiz on the natural world", "Helvetica-Bold", 18)
        y = 750.0
        for number, (stem, options, right) in enumerate(questions, 1):
            line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 16
                line(canvas, 80, y, f"{'ABCD'[index]}) {option}")
            y -= 16
            if key:
                line(canvas, 60, y, key.format(letter="ABCD"[right]), "Helvetica-Bold")
            y -= 26
        canvas.showPage()

    return document(draw)


def columns() -> bytes:
    """Two columns of wrapped text with a line across the top and a key grid at the end."""
    left = (
        "1. Sediment settles in still water in an",
        "    order that depends on its grains. Which",
        "    settles first?",
        "    a) Clay",
        "    b) Gravel",
        "    c) Silt",
        "2. Rocks that form when lava cools at the",
        "    surface are fine-grained. What are they",
        "    called?",
        "    a) Sedimentary rocks of the sea floor,",
        "        pressed for a long time",
        "    b) Volcanic rocks",
        "    c) Metamorphic rocks",
    )
    right = (
        "3. The boundary between crust and mantle",
        "    was found by the speed of waves. Who",
        "    found it?",
        "    a) Mohorovicic",
        "    b) Wegener",
        "    c) Richter",
        "4. Limestone dissolves slowly in water that",
        "    holds an acid. Which one does rain bring",
        "    with it?",
        "    a) Sulphuric acid out of the deep ground",
        "        below the limestone",
        "    b) Carbonic acid",
        "    c) Citric acid",
    )

    def draw(canvas: Canvas) -> None:
        line(
            canvas, 60, 800, "Geology test: read every question to its end before you choose an answer for it", size=12
        )
        for x, lines in ((60, left), (320, right)):
            y = 770.0
            for text in lines:
                indent = len(text) - len(text.lstrip())
                line(canvas, x + 4 * indent, y, text.strip())
                y -= 15
        line(canvas, 60, 520, "Answer key", "Helvetica-Bold", 12)
        canvas.grid([60 + 50 * i for i in range(5)], [480, 500])
        for index, text in enumerate(("1. b", "2. b", "3. a", "4. b")):
            line(canvas, 66 + 50 * index, 486, text)
        canvas.showPage()

    return document(draw)


def side_by_side(gap: float = 120) -> bytes:
    """Options in one row, as books print them."""

    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, _) in enumerate(QUESTIONS, 1):
            line(canvas, 60, y, f"{number}.")
            line(canvas, 85, y, stem)
            y -= 16
            for index, option in enumerate(options):
                line(canvas, 85 + gap * index, y, f"{'abcd'[index]}.")
                line(canvas, 103 + gap * index, y, option)
            y -= 22
        canvas.showPage()

    return document(draw)


def control(canvas: Canvas, x: float, y: float, *, radio: bool, on: bool, grey: float = 0.3) -> None:
    """A control of 10 points whose lower left corner is (x, y)."""
    canvas.setStrokeGray(grey)
    canvas.setFillGray(grey)
    if radio:
        canvas.circle(x + 5, y + 5, 5, stroke=1, fill=0)
        if on:
            canvas.circle(x + 5, y + 5, 2.6, stroke=0, fill=1)
    else:
        canvas.rect(x, y, 10, 10, stroke=1, fill=0)
        if on:
            canvas.setLineWidth(2)
            canvas.lines([(x + 2, y + 5, x + 4.5, y + 2.5), (x + 4.5, y + 2.5, x + 8.5, y + 8)])
            canvas.setLineWidth(1)
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)


def review(radio: bool = True, grey: float = 0.3, verdict: str = "Correct") -> bytes:
    """A submitted attempt: drawn controls, the chosen one filled, a verdict in a pale green box under each question."""

    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(QUESTIONS[:5], 1):
            line(canvas, 60, y, f"{number}. {stem}")
            line(canvas, 500, y, "1 / 1 point")
            for index, option in enumerate(options):
                y -= 20
                control(canvas, 80, y - 1, radio=radio, on=index == right, grey=grey)
                line(canvas, 98, y, option)
            y -= 30
            canvas.setFillColorRGB(0.9, 0.97, 0.92)
            canvas.rect(80, y - 8, 420, 24, stroke=0, fill=1)
            canvas.setFillColorRGB(0.1, 0.5, 0.25)
            line(canvas, 90, y, verdict)
            canvas.setFillGray(0)
            y -= 34
        canvas.showPage()

    return document(draw)


def marked(how: str) -> bytes:
    """The right option shown by its look: highlight, bold, colour, underline."""

    def draw(canvas: Canvas) -> None:
        y = 780.0
        for number, (stem, options, right) in enumerate(QUESTIONS, 1):
            line(canvas, 60, y, f"{number}. {stem}")
            for index, option in enumerate(options):
                y -= 16
                text, here = f"{'ABCD'[index]}. {option}", index == right
                width = canvas.stringWidth(text, "Helvetica", 11)
                if here and how == "highlight":
                    canvas.setFillColorRGB(1, 1, 0)
                    canvas.rect(80, y - 3, width, 14, stroke=0, fill=1)
                if here and how == "underline":
                    canvas.line(80, y - 1.5, 80 + width, y - 1.5)
                canvas.setFillColorRGB(0.8, 0, 0) if here and how == "colour" else canvas.setFillGray(0)
                line(canvas, 80, y, text, "Helvetica-Bold" if here and how == "bold" else "Helvetica")
                canvas.setFillGray(0)
            y -= 24
        canvas.showPage()

    return document(draw)


def furnished(pages: int = 4) -> bytes:
    """Running head, foot, page number, a watermark and the learner's own address on every page."""

    def draw(canvas: Canvas) -> None:
        for page in range(pages):
            canvas.saveState()
            canvas.setFillGray(0.8)
            canvas.translate(150, 300)
            canvas.rotate(45)
            line(canvas, 0, 0, "PRACTICE COPY", size=40)
            canvas.restoreState()
            line(canvas, 60, 810, "School of Astronomy - entrance quiz", size=9)
            line(canvas, 420, 810, "sky.watcher@example.org", size=9)
            line(canvas, 280, 30, f"Page {page + 1} of {pages}", size=9)
            stem, options, right = QUESTIONS[page % len(QUESTIONS)]
            line(canvas, 60, 700, f"{page + 1}. {stem}")
            for index, option in enumerate(options):
                line(canvas, 80, 680 - 16 * index, f"{'ABCD'[index]}) {option}")
            line(canvas, 60, 610, f"Answer: {'ABCD'[right]}")
            canvas.showPage()

    return document(draw)


def broken_over_pages() -> bytes:
    """A stem at a page's foot, its options on the next; an option cut in two by the same break."""

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 100, "1. A kettle whistles when its water boils because steam is pressed through a narrow")
        line(canvas, 73, 85, "opening. Which quantity of the steam grows in that opening?")
        line(canvas, 80, 69, "a) its speed, which is what makes the air in the whistle swing and the column of")
        canvas.showPage()
        line(canvas, 93, 790, "air sound at last")
        line(canvas, 80, 774, "b) its weight")
        line(canvas, 80, 758, "c) its colour")
        line(canvas, 60, 740, "Answer: a")
        canvas.showPage()

    return document(draw)


def table() -> bytes:
    """A ruled table under a stem."""

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 780, "1. The table shows three materials. Which one floats on water?")
        canvas.grid([60, 200, 340], [690, 710, 730, 750])
        for row, cells in enumerate((("Material", "Density"), ("Oak", "0.7"), ("Granite", "2.7"))):
            for column, text in enumerate(cells):
                line(canvas, 66 + 140 * column, 736 - 20 * row, text)
        for index, text in enumerate(("a) Oak", "b) Granite")):
            line(canvas, 80, 660 - 16 * index, text)
        line(canvas, 60, 620, "Answer: a")
        canvas.showPage()

    return document(draw)


def turned() -> bytes:
    """A landscape page that is stored upright with /Rotate 90."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        line(canvas, 60, 540, "1. Which bird cannot fly?")
        for index, text in enumerate(("a) Swift", "b) Ostrich", "c) Stork")):
            line(canvas, 80, 520 - 16 * index, text)
        line(canvas, 60, 460, "Answer: b")
        canvas.showPage()

    return document(draw)


def fillable() -> bytes:
    """An AcroForm with checkboxes, two of them set."""

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 780, "1. Which of these are mammals? Select all that apply.")
        for index, (text, on) in enumerate((("Bat", True), ("Penguin", False), ("Whale", True))):
            y = 756 - 22 * index
            canvas.acroForm.checkbox(name=f"q1_{index}", x=80, y=y - 2, size=12, checked=on, buttonStyle="check")
            line(canvas, 100, y, text)
        canvas.showPage()

    return document(draw)


def locked() -> bytes:
    """A file that asks for a password."""
    return document(
        lambda canvas: canvas.drawString(60, 700, "1. What is hidden here?"), encrypt=StandardEncryption("open sesame")
    )


def pictured(pixels: bytes) -> bytes:
    """A stem, a picture under it, options."""
    from reportlab.lib.utils import ImageReader

    def draw(canvas: Canvas) -> None:
        line(canvas, 60, 780, "1. Which shape does the figure show?")
        line(canvas, 290, 30, "7", size=9)
        canvas.drawImage(ImageReader(io.BytesIO(pixels)), 80, 600, 160, 150)
        for index, text in enumerate(("a) A square", "b) A disc")):
            line(canvas, 80, 570 - 16 * index, text)
        line(canvas, 60, 530, "Answer: b")
        canvas.showPage()

    return document(draw)


def long(pages: int) -> bytes:
    """Many pages of one question each."""

    def draw(canvas: Canvas) -> None:
        for page in range(pages):
            stem, options, right = QUESTIONS[page % len(QUESTIONS)]
            line(canvas, 60, 780, f"{page + 1}. {stem}")
            for index, option in enumerate(options):
                line(canvas, 80, 760 - 16 * index, f"{'ABCD'[index]}) {option} {page}")
            line(canvas, 60, 690, f"Answer: {'ABCD'[right]}")
            canvas.showPage()

    return document(draw)
