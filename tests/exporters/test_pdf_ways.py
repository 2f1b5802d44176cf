"""The PDF read aloud and printed: structure, margin notes, lists, charts, headings kept."""

from __future__ import annotations

import shutil
import subprocess
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reviewer import exporters
from reviewer.exporters.options import Paper, Remarks
from reviewer.exporters.pdf_fonts import FontShop
from reviewer.exporters.pdf_layout import Layout, faces_needed
from reviewer.model.records import Kind, Record
from reviewer.model.review import Review
from tests.exporters.reviews import DOCUMENT, PEOPLE, everything, export_of
from tests.helpers import annotation_on, report

WAYS = [frozenset(ways) for count in (1, 2, 3) for ways in combinations(Remarks, count)]


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


def written(folder: Path, fonts: Path, review: Review | None = None, **fields: Any) -> Path:
    path = folder / "out.pdf"
    exporters.write(export_of(review or everything(), font_cache=fonts, **fields), path)
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    return path


def text_of(path: Path) -> list[str]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in pdf]
    finally:
        pdf.close()


def elements(path: Path) -> list[tuple[str, str]]:
    """Kind and text of every structure element that owns characters, in reading order."""
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen: marked(page) for page in pdf.pages}
        found: list[tuple[str, str]] = []

        def walk(element: Any) -> None:
            words = ""
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    words += pages[element.Pg.objgen][kid]
                elif kid.get("/Type") == "/MCR":
                    words += pages[kid.Pg.objgen][int(kid.MCID)]
                else:
                    assert kid.P.objgen == element.objgen
                    walk(kid)
            if words:
                found.append((str(element.S).removeprefix("/"), words))

        walk(pdf.Root.StructTreeRoot.K)
        return found


def marked(page: pikepdf.Page) -> dict[int, str]:
    """The number of text operators in each piece of marked content, as a stand-in for its text."""
    pieces: dict[int, str] = {}
    now: int | None = None
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in operands[1]:
            now = int(operands[1].MCID)
            pieces[now] = ""
        elif str(operator) == "EMC":
            now = None
        elif str(operator) in ("Tj", "TJ") and now is not None:
            pieces[now] += "x"
    return pieces


def test_every_paragraph_is_an_element_and_headings_are_headings(
    tmp_path: Path, fonts: Path
) -> None:
    path = written(tmp_path, fonts, opinion_table=False)
    kinds = [kind for kind, _ in elements(path)]
    # -- behind the report comes the list of what has lost its place
    assert kinds == ["H1", "P", "P", "P", "P", "H2", "P", "H2", "P", "H1", "P"]
    with pikepdf.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "zh-CN"
        assert str(pdf.docinfo["/Title"]) == DOCUMENT.title


def test_the_parent_tree_leads_back_to_the_elements(tmp_path: Path, fonts: Path) -> None:
    with pikepdf.open(written(tmp_path, fonts)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for page, owners in zip(numbers[::2], numbers[1::2], strict=True):
            assert pdf.pages[int(page)].obj.StructParents == page
            assert len(owners) == len(marked(pdf.pages[int(page)]))


def test_nothing_is_drawn_outside_structure_and_artifacts(tmp_path: Path, fonts: Path) -> None:
    path = written(tmp_path, fonts, remarks=frozenset(Remarks), statistics=True)
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(operator), 0)
                assert depth in (0, 1)
                assert depth or str(operator) not in ("Tj", "TJ", "re", "f", "S")


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="poppler is not installed")
def test_poppler_reads_the_tables_cells(tmp_path: Path, fonts: Path) -> None:
    path = written(tmp_path, fonts, paper=Paper.OPINIONS)
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, check=True, text=True
    )
    assert done.stdout.count("TR") == 12
    assert done.stdout.count("TH") == 13
    assert '"本节偏长"' in done.stdout


@pytest.mark.parametrize("ways", WAYS, ids=lambda ways: "+".join(sorted(ways)))
def test_remarks_stand_in_the_ways_that_were_chosen(
    ways: frozenset[Remarks], tmp_path: Path, fonts: Path
) -> None:
    path = written(tmp_path, fonts, remarks=ways, opinion_table=False)
    with pikepdf.open(path) as pdf:
        native = any("/Annots" in page for page in pdf.pages)
    pages = text_of(path)
    first, rest = pages[0].replace("\r\n", ""), "".join(pages[1:]).replace("\r\n", "")
    assert native == (Remarks.NATIVE in ways)
    assert ("请补充𠮷县数据" in first) == (Remarks.MARGIN in ways)
    assert ("请补充𠮷县数据" in rest) == (Remarks.LIST in ways)
    # -- what has no place is never lost on paper
    assert ("原文已删" in rest) == bool(ways)


def test_a_margin_too_full_sends_notes_to_the_list(tmp_path: Path, fonts: Path) -> None:
    start = DOCUMENT.text.index("全面加强")
    remarks: list[Record] = [
        annotation_on(DOCUMENT, start, start + 4, id=f"a{n:03d}", body=f"第{n}条意见" + "很长" * 90)
        for n in range(60)
    ]
    path = written(
        tmp_path, fonts, Review([*PEOPLE, *remarks]), remarks=frozenset({Remarks.MARGIN}),
        opinion_table=False,
    )  # fmt: skip
    everything_said = "".join(text_of(path)).replace("\r\n", "")
    for n in range(60):
        assert f"第{n}条意见" in everything_said


def test_notes_in_the_margin_never_overlap(tmp_path: Path, fonts: Path) -> None:
    path = written(tmp_path, fonts, remarks=frozenset({Remarks.MARGIN}), opinion_table=False)
    with pikepdf.open(path) as pdf:
        frames = [
            [float(value) for value in operands]
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) == "re" and 160 < float(operands[2]) < 163
        ]
    assert len(frames) == 10
    frames.sort(key=lambda frame: -frame[1])
    for upper, lower in pairwise(frames):
        assert lower[1] + lower[3] <= upper[1] + 0.01
    assert all(frame[1] > 0 and frame[1] + frame[3] < 842 for frame in frames)


def test_a_heading_is_never_the_last_line_of_a_page(fonts: Path) -> None:
    shop = FontShop(fonts)
    for before in range(14, 26):
        document = report(
            "某报告", "市人大常委会:", *["一行。"] * before, "二、情况", "内容。" * 40
        )
        made = {face: shop.make(face, wanted) for face, wanted in faces_needed(document).items()}
        layout = Layout(document, made)
        heading = document.sections[0].heading
        at = next(n for n, line in enumerate(layout.lines) if line.start == heading.start)
        assert layout.lines[at].page == layout.lines[at + 1].page
    shop.close()


def test_statistics_are_drawn_and_readable(tmp_path: Path, fonts: Path) -> None:
    path = written(tmp_path, fonts, paper=Paper.STATISTICS)
    text = "".join(text_of(path))
    for words in ("审阅统计", "按章节", "按类别", "按审阅人", "某局/审阅人甲", "一、基本情况"):
        assert words in text
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 1


def test_struck_and_underlined_words_are_drawn_where_annotations_are_not_wanted(
    tmp_path: Path, fonts: Path
) -> None:
    remark = annotation_on(DOCUMENT, 0, 6, kind=Kind.HIGHLIGHT)
    path = written(
        tmp_path, fonts, Review([*PEOPLE, remark]), remarks=frozenset({Remarks.LIST}),
        opinion_table=False,
    )  # fmt: skip
    with pikepdf.open(path) as pdf:
        first = next(iter(pikepdf.parse_content_stream(pdf.pages[0])))
        assert str(first[1]) == "BMC"
