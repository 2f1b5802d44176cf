"""PDF: paragraphs, sections and places come out right; what cannot be read is told in a sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.formats.page_map import PageMap, unpack
from reviewer.importers import Imported
from reviewer.model.spans import Span
from tests.exporters.checks import needs_office, through_office
from tests.helpers import SAMPLES, tree
from tests.importers import pdfs

SMALL = sorted(path for path in SAMPLES.glob("*.txt") if path.stat().st_size < 100_000)


def read(data: bytes, name: str = "报告.pdf") -> Imported:
    return importers.read_bytes(name, data)


def pages(imported: Imported) -> PageMap:
    return PageMap([unpack(page) for page in imported.page_map])


def test_lines_become_paragraphs_and_sections() -> None:
    found = read(pdfs.typeset())
    assert found.document.text == pdfs.TEXT
    assert found.document.title == pdfs.LINES[0]
    assert [label for _, label, _ in tree(found.document)] == ["一、", "二、"]
    assert found.document.source.media_type == "application/pdf"
    assert found.notices == ()


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_turned_page_reads_as_it_is_seen(turn: int) -> None:
    found = read(pdfs.typeset(turn=turn))
    assert found.document.text == pdfs.TEXT
    at = pdfs.TEXT.index("视察组")
    (box,) = pages(found).boxes(Span(at, at + 3))
    left, low, right, high = pdfs.place("视察组")
    assert (box.left, box.right) == pytest.approx((left, right), abs=0.5)
    assert low - 4 < box.bottom < box.top < high + 4
    space = pages(found).pages[0].space
    assert space.size == pytest.approx((595, 842))
    assert space.turn == space.rotation == turn


def test_text_that_is_turned_on_an_upright_page_reads_too() -> None:
    with pikepdf.open(io.BytesIO(pdfs.typeset(turn=1))) as pdf:
        del pdf.pages[0]["/Rotate"]
        stream = io.BytesIO()
        pdf.save(stream)
    assert read(stream.getvalue()).document.text == pdfs.TEXT


@pytest.mark.parametrize("backwards", [False, True])
def test_a_page_of_single_glyphs_reads_in_whatever_order_they_were_drawn(backwards: bool) -> None:
    glyphs = [(r, c, char) for r, line in enumerate(pdfs.LINES) for c, char in enumerate(line)]
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for row, column, char in reversed(glyphs) if backwards else glyphs:
        canvas.setFont(pdfs.embedded(), 12)
        canvas.drawString(60 + 12 * column, 760 - 24 * row, char)
    canvas.save()
    assert read(stream.getvalue()).document.text == pdfs.TEXT


def test_the_invisible_text_over_a_scanned_page_is_read() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.rect(0, 0, 595, 842, fill=1)
    for row, line in enumerate(pdfs.LINES):
        text = canvas.beginText(60, 760 - 24 * row)
        text.setFont(pdfs.FONT, 12)
        text.setTextRenderMode(3)
        text.textOut(line)
        canvas.drawText(text)
    canvas.save()
    assert read(stream.getvalue()).document.text == pdfs.TEXT


def test_vertical_writing_reads_from_the_right_and_knows_its_places() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(842, 595))
    for column, line in enumerate(pdfs.LINES):
        for row, char in enumerate(line):
            canvas.setFont(pdfs.embedded(), 12)
            canvas.drawString(760 - 24 * column, 540 - 12 * row, char)
    canvas.save()
    found = read(stream.getvalue())
    assert found.document.text == pdfs.TEXT
    mapped = pages(found)
    at = pdfs.TEXT.index("基本情况")
    (box,) = mapped.boxes(Span(at, at + 4))
    left, low, right, high = mapped.pages[0].space.own_box(box)
    assert (left, right) == pytest.approx((736, 748), abs=2)
    assert (low, high) == pytest.approx((540 - 12 * 5, 540 - 12 * 1), abs=4)


def test_figures_that_lie_on_their_side_in_vertical_writing_are_read() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(842, 595))
    canvas.setFont(pdfs.embedded(), 12)
    y = 540.0
    for char in "关于法治政府建设情况的视察报告2024要持续深入学习，严格规范公正文明执法。":
        if char.isdecimal():
            canvas.saveState()
            canvas.translate(764, y + 11)
            canvas.rotate(-90)
            canvas.setFont("Helvetica", 12)
            canvas.drawString(0, 0, char)
            canvas.restoreState()
            y -= 7
        else:
            canvas.drawString(760, y, char)
            y -= 12
    canvas.save()
    text = "关于法治政府建设情况的视察报告2024要持续深入学习，严格规范公正文明执法。"
    assert read(stream.getvalue()).document.text == text


def mistaken(font: str) -> bytes:
    """A page on which one of two fonts calls its characters by wrong names."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for row, line in enumerate(pdfs.LINES):
        canvas.setFont(pdfs.embedded(), 12)
        canvas.drawString(60, 700 - 24 * row, line)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60 + 12 * len(line), 700 - 24 * row, "AB")
    canvas.save()
    with pikepdf.open(stream) as pdf:
        for found in pdf.pages[0].Resources.Font.values():
            if (found.BaseFont == "/Helvetica") == (font == "Helvetica"):
                first = b"0040" if font == "Helvetica" else b"0080"
                found.ToUnicode = pdf.make_stream(
                    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap"
                    b" 1 begincodespacerange <00> <FF> endcodespacerange"
                    b" 1 beginbfrange <00> <FF> <%b> endbfrange endcmap end end" % first
                )
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def test_a_text_whose_characters_have_wrong_names_gets_a_sentence() -> None:
    with pytest.raises(ReportError, match="没有编码信息，读出来是乱码"):
        read(mistaken("the Chinese one"))


def test_a_few_characters_with_wrong_names_are_told_of() -> None:
    found = read(mistaken("Helvetica"))
    assert "基本情况" in found.document.text
    assert any("读成了别的字" in notice for notice in found.notices)


def test_what_is_cropped_away_is_not_read() -> None:
    with pikepdf.open(io.BytesIO(pdfs.typeset(["已经裁掉的一行", *pdfs.LINES]))) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([30, 20, 595, 752])
        stream = io.BytesIO()
        pdf.save(stream)
    found = read(stream.getvalue())
    assert found.document.text == pdfs.TEXT
    assert found.notices == ("有 7 个字在可见页面之外，没有列入正文。",)
    (box,) = pages(found).boxes(Span(0, 1))
    assert box.left == pytest.approx(60 - 30, abs=0.5)


def test_every_character_has_its_place() -> None:
    found = read(pdfs.typeset())
    mapped = pages(found)
    text = found.document.text
    for at, char in enumerate(text):
        if char != "\n":
            (box,) = mapped.boxes(Span(at, at + 1))
            assert mapped.under(box) == Span(at, at + 1)


def test_radicals_are_the_characters_they_look_like() -> None:
    lines = ["⼯作报告⻓江⺠主", "门⼾网站\uf967用", "\u2329条例\u232a⋯⋯"]
    assert read(pdfs.typeset(lines)).document.text == "工作报告长江民主门户网站不用〈条例〉……"


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"X-Sent-By: mail\r\n\r\n"])
def test_what_a_server_put_before_the_file_is_passed_over(before: bytes) -> None:
    assert read(before + pdfs.typeset()).document.text == pdfs.TEXT


def test_a_password_is_asked_for_in_a_sentence() -> None:
    with pikepdf.open(io.BytesIO(pdfs.typeset())) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(ReportError, match=r"报告\.pdf.*密码"):
        read(stream.getvalue())


def test_a_file_that_only_forbids_changes_is_read() -> None:
    with pikepdf.open(io.BytesIO(pdfs.typeset())) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user=""))
    assert read(stream.getvalue()).document.text == pdfs.TEXT


def test_a_scanned_report_says_so_and_what_to_do() -> None:
    with pytest.raises(ReportError, match=r"扫描件，1 页都是图片.*OCR"):
        read(pdfs.scanned())


def test_a_picture_among_pages_of_text_is_told_of() -> None:
    with (
        pikepdf.open(io.BytesIO(pdfs.typeset())) as pdf,
        pikepdf.open(io.BytesIO(pdfs.scanned())) as other,
    ):
        pdf.pages.extend(other.pages)
        stream = io.BytesIO()
        pdf.save(stream)
    found = read(stream.getvalue())
    assert len(found.page_map) == 2
    assert "第 2 页是图片（共 1 页）" in found.notices[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n" + b"x" * 200, "损坏"),
        (pdfs.typeset()[:300], "损坏"),
        (pdfs.raw(b"<</Length 0>>stream\n\nendstream"), "没有文字"),
        (pdfs.raw(b"<</Length 0>>stream\n\nendstream", kids="[2 0 R]"), "没有文字|损坏|一页也没有"),
        (pdfs.raw(b"<</Length 0>>stream\n\nendstream", "[0 0 1000000 1000000]"), "没有文字"),
        (pdfs.raw(b"<</Length 0>>stream\n\nendstream", "[-1e30 0 1e30 9e99]"), "没有文字"),
    ],
    ids=["rubbish", "cut off", "empty", "pages in a circle", "huge page", "absurd page"],
)
def test_broken_files_get_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReportError, match=rf"报告\.pdf.*({words})"):
        read(data)


@needs_office
@pytest.mark.parametrize("sample", SMALL, ids=lambda path: path.stem)
def test_a_report_is_the_same_after_libreoffice_made_a_pdf_of_it(
    sample: Path, tmp_path: Path
) -> None:
    plain = importers.read(sample).document
    copy = tmp_path / "report.txt"
    copy.write_text(plain.text, encoding="utf-8")
    found = importers.read(through_office(copy, "pdf", tmp_path)).document
    assert "".join(found.text.split()) == "".join(plain.text.split())
    assert tree(found) == tree(plain)
