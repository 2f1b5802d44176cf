"""The export dialog: what is chosen is seen, remembered, and written where the person agreed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
)

from reviewer.exporters import FORMATS
from reviewer.exporters.options import Base, Grouping, Paper, Remarks
from reviewer.exporters.templates import copied
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui import handing_in, messages
from reviewer.ui.dialogs.cards import Card, Cards
from reviewer.ui.dialogs.export import ExportDialog
from reviewer.ui.dialogs.export_options import ExportOptions, offered
from reviewer.ui.settings import Settings
from reviewer.ui.theme import load
from reviewer.ui.window import MainWindow
from tests.importers import pdfs
from tests.ui import dialogs
from tests.ui.conftest import Opener

# -- without a screen nobody asks how small a dialog may become
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
Doing = Callable[[ExportDialog], None]


def mark(window: MainWindow, words: str, category: str) -> None:
    document = window.session.document
    assert document is not None
    start = document.text.index(words)
    window._parts.reader.select(Span(start, start + len(words)))
    window._flows.annotating.mark(Kind.HIGHLIGHT, category)


@pytest.fixture
def window(open_window: Opener, report_file: Path) -> MainWindow:
    """A window with a report and two remarks in it."""
    made = open_window(report_file)
    mark(made, "少数单位执法力量薄弱", "problem")
    mark(made, "不断探索", "suggestion")
    return made


def in_dialog(window: MainWindow, do: Doing) -> None:
    """Open the export dialog and do something in it."""
    dialogs.in_dialog(window, "export", ExportDialog, do)


def box(dialog: ExportDialog, name: str) -> QCheckBox:
    found = dialog.findChild(QCheckBox, f"export_{name}")
    assert isinstance(found, QCheckBox)
    return found


def line(dialog: ExportDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, f"export_{name}")
    assert isinstance(found, QLineEdit)
    return found


def text_of(dialog: ExportDialog) -> str:
    """The text that is shown instead of pages."""
    labels = dialog._pane.findChildren(QLabel, "preview_page")
    return "".join(label.text() for label in labels)


def filters(dialog: ExportDialog) -> QComboBox:
    found = dialog.findChild(QComboBox, "export_filter")
    assert isinstance(found, QComboBox)
    return found


def test_the_preview_follows_the_newest_choice(window: MainWindow, qtbot: Any) -> None:
    def look(dialog: ExportDialog) -> None:
        pane = dialog._pane
        qtbot.waitUntil(lambda: pane.pages > 2)
        assert dialog._which._count.text() == "共 2 条批注"
        for paper in Paper:
            dialog._papers.choose(str(paper))
        dialog._formats.choose(".md")
        dialog._options._title.setText("某单位统计")
        qtbot.waitUntil(lambda: text_of(dialog).startswith("# 某单位统计\n"))
        assert pane.pages == 0
        dialog._formats.choose(".pdf")
        qtbot.waitUntil(lambda: pane.pages > 0)
        line(dialog, "query").setText("类别:建议")
        qtbot.waitUntil(lambda: dialog._which._count.text() == "共 1 条批注")
        line(dialog, "query").setText("没有这个词")
        qtbot.waitUntil(lambda: dialog._which._count.text() == "没有符合的批注")

    in_dialog(window, look)


def test_filters_offer_open_ones_mine_and_this_section(window: MainWindow, qtbot: Any) -> None:
    def look(dialog: ExportDialog) -> None:
        box = filters(dialog)
        words = [box.itemText(at) for at in range(box.count())]
        assert words[:3] == ["全部批注", "只要未解决的", "只要我的"]
        assert words[3].startswith("只要本节：")
        box.setCurrentIndex(3)
        qtbot.waitUntil(lambda: dialog._which._count.text() == "共 1 条批注")
        assert dialog.fields()["within"] is not None

    in_dialog(window, look)


def test_every_paper_and_format_has_a_card_and_every_control_a_name(window: MainWindow) -> None:
    def look(dialog: ExportDialog) -> None:
        for paper in Paper:
            dialog._papers.choose(str(paper))
            assert dialog._formats.keys() == list(FORMATS[paper])
        for kind in (QToolButton, QCheckBox, QComboBox, QPushButton, QLineEdit):
            for each in dialog.findChildren(kind):
                if isinstance(each.parent(), QLineEdit):
                    continue  # -- the cross that empties a field is Qt's own
                named = each.accessibleName() or getattr(each, "text", str)()
                assert named or each.isHidden(), each.objectName()

    in_dialog(window, look)


def test_arrow_keys_go_from_card_to_card(qapp: QApplication, qtbot: Any) -> None:
    cards = Cards("formats", load("light"), 2)
    qtbot.addWidget(cards)
    cards.show_cards([Card(key, "table", key) for key in "abc"], "b")
    cards.show()
    chosen: list[str] = []
    cards.chosen.connect(chosen.append)
    cards.activateWindow()
    cards.button("b").setFocus()
    qtbot.waitUntil(cards.button("b").hasFocus)
    QTest.keyClick(cards.button("b"), Qt.Key.Key_Left)
    QTest.keyClick(cards.button("a"), Qt.Key.Key_Down)
    assert (chosen, cards.key) == (["a", "c"], "c")


def test_a_spreadsheet_with_chosen_columns_is_written_and_the_choice_remembered(
    window: MainWindow, report_file: Path, qtbot: Any
) -> None:
    path = report_file.with_name("视察报告（意见汇总表）.xlsx")

    def write(dialog: ExportDialog) -> None:
        dialog._papers.choose("opinions")
        dialog._formats.choose(".xlsx")
        assert Path(dialog._target.text()) == path
        for name, each in dialog._options._columns.items():
            each.setChecked(name in ("序号", "原文内容"))
        line(dialog, "title").setText("某局意见")
        line(dialog, "heading").setText("某局")
        QTest.mouseClick(dialog._start, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not dialog._open.isHidden(), timeout=60_000)
        assert dialog._words.text() == f"已导出到 {path}"

    in_dialog(window, write)
    with zipfile.ZipFile(path) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert "某局意见" in words
    assert "少数单位执法力量薄弱" in words
    assert "修改意见" not in words

    def look(dialog: ExportDialog) -> None:
        assert (dialog.paper, dialog.suffix) == (Paper.OPINIONS, ".xlsx")
        assert dialog.fields()["columns"] == ("序号", "原文内容")
        assert dialog.fields()["title"] == "某局意见"
        dialog._formats.choose(".csv")
        assert dialog.fields()["columns"] == ()
        dialog._papers.choose("changes")
        dialog._formats.choose(".docx")
        assert dialog.fields()["title"] == ""
        assert dialog.fields()["heading"] == "某局"

    in_dialog(window, look)


def test_nothing_is_replaced_unless_the_person_agrees_and_the_report_never(
    window: MainWindow, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = report_file.with_name("有了.docx")
    there.write_bytes(b"mine")
    before = report_file.read_bytes()
    asked: list[str] = []

    def write(dialog: ExportDialog) -> None:
        monkeypatch.setattr(messages, "ask", lambda _host, words, *_: bool(asked.append(words)))
        line(dialog, "path").setText(str(there))
        dialog._start.click()
        assert asked == ["“有了.docx”已经存在，要替换它吗？"]
        monkeypatch.setattr(messages, "ask", lambda *_: True)
        line(dialog, "path").setText(str(report_file))
        assert dialog.suffix == ".txt"
        dialog._start.click()
        assert "正在审阅" in dialog._words.text()
        assert dialog._rename.text() == "改存为“视察报告（2）.txt”"

    in_dialog(window, write)
    assert window._flows.handing_in._task is None
    assert (there.read_bytes(), report_file.read_bytes()) == (b"mine", before)


def test_where_the_target_cannot_be_replaced_another_name_is_offered(
    window: MainWindow, report_file: Path, qtbot: Any
) -> None:
    held = report_file.with_name("占用.txt")
    held.mkdir()

    def write(dialog: ExportDialog) -> None:
        line(dialog, "path").setText(str(held))
        dialog._start.click()
        qtbot.waitUntil(lambda: not dialog._rename.isHidden(), timeout=60_000)
        assert "可能正被其他程序打开" in dialog._words.text()
        dialog._rename.click()
        qtbot.waitUntil(lambda: not dialog._open.isHidden(), timeout=60_000)

    in_dialog(window, write)
    assert report_file.with_name("占用（2）.txt").read_text("utf-8").startswith("批注清单\n")
    assert not list(report_file.parent.glob(".*.tmp"))


def test_a_cancelled_export_leaves_nothing(
    window: MainWindow, report_file: Path, qtbot: Any
) -> None:
    def write(dialog: ExportDialog) -> None:
        dialog._start.click()
        assert dialog._progress.isVisible()
        assert not dialog._start.isEnabled()
        task = window._flows.handing_in._task
        assert task is not None
        with qtbot.waitSignal(task.ended, timeout=20_000):
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog._words.text() == "已取消，没有写出文件。"
        assert dialog.isVisible()
        assert dialog._start.isEnabled()

    in_dialog(window, write)
    assert not list(report_file.parent.glob("*.docx"))


def test_templates_are_put_where_the_person_can_edit_them(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    monkeypatch.setattr(handing_in, "data_folder", lambda: tmp_path / "own")

    def look(dialog: ExportDialog) -> None:
        dialog._papers.choose("changes")
        dialog._formats.choose(".docx")
        assert dialog.fields()["templates"] is None
        dialog.options.template.editing_wanted.emit()
        assert dialog.fields()["templates"] == tmp_path / "own" / "模板"

    in_dialog(window, look)
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "own/模板/修改对照表.docx"]
    assert (tmp_path / "own/模板/模板说明.txt").is_file()


def entries(dialog: ExportDialog) -> list[tuple[str, bool]]:
    """What the menu of templates offers, and what is ticked."""
    dialog.options.template.fill()
    return [(a.text(), a.isChecked()) for a in dialog.options.template.menu.actions()]


def choose(dialog: ExportDialog, words: str) -> None:
    """Choose an entry of the menu of templates."""
    dialog.options.template.fill()
    next(a for a in dialog.options.template.menu.actions() if a.text() == words).trigger()


def test_a_copy_of_a_template_is_made_taken_and_listed_by_its_name(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
    monkeypatch.setattr(handing_in, "data_folder", lambda: tmp_path / "own")
    folder = tmp_path / "own" / "模板"

    def look(dialog: ExportDialog) -> None:
        dialog._papers.choose("opinions")
        dialog._formats.choose(".docx")
        assert entries(dialog)[0] == ("程序自带的“意见汇总表”", True)
        choose(dialog, "复制一份来改")
        assert dialog.fields()["templates"] == folder / "意见汇总表.docx"
        choose(dialog, "复制一份来改")
        assert dialog.fields()["templates"] == folder / "意见汇总表（2）.docx"
        assert entries(dialog)[:3] == [
            ("程序自带的“意见汇总表”", False),
            ("意见汇总表", False),
            ("意见汇总表（2）", True),
        ]
        choose(dialog, "意见汇总表")
        assert dialog.fields()["templates"] == folder / "意见汇总表.docx"
        choose(dialog, "打开模板文件夹")
        choose(dialog, "程序自带的“意见汇总表”")
        assert dialog.fields()["templates"] is None

    in_dialog(window, look)
    assert [Path(url.toLocalFile()).name for url in opened] == [
        "意见汇总表.docx",
        "意见汇总表（2）.docx",
        "模板",
    ]


def test_a_template_anywhere_can_be_chosen_as_a_file_or_by_its_folder(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "某局"
    template = copied(Paper.CHANGES, None, office)
    monkeypatch.setattr(messages, "ask_template", lambda *_args: template)
    monkeypatch.setattr(messages, "ask_folder", lambda *_args: office)

    def look(dialog: ExportDialog) -> None:
        dialog._papers.choose("changes")
        dialog._formats.choose(".docx")
        choose(dialog, "选择模板文件…")
        assert dialog.fields()["templates"] == template
        assert ("修改对照表（某局）", True) in entries(dialog)
        choose(dialog, "选择模板文件夹…")
        assert dialog.fields()["templates"] == office
        assert ("修改对照表（某局）", True) in entries(dialog)

    in_dialog(window, look)


def test_a_template_is_remembered_for_its_paper_and_a_folder_for_all(
    qapp: object, tmp_path: Path
) -> None:
    settings = Settings(tmp_path / "settings.ini")
    options = ExportOptions(settings, "", tmp_path)
    options.show_for(Paper.OPINIONS, ".docx")
    options.template.take(tmp_path / "某局")
    options.remember()
    options.show_for(Paper.CHANGES, ".docx")
    assert options.template.path == tmp_path / "某局"
    options.template.take(tmp_path / "对照表.docx")
    options.remember()
    options.show_for(Paper.OPINIONS, ".docx")
    assert options.template.path == tmp_path / "某局"
    options.show_for(Paper.CHANGES, ".docx")
    assert options.template.path == tmp_path / "对照表.docx"
    options.deleteLater()


def test_a_pdf_can_be_written_onto_its_own_pages_or_typeset(
    open_window: Opener, tmp_path: Path, qtbot: Any
) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(pdfs.typeset())
    window = open_window()
    window.open(path)
    qtbot.waitUntil(lambda: window.session.document is not None)

    def look(dialog: ExportDialog) -> None:
        dialog._formats.choose(".pdf")
        assert dialog._options.onto_original
        assert box(dialog, "opinion_table").isEnabled()
        assert not dialog.options._issuer.isEnabled()
        assert "不允许添加批注" in dialog._lost.text()
        box(dialog, Remarks.MARGIN).setChecked(True)
        assert not dialog._options.onto_original
        assert dialog.options._issuer.isEnabled()
        assert "不允许添加批注" not in dialog._lost.text()
        assert dialog.fields()["remarks"] == {Remarks.NATIVE, Remarks.MARGIN}
        assert "不能再从这个文件读回" not in dialog._lost.text()
        box(dialog, Remarks.NATIVE).setChecked(False)
        assert "不能再从这个文件读回" in dialog._lost.text()
        qtbot.waitUntil(lambda: dialog._pane.pages > 0)

    in_dialog(window, look)


def test_options_that_a_format_does_not_have_are_as_usual(qapp: object, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    options = ExportOptions(settings, ".docx", tmp_path)
    for paper, suffixes in FORMATS.items():
        for suffix in suffixes:
            options.show_for(paper, suffix)
            fields = options.fields()
            names = offered(paper, suffix)
            assert options.is_empty == (not names)
            assert fields["base"] is Base.AUTOMATIC
            assert fields["remarks"] == {Remarks.NATIVE}
            assert fields["columns"] == ()
            if paper is not Paper.DELIBERATION:
                assert fields["grouping"] is Grouping.NONE
            assert fields["opinion_table"] == ("appended" in names)
    settings.put("export/report_docx", '{"checks": 3, "base": [], "columns": "x"')
    options.show_for(Paper.REPORT, ".docx")
    assert options.fields()["opinion_table"]
    options.deleteLater()


def test_the_last_column_cannot_be_taken_away(qapp: object, tmp_path: Path) -> None:
    options = ExportOptions(Settings(tmp_path / "settings.ini"), "", tmp_path)
    options.show_for(Paper.CHANGES, ".csv")
    for each in options._columns.values():
        if each.isEnabled():
            each.setChecked(False)
    assert len(options.fields()["columns"]) == 1
    options.deleteLater()
