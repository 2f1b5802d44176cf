"""Commands for how the report is seen, and for help."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.ui.actions.flows import HELP, VIEW, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts


def view(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 视图."""
    reader = parts.reader

    def themed(key: str) -> tuple[Callable[[], None], Callable[[], bool]]:
        return lambda: flows.set_theme(key), lambda: flows.theme() == key

    light, sepia, dark = themed("light"), themed("sepia"), themed("dark")
    return [
        Command(
            "zoom_in",
            VIEW,
            tr("放大"),
            lambda: reader.step_zoom(1),
            "Ctrl+=",
            "magnifying-glass-plus",
        ),
        Command(
            "zoom_out",
            VIEW,
            tr("缩小"),
            lambda: reader.step_zoom(-1),
            "Ctrl+-",
            "magnifying-glass-minus",
        ),
        Command("zoom_reset", VIEW, tr("原始大小"), lambda: reader.set_zoom(100), "Ctrl+0"),
        Command("light", VIEW, tr("浅色"), light[0], icon="sun", checked=light[1], separated=True),
        Command("sepia", VIEW, tr("护眼"), sepia[0], icon="book-open", checked=sepia[1]),
        Command("dark", VIEW, tr("深色"), dark[0], icon="moon", checked=dark[1]),
        Command(
            "toggle_outline",
            VIEW,
            tr("显示目录"),
            flows.toggle_outline,
            "F9",
            "list",
            checked=flows.outline_shown,
            separated=True,
        ),
        Command(
            "toggle_cards",
            VIEW,
            tr("显示批注"),
            flows.toggle_cards,
            "F10",
            "chat-text",
            checked=flows.cards_shown,
        ),
        Command("full_screen", VIEW, tr("全屏"), flows.toggle_full_screen, "F11"),
    ]


def help_(flows: Flows) -> list[Command]:
    """Return the commands of the menu 帮助."""
    return [
        Command("palette", HELP, tr("命令面板…"), flows.open_palette, "Ctrl+K", "command"),
        Command("shortcuts", HELP, tr("快捷键"), flows.show_shortcuts, "F1", "keyboard"),
        Command("about", HELP, tr("关于审阅"), flows.show_about),
    ]
