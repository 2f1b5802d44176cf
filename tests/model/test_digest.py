"""One digest, whoever works it out."""

from __future__ import annotations

import hashlib

import pytest

from reviewer.model import digest


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 10_000, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
def test_short_and_long_bytes_have_the_digest_of_the_standard(size: int) -> None:
    data = bytes(at * 7 % 251 for at in range(size))
    assert digest.sha256(data) == hashlib.sha256(data).hexdigest()


def test_without_a_built_in_digest_openssl_serves_short_bytes_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digest, "_built_in", lambda: None)
    assert digest.sha256("审阅".encode()) == hashlib.sha256("审阅".encode()).hexdigest()
