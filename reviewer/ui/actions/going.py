"""Commands that lead to another place of the report."""

from __future__ import annotations

from reviewer.ui.actions.flows import GO, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts


def go(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 前往."""
    session, to = parts.session, flows.navigation

    def has_report() -> bool:
        return session.document is not None

    def has_annotations() -> bool:
        return has_report() and next(session.review.annotations(), None) is not None

    return [
        Command("back", GO, tr("后退"), to.back, "Alt+Left", when=lambda: to.may_go_back),
        Command("forward", GO, tr("前进"), to.forward, "Alt+Right", when=lambda: to.may_go_forward),
        Command(
            "go_to", GO, tr("转到章节或段落…"), to.ask, "Ctrl+G", when=has_report, separated=True
        ),
        Command(
            "follow",
            GO,
            tr("前往光标处的链接或脚注"),
            lambda: flows.following.follow_at_caret(),
            "Ctrl+Alt+O",
            when=has_report,
        ),
        Command(
            "next_section",
            GO,
            tr("下一节"),
            lambda: to.step_section(1),
            "Ctrl+PgDown",
            when=has_report,
        ),
        Command(
            "previous_section",
            GO,
            tr("上一节"),
            lambda: to.step_section(-1),
            "Ctrl+PgUp",
            when=has_report,
        ),
        Command(
            "next_unreviewed",
            GO,
            tr("下一个未审的节"),
            to.step_unreviewed,
            "Ctrl+Alt+PgDown",
            when=has_report,
        ),
        Command(
            "next",
            GO,
            tr("下一条批注"),
            lambda: flows.annotating.step(1),
            "F8",
            "caret-down",
            has_annotations,
            separated=True,
        ),
        Command(
            "previous",
            GO,
            tr("上一条批注"),
            lambda: flows.annotating.step(-1),
            "Shift+F8",
            "caret-up",
            has_annotations,
        ),
        Command(
            "next_alike",
            GO,
            tr("下一条同类批注"),
            lambda: flows.annotating.step(1, alike=True),
            "Ctrl+F8",
            when=lambda: flows.annotating.has_chosen(),
        ),
        Command(
            "previous_alike",
            GO,
            tr("上一条同类批注"),
            lambda: flows.annotating.step(-1, alike=True),
            "Ctrl+Shift+F8",
            when=lambda: flows.annotating.has_chosen(),
        ),
        Command(
            "reviewed",
            GO,
            tr("本节标为已审／未审"),
            to.toggle_reviewed,
            "Ctrl+Alt+V",
            "check-circle",
            has_report,
            separated=True,
        ),
    ]
