"""DOCX onto the original: the very file the report came as, with what was said put into it.

Comments that came with the file stay; where the review changed, answered, settled or deleted one,
so does the file. Changes that came with it stay as they are. Everything else is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

from reviewer.exporters import Export, Progress
from reviewer.exporters.digest import Answer, Remark, remarks, with_place, words_of
from reviewer.exporters.docx_carried import OFFICE, Shown, add_part, leading_back, packed, shown_by
from reviewer.exporters.docx_comments import Comments, Look, extended, paragraphs, person
from reviewer.exporters.docx_inserting import Inserting
from reviewer.exporters.docx_package import Parcel, PartEdit
from reviewer.exporters.docx_places import Places, takes_marks
from reviewer.exporters.docx_splice import Splice, Turn
from reviewer.exporters.docx_xml import W14, W15, W16CEX, W16CID
from reviewer.exporters.docx_xml import W as W_NAME
from reviewer.exporters.jsonld import name_of
from reviewer.formats import carried
from reviewer.formats.ooxml import VAL, Element, W
from reviewer.formats.ooxml import W14 as W14_TAG
from reviewer.formats.ooxml import W15 as W15_TAG
from reviewer.formats.ooxml import W16CEX as W16CEX_TAG
from reviewer.formats.ooxml import W16CID as W16CID_TAG
from reviewer.formats.ooxml_texts import Placed
from reviewer.formats.xml_source import XmlSource
from reviewer.importers.docx import MEDIA_TYPE, Reading, opened
from reviewer.importers.given import Given
from reviewer.language.comment_words import Words
from reviewer.model.records import Annotation, Reply

_IDS: Final = re.compile(r' w:id="(\d{1,9})"')
_PARA_IDS: Final = re.compile(r'Id="([0-9A-Fa-f]{8})"')
_SPACES: Final = {
    "comments": {"w": W_NAME, "w14": W14},
    "commentsExtended": {"w15": W15},
    "commentsIds": {"w16cid": W16CID},
    "commentsExtensible": {"w16cex": W16CEX},
    "people": {"w15": W15},
}
_STRICT_W: Final = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_OFFICE: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_LOOK_IDS: Final = re.compile(rb'(<w:rPrChange\b[^<>]*?\bw:id=")(\d+)')
_FIRST_ID: Final = 900_000
"""Higher than the ids that word processors give to changes and bookmarks of other parts."""


def fits(export: Export) -> bool:
    """Whether the report came as a DOCX that can be written on."""
    return bool(export.source_data) and export.document.source.media_type == MEDIA_TYPE


def write(export: Export, path: Path, progress: Progress) -> bool:
    """Write the original with what was said.

    False where its text is not the report's, or where all of it stands in embedded documents.
    """
    data = export.source_data or b""
    source = export.document.source
    reading = opened(source.name, data, source.encoding, placed=True)
    main = reading.package.bytes_of(reading.package.main) or b""
    taken = reading.walked.taken
    text = XmlSource(reading.package.main, main, taken.gaps() if isinstance(taken, Placed) else ())
    is_usual = re.search(r'\sxmlns:w\s*=\s*["\'][^"\']*wordprocessingml', text.root) is not None
    if reading.text != export.document.text or not is_usual:
        return False
    if reading.walked.embedded and not any(map(takes_marks, reading.walked.lines)):
        return False
    progress(0.2)
    _Original(export, reading, text, data).write(path, progress)
    return True


class _Original:
    def __init__(self, export: Export, reading: Reading, text: XmlSource, data: bytes) -> None:
        self._export = export
        self._reading = reading
        self._package = reading.package
        self._parcel = Parcel(reading.package, data)
        self._parts: dict[str, PartEdit] = {}
        self._shown: Shown = {}
        self._left: set[str] = set()
        self._entries: list[str] = []
        self._given = {given.external_id: given for given in reading.given}
        self._key_of: dict[str, str] = {}
        for key, name in reading.became.items():
            self._key_of.setdefault(name, key)
        self._text = text
        self._is_strict = _STRICT_W in text.root
        self._markers = _markers(reading.walked.lines[0].elements[0])
        self._elements = self._comment_elements()
        self._looks = _looks(self._package.related_part("styles"))
        taken = set(_PARA_IDS.findall(text.text)) if 'Id="' in text.text else set()
        for kind in _SPACES:
            found = self._package.bytes_of(self._package.related(kind) or " ")
            taken.update(_PARA_IDS.findall((found or b"").decode("utf-8", "replace")))
        ids = [int(i) for i in _IDS.findall(text.text)] if ' w:id="' in text.text else []
        ids += [int(key) for key in reading.comments if key.isdecimal()]
        highest = max([_FIRST_ID, *ids])
        self._comments = Comments(
            self._looks, highest, {name.upper() for name in taken}, len(reading.comments)
        )
        self._revisions = count(highest + 100_000)

    def write(self, path: Path, progress: Progress) -> None:
        """Sort what is said into new and known, put it in and write the file."""
        found = [with_place(remark, self._export) for remark in remarks(self._export)]
        is_first = not (self._key_of or self._given)
        new = found if is_first else [r for r in found if not self._is_known(r)]
        known = [r for r in found if name_of(r.annotation) in self._key_of] if self._key_of else []
        for remark in new:
            self._comments.add(remark)
        progress(0.3)
        spans = [remark.span for remark in new if remark.span is not None]
        elements = [e for marks in self._markers.values() for e in marks]
        places = Places(self._text, self._package_body(), self._reading.walked, spans, elements)
        splice = Splice(places)
        inserting = Inserting(self._export, self._reading, places, splice, self._comments)
        inserting.put(new, self._revisions)
        for remark in new:
            self._note(remark, inserting)
        for remark in known:
            self._update(remark, splice, places)
        self._remove_deleted(splice)
        progress(0.6)
        if splice.is_changed:
            self._parcel.change(self._package.main, [_once_each(splice.result(), self._revisions)])
        # -- what is longest comes first, to be packed while the rest is made
        is_changed = splice.is_changed or self._comments.all or self._entries
        if is_changed or any(part.is_changed for part in self._parts.values()):
            self._carry()
        progress(0.8)
        self._finish_comments()
        self._parcel.write(path)

    # what is said

    def _package_body(self) -> Element:
        return _root_of(self._reading.walked.lines[0].elements[0])

    def _is_known(self, remark: Remark) -> bool:
        name = name_of(remark.annotation)
        if name in self._key_of:
            return True
        given = self._given.get(name)
        is_same = (
            given is not None
            and name in self._reading.tracked
            and not remark.answers
            and not remark.annotation.resolved
            and _says_the_same(remark, given)
        )
        if is_same:
            self._left.add(name)
        return is_same

    def _note(self, remark: Remark, inserting: Inserting) -> None:
        """Note what leads from a new comment back to its item."""
        replies = self._export.review.replies(remark.annotation.id)
        name = name_of(remark.annotation)
        tracked = remark.number in inserting.tracked or name in self._reading.tracked
        hung = remark.annotation.span is None or remark.number in inserting.hung
        self._shown |= shown_by(name, remark, replies, tracked=tracked, hung=hung)

    def _update(self, remark: Remark, splice: Splice, places: Places) -> None:
        """Bring a comment that came with the file up to date."""
        name = name_of(remark.annotation)
        key = self._key_of[name]
        there = self._reading.comments[key]
        text = there.body
        if not _says_the_same(remark, self._given[name]):
            text = remark.text
            self._rewrite(key, text)
        done = remark.annotation.resolved
        if done != there.resolved:
            self._settle(key, done=done)
        given = self._given[name]
        self._shown[name] = leading_back(
            text,
            there.creator,
            self._reading.bookmarks.get(name, ""),
            tracked=name in self._reading.tracked,
            hung=(given.start, given.end) != (there.start, there.end),
        )
        replies = self._export.review.replies(remark.annotation.id)
        for reply, answer in zip(replies, remark.answers, strict=True):
            self._answer(reply, answer, key, splice, places, done=done)

    def _answer(
        self,
        reply: Reply,
        answer: Answer,
        root: str,
        splice: Splice,
        places: Places,
        *,
        done: bool,
    ) -> None:
        name = name_of(reply)
        key = self._key_of.get(name)
        if key is None:
            comment = self._comments.answer(answer, self._para_id(root), done)
            self._shown[name] = leading_back(answer.text, answer.author)
            marks = self._markers.get(root, [])
            opening = next((m for m in marks if m.tag == W + "commentRangeStart"), None)
            sign = next((m for m in marks if m.tag == W + "commentReference"), None)
            behind = sign.getparent() if sign is not None else None
            if opening is not None and behind is not None:
                splice.put_at(places.end_of(opening), Turn.START, comment.start)
                splice.put_at(places.end_of(behind), Turn.END, comment.end)
            elif behind is not None:
                splice.put_at(places.end_of(behind), Turn.POINT, comment.start + comment.end)
            return
        there = self._reading.comments[key]
        given = self._given.get(name)
        if given is not None and given.body != reply.body:
            self._rewrite(key, answer.text)
            self._shown[name] = leading_back(answer.text, there.creator)
            return
        self._shown[name] = leading_back(there.body, there.creator)

    def _remove_deleted(self, splice: Splice) -> None:
        gone = {
            name_of(record)
            for _, deleted, record in self._export.review.state()
            if deleted and isinstance(record, Annotation | Reply)
        }
        for key, name in self._reading.became.items():
            marks = self._markers.get(key, [])
            if name not in gone or not any(m.tag == W + "commentReference" for m in marks):
                continue
            for element in marks:
                splice.remove(element)
            for mark in self._markers.get(self._reading.bookmarks.get(name, " "), []):
                splice.remove(mark)
            self._forget(key)

    # the comments part and those beside it

    def _part(self, kind: str) -> PartEdit | None:
        path = self._package.related(kind)
        if kind not in self._parts:
            if not path or self._package.bytes_of(path) is None:
                return None
            self._parts[kind] = PartEdit(self._package, path, _SPACES[kind])
        return self._parts[kind]

    def _comment_elements(self) -> dict[str, Element]:
        part = self._part("comments")
        found: dict[str, Element] = {}
        for element in part.root.iterfind(W + "comment") if part is not None else ():
            found.setdefault(element.get(W + "id") or "", element)
        return found

    def _rewrite(self, key: str, text: str) -> None:
        part = self._part("comments")
        if part is not None:
            part.fill(self._elements[key], paragraphs(text, self._para_id(key), self._looks))

    def _para_id(self, key: str) -> str:
        """The paraId of a comment's last paragraph; one that has none gets one."""
        last = [p.get(W14_TAG + "paraId") or "" for p in self._elements[key].iter(W + "p")][-1:]
        if last and last[0]:
            return last[0]
        made = self._comments.new_para_id()
        part = self._part("comments")
        last_p = list(self._elements[key].iter(W + "p"))
        if part is not None and last_p:
            part.attribute(last_p[-1], f'w14:paraId="{made}"')
            last_p[-1].set(W14_TAG + "paraId", made)
        return made

    def _settle(self, key: str, *, done: bool) -> None:
        root = self._para_id(key)
        part = self._part("commentsExtended")
        entries = part.root.iter(W15_TAG + "commentEx") if part is not None else ()
        ids = {p.get(W14_TAG + "paraId") for p in self._elements[key].iter(W + "p")}
        is_there = False
        for entry in entries:
            own, parent = entry.get(W15_TAG + "paraId"), entry.get(W15_TAG + "paraIdParent")
            if part is not None and (own in ids or parent in ids):
                is_there |= own in ids
                part.replace(entry, extended(own or "", parent or "", done))
        if not is_there:
            self._entries.append(extended(root, "", done))

    def _forget(self, key: str) -> None:
        """Take a comment and what other parts say of it out."""
        ids = {p.get(W14_TAG + "paraId") for p in self._elements[key].iter(W + "p")} - {None}
        part = self._part("comments")
        if part is not None:
            part.remove(self._elements[key])
        durable: set[str | None] = set()
        for kind, name in (
            ("commentsExtended", W15_TAG + "paraId"),
            ("commentsIds", W16CID_TAG + "paraId"),
        ):
            part = self._part(kind)
            for entry in part.root if part is not None else ():
                if part is not None and entry.get(name) in ids:
                    durable.add(entry.get(W16CID_TAG + "durableId"))
                    part.remove(entry)
        part = self._part("commentsExtensible")
        for entry in part.root if part is not None else ():
            if part is not None and (entry.get(W16CEX_TAG + "durableId") or "") in durable:
                part.remove(entry)

    def _finish_comments(self) -> None:
        """Add the new comments to the five parts, or the parts to the package."""
        for new in self._comments.parts():
            inside = new.inside
            part = self._part(new.name)
            if new.name == "commentsExtended":
                inside = "".join(self._entries) + inside
            if new.name == "people" and part is not None:
                known = {entry.get(W15_TAG + "author") for entry in part.root}
                names = dict.fromkeys(comment.author for comment in self._comments.all)
                inside = "".join(person(name) for name in names if name not in known)
            if part is None:
                if inside:
                    folder = self._package.main.rpartition("/")[0]
                    path = f"{folder}/{new.name}.xml" if folder else f"{new.name}.xml"
                    data = self._own(new._replace(inside=inside).data.decode()).encode()
                    path = self._parcel.add(path, [data], new.content_type)
                    self._parcel.relate(self._package.main, self._own(new.relation), path)
                continue
            if inside:
                part.add(inside)
            if part.is_changed:
                self._parcel.change(part.path, [part.result()])

    def _carry(self) -> None:
        data = packed(self._export, self._shown, self._left)
        for relation in self._package.relations(self._package.main):
            there = self._package.bytes_of(relation.target)
            if relation.kind == "customXml" and there and carried.is_carried(there):
                self._parcel.change(relation.target, data)
                return
        add_part(self._parcel, self._package.main, data, self._own(OFFICE))

    def _own(self, text: str) -> str:
        """Text with the names that the document itself uses, the strict ones or the usual."""
        if not self._is_strict:
            return text
        return text.replace(W_NAME, _STRICT_W).replace(OFFICE, _STRICT_OFFICE)


def _root_of(element: Element) -> Element:
    root: Element = element.getroottree().getroot()
    return root


def _says_the_same(remark: Remark, given: Given) -> bool:
    """Whether a record still says what the file says."""
    words = words_of(remark.annotation, remark.category)
    return _words_of(given) == words._replace(quote="", before="")


def _words_of(given: Given) -> Words:
    """What was given, as far as comments can say it; the place is not compared."""
    return Words(
        kind=given.kind,
        suggestion=given.suggestion,
        body=given.body,
        reason=given.reason,
        category=given.category,
        severity=given.severity,
        disposition=given.disposition,
        tags=given.tags,
    )


def _once_each(part: bytes, ids: Iterator[int]) -> bytes:
    """Give the changes of looks ids of their own: a run that was cut has its own in each half."""
    if b"rPrChange" not in part:
        return part
    taken: set[bytes] = set()

    def own(found: re.Match[bytes]) -> bytes:
        key = found[2] if found[2] not in taken else str(next(ids)).encode()
        taken.add(key)
        return found[1] + key

    return _LOOK_IDS.sub(own, part)


def _markers(element: Element) -> dict[str, list[Element]]:
    """The marks of comments by their ids and those of bookmarks by their names."""
    found: dict[str, list[Element]] = {}
    names: dict[str, str] = {}
    root = _root_of(element)
    for mark in root.iter(
        W + "commentRangeStart",
        W + "commentRangeEnd",
        W + "commentReference",
        W + "bookmarkStart",
        W + "bookmarkEnd",
    ):
        key = mark.get(W + "id") or ""
        if mark.tag == W + "bookmarkStart":
            names[key] = mark.get(W + "name") or ""
        if mark.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
            key = names.get(key, "")
            if not key.startswith(carried.PREFIX):
                continue
        found.setdefault(key, []).append(mark)
    return found


def _looks(styles: Element | None) -> Look:
    """The ids of the document's own styles for comments; programs name them as they like."""
    ids: dict[str, str] = {}
    for style in styles.iterfind(W + "style") if styles is not None else ():
        name = style.find(W + "name")
        if name is not None:
            ids[(name.get(VAL) or "").lower()] = style.get(W + "styleId") or ""
    return Look(ids.get("annotation reference", ""), ids.get("annotation text", ""))
