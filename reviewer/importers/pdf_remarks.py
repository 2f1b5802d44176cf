"""The annotations of a PDF become remarks on exactly the characters that they cover.

Programs write one remark as several annotations: a caret grouped with a strikeout is a suggested
wording, parts on several pages are a group, answers and states hang on what they answer (ISO
32000-1, 12.5.6.2). What this program wrote carries what PDF cannot say (`exporters.pdf_carried`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import Final

from reviewer.formats.carried import plain
from reviewer.formats.page_map import PageMap
from reviewer.formats.pdf_remarks import PdfRemark
from reviewer.importers.given import Given
from reviewer.importers.lines import Quoting
from reviewer.importers.pdf_carried import Carried, carried_by
from reviewer.model.categories import DEFAULT_CATEGORIES
from reviewer.model.document import Document
from reviewer.model.records import Disposition, Kind, Scope
from reviewer.model.spans import Span

_MARKUP: Final = ("Highlight", "Underline", "Squiggly", "StrikeOut")
_SHAPES: Final = ("Square", "Circle", "Polygon", "PolyLine", "Line", "Ink", "Stamp", "Redact")
_SPEECHLESS: Final = (*_SHAPES, "FileAttachment", "Sound")
"""What may say nothing; then it is spoken of."""
_DATE: Final = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?"
)
_DEEPEST: Final = 100
"""Answers to answers to answers, at most."""
_LINE_END: Final = re.compile(r"</(?:p|div|li)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
_CATEGORIES: Final = frozenset(category.name for category in DEFAULT_CATEGORIES)


@dataclass(slots=True)
class _Said:
    """An annotation with what hangs on it: parts of one group, answers, states."""

    page: int
    remark: PdfRemark
    parent: _Said | None = None
    parts: list[_Said] = field(default_factory=list)
    answers: list[_Said] = field(default_factory=list)
    states: list[_Said] = field(default_factory=list)

    def get(self, key: str) -> str:
        return self.remark.said.get(key, "")

    @property
    def words(self) -> str:
        """The note, with the line ends of this program."""
        text = self.get("Contents")
        if not text:
            text = unescape(_TAG.sub("", _LINE_END.sub("\n", self.get("RC"))))
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    @property
    def group(self) -> list[_Said]:
        return [self, *self.parts]


class Remarks:
    """What was said in a PDF; `left_out` counts shapes that say nothing."""

    def __init__(
        self,
        name: str,
        document: Document,
        page_map: PageMap,
        pages: Sequence[Sequence[PdfRemark]],
    ) -> None:
        self._document = document
        self._map = page_map
        self._quoting = Quoting(document.text)
        self.left_out = 0
        said = [_Said(number, remark) for number, page in enumerate(pages) for remark in page]
        self._carried = carried_by(name, [one.remark.said for one in said])
        self._of = {id(one.remark.said): at for at, one in enumerate(said)}
        self._roots = _hung_together(said)
        self._named: dict[int, list[tuple[int, str]]] = defaultdict(list)

    def given(self) -> list[Given]:
        """Return the remarks in the order of the text, each followed by its answers."""
        found: list[tuple[int, list[Given]]] = []
        for root in self._roots:
            made = self._made(root)
            if made is None:
                self.left_out += 1
                continue
            self._note_down(self._speaker(root), made)
            start = made.start if made.start is not None else len(self._document.text)
            found.append((start, [made, *self._answers(root, made)]))
        found.sort(key=lambda entry: entry[0])
        return [given for _, thread in found for given in thread]

    def named(self) -> dict[int, list[tuple[int, str]]]:
        """Return by page which annotation became which remark: its place there, and the id."""
        return self._named

    def _note_down(self, said: _Said, given: Given) -> None:
        self._named[said.page].append((said.remark.at, given.external_id))

    def _made(self, root: _Said) -> Given | None:
        span = self._span(root)
        part = self._speaker(root)
        carried = self._carried.get(self._of[id(part.remark.said)])
        if carried is not None:
            return self._as_carried(root, part, carried, span)
        return self._as_found(root, span)

    def _speaker(self, root: _Said) -> _Said:
        """The part of a group that bears the note."""
        for part in root.group:
            if self._of[id(part.remark.said)] in self._carried:
                return part
        return root

    # what this program wrote

    def _as_carried(self, root: _Said, part: _Said, carried: Carried, span: Span | None) -> Given:
        """The item, as the file has it now: rewritten, settled or answered elsewhere."""
        given = carried.given
        if plain(part.words) != plain(carried.words):
            given = replace(given, body=part.words)
        if given.kind in (Kind.REPLACE, Kind.INSERT):
            caret = next((one for one in root.group if one.remark.kind == "Caret"), None)
            if caret is not None and caret is not part and caret.words:
                same = plain(caret.words) == plain(given.suggestion)
                given = given if same else replace(given, suggestion=caret.words)
        resolved, disposition = _states(root, resolved=False)
        if given.disposition is Disposition.PENDING:
            given = replace(given, disposition=disposition)
        given = replace(given, resolved=resolved)
        if given.start is None or given.end is None or given.scope is Scope.DOCUMENT:
            return given
        if self._document.text[given.start : given.end] == (given.quote or ""):
            return given
        if span is None or given.scope is not Scope.RANGE:
            return replace(given, start=None, end=None)
        return replace(given, start=span.start, end=span.end, quote=self._cut(span))

    # what others wrote

    def _as_found(self, root: _Said, span: Span | None) -> Given | None:
        kind, suggestion = _meaning(root)
        body = "" if suggestion and root.words == suggestion else root.words
        if kind in (Kind.REPLACE, Kind.DELETE) and not body:
            notes = (one.words for one in root.group if one.remark.kind != "Caret")
            body = next((words for words in notes if words != suggestion), "")
        if root.remark.kind in _SPEECHLESS and not body and not root.answers:
            return None
        created = _time(root.get("CreationDate")) or _time(root.get("M"))
        resolved, disposition = _states(root, resolved=False)
        span = span or Span(len(self._document.text), len(self._document.text))
        return self._quoting.given(
            kind,
            *self._quoting.trimmed(span.start, span.end),
            body=body,
            suggestion=suggestion,
            creator=root.get("T").strip(),
            created=created,
            modified=_time(root.get("M")) or created,
            resolved=resolved,
            disposition=disposition,
            category=root.get("Subj") if root.get("Subj") in _CATEGORIES else "",
        )

    def _answers(self, root: _Said, made: Given) -> Iterator[Given]:
        start, end = made.start or 0, made.end or 0
        everything = [answer for part in root.group for answer in _all_answers(part)]
        everything.sort(key=lambda one: one.get("CreationDate") or one.get("M"))
        for answer in everything:
            carried = self._carried.get(self._of[id(answer.remark.said)])
            if carried is not None:
                same = plain(answer.words) == plain(carried.words)
                given = carried.given if same else replace(carried.given, body=answer.words)
                self._note_down(answer, given)
                yield replace(given, parent=made.external_id)
                continue
            created = _time(answer.get("CreationDate")) or _time(answer.get("M"))
            given = self._quoting.given(
                Kind.COMMENT,
                start,
                end,
                body=answer.words,
                creator=answer.get("T").strip(),
                created=created,
                modified=_time(answer.get("M")) or created,
                parent=made.external_id,
            )
            self._note_down(answer, given)
            yield given

    # where it stands

    def _span(self, root: _Said) -> Span | None:
        """The characters that the parts of a group cover, else the place beside which they stand."""
        spans = [span for part in root.group for span in self._under(part)]
        if spans:
            return Span(min(s.start for s in spans), max(s.end for s in spans))
        first = next((one for one in root.group if one.remark.kind == "Caret"), root)
        return self._beside(first)

    def _under(self, said: _Said) -> Iterator[Span]:
        remark = said.remark
        boxes = remark.boxes if remark.kind in _MARKUP else []
        if remark.kind in _MARKUP and not boxes:
            boxes = [remark.rect]
        if remark.kind in _SHAPES:
            boxes = [remark.rect]
        space = self._map.pages[said.page].space
        for left, bottom, right, top in boxes:
            span = self._map.under(space.upright_box(said.page, ((left, bottom), (right, top))))
            if span is not None:
                yield span

    def _beside(self, said: _Said) -> Span | None:
        left, bottom, right, top = said.remark.rect
        box = self._map.pages[said.page].space.upright_box(
            said.page, ((left, bottom), (right, top))
        )
        x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if said.remark.kind in ("Text", "FreeText", "Popup"):
            x = box.left
        at = self._map.offset_at(said.page, x, y)
        return Span(at, at) if at is not None else None

    def _cut(self, span: Span) -> str:
        return span.cut(self._document.text)


def _hung_together(said: list[_Said]) -> list[_Said]:
    """Hang parts, answers and states on what they belong to; return what hangs on nothing."""
    _find_parents(said)
    roots: list[_Said] = []
    for one in said:
        if one.parent is None or _is_circle(one):
            one.parent = None
            roots.append(one)
    for one in said:
        if one.parent is None:
            continue
        if one.get("State"):
            _top(one.parent).states.append(one)
        elif one.get("RT") == "Group":
            _top(one.parent).parts.append(one)
        else:
            one.parent.answers.append(one)
    return roots


def _find_parents(said: list[_Said]) -> None:
    by_place = {(one.page, one.remark.at): one for one in said}
    by_name: dict[str, _Said] = {}
    for one in said:
        if one.get("NM"):
            by_name.setdefault(one.get("NM"), one)
    for one in said:
        other = by_place.get((one.page, one.remark.answers))
        if other is None and one.remark.answers_name:
            other = by_name.get(one.remark.answers_name)
        if other is not one:
            one.parent = other


def _is_circle(said: _Said) -> bool:
    """Whether what an annotation answers leads back to it, or so far that nobody meant it."""
    step: _Said | None = said
    for _ in range(_DEEPEST):
        if step is None:
            return False
        step = step.parent
    return True


def _top(said: _Said) -> _Said:
    """What a part of a group, or an answer, belongs to in the end."""
    while said.parent is not None:
        said = said.parent
    return said


def _all_answers(said: _Said) -> Iterator[_Said]:
    """Answers, and the answers to them: threads are one level deep here."""
    waiting = list(said.answers)
    while waiting:
        answer = waiting.pop()
        yield answer
        waiting += answer.answers


def _meaning(root: _Said) -> tuple[Kind, str]:
    """Say what a group of annotations does, and which wording it suggests."""
    kinds: dict[str, list[_Said]] = defaultdict(list)
    for one in root.group:
        kinds[one.remark.kind].append(one)
    carets, struck = kinds.get("Caret"), kinds.get("StrikeOut")
    if carets:
        words = carets[0].words
        if struck:
            return (Kind.REPLACE, words) if words else (Kind.DELETE, "")
        return (Kind.INSERT, words) if words else (Kind.COMMENT, "")
    if struck:
        edits = any(one.get("IT") == "StrikeOutTextEdit" for one in struck)
        return (Kind.DELETE if edits else Kind.STRIKEOUT), ""
    if "Underline" in kinds or "Squiggly" in kinds:
        return Kind.UNDERLINE, ""
    if root.remark.kind == "Highlight" and not root.words:
        return Kind.HIGHLIGHT, ""
    return Kind.COMMENT, ""


def _states(root: _Said, *, resolved: bool) -> tuple[bool, Disposition]:
    """What the states that people set come to; a later one counts more."""
    disposition = Disposition.PENDING
    everything = [state for part in root.group for state in part.states]
    for state in sorted(everything, key=lambda one: one.get("M")):
        match state.get("State"):
            case "Completed" | "Cancelled":
                resolved = True
            case "None":
                resolved, disposition = False, Disposition.PENDING
            case "Accepted":
                disposition = Disposition.ADOPTED
            case "Rejected":
                disposition = Disposition.REJECTED
    return resolved, disposition


def _time(written: str) -> datetime | None:
    """Read a date of PDF (ISO 32000-1, 7.9.4); without a zone it is local. None where it is none."""
    found = _DATE.match(written)
    if found is None:
        return None
    year, *rest = found.groups()[:6]
    lowest = (1, 1, 0, 0, 0)
    month, day, hour, minute, second = (
        int(part) if part else least for part, least in zip(rest, lowest, strict=True)
    )
    zulu, sign, hours, minutes = found.groups()[6:]
    try:
        time = datetime(int(year), month, day, hour, minute, second)  # noqa: DTZ001  the zone follows
        if sign:
            shift = timedelta(hours=int(hours), minutes=int(minutes or 0))
            return time.replace(tzinfo=timezone(shift if sign == "+" else -shift)).astimezone(UTC)
        return time.replace(tzinfo=UTC) if zulu else time.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
