"""The legend, and what the overview strip says in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.panels.legend import Legend


def test_the_legend_names_every_category_with_its_line(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # -- without a screen a popup cannot hold the keyboard
    monkeypatch.setattr(Legend, "show", Legend.ensurePolished)
    window = open_window(report_file)
    window._status.legend_wanted.emit()
    (legend,) = window.findChildren(Legend)
    words = {label.text() for label in legend.findChildren(QLabel)}
    assert words >= {category.name for category in window.session.review.categories()}
    assert "波浪线" in legend.accessibleDescription()
    legend.close()


def test_labels_in_the_margin_are_switched_off_and_stay_so(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    assert window.reader.look.lanes
    window._commands.run("lanes")
    assert not window.reader.look.lanes
    window._commands.run("numbers")
    assert not window.reader.look.lanes


def test_the_strip_says_how_many_stand_above_and_below(open_window: Any, report_file: Path) -> None:
    window = open_window(report_file)
    for start in (60, 70, 3000):
        window.session.annotate(Span(start, start + 4), Kind.HIGHLIGHT)
    strip = window._arrangement.strip
    strip.grab()
    assert strip.accessibleDescription() == "上方 0 条，下方 1 条"
    assert "下方 1 条批注" in strip.words_at(strip.height() - 2)
    window.reader.verticalScrollBar().setValue(window.reader.verticalScrollBar().maximum())
    strip.grab()
    assert "上方 2 条批注" in strip.words_at(2)
