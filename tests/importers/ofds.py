"""OFD packages made to read: text objects on pages, as GB/T 33190-2016 has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.importers.making import zipped

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.64
"""Millimetres: 16 points."""


def text_object(line: str, y: float, x: float = 28.0, size: float = SIZE) -> str:
    """A line of text whose base line stands so many millimetres from the top."""
    return (
        f'<ofd:TextObject ID="7" Boundary="{x} {y - size} 160 {size * 1.2}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}">{line}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(pages: Sequence[str], resources: str = "", parts: Mapping[str, bytes] = {}) -> bytes:
    """A package: each page is the inside of its layer; `resources` those of the document."""
    listed = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    files = {
        "OFD.xml": f'<ofd:OFD {_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f"<ofd:Res {_NS}><ofd:CompositeGraphicUnits>{resources}"
        "</ofd:CompositeGraphicUnits></ofd:Res>",
        **{
            f"Doc_0/Pages/Page_{at}/Content.xml": f"<ofd:Page {_NS}><ofd:Content>"
            f'<ofd:Layer ID="1">{inside}</ofd:Layer></ofd:Content></ofd:Page>'
            for at, inside in enumerate(pages)
        },
    }
    return zipped({**{name: xml.encode() for name, xml in files.items()}, **parts})


def unit(name: str, inside: str) -> str:
    """A composite unit of the resources."""
    return (
        f'<ofd:CompositeGraphicUnit ID="{name}" Width="1" Height="1"><ofd:Content>{inside}'
        "</ofd:Content></ofd:CompositeGraphicUnit>"
    )


def use(name: str) -> str:
    """A place where a composite unit is drawn."""
    return f'<ofd:CompositeObject ID="9" Boundary="0 0 210 297" ResourceID="{name}"/>'


def typeset(lines: Sequence[str], page_number: str = "") -> str:
    """The text objects of a page of lines."""
    found = [text_object(line, 40 + 10 * row) for row, line in enumerate(lines)]
    return "".join(found) + (text_object(page_number, 285, 100, 4.9) if page_number else "")
