"""Ranges of text, and the sweep that turns overlapping ranges into flat runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range `[start, end)`, in code points of `Document.text`; it may be empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __reduce__(self) -> tuple[object, tuple[int, int]]:
        """Be packed and unpacked in half the time: a long report has tens of thousands of spans."""
        return _unpacked, (self.start, self.end)

    def __lt__(self, other: Span) -> bool:
        """Spans are sorted by where they start, the shorter first."""
        return (self.start, self.end) < (other.start, other.end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """Every span is something, the empty one too: a point in the text."""
        return True

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end

    @property
    def is_empty(self) -> bool:
        """Whether the span is a point between two characters."""
        return self.start == self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character, or one is a point inside or at the edge of the other."""
        if self.is_empty or other.is_empty:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def encloses(self, other: Span) -> bool:
        """Whether every character of `other` is one of ours."""
        return self.start <= other.start and other.end <= self.end

    def clipped(self, within: Span) -> Span | None:
        """Return the part inside `within`, None where the two have nothing in common."""
        start, end = max(self.start, within.start), min(self.end, within.end)
        return Span(start, end) if start <= end else None

    def shifted(self, distance: int) -> Span:
        """Return the same range `distance` code points further on."""
        return Span(self.start + distance, self.end + distance)

    def cut(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]


_set_start, _set_end = (vars(Span)[name].__set__ for name in ("start", "end"))


def _unpacked(start: int, end: int) -> Span:
    """Return a span that was one before: it need not be looked at again."""
    span = object.__new__(Span)
    _set_start(span, start)
    _set_end(span, end)
    return span


def sweep(marks: Iterable[tuple[Span, T]], within: Span) -> Iterator[tuple[Span, tuple[T, ...]]]:
    """Cut `within` into flat runs, each with the values of all marks over it, in the marks' order.

    The runs follow each other without gap or overlap and cover `within` exactly; neighbouring runs
    differ in their values. Marks of no length cover nothing and are left out. Painting, cutting of
    DOCX runs and PDF quads all eat this. O(n log n + n·depth) for n marks.
    """
    clipped: list[T] = []
    events: list[tuple[int, int]] = []
    for span, value in marks:
        start, end = max(span.start, within.start), min(span.end, within.end)
        if start < end:
            events += ((start, len(clipped)), (end, len(clipped)))
            clipped.append(value)
    events.sort()
    active: set[int] = set()
    run: tuple[T, ...] = ()
    run_start = within.start
    for at, group in groupby(events, key=itemgetter(0)):
        # -- a mark's first event opens it, its second one closes it
        active ^= {order for _, order in group}
        values = tuple(clipped[order] for order in sorted(active))
        if values != run:
            if run_start < at:
                yield Span(run_start, at), run
            run, run_start = values, at
    if run_start < within.end:
        yield Span(run_start, within.end), run
