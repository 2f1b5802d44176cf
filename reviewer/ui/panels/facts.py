"""The fields of an annotation: category, weight, what was decided, grounds and tags."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from reviewer.model.records import Annotation, Disposition, Severity
from reviewer.ui import labels
from reviewer.ui.choice import ChoiceBox
from reviewer.ui.panels.editors import TagCompleter
from reviewer.ui.session import Session


class CardFacts(QWidget):
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
        self._reason.setText(annotation.reason)
        self._tags.setText(" ".join(sorted(annotation.tags)))
        self._showing = False

    def allow(self, may: bool) -> None:
        """Let the fields be changed, or not."""
        for widget in (self._category, self._severity, self._disposition):
            widget.setEnabled(may)
        for field in (self._reason, self._tags, self._ruling_reason, self._ruling_wording):
            field.setReadOnly(not may)

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
        self._reason = QLineEdit()
        self._reason.setAccessibleName(self.tr("理由依据"))
        self._tags = QLineEdit()
        self._tags.setAccessibleName(self.tr("标签"))
        self._tags.setPlaceholderText(self.tr("用空格分开"))
        completer = TagCompleter(self._session, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tags.setCompleter(completer)
        self._ruling_reason = QLineEdit()
        self._ruling_reason.setAccessibleName(self.tr("处理说明"))
        self._ruling_wording = QLineEdit()
        self._ruling_wording.setAccessibleName(self.tr("修改后文本"))
        form.addRow(self.tr("类别"), self._category)
        form.addRow(self.tr("重要"), self._severity)
        form.addRow(self.tr("处理"), self._disposition)
        form.addRow(self.tr("说明"), self._ruling_reason)
        form.addRow(self.tr("改为"), self._ruling_wording)
        self._form = form
        form.addRow(self.tr("依据"), self._reason)
        form.addRow(self.tr("标签"), self._tags)
        self._category.activated.connect(lambda: self._edit(category=self._category.currentData()))
        self._severity.activated.connect(
            lambda: self._edit(severity=Severity(self._severity.currentData()))
        )
        self._disposition.activated.connect(self._on_ruling)
        self._ruling_reason.editingFinished.connect(self._on_ruling)
        self._ruling_wording.editingFinished.connect(self._on_ruling)
        self._reason.editingFinished.connect(lambda: self._edit(reason=self._reason.text()))
        self._tags.editingFinished.connect(
            lambda: self._edit(tags=frozenset(self._tags.text().replace("，", " ").split()))
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
        self._ruling_reason.setText(ruling.reason if ruling is not None else "")
        self._ruling_wording.setPlaceholderText(self.tr("修改后文本"))
        self._ruling_wording.setText(ruling.wording if ruling is not None else "")
        adopted = annotation.disposition in (Disposition.ADOPTED, Disposition.PARTLY_ADOPTED)
        self._form.setRowVisible(self._ruling_reason, decided)
        self._form.setRowVisible(self._ruling_wording, adopted)
        person = self._session.review.reviewer(ruling.by) if ruling is not None else None
        if ruling is not None and ruling.at is not None and person is not None:
            when = labels.when(ruling.at, datetime.now(UTC))
            words = self.tr("{name}　{when}").format(name=person.name, when=when)
            self._disposition.setToolTip(words)

    def _edit(self, **fields: Any) -> None:
        if not self._showing and self._annotation is not None:
            self._session.edit(self._annotation.id, **fields)

    def _on_ruling(self) -> None:
        if not self._showing and self._annotation is not None:
            self._session.rule(
                self._annotation.id,
                Disposition(self._disposition.currentData()),
                self._ruling_reason.text().strip(),
                self._ruling_wording.text().strip(),
            )
