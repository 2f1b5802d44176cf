"""The red head of an official paper: on the first page, and no part of the report's text."""

from __future__ import annotations

from pathlib import Path

import docx as python_docx
import pypdfium2
import pytest

from reviewer import exporters, importers
from reviewer.exporters import official
from reviewer.exporters.options import Paper
from reviewer.exporters.templates import NAMES, provide, template_of
from reviewer.model.review import Review
from tests.exporters.checks import agree, validate
from tests.exporters.reviews import DOCUMENT, everything, export_of
from tests.helpers import report

MARK, NUMBER = "某市人民代表大会常务委员会文件", "某人常〔2024〕8号"
MM = 72 / 25.4


@pytest.mark.parametrize("table", [False, True])
def test_a_docx_has_it_in_the_header_of_its_first_page(table: bool, tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    head = {"issuer": MARK, "issue_number": NUMBER}
    exporters.write(export_of(everything(), opinion_table=table, **head), path)
    agree(path)
    for tool in ("openxml-audit", "ooxml-integrity"):
        validate(path, tool)
    made = python_docx.Document(str(path))
    assert made.sections[0].different_first_page_header_footer
    lines = [p.text for p in made.sections[0].first_page_header.paragraphs]
    assert lines == [MARK, NUMBER, ""]
    if table:
        assert not made.sections[-1].different_first_page_header_footer
    else:
        assert importers.read(path).document.text == DOCUMENT.text


def test_a_pdf_has_it_where_the_standard_wants_it(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    document = report(*DOCUMENT.text.split("\n"), *["现将情况报告如下，请予审议。" * 9] * 30)
    export = export_of(Review(), document, opinion_table=False, issuer=MARK, issue_number=NUMBER)
    exporters.write(export, path)
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[0].get_textpage()
        text = page.get_text_range()
        assert text.startswith(MARK)
        assert MARK not in pdf[1].get_textpage().get_text_range()
        left, _, _, top = page.get_charbox(0)
        right = page.get_charbox(len(MARK) - 1)[2]
        low = page.get_charbox(text.index(NUMBER))[1]
        title = page.get_charbox(text.index(document.title))[3]
    down = (official.PAGE_HEIGHT_MM - official.TOP_MM - official.HEAD_DOWN_MM) * MM
    assert top == pytest.approx(down, abs=4)
    assert left - official.LEFT_MM * MM == pytest.approx(
        (official.PAGE_WIDTH_MM - official.RIGHT_MM) * MM - right, abs=4
    )
    assert low > title + official.HEAD_LINES * official.LINE_PITCH


def test_without_a_mark_there_is_no_head(tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    exporters.write(export_of(Review(), issue_number=NUMBER), path)
    made = python_docx.Document(str(path))
    assert not made.sections[0].different_first_page_header_footer


def test_one_file_may_be_the_template(tmp_path: Path) -> None:
    own = provide(Paper.OPINIONS, tmp_path).rename(tmp_path / "本单位的表.docx")
    assert template_of(Paper.OPINIONS, own) == own
    assert provide(Paper.OPINIONS, own) == own
    assert template_of(Paper.OPINIONS, tmp_path).name == NAMES[Paper.OPINIONS]
