"""A PDF that is open in a process of its own, and what is said where that process fails.

See `formats.pdf` for what runs there, `formats.child` for how it is bounded.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final, Self

from reviewer.errors import ReportError
from reviewer.formats import pdf
from reviewer.formats.apart import SENTENCES, Unreadable
from reviewer.formats.child import Child, ChildFailed
from reviewer.formats.guards import MAX_CHARACTERS, MAX_PAGES, PDF_MEMORY, PDF_SECONDS
from reviewer.formats.page_map import Space
from reviewer.formats.pdf import PdfPage, Picture

_STEP: Final = 8
"""Pages that are asked for at once."""
_AHEAD: Final = 4
"""How many times that a process is given to do, beside what it has done."""
_SHARED_FROM: Final = 200
"""Files with that many pages are read by two processes."""
_START_SECONDS: Final = 10.0
_PER_PAGE: Final = 0.05
"""Seconds that a page may take on the average, beside what the whole file may."""


class PdfFile:
    """An open PDF; a context manager. Everything raises ReportError where the file is at fault.

    `name` is the file's, for sentences. Not to be used from two threads at once.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self._data = data
        self._children = [Child(PDF_MEMORY)]
        try:
            self._children[0].ask(pdf.open_file, data)
            self.pages = int(self._answer(0, _START_SECONDS))
            if self.pages > MAX_PAGES:
                raise ReportError(
                    f"“{name}”超过了 {MAX_PAGES} 页的上限，请拆分后再打开。",
                )
            if self.pages <= 0:
                raise ReportError(f"“{name}”里一页也没有，请让对方重新发送一份。")
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes."""
        for child in self._children:
            child.close()

    def read(self) -> Iterator[PdfPage]:
        """Yield every page in order; two processes share the pages of a long file."""
        starting = -1
        if self.pages >= _SHARED_FROM and len(self._children) == 1:
            # -- while it starts, the first one is at work
            self._children.append(Child(PDF_MEMORY))
            self._children[1].ask(pdf.open_file, self._data)
            starting = 1
        left = PDF_SECONDS + _PER_PAGE * self.pages
        characters = 0
        steps = iter(range(0, self.pages, _STEP))
        asked: deque[int] = deque()
        self._ask_ahead(steps, asked)
        while asked:
            child = asked.popleft()
            if child == starting:
                self._answer(child, _START_SECONDS)
                starting = -1
            found, seconds = self._timed(child, min(left, PDF_SECONDS))
            left -= seconds
            self._ask_ahead(steps, asked)
            for page in found:
                characters += page.shown
                if characters > MAX_CHARACTERS:
                    raise ReportError(
                        f"“{self.name}”里的文字过多，超出了能打开的上限，请拆分后再打开。"
                    )
                yield page

    def _ask_ahead(self, steps: Iterator[int], asked: deque[int]) -> None:
        """Give each process some pages to go on with; who is quicker gets more.

        `asked` are the processes in the order of the pages that are still to come.
        """
        for number, child in enumerate(self._children):
            while asked.count(number) - child.ready < _AHEAD:
                first = next(steps, None)
                if first is None:
                    return
                child.ask(pdf.read_pages, first, min(first + _STEP, self.pages))
                asked.append(number)

    def spaces(self) -> list[Space]:
        """Return how every page lies."""
        self._children[0].ask(pdf.page_spaces, 0, self.pages)
        found: list[Space] = self._answer(0, PDF_SECONDS + _PER_PAGE * self.pages)
        return found

    def draw(
        self, page: int, scale: float, left: int, top: int, width: int, height: int
    ) -> Picture:
        """Draw a part of a page (`formats.pdf.draw`)."""
        self._children[0].ask(pdf.draw, page, scale, left, top, width, height)
        found: Picture = self._answer(0, PDF_SECONDS)
        return found

    def _timed(self, child: int, seconds: float) -> tuple[list[PdfPage], float]:
        from time import monotonic  # noqa: PLC0415

        begun = monotonic()
        found: list[PdfPage] = self._answer(child, seconds)
        return found, monotonic() - begun

    def _answer(self, child: int, seconds: float) -> Any:
        try:
            return self._children[child].answer(seconds)
        except ChildFailed as failed:
            raise ReportError(f"“{self.name}”{SENTENCES[failed.fate]}") from failed
        except Unreadable as error:
            raise ReportError(
                f"“{self.name}”加了打开密码，请先在原来的软件里去掉密码再打开。"
                if error.locked
                else f"“{self.name}”不完整或已损坏，不能作为 PDF 打开，请让对方重新发送一份。"
            ) from error
