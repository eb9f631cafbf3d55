"""Animated pictures as files: GIF and WebP, made frame by frame."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.GifImagePlugin import getdata
from PySide6.QtGui import QImage

FORMATS = {".gif": "GIF", ".webp": "WebP"}
"""What can be written, by the ending of the file's name."""

LEFT_AS_IT_IS = 255
"""The entry of a GIF's colours that stands for a pixel that does not change."""

QUALITY, METHOD = 75, 3
"""Of WebP without loss: how hard it tries to be small. More takes longer for next to nothing."""


def shared_colours(samples: Sequence[QImage], kept: NDArray[np.uint8]) -> Image.Image:
    """A table of colours for all frames, without which one number would have several of them.

    Args:
        samples: some of the frames, which have all the colours that matter.
        kept: colours that are there in any case, rows of red, green, blue; at most 255.

    Returns:
        A picture with 255 colours: those kept, and the samples' as well as the rest can be.
    """
    pictures = [as_picture(each) for each in samples]
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width, height * len(pictures)))
    for number, each in enumerate(pictures):
        sheet.paste(each, (0, number * height))
    rest = sheet.quantize(LEFT_AS_IT_IS - len(kept), method=Image.Quantize.MEDIANCUT)
    table = [*kept.ravel().tolist(), *(rest.getpalette() or ())][: 3 * LEFT_AS_IT_IS]
    made = Image.new("P", (1, 1))
    made.putpalette(table)
    return made


def encoded(
    kind: str, frames: Iterable[QImage], durations: Sequence[int], colours: Image.Image
) -> bytes:
    """An animation that is repeated for ever; every frame is asked for when it is its turn.

    Args:
        kind: one of the values of `FORMATS`.
        frames: in their order, all of one size; as many as there are durations.
        durations: hundredths of a second for which each frame is shown.
        colours: made by `shared_colours`.
    """
    dither = Image.Dither.NONE
    pictures = (as_picture(each).quantize(palette=colours, dither=dither) for each in frames)
    if kind == "GIF":
        return _gif(pictures, durations, colours)
    return _webp(pictures, durations)


def estimated_size(
    kind: str, count: int, runs: Sequence[Sequence[QImage]], colours: Image.Image
) -> int:
    """About how many bytes an animation has.

    Args:
        kind: one of the values of `FORMATS`.
        count: of its frames, at least 1.
        runs: pairs of frames that follow each other, here and there; first the first frame alone.
        colours: made by `shared_colours`.
    """

    def size(frames: Sequence[QImage]) -> int:
        return len(encoded(kind, frames, [1] * len(frames), colours))

    first, *pairs = runs
    grown = [size(pair) - size(pair[:1]) for pair in pairs]
    return size(first) + round((count - 1) * sum(grown) / max(len(grown), 1))


def as_picture(image: QImage) -> Image.Image:
    """A picture of Qt's as one of Pillow's."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (rgb.width(), rgb.height()), rgb.bytesPerLine()
    return Image.frombytes("RGB", size, bytes(rgb.constBits()), "raw", "RGB", stride)


def _webp(pictures: Iterator[Image.Image], durations: Sequence[int]) -> bytes:
    file = BytesIO()
    # Without loss, for figures would be blurred. What does not change is not written again: no
    # frame but the first one stands for itself (no key frames), and so none is as large.
    _Reel(pictures, len(durations)).save(
        file,
        "WEBP",
        save_all=True,
        duration=[10 * each for each in durations],
        loop=0,
        lossless=True,
        quality=QUALITY,
        method=METHOD,
        kmin=0,
        kmax=0,
    )
    return file.getvalue()


class _Reel(Image.Image):
    """Frames one after the other as Pillow reads an animation, of which one is in memory."""

    def __init__(self, pictures: Iterator[Image.Image], count: int) -> None:
        super().__init__()
        self._pictures = pictures
        self._at = 0
        self.n_frames = count
        self._take(next(pictures).convert("RGB"))

    def seek(self, frame: int) -> None:
        if frame == self._at + 1:
            self._at = frame
            self._take(next(self._pictures).convert("RGB"))

    def tell(self) -> int:
        return self._at

    def _take(self, picture: Image.Image) -> None:
        self.im, self._mode, self._size = picture.im, picture.mode, picture.size


def _gif(pictures: Iterator[Image.Image], durations: Sequence[int], colours: Image.Image) -> bytes:
    table = bytes(colours.getpalette() or ()).ljust(3 * 256, b"\0")
    file = BytesIO()
    before: NDArray[np.uint8] | None = None
    for picture, duration in zip(pictures, durations, strict=True):
        now = np.asarray(picture)
        if before is None:
            file.write(b"GIF89a" + struct.pack("<HHBBB", *picture.size, 0xF7, 0, 0) + table)
            file.write(b"\x21\xff\x0bNETSCAPE2.0" + struct.pack("<BBHB", 3, 1, 0, 0))
        part, corner = _changed(before, now)
        before = now
        for piece in getdata(
            Image.fromarray(part),
            corner,
            duration=10 * duration,
            transparency=LEFT_AS_IT_IS,
            disposal=1,
        ):
            file.write(piece)
    file.write(b";")
    return file.getvalue()


def _changed(
    before: NDArray[np.uint8] | None, now: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], tuple[int, int]]:
    """The part of a frame that differs from the one before, and its upper left corner."""
    if before is None:
        return now, (0, 0)
    changed = now != before
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    if not len(rows):
        return np.full((1, 1), LEFT_AS_IT_IS, np.uint8), (0, 0)
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    fresh = np.where(changed[part], now[part], np.uint8(LEFT_AS_IT_IS))
    return fresh, (int(columns[0]), int(rows[0]))
