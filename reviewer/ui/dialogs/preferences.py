"""How the report is set and the window looks; every change shows at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from reviewer.ui.choice import ChoiceBox
from reviewer.ui.typography import COLUMNS, INDENTS, PITCHES, SIZES, Typography


class PreferencesDialog(QDialog):
    """Asks for theme, language and typography; nothing needs to be confirmed."""

    #: The text is to be set like this.
    typography_chosen = Signal(object)
    #: A theme was chosen, by its key.
    theme_chosen = Signal(str)
    #: A language was chosen, by its code.
    language_chosen = Signal(str)
    #: Dragging is to take whole words, or exact characters.
    snapping_chosen = Signal(bool)

    def __init__(  # noqa: PLR0913
        self,
        typography: Typography,
        themes: Sequence[tuple[str, str]],
        theme: str,
        languages: Sequence[tuple[str, str]],
        language: str,
        parent: QWidget | None = None,
        *,
        snapping: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("设置"))
        self.setMinimumWidth(480)
        self._values: list[tuple[QSlider, QLabel, str]] = []
        self._themes = _choice("preferences_theme", themes, theme)
        self._themes.activated.connect(lambda: self.theme_chosen.emit(self._themes.currentData()))
        self._languages = _choice("preferences_language", languages, language)
        self._languages.activated.connect(self._on_language)
        self._family = _choice("preferences_family", self._families(), typography.family)
        self._family.activated.connect(self._on_changed)
        self._size = self._slider("preferences_size", SIZES, typography.size)
        self._pitch = self._slider("preferences_pitch", PITCHES, typography.pitch, 5)
        self._column = self._slider("preferences_column", COLUMNS, typography.column)
        self._indent = self._slider("preferences_indent", INDENTS, typography.indent)
        self._snapping = QCheckBox(self.tr("拖动选取时取整词（默认精确到字）"))
        self._snapping.setObjectName("preferences_snapping")
        self._snapping.setChecked(snapping)
        self._snapping.toggled.connect(self.snapping_chosen)
        self._note = QLabel(self.tr("界面语言在下次启动时更换。"))
        self._note.setObjectName("secondary")
        self._note.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._title(self.tr("正文排版")))
        layout.addLayout(self._typography_form())
        layout.addWidget(self._title(self.tr("外观")))
        layout.addLayout(self._looks_form())
        layout.addWidget(self._note)
        layout.addWidget(self._title(self.tr("选取")))
        layout.addWidget(self._snapping)
        layout.addWidget(self._buttons())
        self._show_values()

    def _typography_form(self) -> QFormLayout:
        form = _form()
        self._row(form, self.tr("字体"), self._family)
        width = self.fontMetrics().horizontalAdvance(self.tr("每行最多 {n} 字").format(n=88)) + 8
        for slider, value, words in zip(
            (self._size, self._pitch, self._column, self._indent),
            (self.tr("{n} 像素"), self.tr("{n}%"), self.tr("每行最多 {n} 字"), self.tr("{n} 字")),
            (self.tr("字号"), self.tr("行距"), self.tr("栏宽"), self.tr("段首缩进")),
            strict=True,
        ):
            shown = QLabel()
            shown.setObjectName("secondary")
            shown.setMinimumWidth(width)
            self._values.append((slider, shown, value))
            slider.setAccessibleName(words)
            row = _beside(slider, shown)
            form.addRow(words, row)
        return form

    def _looks_form(self) -> QFormLayout:
        form = _form()
        self._row(form, self.tr("颜色"), self._themes)
        self._row(form, self.tr("界面语言"), self._languages)
        return form

    def _row(self, form: QFormLayout, words: str, widget: QWidget) -> None:
        widget.setAccessibleName(words)
        form.addRow(words, widget)

    def _title(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setObjectName("panel_title")
        return label

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        usual = buttons.addButton(self.tr("恢复默认排版"), QDialogButtonBox.ButtonRole.ResetRole)
        usual.clicked.connect(self._take_usual)
        usual.setAutoDefault(False)
        close = buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        return buttons

    def _families(self) -> list[tuple[str, str]]:
        """The packaged family, then everything installed that has simplified Chinese."""
        system = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        shown = [(name, name) for name in system if not QFontDatabase.isPrivateFamily(name)]
        return [("", self.tr("思源宋体（程序自带）")), *shown]

    def _slider(self, name: str, limits: tuple[int, int], value: int, step: int = 1) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setObjectName(name)
        slider.setRange(limits[0] // step, limits[1] // step)
        slider.setSingleStep(1)
        slider.setPageStep(2)
        slider.setProperty("step", step)
        slider.setValue(value // step)
        slider.valueChanged.connect(self._on_changed)
        return slider

    def _chosen(self) -> Typography:
        sizes = (self._size, self._pitch, self._column, self._indent)
        size, pitch, column, indent = (_number(slider) for slider in sizes)
        return Typography(self._family.currentData(), size, pitch, column, indent)

    def _on_changed(self) -> None:
        self._show_values()
        self.typography_chosen.emit(self._chosen())

    def _on_language(self) -> None:
        self._note.show()
        self.language_chosen.emit(self._languages.currentData())

    def _show_values(self) -> None:
        for slider, shown, words in self._values:
            shown.setText(words.format(n=_number(slider)))

    def _take_usual(self) -> None:
        usual = Typography()
        self._family.setCurrentIndex(0)
        for slider, value in (
            (self._size, usual.size),
            (self._pitch, usual.pitch),
            (self._column, usual.column),
            (self._indent, usual.indent),
        ):
            slider.setValue(value // int(slider.property("step")))
        self._on_changed()


def _number(slider: QSlider) -> int:
    return slider.value() * int(slider.property("step"))


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(8)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _beside(slider: QSlider, shown: QLabel) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    layout.addWidget(slider, 1)
    layout.addWidget(shown)
    return row


def _choice(name: str, entries: Sequence[tuple[str, str]], current: str) -> ChoiceBox:
    box = ChoiceBox()
    box.setObjectName(name)
    for value, words in entries:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box
