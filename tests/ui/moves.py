"""Everything that can be done to a review, at random; what a review says, in a comparable form."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

from reviewer import importers
from reviewer.importers import Imported
from reviewer.model.change import RecordKey, fields_of, key_of
from reviewer.model.ids import derived_id
from reviewer.model.records import Disposition, Kind, Record, Reply, Reviewer, Severity
from reviewer.model.review import Review
from reviewer.model.spans import Span
from reviewer.ui.session import Session
from tests.helpers import annotation_on

ME = Reviewer(id="p1", name="审阅人甲", organisation="办公室")
TEXT = "\n".join(
    (
        "关于法治建设情况的报告",
        "一、基本情况",
        "少数单位执法力量薄弱，𠮷县复议案件三百件。",
        "二、存在问题",
        "（一）力量不足",
        "编制没有增加。",
        "（二）经费不足",
        "经费没有落实到位。",
        "三、下一步工作",
        "加强执法力量，落实经费。",
    )
)


def read() -> Imported:
    """A small report with sections."""
    return importers.read_bytes("报告.txt", TEXT.encode())


def begin(folder: Path, name: str = "报告.txt") -> Session:
    """Open the report in a session; its review goes to the folder with the first edit."""
    session = Session(folder, lambda: ME)
    session.open_report(folder / name, read())
    return session


def said(review: Review) -> dict[RecordKey, Record]:
    """Every record that is there."""
    return {key_of(record): record for record in review.records}


def digest(review: Review) -> str:
    """What a review says, the same in every process."""
    found = sorted((key, sorted(fields_of(r).items(), key=str)) for key, r in said(review).items())
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]


def annotate(session: Session, chance: random.Random) -> None:
    """Say something about some characters."""
    session.annotate(_span(chance), chance.choice(list(Kind)), body=_words(chance))


def annotate_many(session: Session, chance: random.Random) -> None:
    """Say something about several places at once."""
    session.annotate_all([(_span(chance), Kind.HIGHLIGHT, {"body": _words(chance)})] * 3)


def annotate_more(session: Session, chance: random.Random) -> None:
    """Say something about a section and about the whole report."""
    assert session.document is not None
    session.annotate_section(chance.choice(session.document.sections), body=_words(chance))
    session.annotate_document(body=_words(chance))


def edit(session: Session, chance: random.Random) -> None:
    """Change the words of an annotation."""
    for each in _some(session, chance, 1):
        session.edit(each, "edit_note", body=_words(chance), suggestion=_words(chance))


def edit_many(session: Session, chance: random.Random) -> None:
    """Change several annotations at once."""
    chosen = _some(session, chance, 4)
    session.edit_all(chosen, "edit_many", severity=chance.choice(list(Severity)))
    session.tag_all(chosen, chance.choice(["数据", "依据"]))


def decide(session: Session, chance: random.Random) -> None:
    """Decide on one annotation, and on several."""
    for each in _some(session, chance, 1):
        session.rule(each, chance.choice(list(Disposition)), _words(chance), _words(chance))
    session.rule_all(_some(session, chance, 3), chance.choice(list(Disposition)))


def move(session: Session, chance: random.Random) -> None:
    """Let an annotation speak of other characters."""
    for each in _some(session, chance, 1):
        session.move(each, _span(chance))


def reply(session: Session, chance: random.Random) -> None:
    """Answer an annotation, and change the answer."""
    for each in _some(session, chance, 1):
        session.reply(each, _words(chance))
    for record in list(session.review.records):
        if isinstance(record, Reply):
            session.edit_reply(record.id, _words(chance))
            return


def remove(session: Session, chance: random.Random) -> None:
    """Take annotations away, or a reply."""
    if chance.random() < 0.5:
        session.remove(*_some(session, chance, 2))
        return
    for record in list(session.review.records):
        if isinstance(record, Reply):
            session.remove_reply(record.id)
            return


def outline(session: Session, chance: random.Random) -> None:
    """Correct the outline, mark a section as reviewed."""
    document = session.document
    assert document is not None
    start = chance.choice(document.paragraphs[1:]).span.start
    session.correct_outline("outline", {start: chance.randrange(3)})
    assert session.document is not None
    if session.document.sections:
        session.toggle_reviewed(chance.choice(session.document.sections))


def bring_in(session: Session, chance: random.Random) -> None:
    """Take over what a colleague says, now and then a second time."""
    assert session.as_imported is not None
    number = chance.randrange(4)
    other = Reviewer(id="p2", name="审阅人乙")
    remark = annotation_on(
        session.as_imported, number, number + 4, id=derived_id("b", str(number)), author="p2"
    )
    session.bring_in((other, remark))


def undo(session: Session, _chance: random.Random) -> None:
    """Undo."""
    session.undo()


def redo(session: Session, _chance: random.Random) -> None:
    """Redo."""
    session.redo()


Move = Callable[[Session, random.Random], None]
MOVES: tuple[Move, ...] = (
    annotate,
    annotate_many,
    annotate_more,
    edit,
    edit_many,
    decide,
    move,
    reply,
    remove,
    outline,
    bring_in,
    undo,
    redo,
)
"""Every kind of edit."""


def _span(chance: random.Random) -> Span:
    start = chance.randrange(len(TEXT) - 12)
    return Span(start, start + chance.randrange(1, 12))


def _words(chance: random.Random) -> str:
    return "".join(chance.choices("请核实数据𠮷\n，依", k=chance.randrange(0, 20)))


def _some(session: Session, chance: random.Random, most: int) -> list[str]:
    ids = sorted(annotation.id for annotation in session.review.annotations())
    return chance.sample(ids, min(most, len(ids)))
