"""Draws one card of the annotation list: who, when, on what, and what was said."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from reviewer.language import references
from reviewer.language.terms import ORPHAN_TERM
from reviewer.model.records import Annotation, Category, Disposition, Kind, Scope, Severity
from reviewer.model.review import Review
from reviewer.ui import fonts, labels
from reviewer.ui.models.annotations import ANNOTATION
from reviewer.ui.session import Session
from reviewer.ui.theme import Theme, category_line

HEIGHT: Final = 112
HEADING_HEIGHT: Final = 30
_PAD: Final = 12


class CardDelegate(QStyledItemDelegate):
    """Cards of equal height, so that a hundred thousand of them open at once."""

    def __init__(self, theme: Theme, session: Session, table: QTableView) -> None:
        super().__init__(table)
        self.theme = theme
        self.hovered: frozenset[str] = frozenset()
        self._session = session
        self._table = table

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size of all cards."""
        return QSize(200, HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one card."""
        annotation = index.data(ANNOTATION)
        options: Any = option
        painter.save()
        if not isinstance(annotation, Annotation):
            self._heading(painter, options.rect, str(index.data()))
            painter.restore()
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = options.rect.adjusted(8, 4, -8, -4)
        self._frame(painter, rect, annotation, options.state)
        category = self._review().category(annotation.category)
        line = category_line(category, self.theme.fills)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(line)
        painter.drawRoundedRect(QRect(rect.left() + 1, rect.top() + 8, 3, rect.height() - 16), 1, 1)
        inside = rect.adjusted(_PAD, 8, -_PAD, -8)
        self._head(painter, QRect(inside.left(), inside.top(), inside.width(), 18), annotation)
        self._quote(
            painter, QRect(inside.left(), inside.top() + 22, inside.width(), 20), annotation
        )
        self._note(painter, QRect(inside.left(), inside.top() + 44, inside.width(), 22), annotation)
        foot = QRect(inside.left(), inside.top() + 70, inside.width(), 18)
        left = self._reference(painter, foot, annotation)
        foot.setRight(foot.right() - left)
        self._pills(painter, foot, annotation, category)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        """Draw the section above its cards; what does not fit is cut at its beginning."""
        painter.setFont(self._font(12, bold=True))
        painter.setPen(QColor(self.theme.secondary))
        room = rect.adjusted(_PAD, 6, -_PAD, 0)
        left = Qt.TextElideMode.ElideLeft if " › " in words else Qt.TextElideMode.ElideRight
        elided = painter.fontMetrics().elidedText(words, left, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)

    def _frame(self, painter: QPainter, rect: QRect, annotation: Annotation, state: Any) -> None:
        theme = self.theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        lit = annotation.id in self.hovered or bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(QColor(theme.hover if lit and not selected else theme.page))
        painter.setPen(QColor(theme.accent if selected else theme.hairline))
        painter.drawRoundedRect(rect, 6, 6)

    def _head(self, painter: QPainter, rect: QRect, annotation: Annotation) -> None:
        theme = self.theme
        person = self._review().reviewer(annotation.author)
        name = person.name if person is not None else ""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(author_colour(annotation.author, theme))
        painter.drawEllipse(QRect(rect.left(), rect.top() + 5, 8, 8))
        painter.setFont(self._font(12, bold=True))
        painter.setPen(QColor(theme.text))
        when = labels.when(annotation.created, datetime.now(UTC))
        width = painter.fontMetrics().horizontalAdvance(when) + 8
        room = rect.adjusted(14, 0, -width, 0)
        elided = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.setFont(self._font(12))
        painter.setPen(QColor(theme.secondary))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, when)

    def _quote(self, painter: QPainter, rect: QRect, annotation: Annotation) -> None:
        struck = annotation.kind in (Kind.DELETE, Kind.REPLACE)
        painter.setFont(_quote_font(struck))
        painter.setPen(QColor(self.theme.secondary))
        self._elided(painter, rect, quote_of(annotation))

    def _note(self, painter: QPainter, rect: QRect, annotation: Annotation) -> None:
        painter.setFont(self._font(13))
        painter.setPen(QColor(self.theme.text))
        said = annotation.body
        if annotation.kind in (Kind.REPLACE, Kind.INSERT) and annotation.suggestion:
            said = f"→ {annotation.suggestion}" + (f"　{said}" if said else "")
        if not said:
            painter.setPen(QColor(self.theme.secondary))
            said = labels.tr("（{words}）").format(words=labels.kind(annotation.kind))
        self._elided(painter, rect, said)

    def _pills(
        self, painter: QPainter, rect: QRect, annotation: Annotation, category: Category | None
    ) -> None:
        """Draw what it is in short words, as many as there is room for."""
        painter.setFont(self._font(11))
        x = rect.left()
        for word, colour in self._words(annotation, category):
            width = painter.fontMetrics().horizontalAdvance(word) + 14
            if x + width > rect.right():
                painter.setPen(QColor(self.theme.secondary))
                painter.drawText(rect.adjusted(x - rect.left(), 0, 0, 0), 0, "…")
                return
            pill = QRect(x, rect.top(), width, 18)
            tint = QColor(colour)
            painter.setPen(QColor(colour))
            tint.setAlphaF(0.08)
            painter.setBrush(tint)
            painter.drawRoundedRect(pill, 9, 9)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, word)
            x += width + 6

    def _words(self, annotation: Annotation, category: Category | None) -> list[tuple[str, str]]:
        theme = self.theme
        words: list[tuple[str, str]] = []
        if category is not None:
            words.append((category.name, category_line(category, theme.fills).name()))
        if annotation.kind.is_suggestion:
            words.append((labels.kind(annotation.kind), theme.secondary))
        if annotation.severity is not Severity.NORMAL:
            grave = annotation.severity is Severity.GRAVE
            colour = theme.danger if grave else theme.secondary
            words.append((labels.severity(annotation.severity), colour))
        words += self._states(annotation)
        return words

    def _states(self, annotation: Annotation) -> list[tuple[str, str]]:
        theme = self.theme
        words: list[tuple[str, str]] = []
        if any(key.endswith(annotation.id) for key in self._session.draft_keys):
            words.append((labels.tr("草稿"), theme.danger))
        if annotation.is_orphan:
            words.append((labels.tr(ORPHAN_TERM), theme.danger))
        if annotation.resolved:
            words.append((labels.tr("已解决"), theme.done))
        if annotation.disposition is not Disposition.PENDING:
            words.append((labels.disposition(annotation.disposition), theme.secondary))
        replies = len(self._review().replies(annotation.id))
        if replies:
            words.append((labels.tr("{n} 条回复").format(n=replies), theme.secondary))
        return words

    def _reference(self, painter: QPainter, rect: QRect, annotation: Annotation) -> int:
        """Say where it stands, in short: 二(三) ¶14; return the width that takes."""
        document = self._session.document
        if document is None or annotation.span is None:
            return 0
        words = references.reference(document, annotation.span.start)
        painter.setPen(QColor(self.theme.secondary))
        painter.setFont(self._font(11))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        return painter.fontMetrics().horizontalAdvance(words) + 6

    def _review(self) -> Review:
        return self._session.review

    def _elided(self, painter: QPainter, rect: QRect, text: str) -> None:
        flat = " ".join(text.split("\n"))
        elided = painter.fontMetrics().elidedText(flat, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, elided)

    def _font(self, pixels: int, *, bold: bool = False) -> QFont:
        return _font(self._table.font().toString(), pixels, bold)


@cache
def _font(description: str, pixels: int, bold: bool) -> QFont:
    """A font is looked up once, not five times a card."""
    font = QFont()
    font.fromString(description)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


@cache
def _quote_font(struck: bool) -> QFont:
    font = QFont(list(fonts.load_families().serif))
    font.setPixelSize(13)
    font.setStrikeOut(struck)
    return font


def quote_of(annotation: Annotation) -> str:
    """Say on what an annotation was made."""
    if annotation.target.scope is Scope.DOCUMENT:
        return labels.tr("全文")
    if annotation.quote:
        return annotation.quote.replace("\ufffc", labels.tr("〔图片〕"))
    anchor = annotation.target.anchor
    before = anchor.prefix[-10:].rsplit("\n", 1)[-1] if anchor is not None else ""
    return f"…{before}‸"


def author_colour(reviewer_id: str, theme: Theme) -> QColor:
    """Return a colour that is always the same for a person."""
    hue = sum(ord(character) * (at + 7) for at, character in enumerate(reviewer_id)) % 360
    return QColor.fromHsl(hue, 110, 160 if theme.fills == "dark" else 120)
