"""The fields of an annotation: category, weight, what was decided, grounds and tags."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from reviewer.model.records import Annotation, Disposition, Ruling, Severity
from reviewer.ui import labels
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.panels.editors import DraftLine, TagCompleter
from reviewer.ui.session import Session


class CardFields(QWidget):
    """Shows the fields of one annotation, and edits them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._annotation: Annotation | None = None
        self._showing = False
        form = self._build()
        form.setContentsMargins(0, 0, 0, 0)
        self.setLayout(form)

    def show_annotation(self, annotation: Annotation) -> None:
        """Show the fields of an annotation."""
        self._annotation = annotation
        self._showing = True
        self._fill_categories(annotation)
        self._severity.setCurrentIndex(self._severity.findData(annotation.severity))
        self._disposition.setCurrentIndex(self._disposition.findData(annotation.disposition))
        self._show_ruling(annotation)
        self._reason.show_text(f"reason:{annotation.id}", annotation.reason)
        self._tags.show_text(f"tags:{annotation.id}", " ".join(sorted(annotation.tags)))
        self._showing = False

    def show_nothing(self) -> None:
        """Speak of no annotation; what could not be committed is a draft."""
        self._annotation = None
        for field in self._lines():
            field.show_text("", "")

    def commit(self) -> None:
        """Commit what is being written."""
        for field in self._lines():
            field.commit()

    def allow(self, may: bool) -> None:
        """Let the fields be changed, or not."""
        for widget in (self._category, self._severity, self._disposition):
            widget.setEnabled(may)
        for field in self._lines():
            field.setReadOnly(not may)

    def _lines(self) -> tuple[DraftLine, ...]:
        return self._reason, self._tags, self._ruling_reason, self._ruling_wording

    def _build(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self._category = self._choice(self.tr("类别"))
        self._severity = self._choice(self.tr("重要程度"))
        for severity in Severity:
            self._severity.addItem(labels.severity(severity), severity)
        self._disposition = self._choice(self.tr("处理情况"))
        for disposition in Disposition:
            self._disposition.addItem(labels.disposition(disposition), disposition)
        self._reason = DraftLine(self._session)
        self._reason.setAccessibleName(self.tr("理由依据"))
        self._tags = DraftLine(self._session)
        self._tags.setAccessibleName(self.tr("标签"))
        self._tags.setPlaceholderText(self.tr("用空格分开"))
        completer = TagCompleter(self._session, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tags.setCompleter(completer)
        self._ruling_reason = DraftLine(self._session)
        self._ruling_reason.setAccessibleName(self.tr("处理说明"))
        self._ruling_wording = DraftLine(self._session)
        self._ruling_wording.setAccessibleName(self.tr("修改后文本"))
        form.addRow(self.tr("类别"), self._category)
        form.addRow(self.tr("重要程度"), self._severity)
        form.addRow(self.tr("处理情况"), self._disposition)
        form.addRow(self.tr("处理说明"), self._ruling_reason)
        form.addRow(self.tr("修改后文本"), self._ruling_wording)
        self._form = form
        form.addRow(self.tr("理由依据"), self._reason)
        form.addRow(self.tr("标签"), self._tags)
        self._category.activated.connect(lambda: self._edit(category=self._category.currentData()))
        self._severity.activated.connect(
            lambda: self._edit(severity=Severity(self._severity.currentData()))
        )
        self._disposition.activated.connect(partial(self._on_ruling, None))
        for field in (self._ruling_reason, self._ruling_wording):
            field.committed.connect(partial(self._on_ruling, field))
        self._reason.committed.connect(lambda text: self._edit(self._reason, reason=text))
        self._tags.committed.connect(
            lambda text: self._edit(self._tags, tags=frozenset(text.replace("，", " ").split()))
        )
        return form

    def _choice(self, accessible: str) -> ChoiceBox:
        choice = ChoiceBox()
        choice.setAccessibleName(accessible)
        return choice

    def _fill_categories(self, annotation: Annotation) -> None:
        self._category.clear()
        self._category.addItem(self.tr("（无）"), "")
        for category in self._session.review.categories():
            self._category.addItem(category.name, category.id)
        self._category.setCurrentIndex(max(0, self._category.findData(annotation.category)))

    def _show_ruling(self, annotation: Annotation) -> None:
        """Ask for reasons and final wording once something was decided."""
        decided = annotation.disposition is not Disposition.PENDING
        reason = {
            Disposition.REJECTED: self.tr("不采纳的理由"),
            Disposition.UNDER_STUDY: self.tr("待研究的问题"),
        }.get(annotation.disposition, self.tr("如何处理"))
        ruling = annotation.ruling
        self._ruling_reason.setPlaceholderText(reason)
        known = ruling if ruling is not None else Ruling()
        self._ruling_reason.show_text(f"ruling:{annotation.id}", known.reason)
        self._ruling_wording.setPlaceholderText(self.tr("修改后文本"))
        self._ruling_wording.show_text(f"ruled:{annotation.id}", known.wording)
        adopted = annotation.disposition in (Disposition.ADOPTED, Disposition.PARTLY_ADOPTED)
        self._form.setRowVisible(self._ruling_reason, decided)
        self._form.setRowVisible(self._ruling_wording, adopted)
        person = self._session.review.reviewer(ruling.by) if ruling is not None else None
        if ruling is not None and ruling.at is not None and person is not None:
            when = labels.when(ruling.at, datetime.now(UTC))
            words = self.tr("{name}　{when}").format(name=person.name, when=when)
            self._disposition.setToolTip(words)

    def _edit(self, field: DraftLine | None = None, **fields: Any) -> None:
        if self._showing or self._annotation is None:
            return
        done = self._session.edit(self._annotation.id, **fields)
        if done is None and field is not None:
            now = self._session.review.annotation(self._annotation.id)
            if now is None or any(getattr(now, name) != value for name, value in fields.items()):
                field.refused()

    def _on_ruling(self, field: DraftLine | None = None, _text: object = None) -> None:
        if self._showing or self._annotation is None:
            return
        reason, wording = self._ruling_reason.text().strip(), self._ruling_wording.text().strip()
        disposition = Disposition(self._disposition.currentData())
        done = self._session.rule(self._annotation.id, disposition, reason, wording)
        if done is None and field is not None:
            now = self._session.review.annotation(self._annotation.id)
            ruling = now.ruling if now is not None and now.ruling is not None else Ruling()
            if now is None or (ruling.reason, ruling.wording) != (reason, wording):
                field.refused()
