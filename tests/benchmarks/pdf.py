"""Reading a long PDF."""

from __future__ import annotations

import io
from functools import partial

import pypdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from reviewer import importers
from tests.benchmarks.harness import Figure, at_least, bounded, timed
from tests.benchmarks.reading import long_document

PAGES = 1755
_LINES, _LENGTH = 22, 28


def long_pdf(text: str) -> bytes:
    """The text of a report on pages of 22 lines of 28 characters, with page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    lines = [text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH)]
    for page in range(PAGES):
        canvas.setFont("STSong-Light", 16)
        for row, line in enumerate(lines[page * _LINES : (page + 1) * _LINES]):
            canvas.drawString(78, 735 - 29 * row, line)
        canvas.setFont("STSong-Light", 14)
        canvas.drawCentredString(297, 60, f"— {page + 1} —")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def measure() -> list[Figure]:
    """A PDF of 1,755 pages and a million characters, against pypdf's text of the same."""
    text = "".join(long_document(1_100_000).text.split())[: PAGES * _LINES * _LENGTH]
    data = long_pdf(text)
    ours = [timed(partial(importers.read_bytes, "长.pdf", data)) for _ in range(3)]
    # -- a tenth of it stands for the whole: it takes long, and just as long for each page
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    some = range(0, PAGES, 10)
    theirs = [10 * timed(lambda: [pages[at].extract_text() for at in some])]
    return [
        bounded("1755 页的 PDF：读入", ours, "ms", 7000),
        at_least("1755 页的 PDF：与 pypdf 比", ours, theirs, "ms", 3.0),
    ]
