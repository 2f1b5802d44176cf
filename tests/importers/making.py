"""Makes small DOCX and ODT files out of the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid" '
    'xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPE = f"{_WORD}.document.main+xml"
"""The content type of the part with the body."""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "commentsExtended": "w15:commentsEx",
    "commentsIds": "w16cid:commentsIds",
    "commentsExtensible": "w16cex:commentsExtensible",
}
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMES = (
    f'xmlns:office="{_ODF}office:1.0" xmlns:text="{_ODF}text:1.0" xmlns:table="{_ODF}table:1.0" '
    f'xmlns:style="{_ODF}style:1.0" xmlns:draw="{_ODF}drawing:1.0" '
    f'xmlns:fo="{_ODF}xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def p(*runs: str, style: str = "", mark: str = "", level: int | None = None) -> str:
    """A paragraph; what is no XML is a run. `mark` is the change of its paragraph mark."""
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in runs)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def by(author: str = "审阅人甲", date: str = "2024-03-01T10:00:00Z") -> str:
    """The attributes of a tracked change."""
    return f'w:id="7" w:author="{author}" w:date="{date}"'


def ins(text: str, author: str = "审阅人甲", tag: str = "ins") -> str:
    """A tracked insertion."""
    return f"<w:{tag} {by(author)}>{r(text)}</w:{tag}>"


def dele(text: str, author: str = "审阅人甲", tag: str = "del") -> str:
    """A tracked deletion."""
    return f"<w:{tag} {by(author)}><w:r><w:delText>{text}</w:delText></w:r></w:{tag}>"


def docx(
    body: str,
    parts: Mapping[str, str] | None = None,
    relations: str = "",
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """A DOCX file with this body, these parts (the inside of their roots) and further files."""
    named = {
        name: f"<{_ROOTS[name]} {_NAMES}>{inside}</{_ROOTS[name]}>"
        for name, inside in (parts or {}).items()
    }
    links = "".join(
        f'<Relationship Id="part{name}" Type="{_RELATION}/{name}" Target="{name}.xml"/>'
        for name in named
    )
    whole = {
        "[Content_Types].xml": content_types(MAIN_TYPE),
        "_rels/.rels": relationships(
            f'<Relationship Id="r1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": relationships(links + relations),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": xml for name, xml in named.items()},
    }
    return zipped({**{name: xml.encode() for name, xml in whole.items()}, **(files or {})})


def content_types(main: str) -> str:
    """The content types of a package whose main part is of that type."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def relationships(inside: str) -> str:
    """A part of relationships."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inside}</Relationships>"
    )


def relation(relation_id: str, kind: str, target: str, *, external: bool = False) -> str:
    """One relationship."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{relation_id}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'


def odt(body: str, automatic: str = "", common: str = "", files: Mapping[str, bytes] = {}) -> bytes:
    """An ODT file with this text, these automatic and common styles, and further files."""
    content = (
        f"<office:document-content {_ODF_NAMES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    styles = (
        f"<office:document-styles {_ODF_NAMES}><office:styles>{common}</office:styles>"
        "</office:document-styles>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "styles.xml": styles.encode(),
            **files,
        }
    )


def flat_odt(body: str) -> bytes:
    """The same as one XML file."""
    return (
        f"<office:document {_ODF_NAMES}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document>"
    ).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive, the same whenever it is made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            # -- an entry without a time is of 1980
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """What is in a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tc(text: str, properties: str = "") -> str:
    """A table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def _level(depth: int, way: str, pattern: str, suffix: str = "tab") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{way}"/>'
        f'<w:lvlText w:val="{pattern}"/><w:suff w:val="{suffix}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + _level(0, "chineseCounting", "%1、", "nothing")
    + _level(1, "chineseCountingThousand", "（%2）")
    + _level(2, "decimal", "%3.")
    + _level(3, "decimalEnclosedCircle", "%4")
    + _level(4, "decimal", "%1.%5")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int, list_id: int = 1) -> str:
    """A paragraph of a list of `NUMBERING`."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
        f"</w:pPr>{r(text)}</w:p>"
    )


def all_sorts() -> bytes:
    """A DOCX with a mark, a change, a remark, a table, a list and a note of each sort."""
    row = tc("表头", '<w:gridSpan w:val="2"/>')
    body = (
        p("关于法治的报告")
        + p(
            r("粗", "<w:b/>"),
            r("斜", "<w:i/>"),
            r("x"),
            r("2", '<w:vertAlign w:val="superscript"/>'),
        )
        + p("甲", ins("乙"), dele("丙"), "丁。𠮷“引号”——……·")
        + p(
            '<w:commentRangeStart w:id="0"/>',
            "有批注的字",
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            "，其后。",
        )
        + '<w:tbl><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
        + f"<w:tr>{row}</w:tr><w:tr>{tc('一')}{tc('二')}</w:tr></w:tbl>"
        + numbered("第一", 0)
        + numbered("第二", 1)
        + p("脚注在此", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。")
    )
    said = 'w:id="0" w:author="Zhang" w:date="2024-03-01T10:00:00Z"'
    parts = {
        "numbering": NUMBERING,
        "comments": f"<w:comment {said}>{p('批注内容')}</w:comment>",
        "footnotes": f'<w:footnote w:id="2">{p("脚注文字")}</w:footnote>',
    }
    return docx(body, parts)
