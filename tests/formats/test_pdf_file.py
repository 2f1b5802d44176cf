"""A long PDF is shared by two processes, and nobody can tell."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from reviewer.formats.pdf_file import PdfFile

_PAGES = 250


def _numbered() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pageCompression=0)
    for number in range(_PAGES):
        # -- some pages take much longer than others
        for row in range(40 if number % 9 == 0 else 1):
            canvas.drawString(60, 780 - 18 * row, f"page {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_the_pages_of_a_long_file_come_in_their_order_each_once() -> None:
    with PdfFile("长.pdf", _numbered()) as file:
        for _ in range(2):
            found = [page.text.lines[0].text for page in file.read()]
            assert found == [f"page {number}" for number in range(_PAGES)]
