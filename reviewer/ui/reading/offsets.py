"""The one border between Python's code points and Qt's UTF-16 units."""

from __future__ import annotations

from bisect import bisect_left


class Offsets:
    """Positions in one block of text, in both countings.

    A character above U+FFFF (𠮷) is one code point and two units; most blocks hold none, and then
    both countings are the same.
    """

    __slots__ = ("_wide",)

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        if not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            self._wide = [at for at, character in enumerate(text) if character > "\uffff"]

    def to_qt(self, offset: int) -> int:
        """Return the UTF-16 position of a code point position."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset

    def from_qt(self, position: int) -> int:
        """Return the code point position of a UTF-16 position; inside a pair, the pair's start."""
        if not self._wide:
            return position
        # -- the k-th wide character starts at unit wide[k] + k
        low, high = 0, len(self._wide)
        while low < high:
            middle = (low + high) // 2
            if self._wide[middle] + middle + 1 <= position:
                low = middle + 1
            else:
                high = middle
        if low and self._wide[low - 1] + low == position:
            return self._wide[low - 1]
        return position - low
