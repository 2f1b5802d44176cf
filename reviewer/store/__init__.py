"""How does a review live in one file? SQLite, written through: there is no unsaved state.

The database is loaded when a review is first opened or made, not before: a report that nobody has
said anything about yet needs none, and the window is sooner there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reviewer.store.file import ReviewFile
    from reviewer.store.lock import Holder

__all__ = ["Holder", "ReviewFile"]


def __getattr__(name: str) -> object:
    if name == "ReviewFile":
        from reviewer.store.file import ReviewFile  # noqa: PLC0415

        return ReviewFile
    if name == "Holder":
        from reviewer.store.lock import Holder  # noqa: PLC0415

        return Holder
    raise AttributeError(name)
