"""DOCX and ODT files as other programs write them: the same text, structure and remarks."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewer import importers
from reviewer.importers import Imported
from reviewer.model.document import Table
from reviewer.model.records import Kind
from tests.exporters.checks import needs_office, through_office
from tests.importers.making import NUMBERING, by, dele, docx, ins, numbered, p, r, tc
from tests.importers.test_docx_remarks import comment, end, start

_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def report() -> bytes:
    """A report with everything that offices put into one."""
    wide = tc("合并", '<w:gridSpan w:val="2"/>')
    columns = '<w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
    notes = (
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
    )
    body = "".join(
        (
            p("关于情况的报告"),
            numbered("基本情况", 0),
            p("前", start(1), start(2), "中间", end(1), end(2), "后", dele("旧"), ins("新"), "尾"),
            p("先", ins("增"), "末", dele("删"), "。"),
            numbered("主要做法", 1),
            numbered("其一", 3),
            p("甲段", start(3), "末尾") + p("乙段", end(3), "开头"),
            p("被移走：", dele("移字", tag="moveFrom"), "余"),
            p("移到：", ins("移字", tag="moveTo")),
            p("段一", mark=f"<w:ins {by()}/>") + p("段二"),
            p("段三", mark=f"<w:del {by()}/>") + p("段四"),
            f"<w:tbl>{columns}<w:tr>{wide}</w:tr><w:tr>{tc('左')}{tc('右')}</w:tr></w:tbl>",
            p("文末", *notes),
            numbered("下一步", 0),
            f'<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr>{r("节末")}</w:p>',
            p("完"),
        )
    )
    extended = (
        f'<w15:commentsEx xmlns:w15="{_W15}"><w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000003" w15:done="0"/></w15:commentsEx>'
    )
    return docx(
        body,
        {
            "comments": comment(1, "请核实")
            + comment(2, "已核", "审阅人乙")
            + comment(3, "两段之间", "审阅人丙"),
            "numbering": NUMBERING,
            "footnotes": f'<w:footnote w:id="2">{p("脚注文字")}</w:footnote>',
            "endnotes": f'<w:endnote w:id="2">{p("尾注文字")}</w:endnote>',
        },
        f'<Relationship Id="ex" Type="{_EXTENDED}" Target="commentsExtended.xml"/>',
        {"word/commentsExtended.xml": extended.encode()},
    )


TEXT = (
    "关于情况的报告\n一、基本情况\n前中间后旧尾\n先末删。\n（一）主要做法\n① 其一\n甲段末尾\n乙段开头\n"
    "被移走：移字余\n移到：\n段一段二\n段三\n段四\n合并\n左\n右\n文末[1][2]\n二、下一步\n节末\n完\n"
    "[1] 脚注文字\n[2] 尾注文字"
)
LABELS = ["一、基本情况", "（一）主要做法", "①其一", "二、下一步"]
CHANGES = [
    (Kind.REPLACE, "旧", "新"),
    (Kind.INSERT, "", "增"),
    (Kind.DELETE, "删", ""),
    (Kind.DELETE, "移字", ""),
    (Kind.INSERT, "", "移字"),
    (Kind.INSERT, "", "\n"),
    (Kind.DELETE, "\n", ""),
]


def holds(imported: Imported, *, threads: bool = True) -> None:
    """Check that nothing of `report` was lost or changed; `threads`, if it knows of answers."""
    document = imported.document
    assert document.text == TEXT
    assert ["".join(s.label.split()) for s in document.sections] == LABELS
    assert document.tables == (Table(2, 2),)
    on = {g.external_id: document.text[g.start : g.end] for g in imported.given}
    changes = [
        (g.kind, on[g.external_id], g.suggestion)
        for g in imported.given
        if g.kind is not Kind.COMMENT
    ]
    assert changes == CHANGES
    comments = {g.body: g for g in imported.given if g.kind is Kind.COMMENT}
    assert set(comments) == {"请核实", "已核", "两段之间"}
    first, answer, across = (comments[body] for body in ("请核实", "已核", "两段之间"))
    assert on[first.external_id] == on[answer.external_id] == "中间"
    assert on[across.external_id] == "末尾\n乙段"
    assert (first.resolved, across.resolved) == (True, False)
    assert (first.parent, answer.parent) == ("", first.external_id if threads else "")
    assert [g.creator for g in (first, answer, across)] == ["某局", "审阅人乙", "审阅人丙"]
    assert {g.created for g in imported.given} == {datetime(2024, 3, 1, 10).astimezone(UTC)}


def test_a_report_with_everything_is_read_whole() -> None:
    holds(importers.read_bytes("报告.docx", report()))


@needs_office
@pytest.mark.parametrize("kind", ["docx", "odt", "fodt"])
def test_what_libreoffice_makes_of_it_says_the_same(kind: str, tmp_path: Path) -> None:
    original = tmp_path / "报告.docx"
    original.write_bytes(report())
    folder = tmp_path / "out"
    folder.mkdir()
    # -- LibreOffice before 24.2 writes answers as comments
    made = importers.read(through_office(original, kind, folder))
    holds(made, threads=any(given.parent for given in made.given))


MARKDOWN = """\
关于情况的报告

# 概况

前[旧]{.deletion author="审阅人甲" date="2024-03-01T10:00:00Z"}\
[新]{.insertion author="审阅人甲" date="2024-03-01T10:00:00Z"}中\
[请核实]{.comment-start id="1" author="审阅人乙" date="2024-03-01T10:00:00Z"}\
*数*据[]{.comment-end id="1"}后[^1]。

[^1]: 脚注。

1. 第一项
2. 第二项

## 表格

| 甲 | 乙 |
|---|---|
| 1 | 2 |
"""
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


def through_pandoc(kind: str, folder: Path) -> Imported:
    path = folder / f"报告.{kind}"
    subprocess.run(
        ["pandoc", "--from=markdown", "--track-changes=all", "-o", str(path)],
        input=MARKDOWN.encode(),
        check=True,
        timeout=100,
    )
    return importers.read(path)


def lines_of(imported: Imported) -> list[str]:
    return ["".join(line.split()) for line in imported.document.text.split("\n")]


@needs_pandoc
def test_pandocs_docx_bears_its_changes_and_comments(tmp_path: Path) -> None:
    imported = through_pandoc("docx", tmp_path)
    assert lines_of(imported) == [
        *("关于情况的报告", "概况", "前旧中数据后[1]。", "1.第一项", "2.第二项", "表格"),
        *("甲", "乙", "1", "2", "[1]脚注。"),
    ]
    text = imported.document.text
    assert [(g.kind, text[g.start : g.end], g.suggestion, g.body) for g in imported.given] == [
        (Kind.REPLACE, "旧", "新", ""),
        (Kind.COMMENT, "数据", "", "请核实"),
    ]
    assert [(s.level, s.title) for s in imported.document.sections] == [(1, "概况"), (2, "表格")]


@needs_pandoc
def test_pandocs_odt_has_the_same_structure(tmp_path: Path) -> None:
    imported = through_pandoc("odt", tmp_path)
    lines = lines_of(imported)
    assert lines[:2] == ["关于情况的报告", "概况"]
    assert lines[3:] == ["1.第一项", "2.第二项", "表格", "甲", "乙", "1", "2", "[1]脚注。"]
    assert [(s.level, s.title) for s in imported.document.sections] == [(1, "概况"), (2, "表格")]
    assert imported.document.tables == (Table(2, 2),)
