"""The texts of plain runs are taken out before a part is parsed, and nobody can tell."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ReportError
from reviewer.formats.ooxml import Package
from reviewer.formats.ooxml_texts import MARK
from reviewer.formats.ooxml_thinned import thinned_part
from reviewer.formats.ooxml_walk import walk
from reviewer.formats.walked import ACCEPTED, ORIGINAL
from tests.formats.bodies import BODIES
from tests.importers import making
from tests.importers.making import dele, docx, ins, p, r

_MAIN = "word/document.xml"


def _found(data: bytes, base: str, *, whole: bool) -> tuple[object, ...]:
    walked = walk(Package("报告.docx", data), base, whole=whole)
    lines = [
        (line.text, line.start, line.end, line.level, line.cell, line.note, list(line.looks()))
        for line in walked.lines
    ]
    pieces = [
        [(piece.start, piece.text, piece.look, piece.link) for piece in line.pieces if piece.text]
        for line in walked.lines
    ]
    said = (walked.tables, walked.edits, walked.ranges, walked.notes, walked.length, walked.hidden)
    return lines, pieces, said


@given(BODIES, st.sampled_from((ORIGINAL, ACCEPTED)))
def test_a_thinned_walk_finds_what_the_whole_one_finds(body: str, base: str) -> None:
    data = docx(body, {"footnotes": f'<w:footnote w:id="2">{p("脚注")}</w:footnote>'})
    assert _found(data, base, whole=False) == _found(data, base, whole=True)


def _with_main(main: str, encoding: str = "utf-8") -> bytes:
    files = {
        "[Content_Types].xml": making.content_types(making.MAIN_TYPE).encode(),
        _MAIN: main.encode(encoding),
    }
    return making.zipped(files)


def _main(body: str) -> str:
    return f'<w:document xmlns:w="{making.W}"><w:body>{body}</w:body></w:document>'


def _taken(data: bytes) -> list[str]:
    root, texts = thinned_part(Package("报告.docx", data), _MAIN)
    assert root is not None
    return [texts[mark] for mark in re.findall(f"{MARK}[0-9]+{MARK}", "".join(root.itertext()))]


def _text(data: bytes) -> str:
    return "\n".join(line.text for line in walk(Package("报告.docx", data)).lines)


def test_the_texts_of_plain_runs_are_taken_out_of_a_usual_part() -> None:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    body = p("依法行政", ins("甲"), dele("乙"), r("粗", "<w:b/>"), "A&amp;B", "。")
    for start in ("", "\ufeff", head):
        assert _taken(_with_main(start + _main(body))) == ["依法行政", "甲", "。"]


@pytest.mark.parametrize(
    "main",
    [
        _main("<!-- 旧 -->" + p("正文")),
        _main("<?旧 版?>" + p("正文")),
        _main(p("<w:r><w:t><![CDATA[正文]]></w:t></w:r>")),
        _main(p("<w:r><w:t><![CDATA[<w:r><w:t>正文</w:t></w:r>]]></w:t></w:r>")),
        _main(p("正文")).replace("w:", "x:").replace(":w=", ":x="),
        _main(p("正文")).replace(making.W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        _main(p("正\x7f文")),
        _main(p("正文").replace("<w:p>", '<w:p xmlns:w="urn:another">')),
        '<?xml version="1.0" encoding="gb18030"?>' + _main(p("正文")),
    ],
)
def test_a_part_out_of_the_common_stays_as_it_is(main: str) -> None:
    encoding = "gb18030" if "gb18030" in main else "utf-8"
    data = _with_main(main, encoding)
    package = Package("报告.docx", data)
    root, texts = thinned_part(package, _MAIN)
    there = package.part(_MAIN)
    assert root is not None
    assert there is not None
    assert not texts
    assert "".join(root.itertext()) == "".join(there.itertext())
    assert _text(data) == "\n".join(line.text for line in walk(package, whole=True).lines)


@pytest.mark.parametrize(
    "run",
    [
        "<w:r w:a=b><w:t>正文</w:t></w:r>",
        '<w:r w:a="1" w:a="2"><w:t>正文</w:t></w:r>',
        '<w:r><w:rPr><n:b w:val="1"/></w:rPr><w:t>正文</w:t></w:r>',
        "<w:r><w:t>正\x01文</w:t></w:r>",
        "<w:r><w:t>正\ufffe文</w:t></w:r>",
        "<w:r><w:t>正]]>文</w:t></w:r>",
        "<w:r><w:t>正&无;文</w:t></w:r>",
        "<w:r><w:t>正文</w:t></w:r></w:r>",
        "<w:r/><w:t>正文</w:t></w:r>",
    ],
)
def test_a_plain_run_that_is_no_xml_is_not_overlooked(run: str) -> None:
    data = _with_main(_main(p(r("好")) + f"<w:p>{run}</w:p>"))
    with pytest.raises(ReportError, match="不是完整的 XML"):
        walk(Package("报告.docx", data))


def test_bytes_that_are_no_utf_8_are_not_overlooked() -> None:
    data = making.zipped(
        {
            "[Content_Types].xml": making.content_types(making.MAIN_TYPE).encode(),
            _MAIN: re.sub("正".encode(), b"\xff\xfe", _main(p("正文")).encode()),
        }
    )
    with pytest.raises(ReportError, match="不是完整的 XML"):
        walk(Package("报告.docx", data))


def test_a_mark_in_a_part_that_stays_as_it_is_means_nothing() -> None:
    note = f'<w:footnote w:id="2"><w:p>{MARK}0{MARK}{MARK}无{MARK}{r("脚注")}</w:p></w:footnote>'
    sign = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = docx(p("正文", sign), {"footnotes": note})
    assert _text(data) == "正文[1]\n[1] 脚注"
