"""The menu bar and the toolbar, filled from the command table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from reviewer.ui import actions
from reviewer.ui.commands import CommandTable

_TOOLBAR: Final = (
    ("open", "export"),
    ("undo", "redo"),
    ("comment", "replace", "underline", "strikeout", "comment_section", "comment_report"),
    ("previous", "next", "find"),
)
_AT_THE_RIGHT: Final = ("palette", "toggle_outline", "toggle_cards")
_HEIGHT: Final = 44
_ICON: Final = 18


def add_menus(window: QMainWindow) -> dict[str, QMenu]:
    """Give the window its menus; they are filled later, the first frame shows their names."""
    bar, tr = window.menuBar(), actions.tr
    titles = (
        tr("文件(&F)"),
        tr("编辑(&E)"),
        tr("批注(&A)"),
        tr("视图(&V)"),
        tr("前往(&G)"),
        tr("帮助(&H)"),
    )
    return {group: bar.addMenu(title) for group, title in zip(actions.GROUPS, titles, strict=True)}


def fill_menus(found: dict[str, QMenu], commands: CommandTable) -> None:
    """Put the commands into the menus."""
    commands.complete()
    for group, menu in found.items():
        menu.aboutToShow.connect(commands.refresh)
        commands.fill(menu, group)
        if group == actions.FILE:
            encodings = QMenu(QCoreApplication.translate("menus", "按其他编码重读"), menu)
            commands.fill(encodings, actions.ENCODING)
            menu.insertMenu(commands.action("close"), encodings)
            bases = QMenu(actions.tr(actions.BASE), menu)
            commands.fill(bases, actions.BASE)
            menu.insertMenu(commands.action("close"), bases)


def add_toolbar(window: QMainWindow, commands: CommandTable) -> None:
    """Give the window its toolbar; every button says its words and its key."""
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
    space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(space)
    for command_id in _AT_THE_RIGHT:
        bar.addAction(commands.action(command_id))
    for button in bar.findChildren(QToolButton):
        action = button.defaultAction()
        if action is not None:
            button.setAccessibleName(action.text())
    # -- what Qt shows where the window is too narrow for all
    for button in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
        button.setAccessibleName(QCoreApplication.translate("menus", "更多工具"))
    window.addToolBar(bar)
