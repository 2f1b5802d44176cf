"""Puts a made font into a PDF, whole: it has exactly the characters that are drawn.

A composite font whose codes are the glyphs' numbers (ISO 32000-1, 9.7), with the map that leads
from them back to characters (9.10.3): those above U+FFFF as UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reviewer.exporters.pdf_file import Objects, Ref
from reviewer.exporters.pdf_fonts import MadeFont

_RANGES: Final = 100
"""How many entries a section of a character map may have."""
_MAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def embedded(objects: Objects, font: MadeFont) -> Ref:
    """Add a font and return it."""
    # -- six letters before the name say that it is a part of a font (9.6.4)
    letters = (chr(ord("A") + int(digit, 16)) for digit in font.name[-6:])
    name = f"/{''.join(letters)}+{font.name}"
    file = objects.stream(font.path.read_bytes())
    descriptor = objects.add(
        f"<</Type/FontDescriptor/FontName{name}/Flags 4/FontBBox[-200 -250 1200 1000]/ItalicAngle 0"
        f"/Ascent 880/Descent -120/CapHeight 740/StemV 80/FontFile2 {file}>>"
    )
    glyphs = sorted((number, code) for code, number in font.glyphs.items())
    widths = " ".join(str(round(font.widths[chr(code)] * 1000)) for _, code in glyphs)
    first = glyphs[0][0]
    descendant = objects.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDToGIDMap/Identity/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/W[{first}[{widths}]]/FontDescriptor {descriptor}>>"
    )
    back = objects.stream(_MAP.format("\n".join(_sections(glyphs))).encode("ascii"))
    return objects.add(
        f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant}]/ToUnicode {back}>>"
    )


def _sections(glyphs: list[tuple[int, int]]) -> Iterable[str]:
    for begin in range(0, len(glyphs), _RANGES):
        section = glyphs[begin : begin + _RANGES]
        lines = [f"<{number:04x}> <{_utf16(code)}>" for number, code in section]
        yield f"{len(section)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar"


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be", "surrogatepass").hex()
