"""HTML: the report on a page is found whole, and nothing of the page around it comes along."""

from __future__ import annotations

import base64
import codecs
import json

import pytest

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.importers import Imported
from reviewer.model.document import Cell, MarkKind, ParagraphKind, Table
from tests.helpers import SAMPLES, tree
from tests.importers.pages import ADDRESSEE, BODY, NOISE, PAGES, SIGNATURE, TITLE, trs, word

PICTURE = b"\x89PNG\r\n\x1a\n...."


def read(html: str | bytes, name: str = "报告.html") -> Imported:
    return importers.read_bytes(name, html.encode() if isinstance(html, str) else html)


def text_of(inside: str) -> str:
    return read(f"<html><body>{inside}</body></html>").document.text


@pytest.mark.parametrize("layout", PAGES)
def test_whatever_the_layout_the_report_is_found_whole_and_alone(layout: str) -> None:
    document = read(PAGES[layout]()).document
    lines = document.text.split("\n")
    wanted = [ADDRESSEE, *BODY, *SIGNATURE]
    assert [line for line in lines if line in wanted] == wanted
    assert [noise for noise in NOISE if noise in document.text] == []
    assert document.title == TITLE
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    assert any(
        kind is ParagraphKind.DATELINE and "2024" in paragraph.span.cut(document.text)
        for kind, paragraph in zip(kinds, document.paragraphs, strict=True)
    )
    assert tree(document) == [
        (1, "一、", "基本情况"),
        (2, "（一）", "组织领导不断加强"),
        (2, "（二）", "工作机制逐步健全"),
        (1, "二、", "存在问题"),
        *[(s.level, s.number, s.title) for s in document.sections[4:-1]],
        (1, "三、", "意见建议"),
    ]


def test_the_raw_page_of_a_state_council_paper_has_the_expected_outline() -> None:
    path = SAMPLES / "statecouncil-2019-4-hospitals-html.txt"
    document = importers.read(path).document
    expected = json.loads(path.with_suffix(".outline.json").read_text("utf-8"))
    assert tree(document) == [(e["level"], e["number"], e["title"]) for e in expected]
    assert document.title == "国务院办公厅关于加强三级公立医院绩效考核工作的意见"
    assert document.tables == (Table(56, 5),)
    assert document.source.importer == "html"


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("GB18030", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-8"),
        ("iso-8859-1", "gb18030"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("", "utf-16-le"),
        ("没有这种", "utf-8"),
    ],
)
def test_pages_are_read_in_their_encoding_whatever_they_declare(declared: str, codec: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = trs().replace("<style>", (meta if declared else "") + "<style>", 1)
    assert read(page.encode(codec)).document.text == read(trs()).document.text


def test_a_page_in_big5_is_read_as_it_declares() -> None:
    page = "<html><meta charset=big5><body><p>關於法治建設情況的報告</p></body></html>"
    assert read(page.encode("big5")).document.text == "關於法治建設情況的報告"


def test_a_byte_order_mark_counts_more_than_a_declaration() -> None:
    page = "<html><meta charset=gb2312><body><p>关于法治建设情况的报告</p></body></html>"
    assert "法治" in read(codecs.BOM_UTF16_LE + page.encode("utf-16-le")).document.text


def test_the_person_can_choose_another_encoding() -> None:
    page = "<html><body><p>關於法治建設</p></body></html>".encode("big5")
    assert importers.read_bytes("甲.html", page, "big5").document.text == "關於法治建設"


def test_a_table_keeps_its_cells_and_merged_ones_their_size() -> None:
    document = read(word()).document
    cells = [(p.span.cut(document.text), p.cell) for p in document.paragraphs if p.cell is not None]
    assert document.tables == (Table(3, 3),)
    assert cells[:3] == [
        ("单位", Cell(0, 0, 0, 2, 1)),
        ("件数", Cell(0, 0, 1, 1, 2)),
        ("去年", Cell(0, 1, 1)),
    ]
    assert cells[-1] == ("15", Cell(0, 2, 2))


def test_white_space_is_read_as_a_browser_shows_it() -> None:
    assert text_of("<p>甲\n   乙 <b>丙</b>\n丁  abc\n  def</p>") == "甲乙 丙丁 abc def"


def test_what_is_preformatted_keeps_its_lines() -> None:
    assert text_of("<pre>甲\n  乙\n\n丙</pre>") == "甲\n乙\n丙"


def test_looks_and_links_become_marks() -> None:
    imported = read(
        '<p>甲<b>乙</b><span style="font-weight: 700">丙</span><a href="http://a.cn/">丁</a>'
        "<sup>2</sup></p>"
    )
    document = imported.document
    marks = [(m.kind, m.span.cut(document.text), m.value) for m in document.marks]
    assert (MarkKind.BOLD, "乙丙", "") in marks
    assert (MarkKind.LINK, "丁", "http://a.cn/") in marks
    assert (MarkKind.SUPERSCRIPT, "2", "") in marks


def test_numbered_lists_show_their_numbers() -> None:
    assert text_of("<ol start=3><li>甲<li value=7>乙</ol><ul><li>丙</ul>") == "3. 甲\n7. 乙\n丙"


def test_headings_without_numbers_become_sections() -> None:
    filler = f"<p>{BODY[2]}</p>"
    html = f"<h1>总体情况</h1>{filler}<h2>机制建设</h2>{filler}<h1>下一步打算</h1>{filler}"
    page = f"<p>关于某项工作情况的报告</p>{filler}{html}"
    assert tree(read(page).document) == [
        (1, "", "总体情况"),
        (2, "", "机制建设"),
        (1, "", "下一步打算"),
    ]


def test_pictures_in_the_page_are_kept_and_others_spoken_of() -> None:
    inline = "data:image/png;base64," + base64.b64encode(PICTURE).decode()
    imported = read(f'<p>前<img src="{inline}">后<img src="http://a.cn/b.png"></p>')
    assert imported.document.text == "前\ufffc后"
    (mark,) = imported.document.marks
    assert imported.resources[mark.value] == ("image/png", PICTURE)
    assert "1 处图片" in imported.notices[0]


def test_a_heading_is_kept_whatever_its_class_is_called() -> None:
    lines = "".join(f"<p>{line}</p>" for line in BODY[1:])
    page = f"<h1>{TITLE}</h1><p class=subhead>{BODY[0]}</p><div class=head>前言</div>{lines}"
    assert "前言" in text_of(page).split("\n")


def test_hidden_elements_and_scripts_are_not_read() -> None:
    inside = '<p style="display: none">暗</p><script>x="脚本"</script><p>明<!-- 注 --></p>'
    assert text_of(inside) == "明"


def test_a_hidden_copy_of_the_text_is_not_read_but_a_text_that_a_script_shows_is() -> None:
    lines = "".join(f"<p>{line}</p>" for line in BODY)
    hidden = f'<div style="display:none">{lines}</div>'
    assert text_of(f"<h1>{TITLE}</h1>{hidden}<div>{lines}</div>").count(BODY[-1]) == 1
    assert BODY[-1] in text_of(f"<h1>{TITLE}</h1>{hidden}")


def test_what_was_left_out_is_said() -> None:
    (notice,) = read(trs()).notices
    assert "没有导入" in notice


def test_a_web_archive_gives_its_page_and_its_pictures() -> None:
    page = trs().replace("</h1>", '</h1><img src="http://a.cn/标.png">', 1)
    page = page.replace('<div class="TRS_Editor">', '<div class="TRS_Editor"><img src="cid:p1">')
    parts = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n------b\r\n'
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + base64.encodebytes(page.encode("gb18030")).decode()
        + "\r\n------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-ID: <p1>\r\n\r\n" + base64.encodebytes(PICTURE).decode() + "\r\n------b--\r\n"
    )
    imported = read(parts.encode(), "网页.mht")
    assert BODY[3] in imported.document.text
    assert list(imported.resources.values()) == [("image/png", PICTURE)]
    assert imported.document.source.media_type == "multipart/related"


def test_a_layout_table_of_a_row_for_each_paragraph_is_no_table() -> None:
    rows = "".join(
        f"<tr><td>&nbsp;</td><td>　　{line}</td><td>&nbsp;</td></tr>" for line in (TITLE, *BODY)
    )
    document = read(f"<html><body><table>{rows}</table></body></html>").document
    assert document.text.split("\n") == [TITLE, *BODY]
    assert document.tables == ()
    assert tree(document)[0] == (1, "一、", "基本情况")


def test_what_stands_for_a_picture_until_a_script_fetches_it_is_none() -> None:
    shown = base64.b64encode(PICTURE).decode()
    lazy = f'<p>甲。<img data-src="http://x/a.png" src="data:image/gif;base64,{shown}"></p>'
    imported = read(f"<html><body>{lazy}</body></html>")
    assert imported.document.text == "甲。"
    assert any("1 处图片没有随文件保存" in notice for notice in imported.notices)


def archive(*pages: str) -> bytes:
    """A web archive of these pages."""
    parts = "".join(
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n"
        for page in pages
    )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    return f"{head}{parts}--x--\r\n".encode()


def test_of_an_archive_with_frames_the_frame_with_the_text_is_read() -> None:
    frames = '<html><frameset><frame src="cid:1"><frame src="cid:2"></frameset></html>'
    menu = "<html><body><a href='/'>首页</a></body></html>"
    document = read(archive(frames, menu, trs()), "报告.mhtml").document
    assert document.title == TITLE
    assert BODY[0] in document.text
    around = "<html><body>首页<iframe src='cid:1'></iframe></body></html>"
    assert read(archive(around, trs()), "报告.mhtml").document.title == TITLE
    assert read(archive(trs(), menu), "报告.mhtml").document.title == TITLE


def test_comments_that_word_saved_in_a_page_are_told_of_and_their_signs_are_no_text() -> None:
    sign = '<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[A1]</a></span>'
    said = '<div style="mso-element:comment"><div id="_com_1" class=msocomtxt><p>请核实</p></div></div>'
    imported = read(f"<html><body><div><p>还有差距，{sign}要改进。</p></div>{said}</body></html>")
    assert imported.document.text == "还有差距，要改进。"
    assert any("1 条批注没有读入" in notice for notice in imported.notices)


def test_a_page_of_frames_says_where_the_text_is() -> None:
    with pytest.raises(ReportError, match="框架网页，正文在另一个网页里"):
        read('<html><frameset><frame src="a.html"></frameset></html>')
    imported = read('<html><body>首页<iframe src="a.html"></iframe></body></html>')
    assert any("框架" in notice for notice in imported.notices)


def test_a_page_without_text_gets_a_sentence() -> None:
    with pytest.raises(ReportError, match=r"报告\.html"):
        read("<html><body><script>1</script></body></html>")


def test_a_page_nested_without_end_gets_a_sentence() -> None:
    with pytest.raises(ReportError, match="嵌套过深"):
        read("<html>" + "<div>" * 200_000 + "文字")


def test_a_page_of_a_million_tags_gets_a_sentence() -> None:
    with pytest.raises(ReportError, match="内容过多"):
        read("<html>" + "<p>甲" * 1_000_001)
