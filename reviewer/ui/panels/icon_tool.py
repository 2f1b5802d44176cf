"""A tool that is an icon alone."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton


class IconTool(QToolButton):
    """Its words stand in the tooltip, and are for those who listen.

    `icon_name` is a name of `resources/icons/icons.json`; who has the theme draws it.
    """

    def __init__(self, icon_name: str, words: str) -> None:
        super().__init__()
        self.icon_name = icon_name
        self.setToolTip(words)
        self.setAccessibleName(words)
