"""A hundred thousand cards, against a QListWidget with as many lines."""

from __future__ import annotations

import gc
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractSlider, QApplication, QListWidget

from reviewer import app
from reviewer.model.anchor import Anchor, Placement
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Document
from reviewer.model.records import Annotation, Kind, Reviewer, Scope, Target
from reviewer.model.review import Review
from reviewer.model.spans import Span
from reviewer.ui import theme
from reviewer.ui.models.annotations import AnnotationModel
from reviewer.ui.panels.annotations import AnnotationPanel
from reviewer.ui.panels.card_table import CardTable
from reviewer.ui.panels.cards import CardDelegate
from reviewer.ui.phrases import Phrases
from reviewer.ui.session import Session
from reviewer.ui.settings import Settings
from tests.benchmarks.harness import Figure, at_least, bounded, compared, interleaved, timed
from tests.benchmarks.reading import long_document

_CARDS = 100_000
_STEP = 120
"""Pixels: one notch of a wheel."""
_QUERIES = ("数据", "类别:问题", "作者:审阅人3 核实", "章节:建议", "没有这个词")


def remarks_on(document: Document, number: int) -> list[Annotation]:
    """So many remarks at random places, by eight people."""
    chance = random.Random(3)
    begun = datetime(2024, 3, 1, tzinfo=UTC)
    categories = [category.id for category in DEFAULT_CATEGORIES]
    found = []
    for each in range(number):
        at = chance.randrange(len(document.text) - 50)
        span = Span(at, at + chance.randrange(2, 30))
        time = begun + timedelta(seconds=each)
        found.append(
            Annotation(
                id=f"{each:032x}",
                target=Target(Scope.RANGE, Anchor("e", span, span.cut(document.text), "", "")),
                placement=Placement("e", span),
                kind=Kind.COMMENT,
                author=f"p{each % 8}",
                created=time,
                modified=time,
                body=f"第{each}条：请核实这一处的数据和口径。",
                category=categories[each % 6],
            )
        )
    return found


def measure() -> list[Figure]:
    """Show, filter and scroll."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    app.prepare(application)
    document = long_document(1_000_000)
    people = [Reviewer(id=f"p{each}", name=f"审阅人{each}") for each in range(8)]
    review = Review([*DEFAULT_CATEGORIES, *people, *remarks_on(document, _CARDS)])
    # -- as the program does once a review is open
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), lambda: None)
        session.document, session.review = document, review
        figures = [*_opened(application, session), *_used(application, session, Path(folder))]
    gc.unfreeze()
    return figures


def _opened(application: QApplication, session: Session) -> list[Figure]:
    """Sort, and show what is sorted."""
    look = theme.load("light")
    document, review = session.document, session.review
    model = AnnotationModel()
    longest: list[float] = []

    def sort() -> float:
        steps = [timed(lambda: model.show(review, document))]
        while model.is_sorting:
            steps.append(timed(application.processEvents))
        longest.append(max(steps))
        return sum(steps)

    sorting = [sort() for _ in range(5)]
    bodies = [model.index(row).data() for row in range(model.rowCount())]

    def ours() -> CardTable:
        table = CardTable(None)  # type: ignore[arg-type]
        table.setItemDelegate(CardDelegate(look, session, table))
        table.setModel(model)
        table.resize(328, 800)
        table.show()
        application.processEvents()
        return table

    def theirs() -> QListWidget:
        widget = QListWidget()
        widget.resize(328, 800)
        for body in bodies:
            widget.addItem(body)
        widget.show()
        application.processEvents()
        return widget

    def shown(make: Callable[[], object]) -> float:
        kept: list[object] = []
        passed = timed(lambda: kept.append(make()))
        kept.clear()
        application.processEvents()
        return passed

    opened = interleaved(5, lambda: shown(ours), lambda: shown(theirs))
    return [
        compared("10 万张卡片：排好次序", sorting, opened[1], "ms", 0.25),
        bounded("10 万张卡片：排好次序，最长的一步", longest, "ms", 50),
        bounded("10 万张卡片：打开并画出", opened[0], "ms", 40),
        at_least("10 万张卡片：打开，与 QListWidget 相比", opened[0], opened[1], "ms", 40),
    ]


def _used(application: QApplication, session: Session, folder: Path) -> list[Figure]:
    """Filter and scroll."""
    look = theme.load("light")
    panel = AnnotationPanel(
        session, look, Settings(folder / "settings.ini"), Phrases(Settings(folder / "p.ini"))
    )
    panel.resize(328, 900)
    panel.show()
    application.processEvents()
    table = panel.table

    def filtered(words: str) -> float:
        def narrow() -> None:
            panel._filters.field.setText(words)
            panel._apply_query()
            table.viewport().repaint()

        passed = timed(narrow)
        panel._filters.field.clear()
        panel._apply_query()
        application.processEvents()
        return passed

    filters = [filtered(words) for _ in range(3) for words in _QUERIES]

    def scroll() -> None:
        bar = table.verticalScrollBar()
        bar.setValue(bar.value() + _STEP)
        application.processEvents()

    def page() -> None:
        bar = table.verticalScrollBar()
        bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
        application.processEvents()

    steps = [timed(scroll) for _ in range(200)]
    pages = [timed(page) for _ in range(200)]
    panel.close()
    return [
        bounded("10 万张卡片：筛选并画出", filters, "ms", 100),
        bounded("10 万张卡片：滚动一步", steps, "ms", 8),
        bounded("10 万张卡片：翻一页", pages, "ms", 16),
    ]
