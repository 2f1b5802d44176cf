"""Charts of the page of statistics in PDF: bars of the right length, words in our own fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings

from reviewer import exporters
from reviewer.exporters.official import Face
from reviewer.exporters.options import Paper
from reviewer.exporters.pdf_charts import Charts, _ways
from reviewer.exporters.pdf_flow import characters
from reviewer.exporters.pdf_fonts import FontShop
from reviewer.exporters.statistics import Kind, Statistics, statistics
from reviewer.language.tally import By
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.records import Pattern
from reviewer.model.review import Review
from tests.exporters.reviews import PEOPLE, everything, export_of, random_reviews

_RECT = re.compile(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\s")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="module")
def figures() -> Statistics:
    return statistics(export_of(everything()))


@pytest.fixture(scope="module")
def charts(figures: Statistics, folder: Path) -> Iterator[Charts]:
    shop = FontShop(folder)
    font = shop.make(Face.FANG, "".join(characters(figures)[Face.FANG]))
    yield Charts(figures.kinds, font, 440.0)
    shop.close()


def lengths(operators: str, at: int) -> list[float]:
    """The lengths of the bars' frames: each part of a bar is filled, then framed."""
    sizes = [float(found[at]) for found in _RECT.findall(operators)]
    assert sizes[::2] == sizes[1::2]
    return sizes[::2]


@settings(deadline=None, max_examples=25)
@given(random_reviews())
def test_the_kinds_of_a_bar_add_up_to_it(review: Review) -> None:
    made = statistics(export_of(review))
    for counted in made.counts:
        assert [sum(parts) for parts in counted.parts] == [number for _, number in counted.bars]
        assert all(len(parts) == len(made.kinds) for parts in counted.parts)


def test_bars_are_as_long_as_their_numbers(figures: Statistics, charts: Charts) -> None:
    for counted in figures.counts:
        days = counted.by is By.DAY
        drawn = lengths(charts.chart(counted).operators, 3 if days else 2)
        # -- one kind after the other; below each other from the bottom
        order = range(len(counted.bars)) if days else reversed(range(len(counted.bars)))
        rows = list(order)
        counts = [counted.parts[r][k] for k in range(len(figures.kinds)) for r in rows]
        shown = [count for count in counts if count]
        assert len(drawn) == len(shown)
        each = [length / count for length, count in zip(drawn, shown, strict=True)]
        assert each == pytest.approx([each[0]] * len(each), rel=1e-3)


def test_every_word_is_handed_out_and_none_is_drawn_by_reportlab(
    figures: Statistics, charts: Charts
) -> None:
    for counted in figures.counts:
        picture = charts.chart(counted)
        assert "BT" not in picture.operators
        rows = [[word.text for word in row] for row in picture.rows]
        for label, number in counted.bars:
            if counted.by is By.DAY:
                assert [str(number)] in rows
                assert any(label in row for row in rows)
            else:
                assert [label, str(number)] in rows
        assert all(
            0 <= word.x <= 440 and 0 <= word.y <= picture.height
            for row in picture.rows
            for word in row
        )


def test_two_categories_of_one_pattern_are_hatched_differently() -> None:
    kinds = [Kind(str(at), "#FFFFFF", "#000000", Pattern.SOLID) for at in range(10)]
    assert len(set(_ways(kinds))) == 10
    assert _ways([Kind("一", "#FFFFFF", "#000000", p) for p in Pattern]) == [
        (p, _ways(kinds)[0][1]) for p in Pattern
    ]


def test_a_long_name_is_whole_and_a_very_long_one_is_cut(folder: Path) -> None:
    long, longer = "某某市人大常委会监察和司法工作委员会", "某某市" * 30
    base = everything()
    people = [PEOPLE[0]._replace(organisation=long), PEOPLE[1]._replace(organisation=longer)]
    figures = statistics(export_of(Review([*base.records, *people])))
    (counted,) = (each for each in figures.counts if each.by is By.REVIEWER)
    shop = FontShop(folder)
    font = shop.make(Face.FANG, "".join(characters(figures)[Face.FANG]))
    picture = Charts(figures.kinds, font, 440.0).chart(counted)
    shop.close()
    words = [word for row in picture.rows for word in row]
    assert f"{long}/审阅人甲" in [word.text for word in words]
    assert any(word.text.endswith("…") for word in words)
    assert all(word.x >= 0 for word in words)


def test_rare_characters_of_a_category_are_embedded_and_found(tmp_path: Path, folder: Path) -> None:
    own = everything()
    rare = [category._replace(name=f"𠮷䶮{category.order}") for category in DEFAULT_CATEGORIES]
    review = Review([*own.records, *rare])
    path = tmp_path / "out.pdf"
    exporters.write(export_of(review, paper=Paper.STATISTICS, font_cache=folder), path)
    with pypdfium2.PdfDocument(path) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert text.count("𠮷䶮1") == text.count("𠮷䶮6") == 2
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def test_dates_of_many_days_have_year_month_and_day_below_each_other(folder: Path) -> None:
    base = everything()
    (one,) = (a for a in base.annotations() if a.id == "a01")
    days = [
        one._replace(id=f"d{at}", created=one.created + timedelta(days=at - 62)) for at in range(14)
    ]
    figures = statistics(export_of(Review([*base.records, *days])))
    (counted,) = (each for each in figures.counts if each.by is By.DAY)
    assert [label for label, _ in counted.bars][:2] == ["2023年12月30日", "12月31日"]
    shop = FontShop(folder)
    font = shop.make(Face.FANG, "".join(characters(figures)[Face.FANG]))
    picture = Charts(figures.kinds, font, 440.0).chart(counted)
    shop.close()
    rows = [[word.text for word in row if word.text] for row in picture.rows]
    assert ["2023年", "2024年"] in rows
    assert ["12月"] * 2 + ["1月"] * 12 + ["3月"] in rows
    for row in picture.rows:
        for before, after in pairwise(word for word in row if word.text):
            assert before.x + font.width(before.text) * before.size <= after.x
