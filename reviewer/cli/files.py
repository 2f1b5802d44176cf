"""Opening review files, and the names and times that an edit is signed with."""

from __future__ import annotations

import getpass
import os
import secrets
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

from reviewer.language import words
from reviewer.model.ids import HybridClock, new_id
from reviewer.store import Holder, ReviewFile
from reviewer.store.word_list import WordList, user_folder


def opened(path: Path) -> ReviewFile:
    """Open a review as this process; read-only where somebody else holds it."""
    holder = Holder(getpass.getuser(), socket.gethostname(), os.getpid(), int(time.time()))
    return ReviewFile.open(path, holder)


def take_user_words() -> None:
    """Let the words that the user added in the window count here too."""
    words.set_user_words(WordList(user_folder()).words())


def now() -> datetime:
    """Return the time that records are made at."""
    return datetime.now(UTC)


def _milliseconds() -> int:
    return int(time.time() * 1000)


def make_clock() -> HybridClock:
    """Return a clock for the stamps of one edit."""
    return HybridClock(_milliseconds)


def make_id() -> str:
    """Return an id that no other record has."""
    return new_id(_milliseconds(), secrets.token_bytes(10))
