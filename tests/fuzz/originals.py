"""The whole files that are broken: small, and with everything in them that a reader looks at."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exporters.checks import through_office
from tests.helpers import SEED
from tests.importers import pages
from tests.importers.making import (
    NUMBERING,
    dele,
    docx,
    flat_odt,
    ins,
    numbered,
    odt,
    p,
    r,
    relation,
    tc,
)
from tests.importers.ofds import ofd, text_object, unit, use
from tests.importers.ofds import typeset as typeset_ofd
from tests.importers.pdfs import LINES, annotated, markup, note, raw, typeset

_LINES = SEED.read_text("utf-8").split("\n")[:9]


@cache
def of_docx() -> list[bytes]:
    """Headings, lists, tables, notes, comments with answers, changes, boxes, fields."""
    row = (
        "<w:tr>"
        + tc("表头", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + tc("一", '<w:vMerge w:val="restart"/>')
        + tc("二")
        + "</w:tr><w:tr>"
        + tc("", "<w:vMerge/>")
        + tc("三")
        + "</w:tr>"
    )
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    body = (
        p("关于法治的报告", style="Heading1")
        + p(r("粗", "<w:b/>"), r("上标", '<w:vertAlign w:val="superscript"/>'), r("藏", "<w:vanish/>"))
        + p("甲", ins("乙"), dele("丙"), "丁。", mark='<w:ins w:id="9" w:author="甲"/>')
        + p('<w:commentRangeStart w:id="0"/>', "有批注的字", '<w:commentRangeEnd w:id="0"/>', reference)
        + f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row}</w:tbl>"
        + numbered("第一", 0) + numbered("第二", 1) + numbered("第三", 2, 2)
        + p("脚注", '<w:r><w:footnoteReference w:id="2"/></w:r>', "。")
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "7",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:hyperlink r:id="link"><w:r><w:t>链接</w:t></w:r></w:hyperlink>',
        )
        + "<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>"
        + p("<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>" + p("框")
            + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>")
        + "".join(p(line) for line in _LINES)
    )  # fmt: skip
    parts = {
        "numbering": NUMBERING,
        "styles": '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        "comments": '<w:comment w:id="0" w:author="甲" w:date="2024-03-01T10:00:00Z">'
        + p("批注").replace("<w:p>", '<w:p w14:paraId="00000001">')
        + '</w:comment><w:comment w:id="1" w:author="乙">'
        + p("回复").replace("<w:p>", '<w:p w14:paraId="00000002">')
        + "</w:comment>",
        "commentsExtended": '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>',
        "footnotes": f'<w:footnote w:id="2">{p("脚注文字")}</w:footnote>',
    }
    link = relation("link", "hyperlink", "https://example.org/", external=True)
    plain = docx("".join(p(line) for line in _LINES))
    chunks = {
        "a.html": b"<h2>Heading</h2><p>One <b>bold</b> word</p>",
        "b.txt": "嵌入的文字".encode(),
        "c.rtf": rb"{\rtf1\ansi \u20013?\par}",
        "d.docx": plain,
    }
    embedding = docx(
        p("前") + "".join(f'<w:altChunk r:id="{name[0]}"/>' for name in chunks) + p("后"),
        relations="".join(relation(name[0], "aFChunk", name) for name in chunks),
        files={f"word/{name}": data for name, data in chunks.items()},
    )
    return [docx(body, parts, link), plain, embedding]


@cache
def of_odt() -> list[bytes]:
    """Headings, lists, tables, notes, annotations, tracked changes."""
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info>'
        "<dc:creator>甲</dc:creator><dc:date>2024-03-01T10:00:00</dc:date></office:change-info>"
        '</text:insertion></text:changed-region><text:changed-region text:id="c2"><text:deletion>'
        "<office:change-info><dc:creator>乙</dc:creator></office:change-info><text:p>删</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + '<text:h text:outline-level="1">关于法治的报告</text:h>'
        + '<text:p>甲<text:change-start text:change-id="c1"/>乙<text:change-end text:change-id="c1"/>'
        '<text:change text:change-id="c2"/>丁<text:s text:c="3"/><text:tab/><text:line-break/></text:p>'
        '<text:p>前<office:annotation office:name="n1"><dc:creator>甲</dc:creator><text:p>批注</text:p>'
        '</office:annotation>字<office:annotation-end office:name="n1"/><text:note text:note-class='
        '"footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p>'
        "</text:note-body></text:note></text:p>"
        '<text:list><text:list-item text:start-value="3"><text:p>项</text:p><text:list><text:list-item>'
        "<text:p>子项</text:p></text:list-item></text:list></text:list-item></text:list>"
        '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>'
        '<table:table-cell table:number-columns-spanned="2"><text:p>表头</text:p></table:table-cell>'
        "<table:covered-table-cell/></table:table-row><table:table-row>"
        "<table:table-cell><text:p>一</text:p></table:table-cell>"
        "<table:table-cell><text:p>二</text:p></table:table-cell></table:table-row></table:table>"
        + "".join(f"<text:p>{line}</text:p>" for line in _LINES)
    )
    return [odt(body), flat_odt(body), odt("".join(f"<text:p>{line}</text:p>" for line in _LINES))]


@cache
def of_html() -> list[bytes]:
    """Pages of several content management systems, in two encodings."""
    made = (pages.trs, pages.word, pages.tables, pages.deep, pages.lists, pages.index_table)
    return [make().encode(("utf-8", "gb18030")[at % 2], "replace") for at, make in enumerate(made)]


@cache
def of_txt() -> list[bytes]:
    """Text in four encodings, one of them hard-wrapped and with remnants of a page."""
    text = "\n".join(_LINES)
    lines = (line[at : at + 20] for line in _LINES for at in range(0, len(line), 20))
    wrapped = "<p>" + "\n".join(lines) + "&nbsp;</p>"
    return [
        text.encode(),
        text.encode("gb18030"),
        text.encode("utf-16"),
        wrapped.encode("utf-16-le"),
    ]


@cache
def of_rtf() -> list[bytes]:
    """Styles, tables, notes, boxes, changes, comments, pictures."""

    def row(*cells: bytes) -> bytes:
        said = rb"\trowd\clvmgf\cellx100\clmgf\cellx200\clmrg\cellx300"
        return said + b"".join(rb"\pard\intbl " + cell + rb"\cell" for cell in cells) + rb"\row"

    lines = b"".join(
        b"".join(rb"\u%d?" % ord(char) for char in line) + rb"\par" + b"\n" for line in _LINES[:4]
    )
    head = (
        rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 A;}{\f1\fcharset0 B;}}"
        rb"{\stylesheet{\s1 heading 1;}{\s2\outlinelevel1 Own;}}{\*\revtbl{Unknown;}{\u30002?;}}"
    )
    body = (
        rb"\pard\s1 \'b7\'a8\'d6\'ce\par\pard\s2 Two\par"
        rb"a{\deleted\revauthdel1\revdttmdel-1480390016 b}{\revised\revauth1 c}d\par"
        rb"one {\*\atrfstart 7}two{\*\atrfend 7}{\*\atnid X}{\*\atnauthor Z}\chatn"
        rb"{\*\annotation{\*\atnref 7}{\*\atndate -1480390016}said}\par"
        rb"n{\super\chftn{\footnote\pard note\par}}{\shp{\*\shpinst{\shptxt box\par}}}\par"
        rb"{\listtext\u19968?\u12289?\tab}item\par{\*\shppict{\pict\pngblip 89504e47}}\par"
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt y}}\u-10174?\u-8265?\uc2\u27861 ab\par"
    )
    return [
        head + body + row(b"a", b"b", b"c") * 2 + rb"\pard " + lines + b"}",
        head + lines + b"}",
    ]


@cache
def of_pdf() -> list[bytes]:
    """Pages as reportlab makes them, one with annotations, and one by hand that has no text."""
    remarks = (markup("Highlight", LINES[1]), note("Text", 100, 700, Contents="批注"))
    by_hand = raw(b"<</Length 28>>stream\n0 0 m 100 100 l S /a gs q Q n\nendstream")
    return [typeset(), annotated(typeset(), *remarks), typeset(LINES[:2], 18.0), by_hand]


@cache
def of_md() -> list[bytes]:
    """Headings, lists, tables, quotations, code, pages' marks, links, pictures."""
    text = (
        "---\ntitle: 甲\n---\n# 关于法治的报告\n\n## 基本情况\n\n正文**粗*斜***`码`[链接](https://example.org/ '题')"
        "![图](x.png)<br>又一行\\\n再一行。\n\n1. 甲\n2. 乙\n   - 丙\n\n> 引文\n> - 项\n\n| 甲 | 乙 |\n|---|:-:|\n"
        "| 1 | 2 |\n\n```\n代码\n```\n\n<div>\n居中\n</div>\n\n建议\n---\n\n[参]: http://example.org\n\n&nbsp;\\*\n"
    )
    return [text.encode(), text.encode("gb18030"), "\n\n".join(_LINES).encode()]


@cache
def of_ofd() -> list[bytes]:
    """Pages of lines, page numbers, units that are drawn elsewhere."""
    pages = [typeset_ofd(_LINES[:5], "— 1 —"), typeset_ofd(_LINES[5:], "— 2 —")]
    return [
        ofd(pages),
        ofd([use("3") + text_object("字", 200)], unit("3", typeset_ofd(_LINES[:2]))),
    ]


@cache
def of_doc() -> list[bytes]:
    """What LibreOffice makes of the DOCX files."""
    made = []
    with TemporaryDirectory() as folder:
        for data in of_docx():
            path = Path(folder, "a.docx")
            path.write_bytes(data)
            made.append(through_office(path, "doc", Path(folder)).read_bytes())
    return made


ORIGINALS: dict[str, Callable[[], list[bytes]]] = {
    "docx": of_docx,
    "odt": of_odt,
    "html": of_html,
    "txt": of_txt,
    "rtf": of_rtf,
    "pdf": of_pdf,
    "md": of_md,
    "ofd": of_ofd,
    "doc": of_doc,
}
"""What is broken, by kind: the suffix of its files."""
