"""The ciphers that PDF uses, against the published examples."""

from __future__ import annotations

import pytest

from reviewer.exporters.pdf_ciphers import Aes, Cipher, Method, rc4


@pytest.mark.parametrize(
    ("size", "expected"),
    [(16, "69c4e0d86a7b0430d8cdb78070b4c55a"), (32, "8ea2b7ca516745bfeafc49904b496089")],
)
def test_aes_agrees_with_the_examples_of_fips_197(size: int, expected: str) -> None:
    block = bytes.fromhex("00112233445566778899aabbccddeeff")
    assert Aes(bytes(range(size))).chained(bytes(16), block)[:16].hex() == expected


def test_rc4_agrees_with_the_known_example_and_undoes_itself() -> None:
    assert rc4(b"Key", b"Plaintext").hex() == "bbf316e8d940af0ad3"
    assert rc4(b"Key", rc4(b"Key", b"Plaintext")) == b"Plaintext"


def test_strings_are_encrypted_and_nothing_else_of_an_object() -> None:
    cipher = Cipher(b"12345", Method.RC4, Method.NONE, b"")
    body = rb"<</A/N#28ame/B(a\(\101\\)/C<4 1>/D[<</E 1 0 R>>()]>>"
    made = cipher.body(7, 0, body)
    key = bytes.fromhex(KEY)
    strings = [rc4(key, plain).hex().encode() for plain in (b"a(A\\", b"A")]
    assert made == b"<</A/N#28ame/B<%b>/C<%b>/D[<</E 1 0 R>><>]>>" % (*strings,)


KEY = "aba4972579e61e108a92"
