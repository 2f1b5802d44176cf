"""Files made to do harm: a sentence or a document, in 10 seconds of work and 1 GB of memory.

Each file is opened by a process of its own whose memory and computing time the system limits, and
which notes every attempt to reach the network. The cases are those that took other readers down.
What never ends is ended sooner here than for people.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator

import pytest

from reviewer.formats.guards import APART_SECONDS
from tests.importers import pdfs
from tests.importers.making import content_types, docx, flat_odt, odt, p, r, relation
from tests.importers.ofds import ofd, typeset, unit, use

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")

OPEN = """
import json, os, resource, sys
from pathlib import Path
from reviewer import importers
from reviewer.errors import ReviewerError
from reviewer.formats import apart
for line in sys.stdin:
    path, seconds = json.loads(line)
    if os.fork():
        print(json.dumps(["ended", os.wait()[1]]), flush=True)
        continue
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    apart.APART_SECONDS = seconds
    reached = []
    sys.addaudithook(lambda event, _: reached.append(event) if event in (
        "socket.connect", "socket.getaddrinfo", "urllib.Request") else None)
    try:
        imported = importers.read(Path(path))
        found = ["document", imported.document.text[:200], *imported.notices]
    except ReviewerError as error:
        found = ["sentence", str(error)]
    print(json.dumps([*found, *reached]), flush=True)
    os._exit(0)
"""
"""Opens the files that it is told of, each in a fork of its own, so that Python starts once."""
SOONER = 2.0
"""Seconds after which what never ends is ended here."""
MEGABYTE = 1 << 20
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
SECRET = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DOCUMENT = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def streamed(chunk: bytes, megabytes: int, head: bytes = DOCUMENT + b"<w:body>") -> bytes:
    """A DOCX whose body is a chunk over and over."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", content_types(WORD))
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(head)
            block = chunk * (MEGABYTE // len(chunk))
            for _ in range(megabytes):
                part.write(block)
    return stream.getvalue()


def with_body(body: bytes) -> bytes:
    """A DOCX whose document part is exactly that."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", content_types(WORD))
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def lying() -> bytes:
    """An archive that says its largest part has a hundred bytes."""
    data = bytearray(streamed(b"<w:p/>", 100))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(data)


def crowded() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number}.xml", b"")
    return stream.getvalue()


def locked() -> bytes:
    data = bytearray(docx(p("字")))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1
    return bytes(data)


def nested(count: int) -> bytes:
    return DOCUMENT + b"<w:p>" * count + b"</w:p>" * count + b"</w:document>"


BOMB = "".join(unit(str(at), use(str(at + 1)) * 10) for at in range(30)) + unit("30", "")
ENDLESS = ofd([use("0")], BOMB)
REPEATED = (
    '<text:p>字<text:s text:c="1000000000"/></text:p><table:table>'
    '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell '
    'table:number-columns-repeated="1000000000"><text:p>格</text:p></table:table-cell>'
    "</table:table-row></table:table>"
)
WIDE = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    f"{p('格')}</w:tc></w:tr></w:tbl>"
)
FAR = relation("far", "image", "http://192.0.2.1/a.png", external=True)
PICTURE = '<w:r><w:drawing><a:blip r:link="far"/></w:drawing></w:r>'
STYLES = (
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="a"/></w:style>'
)
EMPTY = b"<</Length 0>>stream\n\nendstream"
HTML = "<html><body>"

SENTENCES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "nothing": ("a.docx", lambda: b"", "空文件"),
    "zeros": ("a.docx", lambda: bytes(5000), "空文件"),
    "80 million paragraphs": ("a.docx", lambda: streamed(b"<w:p/>", 480), "过大"),
    "a text of 100 MB": ("a.docx", lambda: streamed(b"a", 100), "过大"),
    "100 MB of blanks": ("a.docx", lambda: streamed(b" ", 100), "过大"),
    "4 million empty paragraphs": ("a.docx", lambda: streamed(b"<w:p/>", 60), "过大|过多"),
    "sizes that lie": ("a.docx", lying, "损坏|过大"),
    "20,000 parts": ("a.docx", crowded, "20000 个文件"),
    "200,000 levels": ("a.docx", lambda: with_body(nested(200_000)), "XML|嵌套"),
    "a billion laughs": ("a.docx", lambda: with_body(LAUGHS.encode() + nested(1)), "DTD"),
    "laughs in UTF-16": ("a.docx", lambda: with_body((LAUGHS + "<x/>").encode("utf-16")), "DTD"),
    "a file from outside": ("a.docx", lambda: with_body(SECRET.encode() + nested(1)), "DTD"),
    "laughs in ODT": ("a.odt", lambda: LAUGHS.encode() + flat_odt("<text:p>字</text:p>"), "DTD"),
    "a password of the archive": ("a.docx", locked, "密码"),
    "a password of Office": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "cut off": ("a.docx", lambda: docx(p("字"))[:-100], "不完整|损坏"),
    "no Word file": ("a.doc", lambda: OLE + b"\xff" * 100_000, "读不出来"),
    "groups in groups": ("a.rtf", lambda: b"{\\rtf1" + b"{" * 1_000_000, "嵌套过深"),
    "tokens": ("a.rtf", lambda: b"{\\rtf1" + b"\\b" * 15 * MEGABYTE, "过多"),
    "marks of a page": ("a.html", (HTML + "<b>" * 3_000_000).encode, "过多"),
    "200,000 divisions": ("a.html", (HTML + "<div>" * 200_000 + "字").encode, "嵌套过深"),
    "quotations": ("a.md", lambda: b"> " * 20_000 + b"a", "嵌套过深"),
    "units of units": ("a.ofd", lambda: ENDLESS, "时间过长|内存过多"),
    "elements of a page": (
        "a.ofd", lambda: ofd([typeset(["字"])], parts={"a.xml": b"<a/>" * 5_000_000}), "过大|过多",
    ),
    "a gigabyte to draw": (
        "a.pdf", lambda: pdfs.raw(pdfs.packed(b"0 0 m 1 1 l S ", 30_000_000)), "内存过多|时间过长|崩溃",
    ),
    "a page of 350 metres": ("a.pdf", lambda: pdfs.raw(EMPTY, "[0 0 1000000 1000000]"), "没有文字"),
    "a page out of this world": ("a.pdf", lambda: pdfs.raw(EMPTY, "[-1e30 0 1e30 9e99]"), "没有文字"),
    "pages in a circle": ("a.pdf", lambda: pdfs.raw(EMPTY, kids="[2 0 R]"), "没有文字|损坏|一页"),
    "half a PDF": ("a.pdf", lambda: b"%PDF-1.7\n1 0 obj", "损坏"),
    "bytes at random": ("a.txt", lambda: bytes(at * at % 251 for at in range(100_000)), "不是文本"),
}  # fmt: skip
DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "styles in a circle": ("a.docx", lambda: docx(p("字", style="a"), {"styles": STYLES})),
    "a billion columns": ("a.docx", lambda: docx(p("字") + WIDE)),
    "a billion rows": ("a.odt", lambda: odt(REPEATED)),
    "a picture from outside": ("a.docx", lambda: docx(p("字", PICTURE), relations=FAR)),
    "a page from outside": (
        "a.html",
        lambda: (
            b"<html><link rel=stylesheet href=http://192.0.2.1/a><img src=http://192.0.2.1/b>"
            + f"<body><p>{'字' * 50}。</p>".encode()
        ),
    ),
    "a wrong suffix": ("a.pdf", lambda: docx(p(r("字")))),
}


Open = Callable[[str, bytes], list[str]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Opens a file; says what came of it."""
    folder = tmp_path_factory.mktemp("hostile")
    command = [sys.executable, "-c", OPEN]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as at:
        assert at.stdin is not None
        assert at.stdout is not None
        tell, told = at.stdin, at.stdout

        def opened(name: str, data: bytes) -> list[str]:
            path = folder / name
            path.write_bytes(data)
            tell.write(json.dumps([str(path), SOONER if data == ENDLESS else APART_SECONDS]) + "\n")
            tell.flush()
            said: list[str] = json.loads(told.readline())
            assert said[0] != "ended", said
            assert json.loads(told.readline()) == ["ended", 0]
            return said

        yield opened
        tell.close()


@pytest.mark.parametrize("case", SENTENCES)
def test_a_file_made_to_do_harm_gets_a_sentence(case: str, opened: Open) -> None:
    name, made, words = SENTENCES[case]
    kind, sentence, *reached = opened(name, made())
    assert kind == "sentence"
    assert f"“{name}”" in sentence
    assert any(word in sentence for word in words.split("|")), sentence
    assert not reached


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_file_that_only_asks_for_too_much_is_read_without_it(case: str, opened: Open) -> None:
    name, made = DOCUMENTS[case]
    kind, text, *rest = opened(name, made())
    assert (kind, text[:1]) == ("document", "字")
    assert not any(said.startswith(("socket", "urllib")) for said in rest)
