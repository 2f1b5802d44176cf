"""Commands that undo, copy and find."""

from __future__ import annotations

from reviewer.ui.actions.flows import EDIT, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts


def edit(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 编辑."""
    session, reader, finding = parts.session, parts.reader, flows.finding

    def has_report() -> bool:
        return session.document is not None

    return [
        Command(
            "undo",
            EDIT,
            tr("撤销"),
            session.undo,
            "Ctrl+Z",
            "arrow-counter-clockwise",
            lambda: session.may_undo,
        ),
        Command(
            "redo",
            EDIT,
            tr("重做"),
            session.redo,
            "Ctrl+Shift+Z",
            "arrow-clockwise",
            lambda: session.may_redo,
        ),
        Command(
            "copy",
            EDIT,
            tr("复制"),
            reader.copy,
            when=flows.annotating.has_selection,
            separated=True,
        ),
        Command(
            "copy_citation",
            EDIT,
            tr("复制引文"),
            flows.navigation.copy_citation,
            "Ctrl+Shift+C",
            when=flows.annotating.has_selection,
        ),
        Command(
            "find",
            EDIT,
            tr("查找…"),
            finding.open,
            "Ctrl+F",
            "magnifying-glass",
            has_report,
            separated=True,
        ),
        Command("find_next", EDIT, tr("下一处"), lambda: finding.step(1), "F3", when=has_report),
        Command(
            "find_previous",
            EDIT,
            tr("上一处"),
            lambda: finding.step(-1),
            "Shift+F3",
            when=has_report,
        ),
        Command(
            "identity", EDIT, tr("审阅人…"), flows.change_identity, icon="user", separated=True
        ),
    ]
