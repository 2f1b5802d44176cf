"""Text in any encoding; bad input gets a sentence."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import importers
from reviewer.errors import ReportError
from reviewer.importers.plain import decode
from tests.helpers import SAMPLES, SEED

PIECES = sorted(SAMPLES.glob("*.txt"))
TEXT = "关于全市法治政府建设情况的视察报告，请予审议。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    assert decode("x.txt", TEXT.encode(encoding))[0] == TEXT


def test_traditional_characters_in_big5_are_found_out() -> None:
    text = "關於全市法治政府建設情況的視察報告，請予審議。"
    assert decode("x.txt", text.encode("big5")) == (text, "big5")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str) -> None:
    assert decode("x.txt", mark + TEXT.encode(encoding))[0] == TEXT


def test_rare_characters_survive_gb18030() -> None:
    text = TEXT + "𠮷䶮"
    assert decode("x.txt", text.encode("gb18030"))[0] == text


def test_a_character_cut_at_the_end_of_the_file_is_forgiven() -> None:
    assert decode("x.txt", TEXT.encode()[:-1])[0] == TEXT[:-1]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_zero_byte_in_a_short_text_is_dropped_with_a_word(encoding: str) -> None:
    imported = importers.read_bytes("报告.txt", "请予\0审议报告，谢谢。".encode(encoding))
    assert imported.document.text == "请予审议报告，谢谢。"
    assert imported.document.source.encoding == encoding
    assert imported.notices == ("文件里有 1 个空字符（NUL），不是文字，已经略去。",)


def test_zero_bytes_after_letters_alone_are_dropped_too() -> None:
    assert decode("x.txt", b"A short text.\0") == ("A short text.", "utf-8")
    assert decode("x.md", ("审议" * 20 + "\0").encode(), "utf-8")[0] == "审议" * 20


@pytest.mark.parametrize(
    "data", [b"ab\0\0cd\0\0ef\0\0", "报告\0\1\2\3\4\5".encode(), b"\0" * 9 + b"a"]
)
def test_what_has_many_zeros_or_control_characters_is_no_text(data: bytes) -> None:
    with pytest.raises(ReportError, match="不是文本文件"):
        importers.read_bytes("报告.txt", data)


def test_the_person_can_choose_another_encoding() -> None:
    assert decode("x.txt", TEXT.encode("gb18030"), "gb18030")[0] == TEXT
    with pytest.raises(ReportError, match="不认识编码"):
        decode("x.txt", b"abc", "klingon")
    with pytest.raises(ReportError, match="乱码"):
        decode("x.txt", TEXT.encode("gb18030"), "utf-8")


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("size", [60, 3000])
def test_bytes_at_random_are_no_text(seed: int, size: int) -> None:
    with pytest.raises(ReportError, match="不是文本文件"):
        importers.read_bytes("报告.docx", random.Random(seed).randbytes(size))


@given(st.data())
def test_a_short_piece_of_a_report_opens_in_any_encoding(data: st.DataObject) -> None:
    encoding = data.draw(st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
    text = importers.read(data.draw(st.sampled_from(PIECES))).document.text
    start = data.draw(st.integers(0, len(text) - 20))
    piece = text[start : start + data.draw(st.integers(10, 400))]
    assert decode("x.txt", piece.encode(encoding))[0] == piece


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_characters_with_a_zero_byte_do_not_turn_utf16_round(encoding: str) -> None:
    text = "“一府一委两院”一体推进，一事一议"
    assert decode("x.txt", text.encode(encoding)) == (text, encoding)


def test_marks_of_web_pages_in_gb18030_are_not_taken_for_utf16() -> None:
    text = '<p class="MsoNormal" style="font-family:宋体;letter-spacing:0pt"><span></span></p>。'
    text += " " * (len(text.encode("gb18030")) % 2)
    assert decode("x.txt", text.encode("gb18030")) == (text, "gb18030")


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_sentence(data: bytes) -> None:
    try:
        shown = importers.read_bytes("x.txt", data).document.text
    except ReportError as error:
        shown = str(error)
    assert shown.strip()


@given(st.text(alphabet="法治。\r\n\t \u3000\u2028\x85\ufeff𠮷", max_size=40))
def test_every_paragraph_leads_back_to_its_place_in_the_source(source: str) -> None:
    data = ("标题报告\n" + source).encode()
    document = importers.read_bytes("x.txt", data).document
    decoded, _ = decode("x.txt", data)
    for paragraph in document.paragraphs:
        words = paragraph.span.cut(document.text)
        assert decoded[paragraph.origin : paragraph.origin + len(words)] == words
        assert words == words.strip()
    assert _shown(document.text) == _shown(decoded)


def _shown(text: str) -> str:
    return "".join(text.replace("\ufeff", " ").split())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2029", "\x85"])
def test_every_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    document = importers.read_bytes("x.txt", f"第一段。{end}{end}　　第二段。".encode()).document
    assert document.text == "第一段。\n第二段。"


def test_half_width_punctuation_stays_as_it_came() -> None:
    assert "(一)" in importers.read(SEED).document.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"\xef\xbb\xbf", "空文件"),
        ("\u3000\u200b".encode(), "只有空白"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "WPS"),
        (bytes(range(1, 32)) * 50, "不是文本文件"),
        (b"\x7fELF" + bytes(100), "程序"),
    ],
)
def test_what_is_no_text_gets_a_sentence_that_names_the_file(data: bytes, words: str) -> None:
    with pytest.raises(ReportError, match=words) as caught:
        importers.read_bytes("报告.txt", data)
    assert "报告.txt" in str(caught.value)


def test_what_cannot_be_read_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="找不到"):
        importers.read(tmp_path / "无.txt")
    with pytest.raises(ReportError, match="文件夹"):
        importers.read(tmp_path)


def test_no_permission_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, "utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReportError, match="没有权限"):
        importers.read(path)


def test_a_report_that_is_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "大.txt"
    path.write_text(TEXT, "utf-8")
    monkeypatch.setattr(importers, "MAX_BYTES", 10)
    with pytest.raises(ReportError, match="上限"):
        importers.read(path)
