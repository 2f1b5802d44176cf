"""What a screen reader hears of the page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleTextInterface

from reviewer.model.categories import DEFAULT_CATEGORIES, PROBLEM
from reviewer.model.spans import Span
from reviewer.ui.reading import access
from reviewer.ui.reading.view import ReadingView
from tests.helpers import SEED, annotation_on, report, seed

_SYSTEM_PYTHON = "/usr/bin/python3"
_PATIENCE = 90  # seconds


@pytest.fixture(autouse=True)
def _installed() -> None:
    access.install()


def asked(view: ReadingView) -> QAccessibleTextInterface:
    """Who answers about the text."""
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    assert found.role() == QAccessible.Role.Document
    return found.textInterface()


def test_text_and_caret_count_utf_16_units(view: ReadingView) -> None:
    document = report("某报告", "𠮷县情况，𠮷县问题。")
    view.show_document(document)
    text = asked(view)
    assert text.characterCount() == len(document.text.encode("utf-16-le")) // 2
    assert text.text(4, 6) == "𠮷"
    text.setCursorPosition(6)
    assert view.selection() == Span(5, 5)
    assert text.cursorPosition() == 6
    text.setSelection(0, 4, 10)
    assert view.selection().cut(document.text) == "𠮷县情况，"


def test_a_character_is_told_where_it_stands_and_found_there(view: ReadingView) -> None:
    view.show_document(seed())
    text = asked(view)
    for at in (0, 30, 200):
        rect = text.characterRect(at)
        assert text.offsetAtPoint(QPoint(rect.left() + 2, rect.center().y())) == at
    assert text.characterRect(text.characterCount() - 1).isEmpty()


def test_the_description_says_what_was_remarked_at_the_caret(view: ReadingView) -> None:
    document = report("某报告", "视察组对全市情况进行了视察。")
    view.show_document(document)
    remark = annotation_on(document, 4, 9, category=PROBLEM, body="哪一级的视察组？")
    view.marks.show(document, [remark], {each.id: each for each in DEFAULT_CATEGORIES})
    found = QAccessible.queryAccessibleInterface(view)
    assert found is not None
    assert found.text(QAccessible.Text.Description) == "某报告"
    view.select(Span(6, 6))
    said = found.text(QAccessible.Text.Description)
    assert "1 条批注" in said
    assert "问题：哪一级的视察组？" in said


def _may_listen() -> bool:
    tools = (_SYSTEM_PYTHON, "Xvfb", "xvfb-run", "dbus-run-session")
    if not all(shutil.which(tool) for tool in tools):
        return False
    probe = [_SYSTEM_PYTHON, "-c", "import pyatspi"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def test_a_screen_reader_hears_the_text_the_caret_and_every_control(tmp_path: Path) -> None:
    if not _may_listen():
        pytest.skip("needs xvfb, dbus, at-spi2-core and python3-pyatspi")
    report_file = Path(shutil.copy(SEED, tmp_path / "报告.txt"))
    kinds = ("CONFIG", "DATA", "CACHE", "STATE")
    environment = {
        **os.environ,
        **{f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds},
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONPATH": str(SEED.parent.parent),
    }
    listener = str(Path(__file__).with_name("spoken.py"))
    program = [sys.executable, "-m", "reviewer", str(report_file)]
    done = subprocess.run(
        ["xvfb-run", "-a", "dbus-run-session", "--", _SYSTEM_PYTHON, listener, "60", *program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heard = json.loads(done.stdout.splitlines()[-1])
    text = seed().text
    assert heard["role"] == "document frame"
    assert heard["text"] == text
    assert heard["count"] == len(text)
    assert heard["caret"] == 8
    (first, top, width, height), (second, *_) = heard["extents"]
    assert width > 5
    assert height > 5
    assert top > 0
    assert second > first
    assert heard["nameless"] == [], "\n".join(heard["nameless"])
    assert len(heard["named"]) > 20
    assert heard["plain_text"] == text
    assert heard["plain_caret"] == 8
    assert heard["plain_selections"] == [[20, 26]]
