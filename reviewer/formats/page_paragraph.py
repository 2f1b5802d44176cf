"""Paragraphs that were put together from lines of pages, and which of them are headings by size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from reviewer.formats.page_line import PageLine

LARGE: Final = 1.12
"""Text that many times the size of most text is a heading."""
_MAX_HEADING: Final = 60
_LEVELS: Final = 6
_TITLE_WITHIN: Final = 10
"""A title begins within that many paragraphs."""
_TITLE_LINES: Final = 4


class Piece(NamedTuple):
    """A line as a part of a paragraph: its text begins at `at` there."""

    page: int
    line: PageLine
    at: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph with the lines it was joined from.

    `level` is that of a heading by its size; `is_title` says that it is the largest of all, at the
    top, and the only one so large.
    """

    text: str
    pieces: list[Piece]
    level: int = 0
    is_title: bool = False

    @property
    def size(self) -> float:
        """The size that most of its lines have."""
        sizes = [piece.line.size for piece in self.pieces]
        if sizes.count(sizes[0]) == len(sizes):
            return round(sizes[0], 1)
        return tally(sizes, 1).most_common(1)[0][0]


def tally(values: Iterable[float], digits: int | None = None) -> Counter[float]:
    """Count rounded values; the same few stand on most lines, and are rounded once."""
    counts: Counter[float] = Counter()
    for value, count in Counter(values).items():
        counts[round(value, digits)] += count
    return counts


def mark_headings(paragraphs: Iterable[Paragraph]) -> None:
    """Say of short paragraphs in large type which depth their size makes them."""
    found = list(paragraphs)
    sizes: Counter[float] = Counter()
    for paragraph in found:
        sizes[paragraph.size] += len(paragraph.text)
    if not sizes:
        return
    usual = sizes.most_common(1)[0][0]
    large = list(_large(found, usual))
    steps: list[float] = []
    for size in sorted({paragraph.size for paragraph in large}, reverse=True):
        if not steps or steps[-1] - size > 0.6:
            steps.append(size)
    for paragraph in large:
        depth = sum(step > paragraph.size + 0.6 for step in steps) + 1
        paragraph.level = min(depth, _LEVELS)
    _mark_title(found)


def _mark_title(paragraphs: Sequence[Paragraph]) -> None:
    """Tell the title from headings: it stands at the top, and nothing else is as large."""
    largest = [at for at, paragraph in enumerate(paragraphs) if paragraph.level == 1]
    together = bool(largest) and largest[-1] - largest[0] == len(largest) - 1
    if not together or largest[0] >= _TITLE_WITHIN or len(largest) > _TITLE_LINES:
        return
    for at, paragraph in enumerate(paragraphs):
        paragraph.is_title = at in largest
        paragraph.level = max(0, paragraph.level - 1)


def _large(paragraphs: Iterable[Paragraph], usual: float) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        is_row = paragraph.pieces[0].line.is_row
        if paragraph.size > LARGE * usual and len(paragraph.text) <= _MAX_HEADING and not is_row:
            yield paragraph
