"""Themes: colours from a file, the style sheet made of them, icons tinted with them."""

# -- no `annotations` from the future here: a named tuple compiles each that is a string
from functools import cache
from math import ceil
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QJsonDocument, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap

from reviewer.model.records import Category
from reviewer.resources import resource
from reviewer.ui import fonts
from reviewer.ui.look import Look

NAMES: Final = ("light", "sepia", "dark", "contrast")
SYSTEM: Final = "system"
"""The key of the wish to look as the system does."""

LEGIBLE: Final = 4.5
"""The least contrast of small text (WCAG 2.2, 1.4.3)."""


class Theme(NamedTuple):
    """Named colours, as "#RRGGBB"."""

    key: str
    name: str
    fills: str
    window: str
    page: str
    text: str
    secondary: str
    hairline: str
    hover: str
    accent: str
    on_accent: str
    selection: str
    match: str
    current_match: str
    danger: str
    done: str

    def look(self, zoom: int = 100) -> Look:
        """Return what the reading view is drawn with."""
        return Look(
            families=fonts.load_families(),
            fills=self.fills,
            page=QColor(self.page),
            window=QColor(self.window),
            text=QColor(self.text),
            secondary=QColor(self.secondary),
            hairline=QColor(self.hairline),
            accent=QColor(self.accent),
            selection=QColor(self.selection),
            match=QColor(self.match),
            current_match=QColor(self.current_match),
            zoom=zoom,
        )

    def faint(self) -> str:
        """Return the colour of what cannot be done now: half way to the window's."""
        one, other = QColor(self.secondary), QColor(self.window)
        return QColor(
            (one.red() + 2 * other.red()) // 3,
            (one.green() + 2 * other.green()) // 3,
            (one.blue() + 2 * other.blue()) // 3,
        ).name()

    def palette(self) -> QPalette:
        """Return the colours that Qt draws with where no style sheet reaches."""
        palette = QPalette()
        for role, colour in (
            (QPalette.ColorRole.Window, self.window),
            (QPalette.ColorRole.Base, self.page),
            (QPalette.ColorRole.AlternateBase, self.window),
            (QPalette.ColorRole.Button, self.window),
            (QPalette.ColorRole.Text, self.text),
            (QPalette.ColorRole.WindowText, self.text),
            (QPalette.ColorRole.ButtonText, self.text),
            (QPalette.ColorRole.ToolTipBase, self.page),
            (QPalette.ColorRole.ToolTipText, self.text),
            (QPalette.ColorRole.PlaceholderText, self.secondary),
            (QPalette.ColorRole.Highlight, self.selection),
            (QPalette.ColorRole.HighlightedText, self.text),
            (QPalette.ColorRole.Link, self.accent),
            (QPalette.ColorRole.Mid, self.hairline),
        ):
            palette.setColor(role, QColor(colour))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            faint = QColor(self.secondary)
            faint.setAlphaF(0.5)
            palette.setColor(QPalette.ColorGroup.Disabled, role, faint)
        return palette

    def style_sheet(self) -> str:
        """Return the style sheet of the whole window."""
        template = resource("themes/style.qss").read_text(encoding="utf-8")
        for role in self._fields:
            template = template.replace(f"@{role}@", getattr(self, role))
        return template.replace("@icons@", resource("icons").as_posix())


def load(key: str) -> Theme:
    """Return a theme by its key; an unknown one is the light one."""
    if key == SYSTEM:
        key = _of_the_system()
    key = key if key in NAMES else "light"
    return Theme(key=key, **_values(f"themes/{key}.json"))


def choices() -> list[tuple[str, str]]:
    """Return every wish for a theme with its words."""
    return [*((key, load(key).name) for key in NAMES), (SYSTEM, "跟随系统")]


def _of_the_system() -> str:
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def _values(name: str) -> dict[str, Any]:
    # -- Qt's reader is there already, Python's takes two milliseconds to come
    read: dict[str, Any] = QJsonDocument.fromJson(resource(name).read_bytes()).toVariant()
    return read


def category_fill(category: Category | None, fills: str) -> QColor:
    """Return the fill of a category in a theme; marks without one are drawn in yellow."""
    if category is None:
        return QColor({"light": "#FCE7A9", "sepia": "#F4DA8E"}.get(fills, "#5E4A14"))
    return QColor({"sepia": category.sepia, "dark": category.dark}.get(fills, category.light))


def category_line(category: Category | None, fills: str) -> QColor:
    """Return the line colour of a category; on dark it is the fill, lightened to be seen."""
    if fills != "dark":
        return QColor(category.line if category is not None else "#8F6B00")
    fill = category_fill(category, fills)
    return QColor.fromHsl(max(0, fill.hslHue()), min(fill.hslSaturation(), 150), 175)


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def legible(colour: QColor, ground: QColor) -> QColor:
    """Return a colour darkened or lightened until its contrast to the ground is at least 4.5."""
    darker = ground.lightness() >= 128
    for _ in range(16):
        if contrast(colour, ground) >= LEGIBLE:
            return colour
        colour = QColor.fromHsl(
            max(0, colour.hslHue()),
            colour.hslSaturation(),
            max(0, min(255, colour.lightness() + (-16 if darker else 16))),
        )
    return colour


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _codes() -> dict[str, int]:
    return {name: int(code) for name, code in _values("icons/icons.json").items()}


@cache
def icon(name: str, colour: str, faint: str = "", size: int = 18) -> QIcon:
    """Return an icon in a colour; `faint` is the colour when its action is not available."""
    made = QIcon()
    for scale in _scales():
        made.addPixmap(_pixmap(name, colour, size, scale))
        if faint:
            made.addPixmap(_pixmap(name, faint, size, scale), QIcon.Mode.Disabled)
    return made


@cache
def _scales() -> tuple[int, ...]:
    """Which pixels per point the screens here have, rounded up."""
    return tuple({ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()})


def _pixmap(name: str, colour: str, size: int, scale: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_icon(painter, name, QRect(0, 0, size, size), QColor(colour))
    painter.end()
    return pixmap


def sign() -> QIcon:
    """Return the sign of the program, as task bars and title bars show it: a pencil on a note."""
    made = QIcon()
    light = load("light")
    for size in (16, 24, 32, 48, 64, 128):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(light.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRect(0, 0, size, size), size / 5, size / 5)
        inner = round(size * 0.7)
        left = (size - inner) // 2
        draw_icon(painter, "note-pencil", QRect(left, left, inner, inner), QColor(light.on_accent))
        painter.end()
        made.addPixmap(pixmap)
    return made


def draw_icon(painter: QPainter, name: str, rect: QRect, colour: QColor) -> None:
    """Draw an icon into a square."""
    font = QFont(fonts.load_icons())
    font.setPixelSize(rect.height())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(_codes()[name]))
