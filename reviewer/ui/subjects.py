"""What is open, as something to export or print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from reviewer.ui.parts import Parts
from reviewer.ui.settings import cache_folder

if TYPE_CHECKING:
    from reviewer.exporters import Export
    from reviewer.ui.dialogs.which import Choice


def open_export(parts: Parts, *, with_original: bool) -> Export:
    """Return an export of what is open, with the usual choices.

    Raises ReviewerError where the report's own file cannot be read from the review.
    """
    from datetime import UTC, datetime  # noqa: PLC0415

    from reviewer.exporters import Export  # noqa: PLC0415

    session = parts.session
    if session.document is None:
        raise ValueError("nothing is open")
    data, page_map = session.original() if with_original else (b"", ())
    return Export(
        document=session.document,
        review=session.review,
        exported_at=datetime.now(UTC),
        font_cache=cache_folder() / "fonts",
        source_data=data,
        page_map=page_map,
    )


def choices(parts: Parts) -> list[Choice]:
    """Return which annotations can be chosen: all, open ones, a person's, those of a section."""
    from reviewer.ui.dialogs.which import Choice  # noqa: PLC0415

    def tr(text: str) -> str:
        return QCoreApplication.translate("handing_in", text)

    session, document = parts.session, parts.session.document
    found = [Choice(tr("全部批注")), Choice(tr("只要未解决的"), "状态:未解决")]
    mine = parts.settings.text("identity/name")
    if mine:
        found.append(Choice(tr("只要我的"), f"作者:“{mine}”"))
    path = document.path_at(parts.reader.selection().start) if document is not None else ()
    if path:
        words = tr("只要本节：{label}").format(label=path[-1].label)
        found.append(Choice(words, within=path[-1].span))
    found += [
        Choice(tr("只要 {name} 的").format(name=person.name), f"作者:“{person.name}”")
        for person in session.review.reviewers()
        if person.name != mine
    ]
    return found
