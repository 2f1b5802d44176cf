"""What can go wrong, in two families.

::

    ReviewerError                the world's fault: shown to the person, exit code 2
    ├── ReportError              a report file cannot be read
    ├── ReviewFileError          a review file cannot be opened or written
    │   ├── NewerReviewFile      written by a newer version of the program
    │   ├── DamagedReviewFile    truncated, corrupted or no review file at all
    │   └── StorageFailed        the disk is full, gone or read-only; nothing was changed
    ├── AnnotationSourceError    a file of annotations to import cannot be understood
    ├── ExportError              an export could not be written
    └── UsageError               the command line or a query asks for something impossible

Everything else is our fault: it crashes into the report of `app`. Each error of the first family
carries one Chinese sentence that names the file, says what is wrong and what to do about it.
"""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOENT: "文件夹或文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘限额已用完",
    errno.EISDIR: "那是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "正被占用",
    errno.EIO: "磁盘读写出错",
}


def reason(error: OSError) -> str:
    """Return in a few Chinese words why the system refused, its own words where we have none."""
    words = _REASONS.get(error.errno or 0)
    return words if words is not None else (error.strerror or "原因不明")


class ReviewerError(Exception):
    """Something in the world is not as needed; `str(error)` is a Chinese sentence fit to show."""


class ReportError(ReviewerError):
    """A report file is missing, empty, of another kind than its name says, or broken."""


class ReviewFileError(ReviewerError):
    """A review file cannot be opened or written."""


class NewerReviewFile(ReviewFileError):
    """The review file was written by a newer version of the program."""


class DamagedReviewFile(ReviewFileError):
    """The file is truncated, corrupted or not a review file."""


class StorageFailed(ReviewFileError):
    """An edit could not be put on disk: full, unplugged, read-only. The edit did not happen."""


class AnnotationSourceError(ReviewerError):
    """A file of annotations to import cannot be read or understood."""


class ExportError(ReviewerError):
    """An export could not be written."""


class UsageError(ReviewerError):
    """A command line or a query asks for something impossible."""
