"""ODT: its text, numbers, tables and notes, and the remarks it bears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reviewer import importers
from reviewer.importers import Imported
from reviewer.model.document import Cell, ParagraphKind, Table
from reviewer.model.records import Kind
from tests.importers.making import flat_odt, odt


def read(data: bytes, encoding: str = "") -> Imported:
    return importers.read_bytes("报告.odt", data, encoding)


def said(imported: Imported) -> list[tuple[Kind, str, str, str]]:
    """Kind, the characters it stands on, the suggested wording, what is said."""
    text = imported.document.text
    return [(g.kind, text[g.start : g.end], g.suggestion, g.body) for g in imported.given]


def p(inside: str) -> str:
    return f"<text:p>{inside}</text:p>"


def remark(name: str, words: str, extra: str = "", who: str = "某局") -> str:
    creator = f"<dc:creator>{who}</dc:creator><dc:date>2024-03-01T10:00:00</dc:date>" if who else ""
    return (
        f'<office:annotation office:name="{name}" {extra}>{creator}'
        f"<text:p>{words}</text:p></office:annotation>"
    )


def end(name: str) -> str:
    return f'<office:annotation-end office:name="{name}"/>'


def changes(*regions: str) -> str:
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def region(key: str, kind: str, inside: str = "", who: str = "审阅人甲") -> str:
    info = f"<dc:creator>{who}</dc:creator><dc:date>2024-03-01T10:00:00</dc:date>" if who else ""
    return (
        f'<text:changed-region text:id="{key}"><text:{kind}>'
        f"<office:change-info>{info}</office:change-info>{inside}</text:{kind}>"
        "</text:changed-region>"
    )


def inserted(key: str, words: str) -> str:
    return f'<text:change-start text:change-id="{key}"/>{words}<text:change-end text:change-id="{key}"/>'


# text


def test_spaces_tabs_and_breaks_are_characters() -> None:
    body = p('甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>丁<text:span>戊</text:span>')
    assert read(odt(body)).document.text == "甲  乙\t丙\u2028丁戊"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_one_xml_file_is_read_like_a_package_with_or_without_a_byte_order_mark(mark: bytes) -> None:
    data = mark + flat_odt(p("一、情况") + p("甲"))
    assert importers.read_bytes("报告.fodt", data).document.text == "一、情况\n甲"


def test_a_byte_order_mark_inside_a_package_is_no_fault() -> None:
    content = b"\xef\xbb\xbf" + flat_odt(p("甲")).replace(b"office:document ", b"office:document ")
    content = content.replace(b"<office:document ", b"<office:document-content ")
    content = content.replace(b"</office:document>", b"</office:document-content>")
    assert read(odt(p("乙"), files={"content.xml": content})).document.text == "甲"


def test_automatic_numbers_become_text_and_open_sections() -> None:
    levels = "".join(
        f'<text:list-level-style-number text:level="{level}" style:num-format="{way}" '
        f'style:num-prefix="{before}" style:num-suffix="{after}"/>'
        for level, way, before, after in (
            (1, "一, 二, 三, ...", "", "、"),
            (2, "一, 二, 三, ...", "（", "）"),
            (3, "①, ②, ③, ...", "", ""),
        )
    )
    style = f'<text:list-style style:name="L">{levels}</text:list-style>'

    def item(words: str, inner: str = "") -> str:
        return f"<text:list-item>{p(words)}{inner}</text:list-item>"

    deepest = f"<text:list>{item('甲')}{item('乙')}</text:list>"
    inner = f"<text:list>{item('做法', deepest)}{item('成效')}</text:list>"
    body = (
        p("关于情况的报告")
        + f'<text:list text:style-name="L">{item("情况", inner)}{item("打算")}</text:list>'
    )
    document = read(odt(body, automatic=style)).document
    shown = ["".join(line.split()) for line in document.text.split("\n")]
    assert shown == [
        "关于情况的报告",
        "一、情况",
        "（一）做法",
        "①甲",
        "②乙",
        "（二）成效",
        "二、打算",
    ]
    assert [section.level for section in document.sections][:2] == [1, 2]


def test_headings_are_sections_by_their_level() -> None:
    body = p("总述") + "".join(
        f'<text:h text:outline-level="{level}">{words}</text:h>{p("正文。")}'
        for level, words in ((1, "概况"), (2, "成效"), (1, "打算"))
    )
    sections = read(odt(body)).document.sections
    assert [(s.level, s.title) for s in sections] == [(1, "概况"), (2, "成效"), (1, "打算")]


def test_merged_cells_and_tables_in_cells_keep_their_grid() -> None:
    inner = f"<table:table><table:table-row><table:table-cell>{p('内')}</table:table-cell></table:table-row></table:table>"
    table = (
        "<table:table><table:table-row>"
        f'<table:table-cell table:number-columns-spanned="2">{p("宽")}</table:table-cell>'
        "<table:covered-table-cell/></table:table-row><table:table-row>"
        f"<table:table-cell>{p('左')}</table:table-cell>"
        f"<table:table-cell>{inner}{p('右')}</table:table-cell></table:table-row></table:table>"
    )
    document = read(odt(p("前") + table + p("后"))).document
    assert document.text == "前\n宽\n左\n内\n右\n后"
    cells = [line.cell for line in document.paragraphs if line.kind is ParagraphKind.CELL]
    assert cells == [Cell(0, 0, 0, 1, 2), Cell(0, 1, 0), Cell(0, 1, 1), Cell(0, 1, 1)]
    assert document.tables == (Table(2, 2),)


def test_notes_stand_after_the_text() -> None:
    def note(kind: str, words: str) -> str:
        return (
            f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{p(words)}</text:note-body></text:note>"
        )

    body = p(f"甲{note('footnote', '脚注')}乙{note('endnote', '尾注')}") + p("丙")
    assert read(odt(body)).document.text == "甲[1]乙[2]\n丙\n[1] 脚注\n[2] 尾注"
    assert read(odt(p(f"甲{note('footnote', '<text:s/>脚注')}"))).document.text == "甲[1]\n[1] 脚注"


def test_breaks_that_part_paragraphs_do() -> None:
    body = p(
        "一、基本情况<text:line-break/>　　今年以来，工作有进展。<text:line-break/>二、存在问题"
    )
    document = read(odt(body)).document
    assert document.text == "一、基本情况\n今年以来，工作有进展。\n二、存在问题"
    assert [section.title for section in document.sections] == ["基本情况", "存在问题"]


def test_a_text_box_follows_its_paragraph_and_sections_are_text() -> None:
    box = f"<draw:frame><draw:text-box>{p('框中')}</draw:text-box></draw:frame>"
    body = f"<text:section>{p(f'前{box}后')}</text:section>" + p("下段")
    assert read(odt(body)).document.text == "前后\n框中\n下段"


# remarks


def test_annotations_stand_on_exactly_their_characters() -> None:
    body = p(f"前{remark('1', '一')}中{remark('2', '二')}间{end('1')}后") + p(f"下{end('2')}段")
    imported = read(odt(body))
    assert imported.document.text == "前中间后\n下段"
    assert said(imported) == [
        (Kind.COMMENT, "中间", "", "一"),
        (Kind.COMMENT, "间后\n下", "", "二"),
    ]
    assert {g.creator for g in imported.given} == {"某局"}
    wall_clock = datetime(2024, 3, 1, 10).astimezone(UTC)
    assert {g.created for g in imported.given} == {wall_clock}


def test_an_annotation_without_a_range_author_or_time_is_kept_on_its_point() -> None:
    (given,) = read(odt(p(f"甲{remark('', '无主', who='')}乙"))).given
    assert (given.start, given.end, given.body) == (1, 1, "无主")
    assert (given.creator, given.created) == ("", None)


def test_answers_hang_on_their_annotation_and_settled_ones_are_resolved() -> None:
    settled = 'loext:resolved="true"'
    body = p(
        remark("1", "问", settled)
        + remark("2", "答", 'loext:parent-name="1"', "审阅人乙")
        + remark("3", "再答", 'loext:parent-name="2"')
        + f"甲{end('1')}"
    )
    first, *answers = sorted(read(odt(body)).given, key=lambda g: bool(g.parent))
    assert (first.body, first.resolved) == ("问", True)
    assert [(g.body, g.parent) for g in answers] == [
        ("答", first.external_id),
        ("再答", first.external_id),
    ]


def test_changes_are_suggestions_on_the_text_before_them() -> None:
    body = changes(
        region("a", "insertion"),
        region("b", "deletion", p("删")),
        region("c", "deletion", p("旧")),
        region("d", "insertion"),
    ) + p(
        f"前{inserted('a', '增')}中<text:change text:change-id='b'/>后"
        f"<text:change text:change-id='c'/>{inserted('d', '新')}尾"
    )
    imported = read(odt(body))
    assert imported.document.text == "前中删后旧尾"
    assert said(imported) == [
        (Kind.INSERT, "", "增", ""),
        (Kind.DELETE, "删", "", ""),
        (Kind.REPLACE, "旧", "新", ""),
    ]
    assert "修订前" in imported.notices[0]
    accepted = read(odt(body), importers.ACCEPTED)
    assert accepted.document.text == "前增中后新尾"
    assert accepted.given == ()
    assert "接受全部修订" in accepted.notices[0]


def test_changed_paragraph_marks_join_and_part_paragraphs() -> None:
    joined = read(
        odt(
            changes(region("a", "insertion"))
            + p('甲<text:change-start text:change-id="a"/>')
            + p('<text:change-end text:change-id="a"/>乙')
        )
    )
    assert joined.document.text == "甲乙"
    assert said(joined) == [(Kind.INSERT, "", "\n", "")]
    parted = read(
        odt(
            changes(region("b", "deletion", p("一") + p("二")))
            + p('甲<text:change text:change-id="b"/>乙')
        )
    )
    assert parted.document.text == "甲一\n二乙"
    assert said(parted) == [(Kind.DELETE, "一\n二", "", "")]


def test_a_change_without_author_or_time_is_kept() -> None:
    body = changes(region("a", "insertion", who="")) + p(f"前{inserted('a', '增')}后")
    (given,) = read(odt(body)).given
    assert (given.kind, given.suggestion, given.creator, given.created) == (
        Kind.INSERT,
        "增",
        "",
        None,
    )


def test_a_change_that_is_described_nowhere_loses_no_text() -> None:
    assert read(odt(p(f"前{inserted('x', '中')}后"))).document.text == "前中后"


def test_deleted_text_that_was_left_in_its_place_is_deleted_all_the_same() -> None:
    body = changes(region("a", "deletion"), region("b", "insertion")) + p(
        f"前{inserted('a', '旧')}{inserted('b', '新')}尾"
    )
    imported = read(odt(body))
    assert imported.document.text == "前旧尾"
    assert said(imported) == [(Kind.REPLACE, "旧", "新", "")]
    assert read(odt(body), importers.ACCEPTED).document.text == "前新尾"


def test_a_paragraph_mark_deleted_in_its_place_parts_paragraphs_or_joins_them() -> None:
    begin, end_ = (f'<text:change-{side} text:change-id="a"/>' for side in ("start", "end"))
    body = changes(region("a", "deletion")) + p(f"甲{begin}一") + p(f"二{end_}乙") + p("丙")
    imported = read(odt(body))
    assert imported.document.text == "甲一\n二乙\n丙"
    assert said(imported) == [(Kind.DELETE, "一\n二", "", "")]
    assert read(odt(body), importers.ACCEPTED).document.text == "甲乙\n丙"


def test_what_was_inserted_and_deleted_in_its_place_never_stood_there() -> None:
    both = inserted("b", inserted("a", "幻"))
    body = changes(region("a", "deletion"), region("b", "insertion")) + p(f"甲{both}乙")
    for base in ("", importers.ACCEPTED):
        assert read(odt(body), base).document.text == "甲乙"
    assert read(odt(body)).given == ()
