"""Who is reviewing: remembered, and asked for at the first edit."""

from __future__ import annotations

import os
import time

from PySide6.QtWidgets import QWidget

from reviewer.model.ids import new_id
from reviewer.model.records import Reviewer
from reviewer.ui.settings import Settings


class Identity:
    """Answers the session's question who is speaking."""

    def __init__(self, settings: Settings, host: QWidget) -> None:
        self._settings = settings
        self._host = host

    @property
    def name(self) -> str:
        """The name, empty as long as nobody gave one."""
        return self._settings.text("identity/name")

    def __call__(self) -> Reviewer | None:
        """Return who is reviewing, asking if that is not known; None where it stays unknown."""
        if not self.name and not self.change():
            return None
        return Reviewer(
            id=self._id(),
            name=self.name,
            organisation=self._settings.text("identity/organisation"),
        )

    def change(self) -> bool:
        """Ask for name and organisation; whether there was an answer."""
        from reviewer.ui.dialogs.identity import IdentityDialog  # noqa: PLC0415

        dialog = IdentityDialog(self.name, self._settings.text("identity/organisation"), self._host)
        if not dialog.exec():
            return False
        name, organisation = dialog.answer()
        self._settings.put("identity/name", name)
        self._settings.put("identity/organisation", organisation)
        return True

    def _id(self) -> str:
        known = self._settings.reviewer_id
        if not known:
            known = new_id(int(time.time() * 1000), os.urandom(10))
            self._settings.put("identity/id", known)
        return known
