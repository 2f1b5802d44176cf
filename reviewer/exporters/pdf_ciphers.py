"""Writes objects into a PDF that is encrypted but opens without a password (ISO 32000-2, 7.6).

Such a file, mostly an official one, only restricts what may be done; where it allows annotations,
what is appended must be encrypted with the file's own key, which any reader works out. RC4 and AES
are here because the standard library has neither; they protect nothing that the file did not.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable
from enum import Enum
from itertools import chain
from typing import Final

from pikepdf import Pdf

_STRING: Final = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<<|<[0-9A-Fa-f\s]*>|/[^\s()<>\[\]{}/%]*", re.DOTALL
)
"""Strings as this program and qpdf write them, parentheses escaped; names, so as to pass them."""
_STREAM: Final = b"\nstream\n"
_END: Final = b"\nendstream"
_ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_LETTERS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FILTERS: Final = 4
"""From this version (/V) on a file names its methods; before, everything is RC4."""
_BLOCK: Final = 16


class Method(Enum):
    """How strings or streams are encrypted (7.6.6, table 25)."""

    NONE = "none"
    RC4 = "rc4"
    AES = "aes"
    AES_256 = "aesv3"


class Cipher:
    """The encryption of a file, for objects that are to be appended to it.

    The same objects become the same bytes: `seed` takes the place of chance.
    """

    def __init__(self, key: bytes, strings: Method, streams: Method, seed: bytes) -> None:
        self._key = key
        self._strings = strings
        self._streams = streams
        self._seed = seed
        self._count = 0

    def body(self, number: int, generation: int, body: bytes) -> bytes:
        """Return an object as it stands in the file."""
        head, mark, data = body.partition(_STREAM)
        encrypt = self._encrypting(self._strings, number, generation)

        def one(found: re.Match[bytes]) -> bytes:
            token = found[0]
            if token == b"<<" or token.startswith(b"/"):
                return token
            return b"<%b>" % encrypt(_plain(token)).hex().encode()

        head = _STRING.sub(one, head)
        if not mark:
            return head
        kept = self._encrypting(self._streams, number, generation)(data.removesuffix(_END))
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(kept), head, count=1)
        return head + mark + kept + _END

    def _encrypting(self, method: Method, number: int, generation: int) -> Callable[[bytes], bytes]:
        """Algorithm 1 and 1.A (7.6.3.1, 7.6.3.2)."""
        if method is Method.NONE:
            return lambda data: data
        key = self._key
        if method is not Method.AES_256:
            salt = b"sAlT" if method is Method.AES else b""
            of = key + struct.pack("<I", number)[:3] + struct.pack("<H", generation) + salt
            size = min(len(key) + 5, _BLOCK)
            key = hashlib.md5(of, usedforsecurity=False).digest()[:size]
        if method is Method.RC4:
            return lambda data: rc4(key, data)
        aes = Aes(key)

        def encrypt(data: bytes) -> bytes:
            self._count += 1
            first = hashlib.sha256(self._seed + struct.pack("<Q", self._count)).digest()[:_BLOCK]
            return first + aes.chained(first, data)

        return encrypt


def cipher_of(pdf: Pdf, seed: bytes) -> Cipher | None:
    """Return how objects for a file are encrypted; None where they are not."""
    if not pdf.is_encrypted:
        return None
    how = pdf.encryption
    strings = streams = Method.RC4
    if how.V >= _FILTERS:
        strings, streams = Method(how.string_method.name), Method(how.stream_method.name)
    return Cipher(how.encryption_key, strings, streams, seed)


def _plain(token: bytes) -> bytes:
    """The bytes that a string stands for (7.3.4)."""
    if token.startswith(b"<"):
        digits = re.sub(rb"\s", b"", token[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    def one(found: re.Match[bytes]) -> bytes:
        what = found[1]
        if what[:1].isdigit():
            return bytes([int(what, 8) & 255])
        return b"" if what in (b"\n", b"\r", b"\r\n") else _LETTERS.get(what, what)

    return _ESCAPED.sub(one, token[1:-1])


def rc4(key: bytes, data: bytes) -> bytes:
    """Encrypt, or decrypt, with RC4."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray(data)
    for at, byte in enumerate(data):
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out[at] = byte ^ state[(state[i] + state[j]) & 255]
    return bytes(out)


def _double(byte: int) -> int:
    return (byte << 1) ^ (0x11B if byte & 0x80 else 0)


def _substitutes() -> list[int]:
    """The S-box (FIPS 197, 5.1.1): the inverse in the field of 256, then bits mixed."""
    box = [0x63] * 256
    p = q = 1
    while True:
        p ^= _double(p)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 255
        q ^= 0x09 if q & 0x80 else 0
        mixed = q
        for turn in range(1, 5):
            mixed ^= ((q << turn) | (q >> (8 - turn))) & 255
        box[p] = mixed ^ 0x63
        if p == 1:
            return box


_BOX: Final = _substitutes()
_FIRST: Final = [(_double(s) << 24) | (s << 16) | (s << 8) | (_double(s) ^ s) for s in _BOX]
"""SubBytes and MixColumns of a byte in the first row at once; other rows are turned by bytes."""
_TABLES: Final = [
    [((word >> turn) | (word << (32 - turn))) & 0xFFFFFFFF for word in _FIRST]
    for turn in (0, 8, 16, 24)
]


class Aes:
    """AES encryption (FIPS 197) with one key of 16 or 32 bytes."""

    def __init__(self, key: bytes) -> None:
        count = len(key) // 4
        words = list(struct.unpack(f">{count}I", key))
        constant = 1
        for at in range(count, 4 * (count + 7)):
            word = words[-1]
            if at % count == 0:
                word = ((word << 8) | (word >> 24)) & 0xFFFFFFFF
                word = _substituted(word) ^ (constant << 24)
                constant = _double(constant)
            elif count > 6 and at % count == 4:  # -- 5.2: keys of 256 bits
                word = _substituted(word)
            words.append(words[at - count] ^ word)
        self._rounds = [tuple(words[at : at + 4]) for at in range(0, len(words), 4)]

    def chained(self, first: bytes, data: bytes) -> bytes:
        """Encrypt in CBC mode, filled up as in RFC 8018; `first` is the initialisation vector."""
        fill = _BLOCK - len(data) % _BLOCK
        data += bytes([fill]) * fill
        block = struct.unpack(">4I", first)
        words = struct.unpack(f">{len(data) // 4}I", data)
        made: list[tuple[int, ...]] = []
        for at in range(0, len(words), 4):
            a, b, c, d = words[at : at + 4]
            block = self._block(a ^ block[0], b ^ block[1], c ^ block[2], d ^ block[3])
            made.append(block)
        return struct.pack(f">{len(words)}I", *chain.from_iterable(made))

    def _block(self, a: int, b: int, c: int, d: int) -> tuple[int, int, int, int]:
        one, two, three, four = _TABLES
        k = self._rounds[0]
        a, b, c, d = a ^ k[0], b ^ k[1], c ^ k[2], d ^ k[3]
        for k in self._rounds[1:-1]:
            a, b, c, d = (
                one[a >> 24] ^ two[b >> 16 & 255] ^ three[c >> 8 & 255] ^ four[d & 255] ^ k[0],
                one[b >> 24] ^ two[c >> 16 & 255] ^ three[d >> 8 & 255] ^ four[a & 255] ^ k[1],
                one[c >> 24] ^ two[d >> 16 & 255] ^ three[a >> 8 & 255] ^ four[b & 255] ^ k[2],
                one[d >> 24] ^ two[a >> 16 & 255] ^ three[b >> 8 & 255] ^ four[c & 255] ^ k[3],
            )
        k = self._rounds[-1]
        return (
            _last(a, b, c, d) ^ k[0],
            _last(b, c, d, a) ^ k[1],
            _last(c, d, a, b) ^ k[2],
            _last(d, a, b, c) ^ k[3],
        )


def _last(a: int, b: int, c: int, d: int) -> int:
    """A word of the last round, which mixes no columns."""
    box = _BOX
    return box[a >> 24] << 24 | box[b >> 16 & 255] << 16 | box[c >> 8 & 255] << 8 | box[d & 255]


def _substituted(word: int) -> int:
    return _last(word, word, word, word)
