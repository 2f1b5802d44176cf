"""PDF onto the original: native annotations are appended, the pages stay exactly as they came.

What the file bore itself is kept: remarks that a review knows from it are left alone where nothing
changed, and get what was added (answers, states, another wording) where something did.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

import pikepdf
from pikepdf import Pdf, String

from reviewer.errors import ExportError
from reviewer.exporters import Export, Progress
from reviewer.exporters.clean import legal
from reviewer.exporters.digest import Remark, remarks
from reviewer.exporters.options import Base, Paper, Remarks
from reviewer.exporters.pdf_annotations import Annotator, Root, written_date
from reviewer.exporters.pdf_carried import carried_items, note_of
from reviewer.exporters.pdf_file import Objects, Ref, array
from reviewer.exporters.pdf_increment import (
    NotAppendable,
    add_pages,
    appended,
    last_section,
    without_tail,
    written,
)
from reviewer.formats.carried import plain
from reviewer.formats.page_map import PageMap, unpack
from reviewer.formats.pdf_keys import ADDED, ITEM
from reviewer.model.records import Annotation, Disposition, Reply, Severity

_HEAD: Final = 1024
"""Readers look for the head of a file among so many bytes."""
_FILL_IN: Final = 2
"""The usual DocMDP permission: forms may be filled in, annotations not made."""


def is_wanted(export: Export) -> bool:
    """Whether an export goes onto the original pages.

    Raises ExportError where that was asked for and cannot be.
    """
    if export.paper is not Paper.REPORT or export.base is Base.OFFICIAL:
        return False
    if export.base is Base.AUTOMATIC and export.remarks != {Remarks.NATIVE}:
        return False
    data = export.source_data or b""
    fault = ""
    if not data.startswith(b"%PDF-"):
        is_late = b"%PDF-" in data[:_HEAD]
        fault = "原件开头有多余的内容" if is_late else "报告不是从 PDF 文件读入的"
    elif not export.page_map:
        fault = "报告不是从 PDF 文件读入的"
    else:
        fault = _fault(export, data)
    if fault and export.base is Base.ORIGINAL:
        raise ExportError(f"不能把批注写回原件：{fault}。请改用公文版式导出。")
    return not fault


def _fault(export: Export, data: bytes) -> str:
    try:
        last_section(data)
        with pikepdf.open(io.BytesIO(without_tail(data)), attempt_recovery=False) as pdf:
            if fault := _forbidden(export, pdf):
                return fault
            if _is_closed(pdf):
                return "原件经过认证签名，签名人不允许添加批注，加了签名就会失效"
            if len(pdf.pages) != len(export.page_map):
                return "原件的页数与审阅文件中的记录不符"
        for page in export.page_map:
            unpack(page)
    except (pikepdf.PdfError, NotAppendable):
        return "原件的结构有损坏，追加批注后可能打不开"
    except ValueError:
        return "审阅文件中的页面记录已损坏"
    return ""


def _forbidden(export: Export, pdf: Pdf) -> str:
    """What the maker of an encrypted file does not allow (ISO 32000-1, 7.6.3.2, table 22)."""
    if not pdf.allow.modify_annotation:
        return "原件的制作者限制了修改，不允许添加批注"
    if (export.opinion_table or export.statistics) and not pdf.allow.modify_assembly:
        return "原件的制作者限制了修改，不允许加页（可以不附汇总表和统计页）"
    return ""


def _is_closed(pdf: Pdf) -> bool:
    """Whether a certifying signature forbids annotations (DocMDP, ISO 32000-1, 12.8.2.2)."""
    signature = _entry(pdf.Root.get("/Perms"), "/DocMDP")
    references = _entry(signature, "/Reference")
    for reference in references if isinstance(references, pikepdf.Array) else ():
        if _entry(reference, "/TransformMethod") == "/DocMDP":
            allowed = _entry(_entry(reference, "/TransformParams"), "/P")
            return not isinstance(allowed, int) or allowed <= _FILL_IN
    return False


def _entry(of: object, key: str) -> object:
    return of.get(key) if isinstance(of, pikepdf.Dictionary) else None


def own_pages(data: bytes) -> int:
    """Return how many pages an original has, without those that this program added before."""
    with pikepdf.open(io.BytesIO(without_tail(data)), attempt_recovery=False) as pdf:
        return sum(f"/{ADDED}" not in page.obj for page in pdf.pages)


def write(export: Export, path: Path, progress: Progress, added: Pdf | None = None) -> None:
    """Write the original with the annotations of the export; `is_wanted` comes first.

    The pages of `added` follow those of the original, in the place of what was added before.
    """
    data = export.source_data or b""
    found = remarks(export)
    places = PageMap([unpack(page) for page in export.page_map])
    progress(0.2)
    # -- what pages inherit stays where it stands: handed down it would be objects not in the file
    with pikepdf.open(
        io.BytesIO(without_tail(data)), attempt_recovery=False, inherit_page_attributes=False
    ) as pdf:
        carried = carried_items(export, found)
        there = _There(pdf, places)
        originals = [page.obj for page in pdf.pages]
        pages = [_name(page) for page in originals]
        first = _free(pdf)
        if added is not None:
            there.changed += add_pages(pdf, added)
            # -- numbers may be objects too, and come as numbers
            items = [item for item in pdf.objects if isinstance(item, pikepdf.Object)]
            there.changed += [item for item in items if item.objgen[0] > first]
        objects = Objects(max(int(pdf.trailer.Size), _free(pdf)))
        annotator = Annotator(objects, pages, places, carried)
        for at, remark in enumerate(found):
            progress(0.2 + 0.6 * at / len(found))
            if remark.annotation.external_id in there.known:
                there.update(remark, export, annotator, carried)
            else:
                category = export.review.category(remark.annotation.category)
                annotator.add(remark, category)
        there.take_away(export, originals)
        changed = {item.objgen: written(item) for item in there.changed}
        changed |= _listed(originals, annotator.added)
        changed |= {(number, 0): body for number, body in objects.bodies.items()}
        words = "".join(sorted(carried.values()))
        name = hashlib.sha256(data[:1024] + words.encode() + str(export.exported_at).encode())
        more = appended(data, pdf, changed, name.digest()[:16]) if changed else b""
    with path.open("wb") as stream:
        stream.write(data)
        stream.write(more)
    progress(1.0)


def _free(pdf: Pdf) -> int:
    """Return a number that no object has, and take it."""
    return pdf.make_indirect(pikepdf.Dictionary()).objgen[0]


def _name(item: pikepdf.Object) -> Ref:
    return item.unparse().decode("ascii")


def _listed(
    pages: Sequence[pikepdf.Object], added: Mapping[int, Sequence[Ref]]
) -> dict[tuple[int, int], bytes]:
    """Return the pages, or their lists of annotations, with what was added to them."""
    changed: dict[tuple[int, int], bytes] = {}
    lists = (page.get("/Annots") for page in pages)
    owners = Counter(each.objgen for each in lists if isinstance(each, pikepdf.Array))
    for number, refs in added.items():
        page = pages[number]
        there = page.get("/Annots")
        old = list(there) if isinstance(there, pikepdf.Array) else []
        listed = b"[%b]" % b" ".join([*(item.unparse() for item in old), *map(str.encode, refs)])
        # -- a list that several pages share, mostly an empty one, is not theirs alone to change
        if isinstance(there, pikepdf.Array) and there.is_indirect and owners[there.objgen] == 1:
            changed[there.objgen] = listed
            continue
        if there is not None:
            del page["/Annots"]
        rest = page.unparse(resolved=True).removesuffix(b">>")
        changed[page.objgen] = b"%b /Annots %b >>" % (rest, listed)
    return changed


class _There:
    """The annotations that the file itself bears, by the ids under which the review knows them."""

    def __init__(self, pdf: Pdf, places: PageMap) -> None:
        self.known: dict[str, tuple[int, pikepdf.Object]] = {}
        self.changed: list[pikepdf.Object] = []
        self._states: set[tuple[tuple[int, int], str]] = set()
        for number, page in enumerate(places.pages):
            if not page.remarks:
                continue
            listed = pdf.pages[number].obj.get("/Annots")
            annotations = list(listed) if isinstance(listed, pikepdf.Array) else []
            for at, name in page.remarks:
                # -- what is no object of its own cannot be answered
                if at < len(annotations) and annotations[at].is_indirect:
                    self.known[name] = (number, annotations[at])
            for annotation in annotations:
                state, root = annotation.get("/State"), annotation.get("/IRT")
                if state is not None and isinstance(root, pikepdf.Dictionary):
                    self._states.add((root.objgen, str(state)))

    def update(
        self, remark: Remark, export: Export, annotator: Annotator, carried: dict[str, str]
    ) -> None:
        """Bring an annotation up to what the review says of it now."""
        page, there = self.known[remark.annotation.external_id]
        if _says_more(remark.annotation, there) or f"/{ITEM}" in there:
            self._rewrite(there, note_of(remark), remark, carried.get(remark.annotation.id, ""))
        replies = export.review.replies(remark.annotation.id)
        pairs = list(zip(replies, remark.answers, strict=True))
        new = [answer for reply, answer in pairs if reply.external_id not in self.known]
        rect = array(float(value) for value in there.Rect)
        root = Root(_name(there), page, rect)
        annotator.answer(root, new)
        for reply, answer in pairs:
            known = self.known.get(reply.external_id)
            if known is not None and _is_other(reply, known[1]):
                known[1].Contents = String(answer.text)
                self.changed.append(known[1])
        annotator.settle(root, remark, {s for of, s in self._states if of == there.objgen})

    def take_away(self, export: Export, pages: Sequence[pikepdf.Object]) -> None:
        """Take away what the review deleted, with the parts, answers and windows that hang on it.

        What the export leaves out stays. The objects stay in the file; nothing leads to them.
        """
        gone = {
            record.external_id
            for _, deleted, record in export.review.state()
            if deleted and isinstance(record, Annotation | Reply)
        }
        roots = [_whole(there) for name, (_, there) in self.known.items() if name in gone]
        if not roots:
            return
        taken = {root.objgen for root in roots}
        lists = [(page, list(page.get("/Annots", []))) for page in pages]
        count = -1
        while count != len(taken):
            count = len(taken)
            taken |= {one.objgen for _, listed in lists for one in listed if _hangs_on(one, taken)}
        for page, listed in lists:
            kept = [one for one in listed if not (one.is_indirect and one.objgen in taken)]
            if len(kept) < len(listed):
                page.Annots = pikepdf.Array(kept)
                self.changed.append(page)

    def _rewrite(self, there: pikepdf.Object, text: str, remark: Remark, item: str) -> None:
        if str(there.get(f"/{ITEM}", "")) == item:
            return
        there[f"/{ITEM}"] = String(item)
        there.Contents = String(text)
        there.M = String(written_date(remark.annotation.modified))
        self.changed.append(there)
        caret = _caret(there)
        if caret is not None:
            caret.Contents = String(legal(remark.annotation.suggestion))
            self.changed.append(caret)


def _hangs_on(annotation: pikepdf.Object, others: Collection[tuple[int, int]]) -> bool:
    if not annotation.is_indirect:
        return False
    above = (annotation.get("/IRT"), annotation.get("/Parent"))
    return any(isinstance(one, pikepdf.Dictionary) and one.objgen in others for one in above)


def _whole(there: pikepdf.Object) -> pikepdf.Object:
    """The head of the group that an annotation is a part of, else itself."""
    other = there.get("/IRT")
    is_part = there.get("/RT") == "/Group" and isinstance(other, pikepdf.Dictionary)
    return other if is_part and other is not None and other.is_indirect else there


def _caret(there: pikepdf.Object) -> pikepdf.Object | None:
    """The caret that a strikeout is grouped with, which bears the wording instead."""
    other = there.get("/IRT")
    is_caret = isinstance(other, pikepdf.Dictionary) and other.get("/Subtype") == "/Caret"
    return other if is_caret and other is not None and other.is_indirect else None


def _says_more(annotation: Annotation, there: pikepdf.Object) -> bool:
    """Whether a review says of an annotation what the file does not."""
    written = plain(str(there.get("/Contents", "")))
    caret = _caret(there)
    instead = written if caret is None else plain(str(caret.get("/Contents", "")))
    return (
        plain(annotation.body) not in (written, "")
        or (bool(annotation.suggestion) and plain(annotation.suggestion) != instead)
        or bool(annotation.reason or annotation.tags or annotation.category or annotation.ruling)
        or annotation.severity is not Severity.NORMAL
        or annotation.disposition in (Disposition.PARTLY_ADOPTED, Disposition.UNDER_STUDY)
    )


def _is_other(reply: Reply, there: pikepdf.Object) -> bool:
    return plain(reply.body) != plain(str(there.get("/Contents", "")))
