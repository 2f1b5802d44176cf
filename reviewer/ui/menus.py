"""The menu bar and the toolbar, filled from the command table."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from reviewer.ui import actions
from reviewer.ui.commands import CommandTable
from reviewer.ui.steps import Step

_TOOLBAR: Final = (
    ("open", "export"),
    ("undo", "redo"),
    ("comment", "replace", "underline", "strikeout", "comment_section", "comment_report"),
    ("previous", "next", "find"),
)
_AT_THE_RIGHT: Final = ("palette", "toggle_outline", "toggle_cards")
_HEIGHT: Final = 44
_ICON: Final = 18


def add_menus(window: QMainWindow, commands: CommandTable) -> list[Step]:
    """Give the window its menus; the first frame shows their names, the steps fill them.

    A menu that is opened before its step is filled at once.
    """
    bar, tr = window.menuBar(), actions.tr
    titles = (
        tr("文件(&F)"),
        tr("编辑(&E)"),
        tr("批注(&A)"),
        tr("视图(&V)"),
        tr("前往(&G)"),
        tr("帮助(&H)"),
    )
    steps = []
    for group, title in zip(actions.GROUPS, titles, strict=True):
        menu = bar.addMenu(title)
        fill = partial(_fill, menu, group, commands)
        menu.aboutToShow.connect(fill)
        menu.aboutToShow.connect(commands.refresh)
        steps.append(Step(f"menu {group}", fill))
    return steps


def _fill(menu: QMenu, group: str, commands: CommandTable) -> None:
    """Put a group's commands into its menu, where they are not in it yet."""
    if not menu.isEmpty():
        return
    commands.fill(menu, group)
    if group == actions.FILE:
        encodings = QMenu(QCoreApplication.translate("menus", "按其他编码重读"), menu)
        commands.fill(encodings, actions.ENCODING)
        menu.insertMenu(commands.action("close"), encodings)
        bases = QMenu(actions.tr(actions.BASE), menu)
        commands.fill(bases, actions.BASE)
        menu.insertMenu(commands.action("close"), bases)


def add_toolbar(window: QMainWindow, commands: CommandTable) -> Step:
    """Give the window its toolbar; the step lets every button say its words and its key."""
    bar = QToolBar(QCoreApplication.translate("menus", "工具栏"))
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.setFixedHeight(_HEIGHT)
    bar.setIconSize(QSize(_ICON, _ICON))
    for number, group in enumerate(_TOOLBAR):
        if number:
            bar.addSeparator()
        for command_id in group:
            bar.addAction(commands.action(command_id))
    space = QWidget()
    QHBoxLayout(space).addStretch(1)
    bar.addWidget(space)
    for command_id in _AT_THE_RIGHT:
        bar.addAction(commands.action(command_id))
    window.addToolBar(bar)
    return Step("toolbar", partial(_name_buttons, bar))


def _name_buttons(bar: QToolBar) -> None:
    for button in bar.findChildren(QToolButton):
        action = button.defaultAction()
        if action is not None:
            button.setAccessibleName(action.text())
    # -- what Qt shows where the window is too narrow for all
    for button in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
        button.setAccessibleName(QCoreApplication.translate("menus", "更多工具"))
