"""Heights of all blocks in a Fenwick tree: sums, look-ups and corrections in logarithmic time."""

from __future__ import annotations

from collections.abc import Sequence


class Heights:
    """The heights of blocks, in whole pixels."""

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        count = len(self._heights)
        self._tree = [0, *self._heights]
        for at in range(1, count + 1):
            above = at + (at & -at)
            if above <= count:
                self._tree[above] += self._tree[at]
        self.total = sum(self._heights)
        self._top_bit = 1 << (count.bit_length() - 1) if count else 0

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def set(self, index: int, height: int) -> int:
        """Correct one height; return the difference."""
        difference = height - self._heights[index]
        if difference:
            self._heights[index] = height
            self.total += difference
            at = index + 1
            while at < len(self._tree):
                self._tree[at] += difference
                at += at & -at
        return difference

    def above(self, index: int) -> int:
        """Return the sum of the heights before a block."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index &= index - 1
        return total

    def find(self, y: int) -> tuple[int, int]:
        """Return the block at a height, and how far inside it that is."""
        if not self._heights:
            return 0, 0
        y = max(0, min(y, self.total - 1))
        at, step = 0, self._top_bit
        while step:
            following = at + step
            if following < len(self._tree) and self._tree[following] <= y:
                at = following
                y -= self._tree[at]
            step >>= 1
        return min(at, len(self._heights) - 1), y
