"""How does a review live in one file? SQLite, written through: there is no unsaved state."""

from reviewer.store.file import ReviewFile
from reviewer.store.lock import Holder

__all__ = ["Holder", "ReviewFile"]
