"""How each kind of paragraph is set on screen, made once for a look."""

from __future__ import annotations

from functools import cached_property, partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextOption

from reviewer.model.document import Paragraph, ParagraphKind
from reviewer.ui.look import Look


class Style:
    """Fonts and measures of one kind of paragraph, in logical pixels."""

    def __init__(  # noqa: PLR0913
        self,
        look: Look,
        families: tuple[str, ...],
        pixels: int,
        *,
        bold: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify,
        secondary: bool = False,
        above: int = 0,
        below: int = 0,
        indent: int = 0,
    ) -> None:
        self.font = QFont(list(families))
        self.font.setPixelSize(pixels)
        self.font.setBold(bold)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.option = QTextOption(align)
        self.option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.colour: QColor = look.secondary if secondary else look.text
        self.link: QColor = look.accent
        ratio = look.line_height if pixels <= look.pixels * 1.2 else 1.5
        self.pixels = pixels
        self.pitch = round(pixels * ratio)
        self.above = above
        self.below = below
        self.indent = indent
        self.left = 0

    @cached_property
    def ascent(self) -> float:
        """The ascent of the first family; asked for where a line of this kind is first drawn."""
        return QFontMetricsF(self.font).ascent()

    @cached_property
    def height(self) -> float:
        """The height of the first family."""
        return QFontMetricsF(self.font).height()


class Styles:
    """The styles of a look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        made = partial(Style, look)
        px = look.pixels
        serif, sans = look.families.serif, look.families.sans
        small = max(6, round(px * 0.72))
        self._body = made(serif, px, indent=look.indent * px, below=round(px * 0.3))
        self._continued = made(serif, px, below=round(px * 0.3))
        left = Qt.AlignmentFlag.AlignLeft
        centre = Qt.AlignmentFlag.AlignHCenter
        self._by_kind = {
            ParagraphKind.TITLE: made(
                serif, round(px * 1.5), bold=True, align=centre, above=px, below=round(px * 0.7)
            ),
            ParagraphKind.SUBTITLE: made(look.families.kai, px, align=centre, secondary=True),
            ParagraphKind.DOCUMENT_NUMBER: made(serif, px, align=centre, secondary=True),
            ParagraphKind.AUTHOR: made(
                look.families.kai, px, align=centre, secondary=True, below=px // 2
            ),
            ParagraphKind.CAPTION: made(sans, small, align=centre, secondary=True),
            ParagraphKind.WEB_TITLE: made(sans, small, align=left, secondary=True),
            ParagraphKind.DATELINE: made(sans, small, align=left, secondary=True),
            ParagraphKind.NOTE: made(serif, small, align=left, secondary=True),
            ParagraphKind.ADDRESSEE: made(serif, px, align=left, above=px // 2),
            ParagraphKind.SIGNATURE: made(
                serif, px, align=Qt.AlignmentFlag.AlignRight, above=px // 4
            ),
        }
        self._headings = {
            1: made(sans, round(px * 1.12), bold=True, align=left, above=px, below=round(px * 0.4)),
            2: made(look.families.kai, px, bold=True, align=left, above=px // 2),
        }
        cell = max(6, round(px * 0.86))
        self.cell = made(serif, cell, align=left)
        self._lower_heading = made(serif, px, bold=True, align=left, above=px // 4)

    def of(self, paragraph: Paragraph, *, continued: bool) -> Style:
        """Return the style of a paragraph; `continued` is a later part of an over-long one."""
        if paragraph.kind is ParagraphKind.HEADING:
            return self._headings.get(paragraph.level, self._lower_heading)
        style = self._by_kind.get(paragraph.kind)
        if style is not None:
            return style
        return self._continued if continued else self._body
