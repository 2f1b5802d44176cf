"""Keeps PySide from reading the source of every module that is imported after it."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 -- brings what is looked for below


def leave_sources_unread() -> None:
    """Tell PySide that no module asks for snake_case; else it reads the source of each to find out.

    This is not in PySide's manual: where a later version does it otherwise, sources are read again
    and nothing else changes.
    """
    feature = sys.modules.get("PySide6.support.feature")
    if feature is not None:
        vars(feature)["_mod_uses_pyside"] = lambda _module: False
