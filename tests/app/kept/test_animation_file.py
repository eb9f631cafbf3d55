"""Animations, read again by Pillow's readers, which know nothing of how they were written."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PySide6.QtGui import QColor, QImage, QPainter

from app.kept.animation_file import FORMATS, encoded, estimated_size, shared_colours

KEPT = np.array([[1, 2, 3], [250, 0, 128]], np.uint8)
ANIMATED = sorted(FORMATS.values())


def frame(number: int) -> QImage:
    """A grey ground on which a square moves and changes its colour."""
    image = QImage(64, 48, QImage.Format.Format_RGB888)
    image.fill(QColor("#808080"))
    painter = QPainter(image)
    painter.fillRect(3 * number, 2 * number, 10, 8, QColor.fromHsv(30 * number, 255, 255))
    painter.end()
    return image


def pixels(image: QImage) -> NDArray[np.uint8]:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(bytes(rgb.constBits()), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return rows[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3)


def read(content: bytes) -> tuple[Image.Image, list[NDArray[np.uint8]], list[int]]:
    """An animation, its frames as they are seen, and for how many milliseconds each is."""
    animation = Image.open(BytesIO(content))
    seen, durations = [], []
    for number in range(getattr(animation, "n_frames", 1)):
        animation.seek(number)
        seen.append(np.asarray(animation.convert("RGB")))
        durations.append(animation.info.get("duration", 0))
    return animation, seen, durations


@pytest.mark.parametrize("kind", ANIMATED)
def test_what_is_read_is_what_was_written_and_as_long(kind: str) -> None:
    frames = [frame(number) for number in range(10)]
    durations = [*range(2, 11), 200]
    content = encoded(kind, iter(frames), durations, shared_colours(frames, KEPT))
    animation, seen, times = read(content)
    assert animation.format == kind.upper()
    assert animation.size == (64, 48)
    assert animation.info["loop"] == 0
    assert times == [10 * each for each in durations]
    assert all(np.array_equal(a, pixels(b)) for a, b in zip(seen, frames, strict=True))
    assert not any(np.array_equal(*pair) for pair in pairwise(seen))


@pytest.mark.parametrize("kind", ANIMATED)
def test_a_frame_that_changes_nothing_is_a_frame(kind: str) -> None:
    frames = [frame(0), frame(0), frame(1)]
    content = encoded(kind, frames, [10, 10, 10], shared_colours(frames, KEPT))
    _, seen, times = read(content)
    assert sum(times) == 300
    assert np.array_equal(seen[-1], pixels(frames[-1]))


@pytest.mark.parametrize("kind", ANIMATED)
def test_a_single_frame_is_a_picture(kind: str) -> None:
    content = encoded(kind, [frame(3)], [200], shared_colours([frame(3)], KEPT))
    _, seen, _ = read(content)
    assert [np.array_equal(each, pixels(frame(3))) for each in seen] == [True]


@pytest.mark.parametrize("kind", ANIMATED)
def test_frames_are_asked_for_one_by_one_and_what_stops_them_stops_the_writing(kind: str) -> None:
    def frames() -> object:
        yield frame(0)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        encoded(kind, frames(), [1, 1], shared_colours([frame(0)], KEPT))  # type: ignore[arg-type]


def test_colours_that_are_kept_are_there_however_rare() -> None:
    noise = np.random.RandomState(1).randint(0, 256, (200, 300, 3)).astype(np.uint8)
    image = QImage(noise.tobytes(), 300, 200, 900, QImage.Format.Format_RGB888)
    table = shared_colours([image], KEPT)
    assert {tuple(each) for each in KEPT.tolist()} <= {tuple(each) for each in table.tolist()}
    assert len(table) <= 255


@pytest.mark.parametrize("kind", ANIMATED)
def test_the_estimate_is_close(kind: str) -> None:
    frames = [frame(number) for number in range(12)] * 3
    colours = shared_colours(frames[:12], KEPT)
    real = len(encoded(kind, frames, [5] * len(frames), colours))
    runs = [frames[:1], *(frames[each - 1 : each + 1] for each in (3, 9, 20, 30))]
    assert real / 1.5 < estimated_size(kind, len(frames), runs, colours) < 1.5 * real
    assert estimated_size(kind, 1, [frames[:1]], colours) < real
