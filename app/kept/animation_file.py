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

SMALLER_ALONE = {"GIF": 0, "WebP": 56}
"""By how many bytes one frame is smaller than the beginning of an animation with it."""

Colours = NDArray[np.uint8]
"""Rows of red, green and blue."""

Picture = NDArray[np.uint8]
"""For each pixel the row of its colour."""

LEFT_AS_IT_IS = 255
"""The entry of a GIF's colours that stands for a pixel that does not change."""

QUALITY, METHOD = 75, 3
"""Of WebP without loss: how hard it tries to be small. More takes longer for next to nothing."""


def shared_colours(samples: Sequence[QImage], kept: Colours) -> Colours:
    """The colours of all frames: with some of its own for each, one number would have several.

    Args:
        samples: some of the frames, which have all the colours that matter.
        kept: colours that are there in any case; at most 255.

    Returns:
        At most 255: those kept, and the samples' as well as the rest can be.
    """
    pictures = [as_picture(each) for each in samples]
    width, height = pictures[0].size
    sheet = Image.new("RGB", (width, height * len(pictures)))
    for number, each in enumerate(pictures):
        sheet.paste(each, (0, number * height))
    rest = sheet.quantize(LEFT_AS_IT_IS - len(kept), method=Image.Quantize.MEDIANCUT)
    found = np.array(rest.getpalette(), np.uint8).reshape(-1, 3)
    return np.vstack([kept, found])[:LEFT_AS_IT_IS]


def encoded(
    kind: str, frames: Iterable[QImage], durations: Sequence[int], colours: Colours
) -> bytes:
    """An animation that is repeated for ever; every frame is asked for when it is its turn.

    Args:
        kind: one of the values of `FORMATS`.
        frames: in their order, all of one size; as many as there are durations.
        durations: hundredths of a second for which each frame is shown.
        colours: made by `shared_colours`.
    """
    closest = _Closest(colours)
    pictures = (closest(each) for each in frames)
    return (_gif if kind == "GIF" else _webp)(pictures, durations, colours)


def estimated_size(
    kind: str, count: int, runs: Sequence[Sequence[QImage]], colours: Colours
) -> int:
    """About how many bytes an animation has.

    Args:
        kind: one of the values of `FORMATS`.
        count: of its frames, at least 1.
        runs: pairs of frames that follow each other, here and there; first the first frame alone.
        colours: made by `shared_colours`.
    """

    def size(frames: Sequence[QImage]) -> int:
        alone = SMALLER_ALONE[kind] if len(frames) == 1 else 0
        return alone + len(encoded(kind, frames, [1] * len(frames), colours))

    first, *pairs = runs
    grown = [size(pair) - size(pair[:1]) for pair in pairs]
    return size(first) + round((count - 1) * sum(grown) / max(len(grown), 1))


def as_picture(image: QImage) -> Image.Image:
    """A picture of Qt's as one of Pillow's."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (rgb.width(), rgb.height()), rgb.bytesPerLine()
    return Image.frombytes("RGB", size, bytes(rgb.constBits()), "raw", "RGB", stride)


class _Closest:
    """Finds for each pixel the closest colour there is; Pillow's own way is a little off."""

    def __init__(self, colours: Colours) -> None:
        self._colours = colours.astype(np.int32)
        self._rows = np.full(1 << 24, -1, np.int16)

    def __call__(self, image: QImage) -> Picture:
        red, green, blue = np.moveaxis(np.asarray(as_picture(image)).astype(np.int32), 2, 0)
        codes = red << 16 | green << 8 | blue
        rows = self._rows[codes]
        fresh = np.unique(codes[rows < 0])
        if len(fresh):
            shades = np.stack([fresh >> 16, fresh >> 8 & 255, fresh & 255], axis=1)
            # Squares of distances, but for what is the same in all of them.
            far = (self._colours**2).sum(axis=1) - 2 * shades @ self._colours.T
            self._rows[fresh] = far.argmin(axis=1)
            rows = self._rows[codes]
        found: Picture = rows.astype(np.uint8)
        return found


def _webp(pictures: Iterator[Picture], durations: Sequence[int], colours: Colours) -> bytes:
    file = BytesIO()
    reel = _Reel((Image.fromarray(colours[each]) for each in pictures), len(durations))
    # Without loss, for figures would be blurred. What does not change is not written again: no
    # frame but the first one stands for itself (no key frames), and so none is as large.
    reel.save(
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
        self._take(next(pictures))

    def seek(self, frame: int) -> None:
        if frame == self._at + 1:
            self._at = frame
            self._take(next(self._pictures))

    def tell(self) -> int:
        return self._at

    def _take(self, picture: Image.Image) -> None:
        self.im, self._mode, self._size = picture.im, picture.mode, picture.size


def _gif(pictures: Iterator[Picture], durations: Sequence[int], colours: Colours) -> bytes:
    file = BytesIO()
    before: Picture | None = None
    for now, duration in zip(pictures, durations, strict=True):
        if before is None:
            height, width = now.shape
            file.write(b"GIF89a" + struct.pack("<HHBBB", width, height, 0xF7, 0, 0))
            file.write(colours.tobytes().ljust(3 * 256, b"\0"))
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


def _changed(before: Picture | None, now: Picture) -> tuple[Picture, tuple[int, int]]:
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
