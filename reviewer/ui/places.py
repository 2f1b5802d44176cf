"""Where the reading was before it jumped: back and forward, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_MERGED: Final = 2.0
"""Jumps that follow each other within that many seconds are one."""
_KEPT: Final = 200


class PlaceHistory:
    """Offsets of the report; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._behind: list[int] = []
        self._ahead: list[int] = []
        self._last = float("-inf")

    @property
    def may_go_back(self) -> bool:
        """Whether there was a jump."""
        return bool(self._behind)

    @property
    def may_go_forward(self) -> bool:
        """Whether one went back."""
        return bool(self._ahead)

    def leave(self, here: int) -> None:
        """Remember the place that a jump leaves."""
        now = self._clock()
        if now - self._last >= _MERGED or not self._behind:
            self._behind.append(here)
            del self._behind[:-_KEPT]
        self._last = now
        self._ahead.clear()

    def back(self, here: int) -> int | None:
        """Return where to go back to; `here` is where forward then leads."""
        return self._turn(here, self._behind, self._ahead)

    def forward(self, here: int) -> int | None:
        """Return where to go forward to."""
        return self._turn(here, self._ahead, self._behind)

    def clear(self) -> None:
        """Forget everything: another report is open."""
        self._behind.clear()
        self._ahead.clear()
        self._last = float("-inf")

    def _turn(self, here: int, source: list[int], target: list[int]) -> int | None:
        if not source:
            return None
        target.append(here)
        self._last = float("-inf")
        return source.pop()
