"""The page of an official paper (GB/T 9704-2012), measured on what is printed, to the millimetre."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from reviewer import exporters, importers
from reviewer.model.review import Review
from tests.exporters.checks import needs_office, through_office
from tests.exporters.reviews import export_of

DPI = 200
SENTENCE = "国家机关工作人员应当依照法律规定履行职责"
TEXT = "关于某项工作情况的报告\n" + "\n".join([SENTENCE * 9] * 16)


class Page(NamedTuple):
    """Ink on a page in millimetres, and the characters of its lines; the last is the number."""

    left: float
    right: float
    bands: list[tuple[float, float]]
    number: tuple[float, float]
    lines: list[int]


def measured(path: Path, index: int) -> Page:
    page = pypdfium2.PdfDocument(str(path))[index]
    bitmap = page.render(scale=DPI / 72, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    rows = [min(data[y * stride : y * stride + bitmap.width]) < 128 for y in range(bitmap.height)]
    columns = [x for x in range(bitmap.width) if min(data[x::stride]) < 128]
    bands: list[tuple[int, int]] = []
    for y, dark in enumerate(rows):
        if dark and bands and y - bands[-1][1] < DPI / 25:
            bands[-1] = bands[-1][0], y
        elif dark:
            bands.append((y, y))
    foot = data[bands[-1][0] * stride : (bands[-1][1] + 1) * stride]
    number = [x for x in range(bitmap.width) if min(foot[x::stride]) < 128]
    dash = [
        bands[-1][0] + y
        for y in range(len(foot) // stride)
        if foot[y * stride + number[0] + 4] < 128
    ]
    text = page.get_textpage().get_text_range().splitlines()
    return Page(
        mm(columns[0]),
        mm(columns[-1]),
        [(mm(top), mm(bottom)) for top, bottom in [*bands[:-1], (dash[0], dash[-1])]],
        (mm(number[0]), mm(number[-1])),
        [len(line.strip()) for line in text],
    )


def mm(pixels: int) -> float:
    return pixels / DPI * 25.4


def is_official(page: Page, *, outside_left: bool) -> None:
    """5.2.1, 5.2.3: 22 lines of 28 characters in 156 × 225 mm; 7.5: the number 7 mm below."""
    assert page.left == pytest.approx(28, abs=0.5)
    assert page.right == pytest.approx(28 + 156, abs=1.0)
    *body, dash = page.bands
    assert len(body) == 22
    assert max(page.lines[:-1]) == 28
    assert page.lines.count(28) >= 14
    assert body[0][0] > 37
    assert body[-1][1] < 37 + 225
    assert body[-1][0] - body[0][0] == pytest.approx(21 * 225 / 22, abs=0.7)
    assert dash[0] == pytest.approx(37 + 225 + 7, abs=0.5)
    one_character = 14 / 72 * 25.4
    if outside_left:
        assert page.number[0] == pytest.approx(28 + one_character, abs=0.7)
    else:
        assert page.number[1] == pytest.approx(28 + 156 - one_character, abs=0.7)


def written(folder: Path, name: str) -> Path:
    document = importers.read_bytes("a.txt", TEXT.encode()).document
    path = folder / name
    exporters.write(export_of(Review([]), document, opinion_table=False), path)
    return path


def test_the_typeset_pdf_is_official(tmp_path: Path) -> None:
    path = written(tmp_path, "out.pdf")
    is_official(measured(path, 1), outside_left=True)
    is_official(measured(path, 2), outside_left=False)


@needs_office
def test_the_docx_is_official_as_libreoffice_prints_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    assert spec is not None
    assert spec.origin is not None
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{Path(spec.origin).parent}</dir><cachedir>{tmp_path}</cachedir>"
        "</fontconfig>",
        "utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    path = through_office(written(tmp_path, "out.docx"), "pdf", tmp_path)
    is_official(measured(path, 1), outside_left=True)
    is_official(measured(path, 2), outside_left=False)
