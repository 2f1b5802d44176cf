"""What people meet besides the straight way: bad files, second windows, drafts, small windows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QToolBar

from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.store import connection, places
from reviewer.ui import actions
from reviewer.ui.window import MainWindow


def say_something(window: MainWindow, start: int = 200, kind: Kind = Kind.HIGHLIGHT) -> str:
    made = window.session.annotate(Span(start, start + 8), kind)
    assert made is not None
    return made


def note_editor(window: MainWindow) -> Any:
    found = window.findChild(QPlainTextEdit, "note_editor")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.txt", b""),
        ("程序.txt", bytes(range(1, 32)) * 100),
        ("坏.review", b"SQLite format 3\0" + bytes(500)),
        ("短.review", b"abc"),
        ("文档.docx", b"PK\x03\x04xxxx"),
        (None, b""),
    ],
)
def test_a_bad_file_gets_a_sentence_and_the_open_review_is_untouched(
    name: str | None,
    content: bytes,
    open_window: Any,
    report_file: Path,
    tmp_path: Path,
    told: list[str],
    qtbot: Any,
) -> None:
    window = open_window(report_file)
    say_something(window)
    bad = tmp_path / (name or "没有这个文件.txt")
    if name:
        bad.write_bytes(content)
    window.open(bad)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert bad.name in told[0]
    assert window.session.path == report_file.with_suffix(".review")
    assert len(list(window.session.review.annotations())) == 1
    say_something(window, 300)
    assert len(list(window.session.review.annotations())) == 2


def test_a_folder_dropped_on_the_window_gets_a_sentence(
    open_window: Any, tmp_path: Path, told: list[str]
) -> None:
    window = open_window()
    window.open(tmp_path)
    assert "文件夹" in told[0]
    assert window.session.document is None


def test_a_second_window_reads_only_and_says_who_writes(
    open_window: Any, report_file: Path, told: list[str]
) -> None:
    first = open_window(report_file)
    say_something(first)
    second = open_window(report_file)
    assert second.session.read_only
    assert "只读" in second._status._file.text()
    assert second.session.annotate(Span(1, 3), Kind.HIGHLIGHT) is None
    assert "只能阅读" in told[0]
    assert not second._commands.action("insert").isEnabled()


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [
        (Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier),
    ],
)
def test_a_key_to_annotate_where_one_may_only_read_says_who_writes_and_how_to_work_on(
    open_window: Any,
    report_file: Path,
    told: list[str],
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
) -> None:
    say_something(open_window(report_file))
    second = open_window(report_file)
    second.reader.select(Span(1, 9))
    second.reader.setFocus()
    QTest.keyClick(second.reader, Qt.Key.Key_Z)
    assert not told
    QTest.keyClick(second.reader, key, modifiers)
    assert len(told) == 1
    assert "只能阅读" in told[0]
    assert "另存副本" in told[0]


def test_a_report_in_a_folder_that_cannot_be_written_keeps_its_review_with_the_user(
    open_window: Any, report_file: Path, user_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "is_writable", lambda _folder: False)
    window = open_window(report_file)
    say_something(window)
    assert window.session.path == user_folder / "视察报告.review"
    assert "个人文件夹" in window._status._file.text()
    window.close()
    again = open_window(report_file)
    assert len(list(again.session.review.annotations())) == 1


def test_a_full_disk_gets_a_sentence_and_the_edit_did_not_happen(
    open_window: Any, report_file: Path, told: list[str]
) -> None:
    window = open_window(report_file)
    say_something(window)
    file = window.session._file
    pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
    file._connection.execute(f"PRAGMA max_page_count = {pages}")
    window.session.annotate_document(body="满" * 300_000)
    assert "磁盘已满" in told[0]
    assert len(list(window.session.review.annotations())) == 1
    file._connection.execute("PRAGMA max_page_count = 1000000")
    say_something(window, 400)
    assert len(list(window.session.review.annotations())) == 2


_HALF_WRITTEN = """
import sys
import tempfile
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from reviewer import app
from reviewer.model.records import Kind
from reviewer.model.spans import Span
from reviewer.ui.settings import Settings

tempfile.gettempdir = lambda: "/nowhere"
application = QApplication([])
app.prepare(application)
settings = Settings(Path(sys.argv[2]))
settings.put("identity/name", "审阅人甲")
window = app.build([Path(sys.argv[1])], settings)
window.show()
made = window.session.annotate(Span(200, 208), Kind.COMMENT)
window._parts.cards.start_editing(made)
editor = window.findChild(QPlainTextEdit, "note_editor")
QTest.keyClicks(editor, "half a thought")
editor._timer.timeout.connect(lambda: print("kept", flush=True))
application.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_half_written_note_is_there_again_after_a_kill(
    open_window: Any, report_file: Path, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _HALF_WRITTEN, str(report_file), str(tmp_path / "s.ini")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path / "data")},
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "kept"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    window = open_window(report_file)
    annotation = next(window.session.review.annotations())
    assert annotation.body == ""
    window._parts.cards.focus_annotation(annotation.id)
    assert note_editor(window).toPlainText() == "half a thought"
    note_editor(window).commit()
    assert next(window.session.review.annotations()).body == "half a thought"
    assert window.session.drafts() == {}


def test_switching_to_another_card_commits_what_was_being_written(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    first, second = say_something(window), say_something(window, 300)
    window._parts.cards.start_editing(first)
    note_editor(window).setPlainText("没写完也不丢")
    window._parts.cards.focus_annotation(second)
    made = window.session.review.annotation(first)
    assert made is not None
    assert made.body == "没写完也不丢"


def test_the_first_edit_asks_who_is_reviewing_and_a_no_changes_nothing(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file, name="")
    monkeypatch.setattr(type(window.identity), "change", lambda _self: False)
    assert window.session.annotate(Span(1, 3), Kind.HIGHLIGHT) is None
    assert window.session.path is None
    assert list(report_file.parent.iterdir()) == [report_file]


def test_the_original_report_is_never_modified(open_window: Any, report_file: Path) -> None:
    before = report_file.read_bytes()
    window = open_window(report_file)
    say_something(window)
    window.close()
    assert report_file.read_bytes() == before


def test_reading_goes_on_where_it_stopped(open_window: Any, report_file: Path) -> None:
    window = open_window(report_file)
    say_something(window)
    assert window.session.document is not None
    target = window.session.document.text.index("三、意见建议")
    window.reader.reveal(Span(target, target), share=0.0)
    place = window.reader.top_offset()
    window.close()
    assert abs(open_window(report_file).reader.top_offset() - place) < 90


def test_find_goes_from_hit_to_hit_and_leaves_the_last_one_selected(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    document = window.session.document
    assert document is not None
    window._commands.run("find")
    bar = window._parts.find_bar
    QTest.keyClicks(bar._field, "100%")
    assert bar._count.text() == f"1/{document.text.count('100%')}"
    bar._field.setText("法治")
    total = document.text.count("法治")
    window._commands.run("find_next")
    assert bar._count.text() == f"2/{total}"
    window._commands.run("find_previous")
    window._commands.run("find_previous")
    assert bar._count.text() == f"{total}/{total}"
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert window.reader.selection().cut(document.text) == "法治"
    bar.open_bar("查无此词")
    assert bar._count.text() == "没有找到"


def test_the_palette_finds_commands_and_sections(open_window: Any, report_file: Path) -> None:
    window = open_window(report_file)
    window._commands.run("palette")
    palette = window._parts.palette
    QTest.keyClicks(palette._field, "zoom_in")
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    assert window.reader.look.zoom == 110
    window._commands.run("palette")
    palette._field.setText("意见建议")
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    document = window.session.document
    assert document is not None
    assert window.reader.selection().start == document.text.index("三、意见建议")


def test_the_palette_says_when_there_is_nothing(open_window: Any, report_file: Path) -> None:
    window = open_window(report_file)
    window._commands.run("palette")
    palette = window._parts.palette
    assert not palette._none.isVisible()
    palette._field.setText("并没有这个命令")
    assert (palette._none.isVisible(), palette._list.isVisible()) == (True, False)
    palette._field.clear()
    assert (palette._none.isVisible(), palette._list.isVisible()) == (False, True)


def test_the_palette_is_as_high_as_what_it_finds_and_goes_when_another_place_is_clicked(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    window._commands.run("palette")
    palette = window._parts.palette
    everything = palette.height()
    palette._field.setText("意见建议")
    assert palette.height() < everything / 2
    QTest.mouseClick(palette._field, Qt.MouseButton.LeftButton)
    assert palette.isVisible()
    button = window._parts.cards._filters._more
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not palette.isVisible()
    assert window._parts.cards._filters.facets.isVisible()


def test_every_menu_opens_with_alt_and_a_letter_of_its_own(open_window: Any) -> None:
    bar = open_window().menuBar()
    titles = [action.text() for action in bar.actions()]
    letters = [title.partition("&")[2][:1] for title in titles]
    assert len(set(letters)) == len(titles)
    assert all(letter.isalpha() for letter in letters)
    assert [title.partition("(")[0] for title in titles] == list(actions.GROUPS)


def test_ctrl_s_commits_what_is_being_written_and_says_where_it_is_kept(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    window._commands.run("save")
    assert "还没有批注" in window._status.currentMessage()
    made = window.session.annotate(Span(200, 204), Kind.COMMENT)
    window._parts.cards.start_editing(made)
    window._parts.cards.editor._note.setPlainText("请核实")
    window._commands.run("save")
    assert window.session.review.annotation(made).body == "请核实"
    assert window._status.currentMessage() == "每次改动都已自动保存到“视察报告.review”。"
    assert window.focusWidget() is window._parts.cards.editor._note


def test_a_second_key_works_until_something_else_has_it(open_window: Any) -> None:
    commands = open_window()._commands
    keys = [key.toString() for key in commands.action("redo").shortcuts()]
    assert keys == ["Ctrl+Shift+Z", "Ctrl+Y"]
    commands.set_keys({"find": "Ctrl+Y"})
    assert [key.toString() for key in commands.action("redo").shortcuts()] == ["Ctrl+Shift+Z"]


def test_a_tab_at_the_side_says_the_key_that_it_has_now(open_window: Any) -> None:
    window = open_window()
    tab = window._arrangement.right._tabs["keywords"]
    assert "Alt+6" in tab.toolTip()
    window._commands.set_keys({"panel.keywords": "Ctrl+Alt+W"})
    assert "Ctrl+Alt+W" in tab.toolTip()
    assert "Alt+6" not in tab.toolTip()


def test_the_palette_finds_by_initials_too(open_window: Any, report_file: Path, qtbot: Any) -> None:
    window = open_window(report_file)
    window._commands.run("palette")
    palette = window._parts.palette
    palette._field.setText("yjjy")
    first = palette._model.index
    qtbot.waitUntil(lambda: "意见建议" in str(first(0).data()))
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    document = window.session.document
    assert document is not None
    assert window.reader.selection().start == document.text.index("三、意见建议")


def test_every_command_has_one_name_and_one_key(open_window: Any) -> None:
    window = open_window()
    commands = list(window._commands.commands.values())
    keys = [command.shortcut for command in commands if command.shortcut]
    assert len({command.id for command in commands}) == len(commands)
    assert len(set(keys)) == len(keys)
    assert {command.group for command in commands} == {
        *actions.GROUPS,
        actions.ENCODING,
        actions.BASE,
    }


def test_every_command_can_be_asked_for_without_a_report(open_window: Any, told: list[str]) -> None:
    window = open_window()
    for command_id in ("undo", "comment", "next", "next_section", "find_next", "export"):
        window._commands.run(command_id)
    assert told == []


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_every_theme_can_be_chosen_and_is_remembered(
    theme: str, open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    window._commands.run(theme)
    assert window.reader.look.fills == theme
    window.close()
    assert open_window(report_file).reader.look.fills == theme


def test_where_there_is_little_room_the_cards_fold_and_then_the_outline(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    parts = window._parts
    for width, cards, outline in ((1366, True, True), (1200, False, True), (900, False, False)):
        window.resize(width, 700)
        assert (parts.cards.isVisible(), parts.outline.isVisible()) == (cards, outline)
    window.resize(1440, 900)
    assert parts.cards.isVisible()
    assert parts.outline.isVisible()


def test_single_keys_arrive_with_an_input_method_active(
    open_window: Any, report_file: Path
) -> None:
    window = open_window(report_file)
    assert not window.reader.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_report_can_be_read_again_in_another_encoding_before_anything_was_said(
    open_window: Any, tmp_path: Path
) -> None:
    path = tmp_path / "gbk.txt"
    path.write_bytes("关于某事的视察报告\n一、基本情况\n情况良好。".encode("gb18030"))
    window = open_window(path)
    window._commands.run("encoding.big5")
    assert window.session.document.source.encoding == "big5"
    window._commands.run("encoding.gb18030")
    assert window.session.document.title == "关于某事的视察报告"


def test_moving_the_review_takes_it_along(
    open_window: Any, report_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    say_something(window)
    target = tmp_path / "elsewhere"
    target.mkdir()
    from reviewer.ui import messages

    monkeypatch.setattr(messages, "ask_folder", lambda *_args: target)
    window._commands.run("move")
    assert window.session.path == target / "视察报告.review"
    assert not report_file.with_suffix(".review").exists()
    say_something(window, 300)
    assert len(list(window.session.review.annotations())) == 2


def test_a_copy_can_be_saved(
    open_window: Any, report_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(report_file)
    say_something(window)
    copy = report_file.with_name("副本.review")
    from reviewer.ui import messages

    monkeypatch.setattr(messages, "ask_save", lambda *_args: copy)
    window._commands.run("save_copy")
    assert connection._look_at(copy) is None
    assert window.session.path != copy


def test_a_long_name_leaves_the_window_as_narrow_as_it_may_be(
    open_window: Any, report_file: Path, qtbot: Any
) -> None:
    long = report_file.rename(report_file.with_name("关于很长的名字" * 10 + ".txt"))
    window = open_window(long, name="姓名很长的审阅人" * 10)
    say_something(window)
    window.resize(window.minimumSize())
    qtbot.waitUntil(lambda: window.width() == 800)
    assert window._status.minimumSizeHint().width() <= 800
    bar = window.findChild(QToolBar)
    assert bar is not None
    assert bar.sizeHint().width() <= 800
    assert window._status._file.toolTip().endswith(f"{long.stem}.review")


@pytest.mark.parametrize(
    ("width", "shown"), [(1264, (True, True)), (1100, (True, False)), (900, (False, False))]
)
def test_cards_and_outline_fold_away_where_there_is_no_room(
    open_window: Any, report_file: Path, width: int, shown: tuple[bool, bool]
) -> None:
    window = open_window(report_file)
    window.resize(width, 640)
    sides = window._arrangement.left, window._arrangement.right
    assert tuple(side.isVisible() for side in sides) == shown


def test_what_was_undone_and_done_again_is_said(open_window: Any, report_file: Path) -> None:
    window = open_window(report_file)
    say_something(window)
    window.session.remove(next(window.session.review.annotations()).id)
    window._commands.run("undo")
    assert window._status.currentMessage() == "已撤销：删除批注"
    window._commands.run("redo")
    assert window._status.currentMessage() == "已重做：删除批注"
