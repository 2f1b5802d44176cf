"""Commands that undo, copy and find."""

from __future__ import annotations

from reviewer.ui import labels
from reviewer.ui.actions.flows import EDIT, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts


def edit(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 编辑."""
    session = parts.session

    def has_report() -> bool:
        return session.document is not None

    def copy() -> None:
        parts.reader.copy()

    return [
        Command(
            "undo",
            EDIT,
            tr("撤销"),
            session.undo,
            "Ctrl+Z",
            "arrow-counter-clockwise",
            lambda: session.may_undo,
            says=lambda: _step(tr("撤销"), tr("撤销：{what}"), session.review.undo_label),
        ),
        Command(
            "redo",
            EDIT,
            tr("重做"),
            session.redo,
            "Ctrl+Shift+Z",
            "arrow-clockwise",
            lambda: session.may_redo,
            also="Ctrl+Y",
            says=lambda: _step(tr("重做"), tr("重做：{what}"), session.review.redo_label),
        ),
        Command(
            "copy",
            EDIT,
            tr("复制"),
            copy,
            when=parts.has_selection,
            separated=True,
        ),
        Command(
            "copy_citation",
            EDIT,
            tr("复制引文"),
            flows.navigation.copy_citation,
            "Ctrl+Shift+C",
            when=parts.has_selection,
        ),
        Command(
            "find",
            EDIT,
            tr("查找…"),
            lambda: flows.searching.open(),
            "Ctrl+F",
            "magnifying-glass",
            has_report,
            separated=True,
        ),
        Command(
            "find_next", EDIT, tr("下一处"), lambda: flows.searching.step(1), "F3", when=has_report
        ),
        Command(
            "find_previous",
            EDIT,
            tr("上一处"),
            lambda: flows.searching.step(-1),
            "Shift+F3",
            when=has_report,
        ),
        *_outline(parts, flows),
        Command(
            "add_word",
            EDIT,
            tr("加入词典"),
            lambda: flows.dictionary.add_selection(),
            "Ctrl+Alt+W",
            when=parts.has_selection,
            separated=True,
        ),
        Command("words", EDIT, tr("用户词典…"), lambda: flows.dictionary.manage()),
        Command("phrases", EDIT, tr("常用语…"), parts.phrases.manage_wanted.emit),
        Command("identity", EDIT, tr("审阅人…"), flows.doings.change_identity, icon="user"),
    ]


def _step(bare: str, words: str, label: str | None) -> str:
    """Say what would be undone or done again, where there is anything."""
    return bare if label is None else words.format(what=labels.step(label))


def _outline(parts: Parts, flows: Flows) -> list[Command]:
    session = parts.session

    def may() -> bool:
        return session.document is not None and not session.read_only

    return [
        Command(
            "set_heading",
            EDIT,
            tr("设为标题"),
            lambda: flows.outlining.set_heading(),
            "Ctrl+Alt+H",
            "text-t",
            may,
            separated=True,
        ),
        Command(
            "unset_heading",
            EDIT,
            tr("取消标题"),
            lambda: flows.outlining.unset_heading(),
            "Ctrl+Alt+Shift+H",
            when=may,
        ),
        Command(
            "promote",
            EDIT,
            tr("标题升级"),
            lambda: flows.outlining.step(-1),
            "Alt+Shift+Left",
            when=may,
        ),
        Command(
            "demote",
            EDIT,
            tr("标题降级"),
            lambda: flows.outlining.step(1),
            "Alt+Shift+Right",
            when=may,
        ),
    ]
