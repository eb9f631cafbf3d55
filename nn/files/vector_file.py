"""Files of vectors: which bytes of which file are a text at all."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from nn.core.progress import Progress
from nn.files.vector_lines import VectorLines, read_lines

MOST_BYTES = 16 * 2**20
"""Bytes; a text of `MOST_LINES` lines of the longest vectors is much smaller."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""What a file begins with, and how its text is written then."""


class VectorFileError(ValueError):
    """A file that no text can be read from; the message says why, without the file's name."""


def read_vector_file(
    path: Path, bits: int, outputs: int, progress: Progress | None = None
) -> VectorLines | None:
    """The vectors in a file, as `read_lines` finds them.

    Args:
        path: of a text in UTF-8, or with a mark in UTF-16 or UTF-32.
        bits: n, how many bits a vector must have.
        outputs: m, how many bits of what is expected there must be.
        progress: told how many lines are read of how many.

    Returns:
        What was found; None if it was cancelled.

    Raises:
        VectorFileError: it cannot be read, is no file, or too large.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise VectorFileError("it is a folder.")
        if not stat.S_ISREG(status.st_mode):
            raise VectorFileError("it is not a file with a text.")
        if status.st_size > MOST_BYTES:
            most = MOST_BYTES // 2**20
            raise VectorFileError(f"it is larger than {most} MiB, the most that is read.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise VectorFileError("it is not there.") from None
    except PermissionError:
        raise VectorFileError("reading it is not allowed.") from None
    except OSError as error:
        raise VectorFileError(f"{error.strerror or error}.") from None
    return read_lines(decoded(data), bits, outputs, progress)


def decoded(data: bytes) -> str:
    """The text of a file.

    A byte that is no text stays as a lone surrogate, U+DC80 to U+DCFF, for its line to be refused;
    a broken character of UTF-16 or UTF-32 becomes U+FFFD.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            errors = "surrogateescape" if name == "utf-8" else "replace"
            return data[len(mark) :].decode(name, errors)
    return data.decode("utf-8", "surrogateescape")
