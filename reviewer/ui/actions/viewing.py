"""Commands for how the report is seen, and for help."""

from __future__ import annotations

from reviewer.ui.actions.flows import GROUPS, HELP, VIEW, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts
from reviewer.ui.sides import Side


def view(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 视图."""

    def on_its_page() -> bool:
        hidden = flows.originals.alone() or flows.plain.shown()
        return parts.session.document is not None and not hidden

    def themed(key: str, words: str, icon: str = "") -> Command:
        return Command(
            key,
            VIEW,
            words,
            lambda: flows.appearance.choose_theme(key),
            icon=icon,
            checked=lambda: flows.appearance.wish == key,
            separated=key == "light",
            submenu=tr("外观"),
        )

    return [
        Command(
            "zoom_in",
            VIEW,
            tr("放大"),
            lambda: parts.used.step_zoom(1),
            "Ctrl+=",
            "magnifying-glass-plus",
        ),
        Command(
            "zoom_out",
            VIEW,
            tr("缩小"),
            lambda: parts.used.step_zoom(-1),
            "Ctrl+-",
            "magnifying-glass-minus",
        ),
        Command("zoom_reset", VIEW, tr("原始大小"), lambda: parts.used.set_zoom(100), "Ctrl+0"),
        themed("light", tr("浅色"), "sun"),
        themed("sepia", tr("护眼"), "book-open"),
        themed("dark", tr("深色"), "moon"),
        themed("contrast", tr("高对比")),
        themed("system", tr("跟随系统")),
        Command(
            "toggle_outline",
            VIEW,
            tr("显示目录"),
            flows.doings.toggle_outline,
            "F9",
            "list",
            checked=flows.doings.outline_shown,
            separated=True,
        ),
        Command(
            "toggle_cards",
            VIEW,
            tr("显示右侧栏"),
            flows.doings.toggle_cards,
            "F10",
            "columns",
            checked=flows.doings.cards_shown,
        ),
        Command(
            "pages",
            VIEW,
            tr("显示原件页面"),
            lambda: flows.originals.toggle(),
            "F7",
            "file-pdf",
            when=lambda: flows.originals.may_show(),
            checked=lambda: flows.originals.shown(),
            submenu=tr("原件页面"),
        ),
        Command(
            "pages_alone",
            VIEW,
            tr("只看原件页面"),
            lambda: flows.originals.toggle_alone(),
            "Shift+F7",
            "file-pdf",
            when=lambda: flows.originals.may_show() and not flows.plain.shown(),
            checked=lambda: flows.originals.alone(),
            submenu=tr("原件页面"),
        ),
        Command(
            "pages_fit",
            VIEW,
            tr("原件页面适合宽度"),
            lambda: flows.originals.fit_width(),
            "Ctrl+Alt+0",
            when=lambda: flows.originals.shown(),
            submenu=tr("原件页面"),
        ),
        Command(
            "split",
            VIEW,
            tr("拆分视图：上下两处"),
            parts.texts.toggle,
            "F6",
            "rows",
            when=on_its_page,
            checked=parts.texts.is_split,
        ),
        Command(
            "other_text",
            VIEW,
            tr("转到另一处"),
            parts.texts.step,
            "Shift+F6",
            when=parts.texts.is_split,
        ),
        Command(
            "plain",
            VIEW,
            tr("朗读模式：普通文本框"),
            lambda: flows.plain.toggle(),
            "Ctrl+Alt+P",
            when=lambda: parts.session.document is not None and not flows.originals.alone(),
            checked=lambda: flows.plain.shown(),
        ),
        Command(
            "say_here",
            VIEW,
            tr("读出光标处的批注"),
            lambda: flows.plain.say_here(),
            "Ctrl+Alt+I",
            when=lambda: parts.session.document is not None,
        ),
        *(_panel(side, flows) for side in flows.sides.sides.values()),
        Command(
            "numbers",
            VIEW,
            tr("显示章节和段落编号"),
            flows.appearance.toggle_numbers,
            "Ctrl+Alt+G",
            "hash",
            checked=lambda: flows.appearance.typography.numbered,
        ),
        Command(
            "lanes",
            VIEW,
            tr("显示页边类别标签"),
            flows.appearance.toggle_lanes,
            "Ctrl+Alt+B",
            "tag",
            checked=lambda: flows.appearance.typography.lanes,
        ),
        Command(
            "legend", VIEW, tr("图例"), lambda: flows.guide.show_legend(), "Ctrl+Alt+L", "palette"
        ),
        Command(
            "focus_mode",
            VIEW,
            tr("专注阅读"),
            flows.doings.toggle_focus,
            "Shift+F11",
            "article",
            checked=lambda: flows.appearance.is_focused,
        ),
        Command("full_screen", VIEW, tr("全屏"), flows.appearance.toggle_full_screen, "F11"),
        Command(
            "preferences",
            VIEW,
            tr("设置…"),
            flows.appearance.change_preferences,
            "Ctrl+,",
            separated=True,
        ),
    ]


def _panel(side: Side, flows: Flows) -> Command:
    return Command(
        f"panel.{side.id}",
        VIEW,
        side.title,
        lambda: flows.sides.open(side.id),
        side.key,
        side.icon,
        checked=lambda: flows.sides.is_open(side.id),
        submenu=tr("右侧栏"),
    )


def help_(flows: Flows) -> list[Command]:
    """Return the commands of the menu 帮助."""
    return [
        Command(
            "palette",
            HELP,
            tr("命令面板…"),
            lambda: flows.guide.open_palette(),
            "Ctrl+K",
            "command",
        ),
        Command(
            "shortcuts",
            HELP,
            tr("快捷键"),
            lambda: flows.guide.show_shortcuts(GROUPS),
            "F1",
            "keyboard",
        ),
        Command(
            "change_shortcuts", HELP, tr("更改快捷键…"), lambda: flows.guide.change_shortcuts()
        ),
        Command("about", HELP, tr("关于审阅"), lambda: flows.guide.show_about()),
    ]
