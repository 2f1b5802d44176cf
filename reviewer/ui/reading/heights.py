"""Heights of all blocks: sums, look-ups and corrections, none of which asks every block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

_PART: Final = 128
"""So many blocks are estimated together, until one of them is looked at."""


class Sums:
    """Numbers in a Fenwick tree: sums, look-ups and corrections in logarithmic time."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = list(numbers)
        count = len(self._numbers)
        self._tree = [0, *self._numbers]
        for at in range(1, count + 1):
            above = at + (at & -at)
            if above <= count:
                self._tree[above] += self._tree[at]
        self.total = sum(self._numbers)
        self._top_bit = 1 << (count.bit_length() - 1) if count else 0

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, index: int) -> int:
        return self._numbers[index]

    def set(self, index: int, number: int) -> int:
        """Correct one number; return the difference."""
        difference = number - self._numbers[index]
        if difference:
            self._numbers[index] = number
            self.total += difference
            at = index + 1
            while at < len(self._tree):
                self._tree[at] += difference
                at += at & -at
        return difference

    def above(self, index: int) -> int:
        """Return the sum of the numbers before an index."""
        total = 0
        while index > 0:
            total += self._tree[index]
            index &= index - 1
        return total

    def find(self, y: int) -> tuple[int, int]:
        """Return the index at which a sum is reached, and how much of its number is left below."""
        if not self._numbers:
            return 0, 0
        y = max(0, min(y, self.total - 1))
        at, step = 0, self._top_bit
        while step:
            following = at + step
            if following < len(self._tree) and self._tree[following] <= y:
                at = following
                y -= self._tree[at]
            step >>= 1
        return min(at, len(self._numbers) - 1), y


class Heights:
    """The heights of `count` blocks, in whole pixels.

    `rough` estimates how high a range of blocks is together, `exact` one block. What lies far from
    all that was looked at is known roughly.
    """

    def __init__(
        self, count: int, rough: Callable[[int, int], int], exact: Callable[[int], int]
    ) -> None:
        self._count = count
        self._exact = exact
        self._known: dict[int, list[int]] = {}
        firsts = range(0, count, _PART)
        self._sums = Sums([rough(first, min(count, first + _PART)) for first in firsts])

    @property
    def total(self) -> int:
        """The height of all blocks."""
        return self._sums.total

    def set(self, index: int, height: int) -> None:
        """Correct one height."""
        number, inside = divmod(index, _PART)
        part = self._part(number)
        if part[inside] != height:
            self._sums.set(number, self._sums[number] + height - part[inside])
            part[inside] = height

    def above(self, index: int) -> int:
        """Return the sum of the heights before a block."""
        number, inside = divmod(index, _PART)
        above = self._sums.above(number)
        if not inside:
            return above
        part = self._known.get(number)
        if part is not None:
            return above + sum(part[:inside])
        return above + self._sums[number] * inside // min(_PART, self._count - number * _PART)

    def reach(self, index: int, distance: int) -> bool:
        """Whether the blocks from one on are together higher than a distance; near ones are known."""
        number, inside = divmod(index, _PART)
        while number < len(self._sums) and distance >= 0:
            distance -= sum(self._part(number)[inside:])
            number, inside = number + 1, 0
        return distance < 0

    def find(self, y: int) -> tuple[int, int]:
        """Return the block at a height, and how far inside it that is."""
        number, rest = self._sums.find(y)
        # -- to look at a part corrects its height, and then another may stand there
        while self._count and number not in self._known:
            self._part(number)
            number, rest = self._sums.find(y)
        index = number * _PART
        for height in self._known.get(number, ()):
            if rest < height:
                break
            rest -= height
            index += 1
        return index, rest

    def _part(self, number: int) -> list[int]:
        part = self._known.get(number)
        if part is None:
            first = number * _PART
            last = min(self._count, first + _PART)
            part = self._known[number] = [self._exact(index) for index in range(first, last)]
            self._sums.set(number, sum(part))
        return part
