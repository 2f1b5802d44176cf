"""A window without a screen, with settings of its own and nobody to ask."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from reviewer import app
from reviewer.language import words
from reviewer.ui import checking, messages, opening, searching, window
from reviewer.ui.settings import Settings
from reviewer.ui.steps import Afterwards
from reviewer.ui.window import MainWindow
from tests.helpers import SEED

_PATIENCE = 20_000  # milliseconds
Opener = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as people get it."""
    app.prepare(qapp)
    words.load()
    return qapp


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """Waits longer for what must happen: a busy machine is no failure."""
    qtbot.waitUntil = partial(qtbot.waitUntil, timeout=_PATIENCE)
    return qtbot


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that were shown, instead of boxes that wait."""
    sentences: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, sentence: sentences.append(sentence))
    monkeypatch.setattr(messages, "ask", lambda *_args: True)
    monkeypatch.setattr(messages, "wait", lambda *_args: lambda: None)
    return sentences


@pytest.fixture
def user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder for reviews; the test's folder counts as a lasting one."""
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(window, "data_folder", lambda: folder)
    monkeypatch.setattr(opening, "data_folder", lambda: folder)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: "/nowhere")
    return folder


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    """A copy of the report in a folder of its own."""
    folder = tmp_path / "reports"
    folder.mkdir()
    return Path(shutil.copy(SEED, folder / "视察报告.txt"))


@pytest.fixture
def open_window(
    qtbot: Any,
    qapp: QApplication,
    tmp_path: Path,
    told: list[str],
    user_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Opener]:
    """Opens windows; each is closed at the end."""
    # -- a busy machine is no slow search
    monkeypatch.setattr(searching, "_AT_ONCE", _PATIENCE / 1000)
    # -- what is checked of its own accord is checked where a test is about it
    monkeypatch.setattr(checking, "_IDLE", 3_600_000)
    windows: list[MainWindow] = []

    def open_one(path: Path | None = None, name: str = "审阅人甲") -> MainWindow:
        settings = Settings(tmp_path / "settings.ini")
        settings.put("identity/name", name)
        made = app.build([path] if path is not None else [], settings)
        qtbot.addWidget(made)
        made.resize(1440, 900)
        made.show()
        qtbot.waitExposed(made)
        # -- the rest of the window follows the first frame
        qtbot.waitUntil(lambda: made.findChild(Afterwards).is_over)
        windows.append(made)
        return made

    yield open_one
    for made in windows:
        made.close()
        made.deleteLater()
    # -- an event loop would do this; without, every later window is styled along with these
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
