"""Lines of a word processor's file become blocks, tracked changes become suggestions.

Shared by the importers of DOCX and ODT, whose walks both yield `formats.walked.Walked`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from reviewer.errors import ReportError
from reviewer.formats.walked import ACCEPTED, ORIGINAL, Edit, Line, Walked
from reviewer.importers import Imported
from reviewer.importers.given import Given
from reviewer.language import outline
from reviewer.language.blocks import Block
from reviewer.language.terms import MOVED_TERM
from reviewer.model.anchor import CONTEXT
from reviewer.model.document import Document, Mark, MarkKind, ParagraphKind, Source
from reviewer.model.records import Kind
from reviewer.model.spans import Span

BASES: Final = (ORIGINAL, ACCEPTED)
"""What `encoding` may say of a file with tracked changes: which base its text is."""


def base_of(encoding: str) -> str:
    """The base that a person chose; the original one where they chose none."""
    return encoding if encoding in BASES else ORIGINAL


def build(walked: Walked, source: Source) -> Document:
    """Make the document of a walk. Raises ReportError where it holds no text."""
    blocks = list(_blocks(walked))
    if not any(block.kind is not ParagraphKind.NOTE for block in blocks):
        raise ReportError(f"“{source.name}”里没有文字（可能只有图片），请确认发来的文件完整。")
    return outline.build(blocks, source, walked.tables)


def imported(
    walked: Walked,
    source: Source,
    data: bytes,
    said: Callable[[Quoting], list[Given]],
    resources: Mapping[str, tuple[str, bytes]],
) -> Imported:
    """Make what was read of a file with tracked changes; `said` reads its comments.

    Raises ReportError where it holds no text.
    """
    document = build(walked, source)
    quoting = Quoting(document.text)
    # -- what was said twice is counted: changes before comments
    changes = list(suggestions(walked.edits, quoting, local_time))
    return Imported(
        document,
        data,
        given=tuple(grounded(changes, said(quoting))),
        resources=resources,
        notices=tuple(notices(walked, base_of(source.encoding))),
    )


def _blocks(walked: Walked) -> Iterator[Block]:
    marks = _marks_by_line(walked)
    for at, line in enumerate(walked.lines):
        looks = [Mark(Span(start, end), kind, value) for start, end, kind, value in line.looks()]
        yield Block(
            text=line.text,
            origin=line.start,
            kind=_kind(line),
            level=0 if line.in_contents else line.level,
            cell=line.cell,
            marks=(*looks, *marks.get(at, ())),
            in_contents=line.in_contents,
        )


def _kind(line: Line) -> ParagraphKind | None:
    if line.note >= 0:
        return ParagraphKind.NOTE
    if line.cell is not None:
        return ParagraphKind.CELL
    return ParagraphKind.BODY if line.in_contents else line.kind


def _marks_by_line(walked: Walked) -> dict[int, list[Mark]]:
    """The marks of pictures and notes by the index of their line, in code points of the line."""
    first_of_note = {
        line.note: at for at, line in reversed(list(enumerate(walked.lines))) if line.note >= 0
    }
    wanted: list[tuple[int, int, MarkKind, str]] = [
        (picture.start, picture.start + 1, MarkKind.IMAGE, picture.target)
        for picture in walked.pictures
    ]
    wanted += [
        (sign.start, sign.end, MarkKind.NOTE, str(first_of_note[sign.note]))
        for sign in walked.notes
        if sign.note in first_of_note
    ]
    wanted.sort()
    marks: dict[int, list[Mark]] = {}
    at = 0
    for start, end, kind, value in wanted:
        while at < len(walked.lines) and walked.lines[at].end < end:
            at += 1
        if at < len(walked.lines) and walked.lines[at].start <= start < end:
            shift = walked.lines[at].start
            marks.setdefault(at, []).append(Mark(Span(start - shift, end - shift), kind, value))
    return marks


# what the file itself says about its text


class Quoting:
    """Makes what was given: with its exact place, its quote, and an id that a copy shares.

    Ids in files are renumbered whenever a program saves them, so the id is made of what was said,
    by whom, when and on which words; the same said twice is counted.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: dict[str, int] = {}

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave out line ends at the edges of a range; a range of line ends alone is a point."""
        while end > start and self._text[end - 1] == "\n":
            end -= 1
        while start < end and self._text[start] == "\n":
            start += 1
        return start, end

    def quote(self, start: int, end: int) -> str:
        """Return the characters of a range."""
        return self._text[start:end]

    def given(self, kind: Kind, start: int, end: int, **said: Any) -> Given:
        """Make one remark on a range; `said` are further fields of `Given`."""
        quote = self.quote(start, end)
        return Given(
            external_id=self._id(kind, quote, said),
            kind=kind,
            start=start,
            end=end,
            quote=quote,
            prefix=self._text[max(0, start - CONTEXT) : start],
            suffix=self._text[end : end + CONTEXT],
            **said,
        )

    def _id(self, kind: Kind, quote: str, said: Mapping[str, Any]) -> str:
        created = said.get("created")
        when = _minute(created) if created is not None else ""
        get = said.get
        key = "\0".join(
            (kind, when, quote, get("creator", ""), get("body", ""), get("suggestion", ""))
        )
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        count = self._seen[digest] = self._seen.get(digest, 0) + 1
        return f"urn:x-remark:{digest}" + (f":{count}" if count > 1 else "")


@lru_cache(maxsize=1024)
def _minute(time: datetime) -> str:
    return time.isoformat(timespec="minutes")


def suggestions(
    edits: list[Edit], quoting: Quoting, time_of: Callable[[str], datetime | None]
) -> Iterator[Given]:
    """Yield a suggested wording for each tracked change."""
    for edit in edits:
        kind = Kind.INSERT
        if edit.end > edit.start:
            kind = Kind.REPLACE if edit.text else Kind.DELETE
        created = time_of(edit.by.date)
        yield quoting.given(
            kind,
            edit.start,
            edit.end,
            suggestion=edit.text,
            body=MOVED_TERM if edit.by.moved else "",
            creator=edit.by.author,
            created=created,
            modified=time_of(edit.last_date) or created,
        )


def grounded(
    changes: list[Given], said: list[Given], taken: dict[str, str] | None = None
) -> list[Given]:
    """Give changes the comments that their own authors put on them.

    `taken` is told which comment (by its id) became part of which change.
    """
    free = {(c.start, c.end, c.creator): c for c in changes}
    taken = {} if taken is None else taken
    grounds: dict[str, Given] = {}
    for comment in said:
        change = free.get((comment.start, comment.end, comment.creator))
        if change is not None and not comment.parent and change.external_id not in grounds:
            grounds[change.external_id] = comment
            taken[comment.external_id] = change.external_id
    for at, change in enumerate(changes):
        ground = grounds.get(change.external_id)
        if ground is not None:
            changes[at] = replace(change, body=ground.body, resolved=ground.resolved)
    kept = [
        replace(comment, parent=taken[comment.parent]) if comment.parent in taken else comment
        for comment in said
        if comment.external_id not in taken
    ]
    return sorted([*changes, *kept], key=lambda given: (given.start or 0, bool(given.parent)))


@lru_cache(maxsize=1024)
def local_time(written: str) -> datetime | None:
    """Read a time as word processors write it: the wall clock of who wrote, whatever a Z says.

    A time with a true offset (+08:00) is believed. None where it is no time.
    """
    try:
        time = datetime.fromisoformat(written.removesuffix("Z"))
        return time.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def notices(walked: Walked, base: str) -> Iterator[str]:
    """Say what a reader should know about how the text came about."""
    if walked.edits:
        yield (
            f"文件中有 {len(walked.edits)} 处修订：正文按修订前的原文显示，各处修订列为修改建议。"
        )
    elif base == ACCEPTED:
        yield "正文按接受全部修订后的文字显示，修订没有列为修改建议。"
    if walked.hidden:
        yield f"文件中有 {walked.hidden} 处隐藏文字，没有显示。"
    if walked.external:
        yield f"文件中有 {walked.external} 处链接到外部的图片，为安全起见没有读取。"
    if walked.embedded:
        yield (
            f"文件中嵌入的 {walked.embedded} 个其他文档已在原处读入文字，其中的图片和批注没有读取。"
        )
    if walked.diagrams:
        yield f"文件中有 {walked.diagrams} 处图表或图示，其中的文字没有读入，请在原文件中查看。"
    if walked.left_out:
        yield f"文件中嵌入了 {walked.left_out} 个其他文档，没有读取，请在原文件中查看。"
