"""PDFs that other programs made read as the report they were made of."""

from __future__ import annotations

import html
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from reviewer import exporters, importers
from reviewer.exporters.options import Base
from reviewer.formats.page_map import PageMap, unpack
from reviewer.importers.placing import brought
from reviewer.model.document import Document
from reviewer.model.records import Kind
from reviewer.model.review import Review
from reviewer.model.spans import Span
from reviewer.ui import fonts
from tests.exporters.checks import needs_office, through_office
from tests.exporters.reviews import PEOPLE, export_of
from tests.helpers import NOON, annotation_on, seed, tree

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
GHOSTSCRIPT = shutil.which("gs")
POPPLER = shutil.which("pdftotext")


def squeezed(document: Document) -> str:
    return "".join(document.text.split())


@pytest.fixture(scope="module", autouse=True)
def chinese_fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let other programs find the fonts that this one brings along."""
    found = find_spec("pylopdf_fonts_zh_cn")
    assert found is not None
    assert found.origin is not None
    path = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    path.write_text(
        "<fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
        f"<dir>{Path(found.origin).parent}</dir></fontconfig>",
        "utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(path))
        yield


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report as a DOCX in the official layout, printed by LibreOffice."""
    folder = tmp_path_factory.mktemp("printed")
    path = folder / "report.docx"
    exporters.write(export_of(Review(), seed(), opinion_table=False), path)
    return through_office(path, "pdf", folder)


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report in the official layout."""
    path = tmp_path_factory.mktemp("typeset") / "report.pdf"
    exporters.write(export_of(Review(), seed(), opinion_table=False), path)
    return path


def same_report(path: Path, lost: str = "") -> None:
    """The file reads as the report; `lost` are characters that the other program drops itself."""
    found = importers.read(path).document
    gone = str.maketrans("", "", lost)
    assert squeezed(found).translate(gone) == squeezed(seed()).translate(gone)
    assert tree(found) == tree(seed())


def test_the_typeset_report_reads_as_the_report(typeset: Path) -> None:
    same_report(typeset)
    assert importers.read(typeset).document.text == seed().text


HUNG = ","
"""A half-width comma that hangs over the margin is not in LibreOffice's PDF at all."""


@needs_office
def test_the_official_docx_that_libreoffice_printed_reads_as_the_report(printed: Path) -> None:
    same_report(printed, HUNG)


@needs_office
@pytest.mark.skipif(GHOSTSCRIPT is None, reason="Ghostscript is not installed")
def test_a_pdf_that_ghostscript_wrote_anew_reads_as_the_report(
    printed: Path, tmp_path: Path
) -> None:
    path = tmp_path / "gs.pdf"
    subprocess.run(
        [str(GHOSTSCRIPT), "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite",
         f"-sOutputFile={path}", str(printed)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    same_report(path, HUNG)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_page_that_chromium_printed_reads_as_the_report(tmp_path: Path) -> None:
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in seed().text.split("\n"))
    page = tmp_path / "report.html"
    page.write_text(f"<html lang=zh><meta charset=utf-8><body>{lines}</body></html>", "utf-8")
    path = tmp_path / "report.pdf"
    subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={path}", page.as_uri()],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    same_report(path)


def test_a_pdf_that_qt_wrote_reads_as_the_report(qapp: QApplication, tmp_path: Path) -> None:
    from PySide6.QtGui import QFont, QPdfWriter, QTextDocument

    path = tmp_path / "qt.pdf"
    writer = QPdfWriter(str(path))
    shown = QTextDocument()
    shown.setDefaultFont(QFont(list(fonts.load_families().serif), 12))
    shown.setPlainText(seed().text)
    shown.print_(writer)
    del writer
    found = importers.read(path).document
    assert tree(found) == tree(seed())
    assert squeezed(found).replace("—", "") == squeezed(seed()).replace("—", "")


@pytest.mark.skipif(POPPLER is None, reason="poppler is not installed")
@needs_office
def test_remarks_onto_pages_of_libreoffice_lie_on_their_words_for_poppler_too(
    printed: Path, tmp_path: Path
) -> None:
    source = importers.read(printed)
    text = source.document.text
    start = text.index("深入推进依法行政")
    span = Span(start, start + 8)
    remark = annotation_on(source.document, span.start, span.end, kind=Kind.HIGHLIGHT)
    path = tmp_path / "onto.pdf"
    fields = {"source_data": source.data, "page_map": source.page_map, "base": Base.ORIGINAL}
    exporters.write(export_of(Review([*PEOPLE, remark]), source.document, **fields), path)
    again = importers.read(path)
    assert again.document.text == text
    (found,) = (r for r in brought(again, Review(), NOON) if hasattr(r, "target"))
    assert found.span == span
    mapped = PageMap([unpack(page) for page in source.page_map])
    (box,) = mapped.boxes(span)
    high = mapped.pages[box.page].space.size[1]
    area = [box.left, high - box.top, box.right - box.left, box.top - box.bottom]
    x, y, wide, tall = (round(value) for value in area)
    words = subprocess.run(
        ["pdftotext", "-f", str(box.page + 1), "-l", str(box.page + 1), "-x", str(x), "-y",
         str(y + 2), "-W", str(wide), "-H", str(tall - 4), str(path), "-"],
        check=True, capture_output=True, timeout=60,
    ).stdout.decode()  # fmt: skip
    assert "深入推进依法行政" in "".join(words.split())
