"""The comments of a DOCX: five parts that Word wants to agree with each other.

comments.xml holds the texts; commentsExtended.xml threads and the resolved state, by the paraId of
each comment's last paragraph; commentsIds.xml and commentsExtensible.xml durable ids and the true
time in UTC; people.xml the authors. Replies always point at the root and bear the root's range, or
Word drops them at the next save.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import datetime
from functools import cache
from itertools import count
from typing import Final, NamedTuple

from reviewer.errors import ExportError
from reviewer.exporters.digest import Answer, Remark
from reviewer.exporters.docx_package import Parcel
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


class Look(NamedTuple):
    """The styles that comments are set in, by their ids; empty where the document has none."""

    sign: str = ""
    words: str = ""


OFFICIAL: Final = Look("CommentReference", "CommentText")


class CommentPart(NamedTuple):
    """One of the five parts; `relation` is the whole type of its relationship."""

    name: str
    content_type: str
    relation: str
    root: str
    inside: str

    @property
    def data(self) -> bytes:
        """The part's bytes."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f"{head}<{self.root}>{self.inside}</{self.root.split(' ', 1)[0]}>".encode()


class Comment(NamedTuple):
    """One comment of the file; `parent` is the paraId of the comment it answers, empty for none."""

    id: int
    para_id: str
    durable_id: str
    author: str
    initials: str
    created: datetime
    text: str
    parent: str
    done: bool
    look: Look

    @property
    def start(self) -> str:
        """The mark before its characters."""
        return f'<w:commentRangeStart w:id="{self.id}"/>'

    @property
    def end(self) -> str:
        """The mark after its characters, with the reference that Word hangs the comment on."""
        return (
            f'<w:commentRangeEnd w:id="{self.id}"/><w:r>{_sign_properties(self.look)}'
            f'<w:commentReference w:id="{self.id}"/></w:r>'
        )


class Comments:
    """The new comments of one file, in the order in which they were added.

    `after` is the highest id that is taken, `taken` the paraIds and durable ids that are.
    """

    def __init__(
        self, look: Look = OFFICIAL, after: int = 0, taken: Container[str] = (), there: int = 0
    ) -> None:
        self.all: list[Comment] = []
        self._look = look
        self._there = there
        self._ids = count(after + 1)
        self._bookmarks = count(max(_FIRST_BOOKMARK, after + 1))
        self._para_ids = _free(_FIRST_PARA_ID, taken)
        self._durable_ids = _free(_FIRST_DURABLE_ID, taken)
        self._threads: dict[int, list[Comment]] = {}
        self._bookmark_ids: dict[int, int] = {}

    def add(self, remark: Remark) -> None:
        """Add a remark with its answers."""
        done = remark.annotation.resolved
        created = remark.annotation.created
        root = self._new(remark.author, remark.initials, created, remark.text, "", done)
        self._bookmark_ids[remark.number] = next(self._bookmarks)
        self._threads[remark.number] = [
            root,
            *[self.answer(answer, root.para_id, done) for answer in remark.answers],
        ]

    def answer(self, answer: Answer, parent: str, done: bool) -> Comment:
        """Add an answer to the comment whose last paragraph is `parent`."""
        return self._new(answer.author, answer.initials, answer.created, answer.text, parent, done)

    def new_para_id(self) -> str:
        """Return a paraId for a paragraph that has none."""
        return next(self._para_ids)

    def starts(self, remark: Remark) -> str:
        """Return the marks that open a thread, and the bookmark around its characters."""
        starts = "".join([comment.start for comment in self._threads[remark.number]])
        return self._bookmark_start(remark) + starts

    def ends(self, remark: Remark) -> str:
        """Return the marks that close a thread."""
        ends = "".join([comment.end for comment in self._threads[remark.number]])
        return self._bookmark_end(remark) + ends

    def point(self, remark: Remark) -> str:
        """Return the marks of a thread on a point: start, end, reference, each comment in turn."""
        marks = "".join(comment.start + comment.end for comment in self._threads[remark.number])
        return self._bookmark_start(remark) + self._bookmark_end(remark) + marks

    def parts(self) -> Iterator[CommentPart]:
        """Yield the parts with the new comments alone."""
        yield CommentPart(
            "comments",
            f"{_TYPE}.comments+xml",
            f"{_OFFICE}/comments",
            f"w:comments {NAMESPACES}",
            "".join(map(_comment, self.all)),
        )
        yield CommentPart(
            "commentsExtended",
            f"{_TYPE}.commentsExtended+xml",
            f"{_MS}/2011/relationships/commentsExtended",
            f"w15:commentsEx {NAMESPACES}",
            "".join(extended(c.para_id, c.parent, c.done) for c in self.all),
        )
        yield CommentPart(
            "commentsIds",
            f"{_TYPE}.commentsIds+xml",
            f"{_MS}/2016/09/relationships/commentsIds",
            f'w16cid:commentsIds xmlns:w16cid="{W16CID}"',
            "".join(
                f'<w16cid:commentId w16cid:paraId="{c.para_id}" w16cid:durableId="{c.durable_id}"/>'
                for c in self.all
            ),
        )
        yield CommentPart(
            "commentsExtensible",
            f"{_TYPE}.commentsExtensible+xml",
            f"{_MS}/2018/08/relationships/commentsExtensible",
            f'w16cex:commentsExtensible xmlns:w16cex="{W16CEX}"',
            "".join(
                f'<w16cex:commentExtensible w16cex:durableId="{c.durable_id}"'
                f' w16cex:dateUtc="{utc_time(c.created)}"/>'
                for c in self.all
            ),
        )
        names = dict.fromkeys(comment.author for comment in self.all)
        yield CommentPart(
            "people",
            f"{_TYPE}.people+xml",
            f"{_MS}/2011/relationships/people",
            f"w15:people {NAMESPACES}",
            "".join(map(person, names)),
        )

    def attach(self, parcel: Parcel, main: str) -> None:
        """Put the five parts into a document that has none of them."""
        if not self.all:
            return
        for made in self.parts():
            path = parcel.add(f"word/{made.name}.xml", [made.data], made.content_type)
            parcel.relate(main, made.relation, path)

    def _new(
        self, author: str, initials: str, created: datetime, text: str, parent: str, done: bool
    ) -> Comment:
        comment = Comment(
            next(self._ids),
            next(self._para_ids),
            next(self._durable_ids),
            author,
            initials,
            created,
            text,
            parent,
            done,
            self._look,
        )
        self.all.append(comment)
        if self._there + len(self.all) > MOST_COMMENTS:
            raise ExportError(
                f"批注和回复超过了 Word 能打开的 {MOST_COMMENTS} 条，请用筛选分成几个文件导出。"
            )
        return comment

    def _bookmark_start(self, remark: Remark) -> str:
        name = bookmark(remark.annotation.id)
        quoted = f'"{name}"' if name.isidentifier() else attribute(name)
        number = self._bookmark_ids[remark.number]
        return f'<w:bookmarkStart w:id="{number}" w:name={quoted}/>'

    def _bookmark_end(self, remark: Remark) -> str:
        return f'<w:bookmarkEnd w:id="{self._bookmark_ids[remark.number]}"/>'


def extended(para_id: str, parent: str, done: bool) -> str:
    """Return the entry that says whom a comment answers and whether it is settled."""
    answers = f' w15:paraIdParent="{parent}"' if parent else ""
    return f'<w15:commentEx w15:paraId="{para_id}"{answers} w15:done="{int(done)}"/>'


def person(name: str) -> str:
    """Return the entry of somebody who says something."""
    return (
        f"<w15:person w15:author={attribute(name)}>"
        f'<w15:presenceInfo w15:providerId="None" w15:userId={attribute(name)}/></w15:person>'
    )


def paragraphs(text: str, para_id: str, look: Look) -> str:
    """Return a comment's paragraphs; only the last one's paraId is ever referred to."""
    style = f'<w:pPr><w:pStyle w:val="{look.words}"/></w:pPr>' if look.words else ""
    lines = text.split("\n")
    parts: list[str] = []
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        identity = f' w14:paraId="{para_id}" w14:textId="77777777"' if last else ""
        sign = f"<w:r>{_sign_properties(look)}<w:annotationRef/></w:r>" if at == 0 else ""
        parts.append(f"<w:p{identity}>{style}{sign}{run(line) if line else ''}</w:p>")
    return "".join(parts)


def _comment(comment: Comment) -> str:
    return (
        f'<w:comment w:id="{comment.id}" w:author={attribute(comment.author)}'
        f" w:initials={attribute(comment.initials)}"
        f' w:date="{local_time(comment.created)}">'
        f"{paragraphs(comment.text, comment.para_id, comment.look)}</w:comment>"
    )


@cache
def _sign_properties(look: Look) -> str:
    return f'<w:rPr><w:rStyle w:val="{look.sign}"/></w:rPr>' if look.sign else ""


def _free(first: int, taken: Container[str]) -> Iterator[str]:
    """Yield ids of eight digits that nobody has; Word wants them below 0x80000000."""
    return (name for n in count(first) if (name := f"{n:08X}") not in taken)
