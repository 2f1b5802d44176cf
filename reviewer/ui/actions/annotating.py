"""Commands that say something about the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reviewer.model.records import Disposition, Kind
from reviewer.ui import labels
from reviewer.ui.actions.flows import ANNOTATE, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts

_RULINGS: Final = (
    Disposition.ADOPTED,
    Disposition.PARTLY_ADOPTED,
    Disposition.REJECTED,
    Disposition.UNDER_STUDY,
    Disposition.PENDING,
)
"""What can be decided, in the order of their keys: what is decided most often comes first."""


def annotate(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 批注."""
    session = parts.session

    def may_say() -> bool:
        return session.document is not None and not session.read_only

    def selected() -> bool:
        return may_say() and parts.has_selection()

    def chosen() -> bool:
        return may_say() and flows.annotating.has_chosen()

    def mark(kind: Kind, category: str = "") -> Callable[[], None]:
        return lambda: flows.annotating.mark(kind, category)

    def rule(disposition: Disposition) -> Callable[[], None]:
        return lambda: flows.annotating.rule(disposition)

    highlights = [
        Command(
            f"highlight.{category.id}",
            ANNOTATE,
            tr("标为“{name}”").format(name=category.name),
            mark(Kind.HIGHLIGHT, category.id),
            f"Ctrl+{number}",
            when=selected,
        )
        for number, category in enumerate(session.review.categories()[:9], 1)
    ]
    return [
        *highlights,
        Command(
            "repeat",
            ANNOTATE,
            tr("照上次再标"),
            lambda: flows.annotating.repeat(),
            "F4",
            when=selected,
        ),
        Command(
            "underline",
            ANNOTATE,
            tr("下划线"),
            mark(Kind.UNDERLINE),
            "Ctrl+U",
            "text-underline",
            selected,
            separated=True,
        ),
        Command(
            "strikeout",
            ANNOTATE,
            tr("删除线"),
            mark(Kind.STRIKEOUT),
            "Ctrl+D",
            "text-strikethrough",
            selected,
        ),
        Command(
            "comment",
            ANNOTATE,
            tr("写意见"),
            mark(Kind.COMMENT),
            "Ctrl+Alt+M",
            "chat-circle-text",
            selected,
            separated=True,
        ),
        Command(
            "replace", ANNOTATE, tr("建议改写"), mark(Kind.REPLACE), "Ctrl+R", "swap", selected
        ),
        Command(
            "insert",
            ANNOTATE,
            tr("建议在此插入"),
            mark(Kind.INSERT),
            "Ctrl+I",
            "plus-circle",
            may_say,
        ),
        Command(
            "delete",
            ANNOTATE,
            tr("建议删去"),
            mark(Kind.DELETE),
            "Ctrl+Shift+D",
            "backspace",
            selected,
        ),
        Command(
            "comment_section",
            ANNOTATE,
            tr("对本节写意见"),
            lambda: flows.annotating.comment_on_section(),
            "Ctrl+Alt+S",
            "bookmark-simple",
            may_say,
            separated=True,
        ),
        Command(
            "comment_report",
            ANNOTATE,
            tr("对全文写意见"),
            lambda: flows.annotating.comment_on_report(),
            "Ctrl+Alt+A",
            "article",
            may_say,
        ),
        Command(
            "edit",
            ANNOTATE,
            tr("编辑批注"),
            lambda: flows.annotating.edit(),
            "F2",
            "pencil-simple",
            chosen,
            separated=True,
        ),
        Command(
            "retarget",
            ANNOTATE,
            tr("把批注改到所选文字"),
            lambda: flows.annotating.stretching.retarget(),
            "Ctrl+Alt+T",
            when=lambda: chosen() and selected(),
            submenu=tr("调整范围"),
        ),
        Command(
            "extend",
            ANNOTATE,
            tr("把已有批注扩展到所选文字"),
            lambda: flows.annotating.stretching.extend(),
            "Ctrl+Alt+E",
            when=lambda: selected() and flows.annotating.stretching.may_extend(),
            submenu=tr("调整范围"),
        ),
        Command(
            "longer",
            ANNOTATE,
            tr("末端后移一字"),
            lambda: flows.annotating.stretching.stretch(1, 1),
            "Ctrl+Alt+Right",
            when=chosen,
            submenu=tr("调整范围"),
        ),
        Command(
            "shorter",
            ANNOTATE,
            tr("末端前移一字"),
            lambda: flows.annotating.stretching.stretch(1, -1),
            "Ctrl+Alt+Left",
            when=chosen,
            submenu=tr("调整范围"),
        ),
        Command(
            "start_later",
            ANNOTATE,
            tr("起点后移一字"),
            lambda: flows.annotating.stretching.stretch(-1, 1),
            "Ctrl+Alt+Down",
            when=chosen,
            submenu=tr("调整范围"),
        ),
        Command(
            "start_earlier",
            ANNOTATE,
            tr("起点前移一字"),
            lambda: flows.annotating.stretching.stretch(-1, -1),
            "Ctrl+Alt+Up",
            when=chosen,
            submenu=tr("调整范围"),
        ),
        Command(
            "reply",
            ANNOTATE,
            tr("回复批注"),
            lambda: flows.annotating.reply(),
            "Ctrl+Alt+R",
            when=chosen,
        ),
        Command(
            "resolve",
            ANNOTATE,
            tr("标为已解决／未解决"),
            lambda: flows.annotating.resolve(),
            "Ctrl+Alt+D",
            when=chosen,
        ),
        *(
            Command(
                f"rule.{disposition.value}",
                ANNOTATE,
                labels.disposition(disposition),
                rule(disposition),
                f"Ctrl+Alt+{number}",
                when=chosen,
                submenu=tr("处理情况"),
            )
            for number, disposition in enumerate(_RULINGS, 1)
        ),
        Command(
            "remove",
            ANNOTATE,
            tr("删除批注"),
            lambda: flows.annotating.remove(),
            "Ctrl+Backspace",
            when=chosen,
        ),
    ]
