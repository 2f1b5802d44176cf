"""The command table: what a person can do, in which menu, with which key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from reviewer.importers.plain import ENCODINGS
from reviewer.model.records import Kind
from reviewer.ui.annotating import Annotating
from reviewer.ui.commands import Command
from reviewer.ui.finding import Finding
from reviewer.ui.handing_in import HandingIn
from reviewer.ui.opening import Opening
from reviewer.ui.parts import Parts

FILE: Final = "文件"
EDIT: Final = "编辑"
ANNOTATE: Final = "批注"
VIEW: Final = "视图"
HELP: Final = "帮助"
ENCODING: Final = "编码"
GROUPS: Final = (FILE, EDIT, ANNOTATE, VIEW, HELP)
"""The menus, in order."""


class Flows(NamedTuple):
    """What the commands set going; the callables belong to the window."""

    opening: Opening
    annotating: Annotating
    finding: Finding
    handing_in: HandingIn
    open_palette: Callable[[], None]
    show_shortcuts: Callable[[], None]
    show_about: Callable[[], None]
    change_identity: Callable[[], None]
    set_theme: Callable[[str], None]
    theme: Callable[[], str]
    toggle_outline: Callable[[], None]
    toggle_cards: Callable[[], None]
    outline_shown: Callable[[], bool]
    cards_shown: Callable[[], bool]
    toggle_full_screen: Callable[[], None]
    step_section: Callable[[int], None]
    quit: Callable[[], object]


def table(parts: Parts, flows: Flows) -> list[Command]:
    """Return all commands."""
    return [
        *_file(parts, flows),
        *_edit(parts, flows),
        *_annotate(parts, flows),
        *_view(parts, flows),
        *_help(flows),
        *_encodings(parts, flows),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)


def _file(parts: Parts, flows: Flows) -> list[Command]:
    session, opening = parts.session, flows.opening

    def has_file() -> bool:
        return session.path is not None

    def has_report() -> bool:
        return session.document is not None

    return [
        Command("open", FILE, _tr("打开…"), opening.ask, "Ctrl+O", "folder-open"),
        Command("open_sample", FILE, _tr("打开示例报告"), opening.open_sample),
        Command(
            "export",
            FILE,
            _tr("导出…"),
            flows.handing_in.ask,
            "Ctrl+E",
            "export",
            has_report,
            separated=True,
        ),
        Command(
            "save_copy", FILE, _tr("另存副本…"), opening.save_copy, "Ctrl+Shift+S", when=has_file
        ),
        Command("move", FILE, _tr("移动到…"), opening.move, when=has_file),
        Command(
            "close", FILE, _tr("关闭"), opening.close, "Ctrl+W", when=has_report, separated=True
        ),
        Command("quit", FILE, _tr("退出"), flows.quit, "Ctrl+Q"),
    ]


def _edit(parts: Parts, flows: Flows) -> list[Command]:
    session, reader, finding = parts.session, parts.reader, flows.finding

    def has_report() -> bool:
        return session.document is not None

    return [
        Command(
            "undo",
            EDIT,
            _tr("撤销"),
            session.undo,
            "Ctrl+Z",
            "arrow-counter-clockwise",
            lambda: session.may_undo,
        ),
        Command(
            "redo",
            EDIT,
            _tr("重做"),
            session.redo,
            "Ctrl+Shift+Z",
            "arrow-clockwise",
            lambda: session.may_redo,
        ),
        Command(
            "copy",
            EDIT,
            _tr("复制"),
            reader.copy,
            when=flows.annotating.has_selection,
            separated=True,
        ),
        Command(
            "find",
            EDIT,
            _tr("查找…"),
            finding.open,
            "Ctrl+F",
            "magnifying-glass",
            has_report,
            separated=True,
        ),
        Command("find_next", EDIT, _tr("下一处"), lambda: finding.step(1), "F3", when=has_report),
        Command(
            "find_previous",
            EDIT,
            _tr("上一处"),
            lambda: finding.step(-1),
            "Shift+F3",
            when=has_report,
        ),
        Command(
            "identity", EDIT, _tr("审阅人…"), flows.change_identity, icon="user", separated=True
        ),
    ]


def _annotate(parts: Parts, flows: Flows) -> list[Command]:
    say, session = flows.annotating, parts.session

    def may_say() -> bool:
        return session.document is not None and not session.read_only

    def selected() -> bool:
        return may_say() and say.has_selection()

    def chosen() -> bool:
        return may_say() and say.has_chosen()

    def mark(kind: Kind, category: str = "") -> Callable[[], None]:
        return lambda: say.mark(kind, category)

    highlights = [
        Command(
            f"highlight.{category.id}",
            ANNOTATE,
            _tr("标为“{name}”").format(name=category.name),
            mark(Kind.HIGHLIGHT, category.id),
            f"Ctrl+{number}",
            when=selected,
        )
        for number, category in enumerate(session.review.categories()[:9], 1)
    ]
    return [
        *highlights,
        Command(
            "underline",
            ANNOTATE,
            _tr("下划线"),
            mark(Kind.UNDERLINE),
            "Ctrl+U",
            "text-underline",
            selected,
            separated=True,
        ),
        Command(
            "strikeout",
            ANNOTATE,
            _tr("删除线"),
            mark(Kind.STRIKEOUT),
            "Ctrl+D",
            "text-strikethrough",
            selected,
        ),
        Command(
            "comment",
            ANNOTATE,
            _tr("写意见"),
            mark(Kind.COMMENT),
            "Ctrl+Alt+M",
            "chat-circle-text",
            selected,
            separated=True,
        ),
        Command(
            "replace", ANNOTATE, _tr("建议改写"), mark(Kind.REPLACE), "Ctrl+R", "swap", selected
        ),
        Command(
            "insert",
            ANNOTATE,
            _tr("建议在此插入"),
            mark(Kind.INSERT),
            "Ctrl+I",
            "plus-circle",
            may_say,
        ),
        Command(
            "delete",
            ANNOTATE,
            _tr("建议删去"),
            mark(Kind.DELETE),
            "Ctrl+Shift+D",
            "backspace",
            selected,
        ),
        Command(
            "comment_section",
            ANNOTATE,
            _tr("对本节写意见"),
            say.comment_on_section,
            "Ctrl+Alt+S",
            "bookmark-simple",
            may_say,
            separated=True,
        ),
        Command(
            "comment_report",
            ANNOTATE,
            _tr("对全文写意见"),
            say.comment_on_report,
            "Ctrl+Alt+A",
            "article",
            may_say,
        ),
        Command(
            "next",
            ANNOTATE,
            _tr("下一条批注"),
            lambda: say.step(1),
            "F8",
            "caret-down",
            separated=True,
        ),
        Command(
            "previous", ANNOTATE, _tr("上一条批注"), lambda: say.step(-1), "Shift+F8", "caret-up"
        ),
        Command(
            "edit",
            ANNOTATE,
            _tr("编辑批注"),
            say.edit,
            "F2",
            "pencil-simple",
            chosen,
            separated=True,
        ),
        Command("reply", ANNOTATE, _tr("回复批注"), say.reply, "Ctrl+Alt+R", when=chosen),
        Command(
            "resolve", ANNOTATE, _tr("标为已解决／未解决"), say.resolve, "Ctrl+Alt+D", when=chosen
        ),
        Command("remove", ANNOTATE, _tr("删除批注"), say.remove, "Ctrl+Backspace", when=chosen),
    ]


def _view(parts: Parts, flows: Flows) -> list[Command]:
    reader = parts.reader

    def themed(key: str) -> tuple[Callable[[], None], Callable[[], bool]]:
        return lambda: flows.set_theme(key), lambda: flows.theme() == key

    light, sepia, dark = themed("light"), themed("sepia"), themed("dark")
    return [
        Command(
            "zoom_in",
            VIEW,
            _tr("放大"),
            lambda: reader.step_zoom(1),
            "Ctrl+=",
            "magnifying-glass-plus",
        ),
        Command(
            "zoom_out",
            VIEW,
            _tr("缩小"),
            lambda: reader.step_zoom(-1),
            "Ctrl+-",
            "magnifying-glass-minus",
        ),
        Command("zoom_reset", VIEW, _tr("原始大小"), lambda: reader.set_zoom(100), "Ctrl+0"),
        Command("light", VIEW, _tr("浅色"), light[0], icon="sun", checked=light[1], separated=True),
        Command("sepia", VIEW, _tr("护眼"), sepia[0], icon="book-open", checked=sepia[1]),
        Command("dark", VIEW, _tr("深色"), dark[0], icon="moon", checked=dark[1]),
        Command(
            "toggle_outline",
            VIEW,
            _tr("显示目录"),
            flows.toggle_outline,
            "F9",
            "list",
            checked=flows.outline_shown,
            separated=True,
        ),
        Command(
            "toggle_cards",
            VIEW,
            _tr("显示批注"),
            flows.toggle_cards,
            "F10",
            "chat-text",
            checked=flows.cards_shown,
        ),
        Command("full_screen", VIEW, _tr("全屏"), flows.toggle_full_screen, "F11"),
        Command(
            "next_section",
            VIEW,
            _tr("下一节"),
            lambda: flows.step_section(1),
            "Ctrl+PgDown",
            separated=True,
        ),
        Command(
            "previous_section", VIEW, _tr("上一节"), lambda: flows.step_section(-1), "Ctrl+PgUp"
        ),
    ]


def _help(flows: Flows) -> list[Command]:
    return [
        Command("palette", HELP, _tr("命令面板…"), flows.open_palette, "Ctrl+K", "command"),
        Command("shortcuts", HELP, _tr("快捷键"), flows.show_shortcuts, "F1", "keyboard"),
        Command("about", HELP, _tr("关于审阅"), flows.show_about),
    ]


def _encodings(parts: Parts, flows: Flows) -> list[Command]:
    session = parts.session

    def reader(name: str) -> Callable[[], None]:
        return lambda: flows.opening.reread(name)

    def used(name: str) -> Callable[[], bool]:
        return lambda: session.document is not None and session.document.source.encoding == name

    def unsaid() -> bool:
        return session.document is not None and session.path is None

    return [
        Command(
            f"encoding.{name}", ENCODING, _tr(words), reader(name), when=unsaid, checked=used(name)
        )
        for name, words in ENCODINGS
    ]
