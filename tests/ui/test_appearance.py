"""The window looks and listens as its user likes, now and the next time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolBar,
)

from reviewer.ui import languages, shortcuts, theme
from reviewer.ui.dialogs.keys import Binding, KeysDialog
from reviewer.ui.dialogs.preferences import PreferencesDialog
from reviewer.ui.settings import Settings
from reviewer.ui.typography import Typography, remember, remembered
from reviewer.ui.window import MainWindow


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


def opened(window: MainWindow, command: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The dialog that a command opens, without waiting in it."""
    shown: list[QDialog] = []

    def run(dialog: QDialog) -> int:
        shown.append(dialog)
        return 1

    monkeypatch.setattr(QDialog, "exec", run)
    window._commands.run(command)
    (dialog,) = shown
    return dialog


def test_typography_is_remembered_and_nonsense_is_not(settings: Settings) -> None:
    wished = Typography("某字体", 22, 200, 34, 0)
    remember(settings, wished)
    assert remembered(settings) == wished
    settings.put("typography/size", 900)
    settings.put("typography/pitch", "宽")
    assert remembered(settings) == wished._replace(size=18, pitch=175)


def test_a_larger_type_shows_at_once_and_in_the_next_window(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    dialog = opened(window, "preferences", monkeypatch)
    assert isinstance(dialog, PreferencesDialog)
    slider = dialog.findChild(QSlider, "preferences_size")
    assert slider is not None
    slider.setValue(24)
    assert window.reader.look.pixels == 24
    assert open_window().reader.look.size == 24


def test_a_theme_is_drawn_with_at_once_and_remembered(open_window: Any, report_file: Path) -> None:
    window = open_window(report_file)
    for key in theme.NAMES:
        window._commands.run(key)
        assert window.reader.look.page.name() == theme.load(key).page.lower()
        assert window._commands.action(key).isChecked()
    assert open_window().reader.look.page.name() == theme.load(theme.NAMES[-1]).page.lower()


def test_the_systems_colours_are_followed_where_that_was_chosen(
    open_window: Any, report_file: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    window._commands.run(theme.SYSTEM)
    # -- a platform without a desktop knows no scheme, but tells of changes all the same
    hints = QGuiApplication.styleHints()
    monkeypatch.setattr(theme, "_of_the_system", lambda: "dark")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    qtbot.waitUntil(lambda: window.reader.look.is_dark)
    window._commands.run("sepia")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    QCoreApplication.processEvents()
    assert not window.reader.look.is_dark


def test_only_the_text_stands_while_one_reads_and_esc_brings_the_rest_back(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    around = [window._arrangement.left, window._arrangement.right, window.statusBar()]
    around += window.findChildren(QToolBar)
    window._arrangement.left.hide()
    before = [widget.isVisible() for widget in around]
    window._commands.run("focus_mode")
    assert not any(widget.isVisible() for widget in around)
    QTest.keyClick(window.reader, Qt.Key.Key_Escape)
    assert [widget.isVisible() for widget in around] == before


def test_a_command_takes_another_key_at_once_and_keeps_it(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    window = open_window(report_file)
    dialog = KeysDialog(window._commands.bindings())
    edits = {e.accessibleName(): e for e in dialog.findChildren(QKeySequenceEdit)}
    edits["查找"].setKeySequence(QKeySequence("Ctrl+Shift+Y"))
    assert dialog.chosen() == {"find": "Ctrl+Shift+Y"}
    monkeypatch.setattr(KeysDialog, "chosen", lambda _self: {"find": "Ctrl+Shift+Y"})
    opened(window, "change_shortcuts", monkeypatch)
    assert window._commands.action("find").shortcut() == QKeySequence("Ctrl+Shift+Y")
    assert shortcuts.remembered(settings) == {"find": "Ctrl+Shift+Y"}
    again = open_window(report_file)
    assert again._commands.action("find").shortcut() == QKeySequence("Ctrl+Shift+Y")


def test_two_commands_never_get_the_same_key(open_window: Any, report_file: Path) -> None:
    dialog = KeysDialog(open_window(report_file)._commands.bindings())
    edits = {e.accessibleName(): e for e in dialog.findChildren(QKeySequenceEdit)}
    edits["查找"].setKeySequence(QKeySequence("Ctrl+O"))
    assert not dialog._accept.isEnabled()
    assert "Ctrl+O" in dialog._warning.text()
    dialog._take_usual()
    assert dialog._accept.isEnabled()
    assert dialog.chosen() == {}


def test_usual_keys_are_all_different(open_window: Any, report_file: Path) -> None:
    keys = [b.usual for b in open_window(report_file)._commands.bindings() if b.usual]
    assert sorted(keys) == sorted(set(keys))


def test_english_is_spoken_where_it_was_chosen(
    settings: Settings, qapp: QCoreApplication, qtbot: Any
) -> None:
    languages.choose(settings, languages.ENGLISH)
    languages.speak(qapp, settings)
    spoken = qapp.findChildren(languages._Dictionary)
    try:
        assert QCoreApplication.translate("actions", "打开…") == "Open…"
        assert QCoreApplication.translate("actions", "没有这句话") == "没有这句话"
    finally:
        for translator in spoken:
            qapp.removeTranslator(translator)
            translator.deleteLater()
    assert QCoreApplication.translate("actions", "打开…") == "打开…"


def test_the_file_dialog_is_chinese_and_arrow_keys_are_arrows(
    settings: Settings, qapp: QCoreApplication, qtbot: Any
) -> None:
    before = set(qapp.findChildren(QTranslator))
    languages.teach_qt(qapp, settings)
    taught = set(qapp.findChildren(QTranslator)) - before
    try:
        dialog = QFileDialog()
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        words = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
        assert len(words) == 3
        assert [word for word in words if word.isascii()] == []
        native = QKeySequence.SequenceFormat.NativeText
        assert QKeySequence("Ctrl+Alt+Left").toString(native) == "Ctrl+Alt+←"
    finally:
        for translator in taught:
            qapp.removeTranslator(translator)
            translator.deleteLater()


def test_taking_whole_words_is_off_at_first_and_remembered(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    assert not window.reader.snapping
    box = opened(window, "preferences", monkeypatch).findChild(QCheckBox, "preferences_snapping")
    assert box is not None
    assert not box.isChecked()
    box.setChecked(True)
    assert window.reader.snapping
    assert open_window(report_file).reader.snapping


def test_every_key_can_be_reached_however_long_the_words_before_it(qtbot: Any) -> None:
    words = "Previous annotation of this category or of another one " * 3
    dialog = KeysDialog([Binding("one", "Go", words, "F7", "F7")])
    qtbot.addWidget(dialog)
    dialog.grab()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    for widget in (*dialog.findChildren(QKeySequenceEdit), *area.findChildren(QPushButton)):
        right = widget.mapTo(area.viewport(), widget.rect().bottomRight()).x()
        assert right <= area.viewport().rect().right()


@pytest.mark.parametrize("name", theme.NAMES)
def test_headings_of_the_shortcut_help_stand_out_in_every_theme(
    open_window: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    window = open_window()
    window._appearance.choose_theme(name)
    dialog = opened(window, "shortcuts", monkeypatch)
    heading, row = (
        next(each for each in dialog.findChildren(QLabel) if each.text() == words)
        for words in ("文件", "打开")
    )
    for label in (heading, row):
        label.ensurePolished()
    assert heading.font().bold()
    assert not row.font().bold()
    assert heading.fontInfo().pixelSize() > row.fontInfo().pixelSize()
