"""Who is reviewing? Asked at the first edit, changeable at any time."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.dialogs.panes import AnswerButtons, hint_of


class IdentityDialog(QDialog):
    """Asks for name and organisation."""

    def __init__(self, name: str, organisation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("审阅人"))
        self.setMinimumWidth(420)
        hint = hint_of(self.tr("姓名和单位会写进每条批注、Word 批注和意见汇总表。"))
        self._name = QLineEdit(name)
        self._name.setObjectName("identity_name")
        self._name.setAccessibleName(self.tr("姓名"))
        self._organisation = QLineEdit(organisation)
        self._organisation.setObjectName("identity_organisation")
        self._organisation.setAccessibleName(self.tr("单位"))
        self._organisation.setPlaceholderText(self.tr("可以不填"))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("姓名"), self._name)
        form.addRow(self.tr("单位"), self._organisation)
        buttons = AnswerButtons(self, self.tr("确定"), self.tr("取消"))
        self._accept = buttons.yes
        self._accept.setDefault(True)
        self._name.textChanged.connect(self._on_name_changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(hint)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self._on_name_changed()

    def answer(self) -> tuple[str, str]:
        """Return name and organisation."""
        return self._name.text().strip(), self._organisation.text().strip()

    def _on_name_changed(self) -> None:
        self._accept.setEnabled(bool(self._name.text().strip()))
