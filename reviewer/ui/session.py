"""The open report and what is said about it; views speak to the session and hear the session.

Every edit goes one way: worked out, committed to disk, taken over, announced. An edit that cannot
be written did not happen, and a sentence says why.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from reviewer.model.anchor import How, Placement, describe
from reviewer.model.change import Change, RecordKey, RecordKind
from reviewer.model.document import Section
from reviewer.model.ids import derived_id, new_id
from reviewer.model.records import (
    Annotation,
    Disposition,
    Entry,
    EntryKind,
    Kind,
    Record,
    Reply,
    Ruling,
    Scope,
    Target,
)
from reviewer.model.review import Way
from reviewer.model.spans import Span
from reviewer.ui.open_review import OpenReview, milliseconds

if TYPE_CHECKING:
    from datetime import datetime


class Session(OpenReview):
    """The edits that can be made to the open review; each is one step of undo."""

    #: An edit was undone, or done again: the label of its change, and whether it was undone.
    stepped = Signal(str, bool)

    # edits

    def annotate(self, span: Span, kind: Kind, **fields: Any) -> str | None:
        """Say something about characters; return the new annotation's id."""
        if self.document is None:
            return None
        target = Target(Scope.RANGE, describe(self.document, span, self.edition))
        return self._say(target, Placement(self.edition, span), kind, fields)

    def annotate_all(self, said: Iterable[tuple[Span, Kind, Mapping[str, Any]]]) -> tuple[str, ...]:
        """Say something about several places as one step; return the new annotations' ids."""
        me = self._identity()
        if me is None or self.document is None:
            return ()
        now = _now()
        made = [
            Annotation(
                id=_new_id(),
                target=Target(Scope.RANGE, describe(self.document, span, self.edition)),
                placement=Placement(self.edition, span),
                kind=kind,
                author=me.id,
                created=now,
                modified=now,
                **fields,
            )
            for span, kind, fields in said
        ]
        done = self._do("annotate", *made) if made else None
        return tuple(each.id for each in made) if done is not None else ()

    def annotate_section(self, section: Section, **fields: Any) -> str | None:
        """Say something about a section."""
        if self.document is None:
            return None
        path = self.document.path_at(section.span.start)
        target = Target(
            Scope.SECTION,
            describe(self.document, section.heading, self.edition),
            section.number,
            tuple(step.label for step in path),
        )
        placement = Placement(self.edition, section.heading)
        return self._say(target, placement, Kind.COMMENT, fields)

    def annotate_document(self, **fields: Any) -> str | None:
        """Say something about the whole report."""
        return self._say(Target(Scope.DOCUMENT), None, Kind.COMMENT, fields)

    def edit(self, annotation_id: str, label: str = "edit", **fields: Any) -> Change | None:
        """Change fields of an annotation."""
        return self.edit_all((annotation_id,), label, **fields)

    def edit_all(
        self, annotation_ids: Iterable[str], label: str = "edit", **fields: Any
    ) -> Change | None:
        """Change the same fields of several annotations, as one step."""
        return self._change(annotation_ids, label, lambda a: a._replace(**fields))

    def move(self, annotation_id: str, span: Span) -> Change | None:
        """Let an annotation speak of other characters; an orphan finds its place by hand.

        What an orphan was made on stays known: only its place is new.
        """
        old = self.review.annotation(annotation_id)
        if old is None or self.document is None or old.target.scope is Scope.DOCUMENT:
            return None
        target = old.target
        if not old.is_orphan:
            if old.span == span or target.scope is Scope.SECTION:
                return None
            target = Target(Scope.RANGE, describe(self.document, span, self.edition))
        placement = Placement(self.edition, span, How.BY_HAND)
        return self.edit(annotation_id, "move", target=target, placement=placement)

    def tag_all(self, annotation_ids: Iterable[str], tag: str) -> Change | None:
        """Let several annotations bear a tag too, as one step."""
        return self._change(annotation_ids, "tag", lambda a: a._replace(tags=a.tags | {tag}))

    def rule_all(self, annotation_ids: Iterable[str], disposition: Disposition) -> Change | None:
        """Decide what becomes of several annotations, as one step; reasons stay as they were."""
        me = self._identity()
        if me is None:
            return None

        def ruled(annotation: Annotation) -> Annotation:
            before = annotation.ruling if annotation.ruling is not None else Ruling()
            ruling: Ruling | None = before._replace(by=me.id, at=_now())
            if disposition is Disposition.PENDING and not before.reason and not before.wording:
                ruling = None
            if annotation.disposition is disposition:
                return annotation
            return annotation._replace(disposition=disposition, ruling=ruling)

        return self._change(annotation_ids, "rule", ruled)

    def rule(
        self, annotation_id: str, disposition: Disposition, reason: str, wording: str
    ) -> Change | None:
        """Decide what becomes of an annotation: why, and with which final wording."""
        me = self._identity()
        old = self.review.annotation(annotation_id)
        if me is None or old is None:
            return None
        before = old.ruling if old.ruling is not None else Ruling()
        if (old.disposition, before.reason, before.wording) == (disposition, reason, wording):
            return None
        ruling: Ruling | None = Ruling(reason, me.id, _now(), wording)
        if disposition is Disposition.PENDING and not reason and not wording:
            ruling = None
        return self.edit(annotation_id, "rule", disposition=disposition, ruling=ruling)

    def reply(self, annotation_id: str, body: str) -> Change | None:
        """Answer an annotation."""
        me = self._identity()
        if me is None or self.review.annotation(annotation_id) is None:
            return None
        now = _now()
        reply = Reply(
            id=_new_id(),
            annotation=annotation_id,
            body=body,
            author=me.id,
            created=now,
            modified=now,
        )
        return self._do("reply", reply)

    def edit_reply(self, reply_id: str, body: str) -> Change | None:
        """Change the words of a reply."""
        record = self.review.get(RecordKind.REPLY, reply_id)
        if not isinstance(record, Reply) or record.body == body:
            return None
        return self._do("edit_reply", record._replace(body=body, modified=_now()))

    def remove(self, *annotation_ids: str) -> Change | None:
        """Take annotations away, with their replies."""
        keys = (RecordKey(RecordKind.ANNOTATION, each) for each in annotation_ids)
        return self._commit(self.review.deletion("remove", *keys))

    def remove_reply(self, reply_id: str) -> Change | None:
        """Take a reply away."""
        key = RecordKey(RecordKind.REPLY, reply_id)
        return self._commit(self.review.deletion("remove_reply", key))

    def reviewed_sections(self) -> frozenset[int]:
        """Return where the sections begin that somebody marked as reviewed."""
        from reviewer.model.query import entries  # noqa: PLC0415  after the first frame

        marks = entries(self.review, EntryKind.SECTION_REVIEWED)
        return frozenset(int(mark.key) for mark in marks if mark.value and mark.key.isdecimal())

    def toggle_reviewed(self, section: Section) -> Change | None:
        """Mark a section with all below it as reviewed, or as not reviewed."""
        reviewed = self.reviewed_sections()
        sections = tuple(section.walk())
        value = "" if all(each.span.start in reviewed for each in sections) else "1"
        return self.note_all(
            "review_section",
            EntryKind.SECTION_REVIEWED,
            {str(each.span.start): value for each in sections},
        )

    def correct_outline(self, label: str, levels: Mapping[int, int]) -> Change | None:
        """Let the paragraphs that begin at these offsets open sections of a level, 0 for none."""
        document = self.document
        if document is None:
            return None
        from reviewer.language.corrections import value  # noqa: PLC0415

        found = ((start, document.paragraphs[document.paragraph_at(start)]) for start in levels)
        values = {str(start): value(document, p, levels[start]) for start, p in found}
        return self.note_all(label, EntryKind.OUTLINE, values, shared=True)

    def note_all(
        self, label: str, kind: EntryKind, values: Mapping[str, str], *, shared: bool = False
    ) -> Change | None:
        """Write small records: what is said of each key; one record a person and key.

        `shared` records are one for all persons: the newest word counts.
        """
        me = self._identity()
        if me is None:
            return None
        entries = [
            Entry(
                id=derived_id(kind.value, key, *(() if shared else (me.id,))),
                kind=kind,
                key=key,
                value=value,
                author=me.id,
            )
            for key, value in values.items()
        ]
        return self._do(label, *entries)

    def bring_in(self, records: Iterable[Record]) -> Change | None:
        """Take over what another copy of the report says, as one step."""
        return self._do("import", *records)

    def undo(self) -> Change | None:
        """Undo the last edit."""
        done = self._commit(self.review.undoing(), Way.UNDO)
        if done is not None:
            self.stepped.emit(done.label, True)
        return done

    def redo(self) -> Change | None:
        """Do the last undone edit again."""
        done = self._commit(self.review.redoing(), Way.REDO)
        if done is not None:
            self.stepped.emit(done.label, False)
        return done

    # inside

    def _change(
        self,
        annotation_ids: Iterable[str],
        label: str,
        change: Callable[[Annotation], Annotation],
    ) -> Change | None:
        found = [self.review.annotation(each) for each in annotation_ids]
        kept = [annotation for annotation in found if annotation is not None]
        changed = [change(annotation) for annotation in kept]
        if changed == kept:
            return None
        now = _now()
        return self._do(label, *(annotation._replace(modified=now) for annotation in changed))

    def _say(
        self, target: Target, placement: Placement | None, kind: Kind, fields: dict[str, Any]
    ) -> str | None:
        me = self._identity()
        if me is None:
            return None
        now = _now()
        annotation = Annotation(
            id=_new_id(),
            target=target,
            placement=placement,
            kind=kind,
            author=me.id,
            created=now,
            modified=now,
            **fields,
        )
        return annotation.id if self._do("annotate", annotation) is not None else None

    def _do(self, label: str, *records: Record) -> Change | None:
        me = self._identity()
        if me is None:
            return None
        change = self.review.change(label, *records)
        if self.path is not None and self.review.reviewer(me.id) != me:
            # -- who one is is no step of undo
            self._commit(self.review.change("identify", me), Way.MERGE)
        return self._commit(change)


def _now() -> datetime:
    from datetime import UTC, datetime  # noqa: PLC0415

    return datetime.now(UTC)


def _new_id() -> str:
    return new_id(milliseconds(), os.urandom(10))
