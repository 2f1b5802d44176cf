"""Fonts for a PDF: one TrueType font a face, made of exactly the characters a report needs.

Every viewer draws TrueType outlines, the packaged Noto fonts have PostScript ones; so the wanted
glyphs are drawn anew (about 0.7 ms each) and the result is kept by its characters. Each character
comes from the first font that has it: the face's own family where installed, the packaged Noto, any
other installed Chinese font. What nobody has becomes a visible box that still copies as itself.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from reviewer.exporters.official import Face
from reviewer.resources import SANS_FONT, SERIF_FONT, packaged_font

_UNITS: Final = 1000
_VERSION: Final = 4  # raised when the made fonts would look different

_INSTALLED: Final = {
    Face.TITLE: ("FZXBSJW.TTF", "FZXBSJW.ttf", "方正小标宋简体.ttf"),
    Face.HEI: ("simhei.ttf",),
    Face.KAI: ("simkai.ttf", "楷体_GB2312.ttf"),
    Face.FANG: ("simfang.ttf", "仿宋_GB2312.ttf"),
    Face.SONG: (),
}
"""Files of the families that offices use, where they are installed."""

_FALLBACKS: Final = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "simsunb.ttf",
    "SourceHanSerifSC-Regular.otf",
    "HanaMinB.ttf",
    "wqy-zenhei.ttc",
    "DejaVuSans.ttf",
)
_CJK_COLLECTION_SC: Final = 2
"""The simplified Chinese face inside the Noto CJK collections."""


@dataclass(frozen=True, slots=True)
class MadeFont:
    """A font ready for embedding; widths in em by character.

    `glyphs` turns characters into those with the numbers of their glyphs.
    """

    name: str
    path: Path
    widths: Mapping[str, float]
    glyphs: Mapping[int, int]
    bold: bool

    def width(self, words: str) -> float:
        """Return how wide words are, in em."""
        return sum(map(self.widths.__getitem__, words))


class _Glyphs(dict[int, int]):
    """The glyphs of a font. What it lacks must not pass through as if it were a number."""

    def __missing__(self, code: int) -> int:
        raise RuntimeError(f"U+{code:04X} was not asked of the font")


class _Source:
    """One font file, opened when a character is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _font(self) -> Any:
        if self.path.suffix.lower() == ".ttc":
            with TTCollection(self.path, lazy=True) as collection:
                number = min(_CJK_COLLECTION_SC, len(collection.fonts) - 1)
            return TTFont(self.path, lazy=True, fontNumber=number)
        return TTFont(self.path, lazy=True)

    def close(self) -> None:
        """Close the file, if it was opened."""
        if "_font" in self.__dict__:
            self._font.close()

    @cached_property
    def characters(self) -> Mapping[int, str]:
        """Glyph names by code point."""
        cmap: Mapping[int, str] = self._font.getBestCmap() or {}
        return cmap

    @cached_property
    def _glyphs(self) -> Any:
        return self._font.getGlyphSet()

    @cached_property
    def _scale(self) -> float:
        return _UNITS / float(self._font["head"].unitsPerEm)

    def draw(self, code: int) -> tuple[Any, float]:
        """Return a glyph with TrueType outlines, and its width in em thousandths."""
        glyph = self._glyphs[self.characters[code]]
        pen = TTGlyphPen(None)
        curves = Cu2QuPen(pen, 1.0, reverse_direction="CFF " in self._font)
        scale = self._scale
        glyph.draw(TransformPen(curves, (scale, 0, 0, scale, 0, 0)))
        return pen.glyph(), glyph.width * scale


class FontShop:
    """Makes and keeps fonts; `cache` is a folder, None makes them in a temporary one."""

    def __init__(self, cache: Path | None) -> None:
        self._scratch = None if cache is not None else tempfile.TemporaryDirectory("reviewer")
        self._cache = cache if cache is not None else Path(self._scratch.name)  # type: ignore[union-attr]
        self._installed = _font_files()
        self._sources: dict[Path, _Source] = {}

    def close(self) -> None:
        """Close the fonts, and take a temporary folder away."""
        for source in self._sources.values():
            source.close()
        if self._scratch is not None:
            self._scratch.cleanup()

    def make(self, face: Face, characters: Iterable[str]) -> MadeFont:
        """Return a font of this face with all of these characters."""
        codes = sorted({ord(c) for c in characters} | {0x20})
        paths = self._paths(face)
        own = paths[0].name in _INSTALLED[face]
        digest = hashlib.sha256(repr((_VERSION, [str(p) for p in paths], codes)).encode())
        name = f"RV{digest.hexdigest()[:20]}"
        path = self._cache / f"{name}.ttf"
        if not path.exists():
            self._build(name, codes, [self._source(p) for p in paths], path)
        with TTFont(path, lazy=True) as made:
            cmap, metrics, numbers = made.getBestCmap(), made["hmtx"], made.getReverseGlyphMap()
            widths = {chr(code): metrics[glyph][0] / _UNITS for code, glyph in cmap.items()}
            glyphs = _Glyphs((code, numbers[glyph]) for code, glyph in cmap.items())
        bold = face in (Face.TITLE, Face.HEI, Face.KAI) and not own
        return MadeFont(name, path, widths, glyphs, bold)

    def _paths(self, face: Face) -> list[Path]:
        own = [self._installed[n] for n in _INSTALLED[face] if n in self._installed]
        packaged = [packaged_font(SERIF_FONT), packaged_font(SANS_FONT)]
        if face is Face.HEI:
            packaged.reverse()
        others = [self._installed[n] for n in _FALLBACKS if n in self._installed]
        return [*own, *packaged, *others]

    def _source(self, path: Path) -> _Source:
        return self._sources.setdefault(path, _Source(path))

    def _build(self, name: str, codes: list[int], sources: list[_Source], path: Path) -> None:
        glyphs: dict[str, Any] = {".notdef": _box()}
        advances: dict[str, int] = {".notdef": _UNITS}
        cmap: dict[int, str] = {}
        for code in codes:
            source = next((s for s in sources if code in s.characters), None)
            glyph, width = source.draw(code) if source is not None else _stand_in(code)
            glyph_name = f"u{code:05X}"
            glyphs[glyph_name] = glyph
            advances[glyph_name] = round(width)
            cmap[code] = glyph_name
        builder = FontBuilder(_UNITS, isTTF=True)
        builder.setupGlyphOrder(list(glyphs))
        builder.setupCharacterMap(cmap)
        builder.setupGlyf(glyphs)
        # -- only now are the bounds known; a wrong left bearing shifts a glyph in its square
        builder.setupHorizontalMetrics(
            {name: (width, getattr(glyphs[name], "xMin", 0)) for name, width in advances.items()}
        )
        builder.setupHorizontalHeader(ascent=880, descent=-120)
        builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
        builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1000, fsType=0)
        builder.setupPost()
        self._cache.mkdir(parents=True, exist_ok=True)
        # -- several exports may make the same font at once: the last rename wins, all are equal
        scratch = path.with_suffix(f".{secrets.token_hex(4)}.tmp")
        builder.save(scratch)
        scratch.replace(path)


def _stand_in(code: int) -> tuple[Any, float]:
    """What stands for a character that no font has: nothing for what shows nothing, else a box."""
    character = chr(code)
    if unicodedata.category(character) in ("Cf", "Cc") and character != "\t":
        return TTGlyphPen(None).glyph(), 0
    if character.isspace():
        return TTGlyphPen(None).glyph(), _UNITS
    return _box(), _UNITS


def _box() -> Any:
    """A hollow square: a character that no font at hand can show."""
    pen = TTGlyphPen(None)
    for inset, points in ((80, (0, 1, 2, 3)), (130, (3, 2, 1, 0))):
        low, high, left, right = -40 + inset, 840 - inset + 40, inset, _UNITS - inset
        corners = ((left, low), (left, high), (right, high), (right, low))
        first, *rest = (corners[at] for at in points)
        pen.moveTo(first)
        for point in rest:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _font_files() -> dict[str, Path]:
    """Return the installed font files we know how to use, by file name."""
    wanted = {name for names in _INSTALLED.values() for name in names} | set(_FALLBACKS)
    found: dict[str, Path] = {}
    for folder in _font_folders():
        for place, _, names in os.walk(folder):
            for name in wanted.intersection(names):
                found.setdefault(name, Path(place) / name)
    return found


def _font_folders() -> list[Path]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local]
    home = Path.home()
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    ]
