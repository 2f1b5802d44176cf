"""Kills a window's session amid edits of every kind, again and again.

`python -m tests.ui.kill 200` prints how many kills left something that was neither what had been
acknowledged last nor what was just being written.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from reviewer.model.change import Stamp
from reviewer.model.review import Review
from reviewer.ui.session import Session
from tests.ui import moves

DRAFT = "note:half"


def edit_for_ever(folder: Path, seed: int) -> None:
    """Make random edits; say before each what it will lead to, and after it that it is done."""
    chance = random.Random(seed)
    session = moves.begin(folder)
    commit = session._commit

    def told(change: Any, *rest: Any) -> Any:
        if change:
            intended = Review(session.review.records)
            gone = [record for _, deleted, record in session.review.state() if deleted]
            intended.restore(gone, {}, {})
            intended.apply(change, Stamp(1, "p1"))
            _say("intend", moves.digest(intended))
        done = commit(change, *rest)
        if change:
            _say("done", moves.digest(session.review))
        return done

    session._commit = told  # type: ignore[method-assign]
    moves.annotate(session, chance)
    number = 0
    while True:
        chance.choice(moves.MOVES)(session, chance)
        session.save_draft(DRAFT, str(number))
        _say("draft", str(number))
        number += 1


def _say(what: str, value: str) -> None:
    sys.stdout.write(f"{what} {value}\n")
    sys.stdout.flush()


def kill_once(folder: Path, seed: int) -> str:
    """Kill a session after a number of lines; return what is wrong, nothing if all is well."""
    chance = random.Random(seed)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.kill", "--edit", str(folder), str(seed)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    assert process.stdout is not None
    heard = [process.stdout.readline().split() for _ in range(chance.randrange(4, 150))]
    process.send_signal(signal.SIGKILL)
    heard += [line.split() for line in process.stdout if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    last = dict(line for line in heard if len(line) == 2)
    session = Session(folder, lambda: moves.ME)
    session.open_review(next(folder.glob("*.review")))
    found, draft = moves.digest(session.review), session.draft(DRAFT)
    session.close()
    if found not in (last["done"], last["intend"]):
        return f"after {len(heard)} lines: neither what was saved nor what was being saved"
    if int(draft or 0) < int(last.get("draft", 0)):
        return f"the draft {last['draft']} is {draft}"
    return ""


def main(rounds: int) -> None:
    wrong = 0
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            found = kill_once(Path(folder), number)
            wrong += bool(found)
            if found:
                sys.stdout.write(f"{number}: {found}\n")
    sys.stdout.write(f"{rounds} kills, {wrong} wrong\n")


if __name__ == "__main__":
    application = QCoreApplication([])
    if sys.argv[1] == "--edit":
        edit_for_ever(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]))
