"""The comments of a DOCX: five parts that Word wants to agree with each other.

comments.xml holds the texts; commentsExtended.xml threads and the resolved state, by the paraId of
each comment's last paragraph; commentsIds.xml and commentsExtensible.xml durable ids and the true
time in UTC; people.xml the authors. Replies always point at the root and bear the root's range, or
Word drops them at the next save.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docx.document import Document as DocxDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from reviewer.errors import ExportError
from reviewer.exporters.digest import Remark
from reviewer.exporters.docx_xml import (
    NAMESPACES,
    W16CEX,
    W16CID,
    attribute,
    local_time,
    run,
    utc_time,
)
from reviewer.formats.carried import bookmark

MOST_COMMENTS: Final = 32_767
"""Word does not open a file with more comment ranges."""

_FIRST_PARA_ID: Final = 0x10000001
_FIRST_DURABLE_ID: Final = 0x20000001
_FIRST_BOOKMARK: Final = 0x30000000
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MS: Final = "http://schemas.microsoft.com/office"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of the file; `root` is the index of the comment it answers, -1 for none."""

    id: int
    author: str
    initials: str
    created: datetime
    text: str
    root: int
    done: bool

    @property
    def start(self) -> str:
        """The mark before its characters."""
        return f'<w:commentRangeStart w:id="{self.id}"/>'

    @property
    def end(self) -> str:
        """The mark after its characters, with the reference that Word hangs the comment on."""
        return (
            f'<w:commentRangeEnd w:id="{self.id}"/><w:r><w:rPr><w:rStyle '
            f'w:val="CommentReference"/></w:rPr><w:commentReference w:id="{self.id}"/></w:r>'
        )


class Comments:
    """The comments of one file, in the order of the remarks."""

    def __init__(self, remarks: list[Remark]) -> None:
        self.all: list[Comment] = []
        self._threads: dict[int, list[Comment]] = {}
        for remark in remarks:
            if remark.span is not None:
                self._threads[remark.number] = list(self._add(remark))
        if len(self.all) > MOST_COMMENTS:
            raise ExportError(
                f"批注和回复共 {len(self.all)} 条，超过了 Word 能打开的 {MOST_COMMENTS} 条，"
                "请用筛选分成几个文件导出。"
            )

    def starts(self, remark: Remark) -> str:
        """Return the marks that open a thread, and the bookmark around its characters."""
        starts = "".join(comment.start for comment in self._threads[remark.number])
        return _bookmark_start(remark) + starts

    def ends(self, remark: Remark) -> str:
        """Return the marks that close a thread."""
        ends = "".join(comment.end for comment in self._threads[remark.number])
        return _bookmark_end(remark) + ends

    def point(self, remark: Remark) -> str:
        """Return the marks of a thread on a point: start, end, reference, each comment in turn."""
        marks = "".join(comment.start + comment.end for comment in self._threads[remark.number])
        return _bookmark_start(remark) + _bookmark_end(remark) + marks

    def attach(self, document: DocxDocument) -> None:
        """Put the five parts into a document."""
        if not self.all:
            return
        for name, content_type, relation, xml in (
            ("comments", f"{_TYPE}.comments+xml", f"{_OFFICE}/comments", self._comments()),
            (
                "commentsExtended",
                f"{_TYPE}.commentsExtended+xml",
                f"{_MS}/2011/relationships/commentsExtended",
                self._extended(),
            ),
            (
                "commentsIds",
                f"{_TYPE}.commentsIds+xml",
                f"{_MS}/2016/09/relationships/commentsIds",
                self._ids(),
            ),
            (
                "commentsExtensible",
                f"{_TYPE}.commentsExtensible+xml",
                f"{_MS}/2018/08/relationships/commentsExtensible",
                self._extensible(),
            ),
            (
                "people",
                f"{_TYPE}.people+xml",
                f"{_MS}/2011/relationships/people",
                self._people(),
            ),
        ):
            blob = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml).encode()
            part = Part(PackURI(f"/word/{name}.xml"), content_type, blob, document.part.package)
            document.part.relate_to(part, relation)

    def _add(self, remark: Remark) -> Iterator[Comment]:
        annotation = remark.annotation
        root = len(self.all)
        done = annotation.resolved
        first = Comment(
            root + 1, remark.author, remark.initials, annotation.created, remark.text, -1, done
        )
        self.all.append(first)
        yield first
        for answer in remark.answers:
            reply = Comment(
                len(self.all) + 1,
                answer.author,
                answer.initials,
                answer.created,
                answer.text,
                root,
                done,
            )
            self.all.append(reply)
            yield reply

    def _comments(self) -> str:
        parts = [f"<w:comments {NAMESPACES}>"]
        for index, comment in enumerate(self.all):
            parts.append(
                f'<w:comment w:id="{comment.id}" w:author={attribute(comment.author)}'
                f" w:initials={attribute(comment.initials)}"
                f' w:date="{local_time(comment.created)}">'
            )
            parts.append(_paragraphs(comment.text, index))
            parts.append("</w:comment>")
        parts.append("</w:comments>")
        return "".join(parts)

    def _extended(self) -> str:
        parts = [f"<w15:commentsEx {NAMESPACES}>"]
        for index, comment in enumerate(self.all):
            parent = f' w15:paraIdParent="{_para_id(comment.root)}"' if comment.root >= 0 else ""
            parts.append(
                f'<w15:commentEx w15:paraId="{_para_id(index)}"{parent}'
                f' w15:done="{int(comment.done)}"/>'
            )
        parts.append("</w15:commentsEx>")
        return "".join(parts)

    def _ids(self) -> str:
        entries = "".join(
            f'<w16cid:commentId w16cid:paraId="{_para_id(index)}"'
            f' w16cid:durableId="{_durable_id(index)}"/>'
            for index in range(len(self.all))
        )
        return f'<w16cid:commentsIds xmlns:w16cid="{W16CID}">{entries}</w16cid:commentsIds>'

    def _extensible(self) -> str:
        entries = "".join(
            f'<w16cex:commentExtensible w16cex:durableId="{_durable_id(index)}"'
            f' w16cex:dateUtc="{utc_time(comment.created)}"/>'
            for index, comment in enumerate(self.all)
        )
        return (
            f'<w16cex:commentsExtensible xmlns:w16cex="{W16CEX}">{entries}'
            "</w16cex:commentsExtensible>"
        )

    def _people(self) -> str:
        names = dict.fromkeys(comment.author for comment in self.all)
        people = "".join(
            f"<w15:person w15:author={attribute(name)}>"
            f'<w15:presenceInfo w15:providerId="None" w15:userId={attribute(name)}/></w15:person>'
            for name in names
        )
        return f"<w15:people {NAMESPACES}>{people}</w15:people>"


def _bookmark_start(remark: Remark) -> str:
    name = attribute(bookmark(remark.annotation.id))
    return f'<w:bookmarkStart w:id="{_FIRST_BOOKMARK + remark.number}" w:name={name}/>'


def _bookmark_end(remark: Remark) -> str:
    return f'<w:bookmarkEnd w:id="{_FIRST_BOOKMARK + remark.number}"/>'


def _paragraphs(text: str, index: int) -> str:
    """Return a comment's paragraphs; only the last one's paraId is ever referred to."""
    lines = text.split("\n")
    parts: list[str] = []
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        identity = f' w14:paraId="{_para_id(index)}" w14:textId="77777777"' if last else ""
        reference = (
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
            if at == 0
            else ""
        )
        parts.append(
            f'<w:p{identity}><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{reference}'
            f"{run(line) if line else ''}</w:p>"
        )
    return "".join(parts)


def _para_id(index: int) -> str:
    return f"{_FIRST_PARA_ID + index:08X}"


def _durable_id(index: int) -> str:
    return f"{_FIRST_DURABLE_ID + index:08X}"
