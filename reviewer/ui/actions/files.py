"""Commands on files, and on how text files are read."""

from __future__ import annotations

from collections.abc import Callable

from reviewer.importers import ACCEPTED
from reviewer.importers.plain import ENCODINGS
from reviewer.ui.actions.flows import BASE, ENCODING, FILE, Flows, tr
from reviewer.ui.commands import Command
from reviewer.ui.parts import Parts
from reviewer.ui.session import Session


def file(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands of the menu 文件."""
    session, opening = parts.session, flows.opening

    def has_file() -> bool:
        return session.path is not None

    def has_report() -> bool:
        return session.document is not None

    def may_say() -> bool:
        return has_report() and not session.read_only

    def save() -> None:
        parts.commit()
        opening.said.emit(_kept(session))

    return [
        Command("open", FILE, tr("打开…"), opening.ask, "Ctrl+O", "folder-open"),
        Command("open_sample", FILE, tr("打开示例报告"), opening.open_sample),
        Command(
            "bring_in",
            FILE,
            tr("导入或合并批注…"),
            lambda: flows.bringing.ask(),
            when=may_say,
            separated=True,
        ),
        Command(
            "export",
            FILE,
            tr("导出…"),
            lambda: flows.handing_in.ask(),
            "Ctrl+E",
            "export",
            has_report,
        ),
        Command(
            "print",
            FILE,
            tr("打印…"),
            lambda: flows.printing.ask(),
            "Ctrl+P",
            "printer",
            has_report,
        ),
        Command("save", FILE, tr("保存"), save, "Ctrl+S", when=has_report),
        Command(
            "save_copy", FILE, tr("另存副本…"), opening.save_copy, "Ctrl+Shift+S", when=has_file
        ),
        Command("move", FILE, tr("移动到…"), opening.move, when=has_file),
        Command(
            "close", FILE, tr("关闭"), opening.close, "Ctrl+W", when=has_report, separated=True
        ),
        Command("quit", FILE, tr("退出"), flows.doings.quit, "Ctrl+Q"),
    ]


def _kept(session: Session) -> str:
    """Say where everything is kept: people press Ctrl+S to be sure."""
    if session.path is None:
        return tr("还没有批注，没有要保存的；写下第一条时会自动新建审阅文件。")
    return tr("每次改动都已自动保存到“{name}”。").format(name=session.path.name)


def bases(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands that choose the text of a report with tracked changes."""
    session, opening = parts.session, flows.opening

    def accepted() -> bool:
        return session.document is not None and session.document.source.encoding == ACCEPTED

    return [
        Command(
            "base.original",
            BASE,
            tr("修订前的原文，修订列为修改建议"),
            lambda: opening.reread(""),
            when=opening.has_changes,
            checked=lambda: opening.has_changes() and not accepted(),
        ),
        Command(
            "base.accepted",
            BASE,
            tr("接受全部修订后的文字"),
            lambda: opening.reread(ACCEPTED),
            when=opening.has_changes,
            checked=accepted,
        ),
    ]


def encodings(parts: Parts, flows: Flows) -> list[Command]:
    """Return the commands that read a text file anew."""
    session = parts.session

    def reader(name: str) -> Callable[[], None]:
        return lambda: flows.opening.reread(name)

    def used(name: str) -> Callable[[], bool]:
        return lambda: session.document is not None and session.document.source.encoding == name

    def unsaid() -> bool:
        return session.document is not None and session.path is None

    return [
        Command(
            f"encoding.{name}", ENCODING, tr(words), reader(name), when=unsaid, checked=used(name)
        )
        for name, words in ENCODINGS
    ]
