"""DOCX: nothing of a report is lost, and every remark stands on exactly its characters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.formats.ooxml import Package
from reviewer.formats.ooxml_walk import walk
from reviewer.importers import Imported
from reviewer.model.document import Cell, MarkKind, ParagraphKind, Table
from tests.helpers import SEED, marks, tree
from tests.importers.making import (
    NUMBERING,
    content_types,
    dele,
    docx,
    ins,
    numbered,
    p,
    r,
    relation,
    tc,
    zipped,
)

BODY = "今年以来，全市各级各部门认真贯彻落实上级决策部署，各项工作取得了明显成效。"
PICTURE = b"\x89PNG\r\n\x1a\n...."


def read(data: bytes, encoding: str = "") -> Imported:
    return importers.read_bytes("报告.docx", data, encoding)


def text_of(body: str, **kind: str) -> str:
    return read(docx(body, kind)).document.text


# text


def test_what_another_library_writes_is_read_whole() -> None:
    made = python_docx.Document()
    lines = SEED.read_text("utf-8").split("\n")
    for line in lines:
        made.add_paragraph(line)
    stream = io.BytesIO()
    made.save(stream)
    document = read(stream.getvalue()).document
    plain = importers.read(SEED).document
    assert document.text == plain.text
    assert tree(document) == tree(plain)
    assert document.title == plain.title
    assert document.source.importer == "docx"


def test_tabs_breaks_hyphens_and_symbols_are_characters() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    run = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>"
    assert text_of(p(run, symbol)) == "甲\t乙\u2028丙\u2011☑"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", "F0B3", "≥"),
        ("Symbol", "F062", "β"),
        ("Wingdings 2", "F052", "☑"),
        ("宋体", "2460", "①"),
        ("某字体", "F041", "A"),
        ("宋体", "D800", ""),
        ("宋体", "甲", ""),
    ],
)
def test_characters_of_symbol_fonts_are_those_they_look_like(
    font: str, code: str, shown: str
) -> None:
    assert text_of(p("甲", f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')) == "甲" + shown


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        ("Wingdings", "\uf0fe属实", "☑属实"),
        ("Wingdings", "&#xF0FE;属实", "☑属实"),
        ("Wingdings", "&#61694;属实", "☑属实"),
        ("Symbol", "\uf0b35", "≥5"),
        ("Symbol", "\uf001", "•"),
        ("仿宋", "\uf0fe", "\uf0fe"),
    ],
)
def test_characters_written_in_a_symbol_font_are_those_they_look_like(
    font: str, text: str, shown: str
) -> None:
    look = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="仿宋"/>'
    assert text_of(p("甲", r(text, look), "乙")) == f"甲{shown}乙"


def field(instruction: str, begin: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{begin}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"eq \o\ac(○,1)", "①"),
        (r" EQ \o\ac (○, 12) ", "⑫"),
        (r"eq \o\ac(□,急)", "急"),
        (r"EQ \f(1,2)", "1/2"),
        ("DATE", ""),
    ],
)
def test_what_a_field_draws_without_a_result_is_text(instruction: str, shown: str) -> None:
    assert text_of(p("甲", field(instruction), "乙")) == f"甲{shown}乙"


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "□"),
        ("<w:checked/>", "☑"),
        ("", "□"),
    ],
)
def test_boxes_of_a_form_are_ticked_or_empty(said: str, box: str) -> None:
    begin = f"<w:ffData><w:checkBox>{said}</w:checkBox></w:ffData>"
    assert text_of(p(field("FORMCHECKBOX", begin), "同意")) == box + "同意"


def test_marks_of_spelling_and_of_pages_change_nothing() -> None:
    run = "<w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>"
    assert text_of(p("甲", '<w:proofErr w:type="spellStart"/>', run)) == "甲乙"


def test_white_space_at_the_edge_of_a_run_counts_only_where_it_is_preserved() -> None:
    assert text_of(p("<w:r><w:t> 甲\n </w:t></w:r>", r(" 乙 "), r("丙"))) == "甲 乙 丙"


def test_blank_paragraphs_and_white_space_around_paragraphs_are_dropped() -> None:
    assert text_of(p(r("　　甲　")) + p() + p(r("\u200b")) + p("乙")) == "甲\n乙"


def test_content_controls_smart_tags_and_links_keep_their_text() -> None:
    block = f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{r('乙')}</w:sdtContent></w:sdt>"
    tag = f"<w:smartTag>{r('丙')}</w:smartTag>"
    assert text_of(block + p(inline, tag)) == "甲\n乙丙"


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    complex_field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("2023年") + "<w:r>"
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="AUTHOR">{r("某局")}</w:fldSimple>'
    assert text_of(p(complex_field, "，", simple)) == "2023年，某局"


def test_a_field_that_never_ends_swallows_no_more_than_its_paragraph() -> None:
    broken = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "甲")
    assert text_of(broken + p("乙")) == "乙"


def test_hidden_text_is_left_out_and_spoken_of() -> None:
    imported = read(docx(p("明", r("暗", "<w:vanish/>"))))
    assert imported.document.text == "明"
    assert "1 处隐藏文字" in imported.notices[0]


def test_a_formula_keeps_its_characters() -> None:
    assert text_of(p("即", "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")) == "即x=1"


def test_of_alternate_contents_one_is_read() -> None:
    either = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'><w16se:symEx "
        "xmlns:w16se='urn:x'/></mc:Choice><mc:Fallback><w:t>甲</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text_of(p(either)) == "甲"


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    inside = f"<w:txbxContent>{p('框中')}{p('两段')}</w:txbxContent>"
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(p("前", box, "后") + p("下段")) == "前后\n框中\n两段\n下段"


def test_strict_documents_are_read_like_others() -> None:
    data = docx(p("甲", style="h"), {"styles": heading_style("h", 1)})
    with_strict = data_with(
        data,
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read(with_strict).document.text == "甲"


def test_a_byte_order_mark_before_the_xml_is_no_fault() -> None:
    body = f"<w:document xmlns:w='{W_NAME}'><w:body>{p('甲')}</w:body></w:document>"
    data = docx(p("乙"), files={"word/document.xml": b"\xef\xbb\xbf" + body.encode()})
    assert read(data).document.text == "甲"


W_NAME = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def data_with(data: bytes, old: str, new: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped(
            {
                name: archive.read(name).replace(old.encode(), new.encode())
                for name in archive.namelist()
            }
        )


# headings and numbers


def heading_style(style_id: str, level: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="heading {level}"/>'
        "</w:style>"
    )


def test_headings_without_numbers_become_sections_by_their_styles() -> None:
    styles = heading_style("a1", 1) + heading_style("a2", 2)
    body = (
        p("关于某项工作情况的报告")
        + p("总体情况", style="a1")
        + p(BODY)
        + p("机制建设", style="a2")
        + p(BODY)
        + p("下一步打算", level=0)
        + p(BODY)
    )
    document = read(docx(body, {"styles": styles})).document
    assert tree(document) == [
        (1, "", "总体情况"),
        (2, "", "机制建设"),
        (1, "", "下一步打算"),
    ]


def test_the_title_style_makes_the_title() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="u"><w:name w:val="x"/><w:basedOn w:val="t"/></w:style>'
    )
    document = read(docx(p("某地若干事项", style="u") + p(BODY), {"styles": styles})).document
    assert document.title == "某地若干事项"
    assert document.paragraphs[0].kind is ParagraphKind.TITLE


def test_automatic_numbers_become_text_and_open_sections() -> None:
    body = (
        p("关于某项工作情况的报告")
        + numbered("基本情况", 0)
        + numbered("机制建设", 1)
        + p(BODY)
        + numbered("责任落实", 1)
        + p(BODY)
        + numbered("存在问题", 0)
        + numbered("思想认识", 1)
        + p(BODY)
    )
    document = read(docx(body, {"numbering": NUMBERING})).document
    assert tree(document) == [
        (1, "一、", "基本情况"),
        (2, "（一）", "机制建设"),
        (2, "（二）", "责任落实"),
        (1, "二、", "存在问题"),
        (2, "（一）", "思想认识"),
    ]


def test_numbers_count_restart_and_mix_levels_as_word_does() -> None:
    body = (
        numbered("甲", 2)
        + numbered("乙", 3)
        + numbered("丙", 3)
        + numbered("丁", 2)
        + numbered("戊", 3)
        + numbered("己", 0, 2)
        + numbered("庚", 0, 2)
        + numbered("辛", 4, 2)
    )
    assert text_of(body, numbering=NUMBERING).split("\n") == [
        "1. 甲",
        "① 乙",
        "② 丙",
        "2. 丁",
        "① 戊",
        "五、己",
        "六、庚",
        "六.1 辛",
    ]


def test_a_style_can_number_and_a_paragraph_can_take_the_number_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="n"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    without = (
        '<w:p><w:pPr><w:pStyle w:val="n"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
        f"{r('乙')}</w:p>"
    )
    data = docx(
        p("甲", style="n") + without + p("丙", style="n"),
        {"numbering": NUMBERING, "styles": styles},
    )
    assert read(data).document.text == "一、甲\n乙\n二、丙"


def test_lines_of_a_table_of_contents_are_text_and_no_headings() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="toc 1"/></w:style>'
    body = (
        p("关于某项工作情况的报告")
        + p("一、甲\t1", style="c")
        + p("二、乙\t2", style="c")
        + p("一、甲")
        + p(BODY)
        + p("二、乙")
    )
    document = read(docx(body, {"styles": styles})).document
    assert tree(document) == [(1, "一、", "甲"), (1, "二、", "乙")]
    assert document.sections[0].span.start > 10


# tables, notes, pictures, looks


WIDE = '<w:gridSpan w:val="2"/>'
DOWN = '<w:vMerge w:val="restart"/>'


def test_a_table_keeps_its_grid_with_merged_cells() -> None:
    table = (
        "<w:tbl>"
        f"<w:tr>{tc('甲', WIDE)}{tc('乙', DOWN)}</w:tr>"
        f"<w:tr>{tc('丙')}{tc('丁')}{tc('', '<w:vMerge/>')}</w:tr>"
        "</w:tbl>"
    )
    document = read(docx(p("表前") + table + p("表后"))).document
    assert document.text == "表前\n甲\n乙\n丙\n丁\n表后"
    assert document.tables == (Table(2, 3),)
    assert [q.cell for q in document.paragraphs[1:5]] == [
        Cell(0, 0, 0, 1, 2),
        Cell(0, 0, 2, 2, 1),
        Cell(0, 1, 0),
        Cell(0, 1, 1),
    ]
    assert document.paragraphs[1].kind is ParagraphKind.CELL


def test_a_table_of_one_cell_is_a_frame_and_its_headings_are_sections() -> None:
    inside = f"<w:tc><w:tcPr/>{p('一、甲')}{p(BODY)}{p('二、乙')}{p(BODY)}</w:tc>"
    body = p("关于某项工作情况的报告") + f"<w:tbl><w:tr>{inside}</w:tr></w:tbl>"
    document = read(docx(body)).document
    assert tree(document) == [(1, "一、", "甲"), (1, "二、", "乙")]
    assert document.tables == ()


def test_a_table_inside_a_cell_is_more_lines_of_the_cell() -> None:
    inner = f"<w:tbl><w:tr>{tc('内')}{tc('层')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{tc('外')}<w:tc><w:tcPr/>{inner}{p('末')}</w:tc></w:tr></w:tbl>"
    document = read(docx(outer)).document
    assert document.text == "外\n内\n层\n末"
    assert [q.cell for q in document.paragraphs] == [Cell(0, 0, 0), *[Cell(0, 0, 1)] * 3]


def test_an_absurd_span_makes_no_absurd_table() -> None:
    wide = tc("甲", '<w:gridSpan w:val="999999999"/>')
    document = read(docx(f"<w:tbl><w:tr>{wide}{tc('乙')}</w:tr></w:tbl>")).document
    assert document.tables[0].columns <= 1000


def test_notes_stand_after_the_text_and_their_signs_lead_to_them() -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="3">{p("见附表")}{p("第二段")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{p("来源")}</w:endnote>'
    body = p("甲", '<w:r><w:footnoteReference w:id="3"/></w:r>') + p(
        "乙", '<w:r><w:endnoteReference w:id="2"/></w:r>'
    )
    imported = read(docx(body, {"footnotes": notes, "endnotes": ends}))
    document = imported.document
    assert document.text == "甲[1]\n乙[2]\n[1] 见附表\n第二段\n[2] 来源"
    assert [q.kind for q in document.paragraphs[2:]] == [ParagraphKind.NOTE] * 3
    assert marks(imported, MarkKind.NOTE) == [("[1]", "2"), ("[2]", "4")]


def test_pictures_are_one_character_each_and_kept_as_resources() -> None:
    drawing = '<w:r><w:drawing><a:graphic><a:blip r:embed="{}"/></a:graphic></w:drawing></w:r>'
    data = docx(
        p("甲", drawing.format("i1"), "乙", drawing.format("i2"), drawing.format("i1")),
        relations=relation("i1", "image", "media/a.png")
        + relation("i2", "image", "http://example.invalid/b.png", external=True),
        files={"word/media/a.png": PICTURE},
    )
    imported = read(data)
    assert imported.document.text == "甲\ufffc乙\ufffc\ufffc"
    assert marks(imported, MarkKind.IMAGE) == [
        ("\ufffc", "word/media/a.png"),
        ("\ufffc", ""),
        ("\ufffc", "word/media/a.png"),
    ]
    assert imported.resources == {"word/media/a.png": ("image/png", PICTURE)}
    assert any("外部的图片" in notice for notice in imported.notices)


def test_looks_of_runs_become_marks() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="s"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>'
        "</w:style>"
    )
    imported = read(
        docx(
            p(
                r("粗", "<w:b/>"),
                r("又", '<w:rStyle w:val="s"/>'),
                r("平", '<w:b w:val="0"/>'),
                r("斜", "<w:i/>"),
                r("线", '<w:u w:val="single"/>'),
                r("2", '<w:vertAlign w:val="superscript"/>'),
                r("3", '<w:vertAlign w:val="subscript"/>'),
            ),
            {"styles": styles},
        )
    )
    assert marks(imported, MarkKind.BOLD) == [("粗又", "")]
    assert marks(imported, MarkKind.ITALIC) == [("斜", "")]
    assert marks(imported, MarkKind.UNDERLINE) == [("线", "")]
    assert marks(imported, MarkKind.SUPERSCRIPT) == [("2", "")]
    assert marks(imported, MarkKind.SUBSCRIPT) == [("3", "")]


def test_links_know_their_targets() -> None:
    link = f'<w:hyperlink r:id="l1">{r("网")}{r("站")}</w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK '
        '"http://example.invalid/b"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        "</w:r>" + r("域") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    inner = f'<w:hyperlink w:anchor="b1">{r("内")}</w:hyperlink>'
    data = docx(
        p(link, field, "外", inner),
        relations=relation("l1", "hyperlink", "http://example.invalid/a", external=True),
    )
    assert marks(read(data), MarkKind.LINK) == [
        ("网站", "http://example.invalid/a"),
        ("域", "http://example.invalid/b"),
        ("内", "#b1"),
    ]


# the walk


@given(
    st.lists(
        st.lists(st.text(alphabet="甲乙 　\t𠮷a", max_size=4), max_size=4).map(tuple), max_size=6
    )
)
def test_every_piece_of_text_knows_where_it_stands(paragraphs: list[tuple[str, ...]]) -> None:
    body = "".join(p(*(r(run) for run in runs)) for runs in paragraphs)
    walked = walk(Package("报告.docx", docx(body)), whole=True)
    text = "\n".join(line.text for line in walked.lines)
    shown = ["".join(runs).strip(" 　\t") for runs in paragraphs]
    assert text == "\n".join(line for line in shown if line)
    for line in walked.lines:
        pieces = list(line.pieces)
        assert "".join(piece.text for piece in pieces).strip(" 　\t") == line.text
        for piece in pieces:
            at = max(piece.start, line.start)
            stop = max(at, min(piece.start + len(piece.text), line.end))
            assert text[at:stop] == piece.text[at - piece.start : stop - piece.start]
            assert piece.run.tag.endswith("}r")


# what is no good


PLACES: dict[str, Callable[[str, bytes], tuple[str, bytes]]] = {
    "absolute targets": lambda name, data: (
        name,
        data.replace(b'"word/', b'"/word/').replace(b'"comments', b'"/word/comments'),
    ),
    "another name": lambda name, data: (
        name.replace("document.xml", "document2.xml"),
        data.replace(b"/document.xml", b"/document2.xml"),
    ),
    "backslashes": lambda name, data: (name.replace("/", "\\"), data),
    "slashes in front": lambda name, data: (f"/{name}", data),
    "large letters": lambda name, data: (name.upper() if "comments" in name else name, data),
    "macros": lambda name, data: (
        name,
        data.replace(
            b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
            b"vnd.ms-word.document.macroEnabled.main",
        ),
    ),
    "a template": lambda name, data: (name, data.replace(b"document.main+", b"template.main+")),
    "UTF-16": lambda name, data: (name, data.decode().encode("utf-16")),
    "byte order marks": lambda name, data: (name, b"\xef\xbb\xbf" + data),
}


@pytest.mark.parametrize("way", PLACES)
def test_parts_are_found_wherever_a_program_put_them(way: str) -> None:
    body = p("甲", '<w:commentRangeStart w:id="1"/>', "乙", '<w:commentRangeEnd w:id="1"/>')
    comment = f'<w:comment w:id="1">{p("意见")}</w:comment>'
    with zipfile.ZipFile(io.BytesIO(docx(body, {"comments": comment}))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    packed = zipped(dict(PLACES[way](*part) for part in parts.items()))
    imported = importers.read_bytes("报告.docx", packed)
    assert imported.document.text == "甲乙"
    assert [(g.quote, g.body) for g in imported.given] == [("乙", "意见")]


@pytest.mark.parametrize(
    "xml",
    [
        '<?mso-application progid="Word.Document"?>\n<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
    ],
)
def test_words_own_xml_is_no_text_and_gets_a_sentence(xml: str) -> None:
    with pytest.raises(ReportError, match=r"Word 的 XML 文档.*另存为 \.docx"):
        importers.read_bytes("报告.xml", xml.encode())


def test_a_package_without_a_body_gets_a_sentence() -> None:
    types = content_types(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    )
    with pytest.raises(ReportError, match="没有正文"):
        read(zipped({"[Content_Types].xml": types.encode()}))


def test_a_report_of_pictures_alone_gets_a_sentence() -> None:
    with pytest.raises(ReportError, match="没有文字"):
        read(docx(p()))


# documents in the document

CHUNK = '<w:altChunk r:id="chunk"/>'
HTML_CHUNK = "<html><body><h2>一、标题</h2><p>网页里的<b>一段</b></p></body></html>"


def with_chunk(name: str, data: bytes, *, body: str = "") -> bytes:
    return docx(
        body or p("前一段") + CHUNK + p("后一段"),
        relations=relation("chunk", "aFChunk", name),
        files={f"word/{name}": data},
    )


@pytest.mark.parametrize(
    ("name", "data", "inside"),
    [
        ("afchunk.html", HTML_CHUNK.encode(), "一、标题\n网页里的一段"),
        ("afchunk.htm", "<p>没有头的一段</p>".encode("gb18030"), "没有头的一段"),
        ("afchunk.txt", "文本里的一段\n\n第二段。".encode(), "文本里的一段\n第二段。"),
        ("afchunk.rtf", rb"{\rtf1\ansi\ansicpg936 \u20013?\par}", "中"),
        ("afchunk.docx", docx(p("内层", dele("删"), ins("增")) + p("又一段")), "内层删\n又一段"),
    ],
)
def test_embedded_documents_are_read_where_they_stand(name: str, data: bytes, inside: str) -> None:
    imported = read(with_chunk(name, data))
    assert imported.document.text == f"前一段\n{inside}\n后一段"
    assert any("嵌入的 1 个其他文档已在原处读入" in notice for notice in imported.notices)


def test_looks_tables_and_changes_of_an_embedded_document_are_where_they_belong() -> None:
    table = "<w:tbl><w:tr>" + tc("甲格") + tc("乙格") + "</w:tr></w:tbl>"
    inner = docx(table + p(r("粗", "<w:b/>"), ins("增")))
    imported = read(with_chunk("a.docx", inner, body=table + CHUNK + p("末段", dele("删"))))
    assert imported.document.text == "甲格\n乙格\n甲格\n乙格\n粗\n末段删"
    cells = [paragraph.cell for paragraph in imported.document.paragraphs]
    assert [cell.table for cell in cells if cell is not None] == [0, 0, 1, 1]
    assert len(imported.document.tables) == 2
    assert marks(imported, MarkKind.BOLD) == [("粗", "")]
    assert [(g.start, g.quote, g.suggestion) for g in imported.given] == [
        (13, "", "增"),
        (16, "删", ""),
    ]


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"", b"\x89PNG\r\n", docx(CHUNK)])
def test_an_embedded_document_that_cannot_be_read_is_spoken_of(data: bytes) -> None:
    imported = read(with_chunk("a.docx", data))
    assert imported.document.text == "前一段\n后一段"
    assert any("没有读取" in notice for notice in imported.notices)


def test_a_link_to_a_document_outside_is_not_followed() -> None:
    link = relation("chunk", "aFChunk", "http://example.com/a.html", external=True)
    imported = read(docx(p("前一段") + CHUNK, relations=link))
    assert imported.document.text == "前一段"
    assert any("嵌入了 1 个其他文档，没有读取" in notice for notice in imported.notices)
