"""Text files that a disk, a mail program or another program's hand has damaged."""

from __future__ import annotations

import codecs

import pytest

from reviewer import importers
from reviewer.importers import Imported
from tests.helpers import SEED, tree

REPORT = importers.read(SEED).document
TEXT = REPORT.text
LINES = TEXT.split("\n")


def read(data: bytes) -> Imported:
    return importers.read_bytes("报告.txt", data)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", [b"\0" * 512, b"\0" * 511])
def test_zeros_up_to_the_end_of_a_block_are_no_text(codec: str, end: bytes) -> None:
    assert read(TEXT.encode(codec) + end).document.text == TEXT


@pytest.mark.parametrize(("codec", "rest"), [("gb18030", b"\xb5"), ("utf-16", b"\x4e")])
def test_half_a_character_at_the_end_is_forgiven(codec: str, rest: bytes) -> None:
    assert read(TEXT.encode(codec) + rest).document.text == TEXT


def test_the_sign_that_ends_a_dos_file_is_no_text() -> None:
    assert read(TEXT.encode("gb18030") + b"\x1a").document.text == TEXT


def test_bad_bytes_in_the_middle_cost_no_more_than_themselves() -> None:
    data = TEXT.encode()
    imported = read(data[:3000] + b"\xff\xfe" + data[3000:])
    text = imported.document.text
    assert text.replace("\ufffd", "")[:900] == TEXT[:900]
    assert text.endswith(TEXT[-900:])
    assert tree(imported.document) == tree(REPORT)
    assert any("处字节已损坏" in notice for notice in imported.notices)


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_a_file_of_two_encodings_is_read_line_by_line(first: str) -> None:
    other = "gb18030" if first == "utf-8" else "utf-8"
    data = "\n".join(LINES[:10]).encode(first) + b"\n" + "\n".join(LINES[10:]).encode(other)
    assert read(data).document.text == TEXT


def test_a_byte_order_mark_that_lies_decides_nothing() -> None:
    assert read(codecs.BOM_UTF8 + TEXT.encode("gb18030")).document.text == TEXT


def test_a_text_in_seven_bits_between_braces_is_chinese() -> None:
    plain = TEXT.replace("——", "--")
    assert read(plain.encode("hz")).document.text == plain
    code = "a = ~{x}\nb = ~{y~}\nc\nd\ne"
    assert read(code.encode()).document.text == code


def test_characters_of_hong_kong_are_read() -> None:
    text = "關於全市法治政府建設情況的報告\n一、基本情況\n啫喱嘅情況仍須改進，粉嶺衞生處裏面。"
    assert read(text.encode("big5hkscs")).document.text == text


def test_unseen_signs_hide_no_heading() -> None:
    signs = TEXT.replace("一、", "\u200e一\u00ad、\u200f").replace("(二)", "\u2060　　(\u200b二)")
    found = read(signs.encode()).document
    assert [s.title for s in found.sections] == [s.title for s in REPORT.sections]
