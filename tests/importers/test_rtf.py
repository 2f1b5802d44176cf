"""RTF: nothing of a report is lost, and every remark stands on exactly its characters."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.importers import Imported
from reviewer.model.document import Cell, MarkKind, ParagraphKind, Table
from reviewer.model.records import Kind
from tests.exporters.checks import needs_office, through_office
from tests.helpers import marks, tree
from tests.importers.making import all_sorts

HEAD = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 FangSong;}{\f1\fcharset0 Arial;}{\f2\fcharset238 Arial CE;}}"
PEOPLE = rb"{\*\revtbl{Unknown;}{\u30002?;}}"
PACKED = b"-1480390016"


def read(body: str | bytes, encoding: str = "") -> Imported:
    data = body.encode("gb18030") if isinstance(body, str) else body
    return importers.read_bytes("报告.rtf", HEAD + data + b"}", encoding)


def said(imported: Imported) -> list[tuple[Kind, str | None, str, str, str]]:
    return [(g.kind, g.quote, g.suggestion, g.body, g.creator) for g in imported.given]


# what another program writes


@needs_office
def test_what_libreoffice_writes_is_what_stood_in_the_docx(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(all_sorts())
    before = importers.read(path)
    after = importers.read(through_office(path, "rtf", tmp_path))
    assert after.document.source.importer == "rtf"
    assert after.document.text == before.document.text
    assert [q.kind for q in after.document.paragraphs] == [
        q.kind for q in before.document.paragraphs
    ]
    assert tree(after.document) == tree(before.document)
    assert after.document.tables == before.document.tables
    assert [q.cell for q in after.document.paragraphs] == [
        q.cell for q in before.document.paragraphs
    ]
    for kind in (MarkKind.BOLD, MarkKind.ITALIC, MarkKind.SUPERSCRIPT, MarkKind.NOTE):
        assert marks(after, kind) == marks(before, kind)
    assert said(after) == said(before)
    assert [g.created for g in after.given] == [g.created for g in before.given]


# characters


def test_bytes_are_read_in_the_character_set_of_their_font() -> None:
    assert read(rb"\f0 \'b7\'a8\'d6\'ce\f2\'e9{\f0 \'d5\'fe}\'e9").document.text == "法治é政é"
    assert read("\\f0 法治政府").document.text == "法治政府"


def test_unicode_stands_before_what_old_programs_show_instead() -> None:
    assert read(rb"\u27861?\u27835\'3f\uc2\u25919\'b7\'a8\uc0\u24220").document.text == "法治政府"
    assert read(rb"{\uc3\u27861 abc}\u27835?").document.text == "法治"


def test_characters_in_two_halves_are_joined_and_half_ones_are_doubtful() -> None:
    assert read(rb"\u-10174?\u-8265?").document.text == "𠮷"
    assert read(rb"\u-10174?\u27861?\u-8265?").document.text == "\ufffd法\ufffd"


def test_symbols_and_tabs_are_characters() -> None:
    text = read(rb"a\tab b\line c\~d\_e\{f\}\\\emdash\ldblquote g\rdblquote").document.text
    assert text == "a\tb\u2028c\u00a0d\u2011e{f}\\—“g”"


def test_control_characters_are_no_text() -> None:
    assert read(rb"a\'01\u7?b").document.text == "ab"


# paragraphs, headings, tables


def test_headings_are_known_by_style_and_by_level() -> None:
    styles = rb"{\stylesheet{\s1 heading 1;}{\s2\outlinelevel1 Own;}{\s3 Body;}}"
    body = (
        rb"Title\par\pard\s3 Text.\par\pard\s1 One\par\pard\s2 Two\par\pard\s3 Text here.\par"
        rb"\pard\outlinelevel0 Three\par\pard Text.\par"
    )
    assert [(level, title) for level, _, title in tree(read(styles + body).document)] == [
        (1, "One"),
        (2, "Two"),
        (1, "Three"),
    ]


def test_a_table_keeps_its_cells_and_what_was_joined() -> None:
    def row(ends: bytes, *cells: bytes) -> bytes:
        return (
            rb"\trowd" + ends + b"".join(rb"\pard\intbl " + c + rb"\cell" for c in cells) + rb"\row"
        )

    table = (
        row(rb"\cellx100\cellx200\cellx300", b"a", b"b", b"c")
        + row(rb"\clmgf\cellx100\clmrg\cellx200\clvmgf\cellx300", b"d", b"", b"e")
        + row(rb"\cellx200\clvmrg\cellx300", b"f", b"")
    )
    imported = read(table + rb"\pard after\par")
    document = imported.document
    assert document.tables == (Table(3, 3),)
    assert [(q.span.cut(document.text), q.cell) for q in document.paragraphs] == [
        ("a", Cell(0, 0, 0)),
        ("b", Cell(0, 0, 1)),
        ("c", Cell(0, 0, 2)),
        ("d", Cell(0, 1, 0, 1, 2)),
        ("e", Cell(0, 1, 2, 2, 1)),
        ("f", Cell(0, 2, 0, 1, 2)),
        ("after", None),
    ]


def test_notes_and_boxes_stand_outside_the_line_they_are_in() -> None:
    imported = read(
        rb"one{\super\chftn{\footnote\pard\plain note}} two"
        rb"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard box\par}}} three\par"
    )
    document = imported.document
    assert document.text.split("\n") == ["one[1] two three", "box", "[1] note"]
    assert marks(imported, MarkKind.NOTE)[0][0] == "[1]"
    assert document.paragraphs[-1].kind is ParagraphKind.NOTE


def test_a_note_has_one_blank_behind_its_sign() -> None:
    note = rb"one{\super\chftn{\footnote\pard\plain{\super\chftn} note}}\par"
    assert read(note).document.text == "one[1]\n[1] note"


def test_chinese_bytes_in_a_western_font_are_chinese() -> None:
    said = "".join(f"\\'{byte:02x}" for byte in "关于法治政府建设情况的报告。".encode("gbk"))
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    data = head + said + r"\par}"
    assert (
        importers.read_bytes("a.rtf", data.encode()).document.text == "关于法治政府建设情况的报告。"
    )
    french = "{\\rtf1\\ansi\\ansicpg1252 \\'e9t\\'e9 \\'e0 c\\'f4t\\'e9\\par}"
    assert importers.read_bytes("a.rtf", french.encode()).document.text == "été à côté"


def test_numbers_of_lists_stand_in_the_text_and_bullets_do_not() -> None:
    bullet, number = rb"{\listtext\'b7\tab}", rb"{\listtext\u19968?\u12289?\tab}"
    assert read(bullet + rb"a\par" + number + rb"b\par").document.text == "a\n一、b"


def test_a_picture_is_kept_beside_the_text() -> None:
    imported = read(rb"a{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 00}}b")
    assert imported.document.text == "a\ufffcb"
    assert list(imported.resources.values()) == [("image/png", b"\x89PNG")]


def test_what_is_not_the_report_is_passed_over() -> None:
    body = (
        rb"{\info{\title no}}{\header no}{\*\unknown no{\b no}}{\field{\*\fldinst PAGE}{\fldrslt 1}}"
        rb"{\v no}{\object{\objdata 00}}{\bin4 {}}}yes"
    )
    imported = read(body)
    assert imported.document.text == "1yes"
    assert any("隐藏" in notice for notice in imported.notices)


def test_looks_and_links_are_marks() -> None:
    field = rb'{\field{\*\fldinst HYPERLINK "https://example.org/"}{\fldrslt link}}'
    imported = read(rb"{\b bold}{\i it}\ul u\ulnone{\sub s}" + field)
    found = {m.kind: (m.span.cut(imported.document.text), m.value) for m in imported.document.marks}
    assert found == {
        MarkKind.BOLD: ("bold", ""),
        MarkKind.ITALIC: ("it", ""),
        MarkKind.UNDERLINE: ("u", ""),
        MarkKind.SUBSCRIPT: ("s", ""),
        MarkKind.LINK: ("link", "https://example.org/"),
    }


# remarks


CHANGED = (
    rb"a{\deleted\revauthdel1\revdttmdel" + PACKED + rb" b}"
    rb"{\revised\revauth1\revdttm" + PACKED + rb" c}d\par"
)


def test_tracked_changes_are_suggestions_on_the_text_before_them() -> None:
    imported = read(PEOPLE + CHANGED)
    assert imported.document.text == "abd"
    assert said(imported) == [(Kind.REPLACE, "b", "c", "", "甲")]
    assert imported.given[0].created == datetime(2024, 3, 1, 10, 0).astimezone(UTC)
    assert imported.notices


def test_the_person_can_read_the_text_after_its_changes() -> None:
    imported = read(PEOPLE + CHANGED, importers.ACCEPTED)
    assert imported.document.text == "acd"
    assert not imported.given


def test_a_comment_stands_on_its_range_or_on_a_point() -> None:
    note = (
        rb"{\*\atnid X}{\*\atnauthor Zhang}\chatn{\*\annotation{\*\atnref 7}{\*\atndate "
        + PACKED
        + rb"}\u35831?\u26680?}"
    )
    imported = read(rb"one {\*\atrfstart 7}two{\*\atrfend 7}" + note + rb" three\par")
    assert imported.document.text == "one two three"
    assert said(imported) == [(Kind.COMMENT, "two", "", "请核", "Zhang")]
    point = read(rb"one{\*\atnauthor Li}{\*\annotation said} two").given[0]
    assert (point.start, point.end, point.body) == (3, 3, "said")


# what is broken


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (rb"{\rtf1}", "没有文字"),
        (rb"{\rtf1 " + b"{" * 5000, "嵌套过深"),
        (rb"{\rtf1 {\*\unknown a}{\v b}\par}", "没有文字"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ReportError, match=words) as caught:
        importers.read_bytes("报告.rtf", data)
    assert "报告.rtf" in str(caught.value)


def test_a_file_that_is_cut_off_shows_what_it_has() -> None:
    assert importers.read_bytes("报告.rtf", HEAD + rb"\b one{\i two \u2786").document.text


WORDS = st.sampled_from(
    r"\par \cell \row \trowd \intbl \cellx5 \clmrg \clvmrg { } {\footnote {\shptxt {\*\annotation "
    r"{\shpinst \u-10174 \u-8265 \uc9 \bin3 \'b7 \deleted \revised \revauth1 {\*\atrfstart1} "
    r"{\*\atrfend1} {\pict\pngblip89} {\listtext1.} {\stylesheet{\s1heading1;}} \s1 \v a 法 \plain "
    r"\pard \page \sect {\field {\*\fldinst {\fldrslt \revdttm-1 \outlinelevel9 \clmgf".split(" ")
)


@given(st.lists(WORDS, max_size=40))
def test_any_words_in_any_order_give_a_document_or_a_sentence(words: list[str]) -> None:
    try:
        imported = read(" ".join(words))
    except ReportError as error:
        assert "报告.rtf" in str(error)  # noqa: PT017  either outcome is right
        return
    text = imported.document.text
    text.encode()
    assert all(0 <= g.start <= g.end <= len(text) for g in imported.given)  # type: ignore[operator]
