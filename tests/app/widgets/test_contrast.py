"""Colours that everybody tells apart: by contrast, and by every kind of colour blindness."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from contrast import contrast
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.widgets.theme import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, THEMES, Theme, theme_of

EVERY = {"light": LIGHT, "dark": DARK, "high light": HIGH_LIGHT, "high dark": HIGH_DARK}
Colour = NDArray[np.float64]

# How light is seen where one kind of cone is missing: Machado, Oliveira and Fernandes, 2009.
SEEN = {
    "all cones": np.eye(3),
    "no long cones": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no middle cones": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no short cones": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def seen_as(name: str, eye: NDArray[np.float64]) -> Colour:
    """A colour in CIELAB, as an eye sees it."""
    shares = np.array(QColor(name).getRgbF()[:3])
    linear = np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)
    light = XYZ @ np.clip(eye @ linear, 0.0, 1.0) / XYZ.sum(axis=1)
    root = np.where(light > (6 / 29) ** 3, np.cbrt(light), light / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def apart(one: Colour, other: Colour) -> float:
    """How far two colours are apart: ΔE by CIEDE2000."""
    lightness, a, b = np.stack([one, other], axis=1)
    grey = np.hypot(a, b).mean() ** 7
    a = a * (1.5 - 0.5 * np.sqrt(grey / (grey + 25.0**7)))
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    turn = (hue[1] - hue[0] + 180) % 360 - 180
    mean_hue = hue.mean() if abs(hue[1] - hue[0]) <= 180 else (hue.mean() + 180) % 360
    cosines = np.cos(np.radians([mean_hue - 30, 2 * mean_hue, 3 * mean_hue + 6, 4 * mean_hue - 63]))
    weight = 1 + cosines @ [-0.17, 0.24, 0.32, -0.20]
    mean_chroma, far = chroma.mean(), (lightness.mean() - 50) ** 2
    parts = np.array(
        [
            (lightness[1] - lightness[0]) / (1 + 0.015 * far / np.sqrt(20 + far)),
            (chroma[1] - chroma[0]) / (1 + 0.045 * mean_chroma),
            2
            * np.sqrt(chroma.prod())
            * np.sin(np.radians(turn / 2))
            / (1 + 0.015 * mean_chroma * weight),
        ]
    )
    blue = np.sin(np.radians(60 * np.exp(-(((mean_hue - 275) / 25) ** 2))))
    rotation = -2 * np.sqrt(mean_chroma**7 / (mean_chroma**7 + 25.0**7)) * blue
    return float(np.sqrt(parts @ parts + rotation * parts[1] * parts[2]))


def test_the_distance_is_that_of_the_pairs_known_for_it() -> None:
    # Sharma, Wu and Dalal, 2005: pairs 1, 7, 17 and 25 of their table.
    for one, other, far in (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ):
        assert apart(np.array(one), np.array(other)) == pytest.approx(far, abs=1e-4)


@pytest.mark.parametrize("eye", SEEN)
@pytest.mark.parametrize("name", EVERY)
def test_neighbours_and_signs_of_the_map_are_told_apart_by_every_eye(name: str, eye: str) -> None:
    colours = [seen_as(each, SEEN[eye]) for each in EVERY[name].map_stops]
    assert min(apart(one, other) for one, other in pairwise(colours)) >= 10.0
    assert min(apart(colours[at], colours[6 - at]) for at in range(3)) >= 20.0


@pytest.mark.parametrize("name", EVERY)
def test_text_and_marks_are_seen(name: str) -> None:
    theme = EVERY[name]
    grounds = [QColor(each) for each in (theme.window, theme.surface, theme.raised)]
    most = 7.0 if "high" in name else 4.5
    for text in (theme.text, theme.muted, theme.bad, theme.accent):
        least = min(contrast(QColor(text), ground) for ground in grounds)
        assert least >= (most if text != theme.accent else 4.5), text
    assert contrast(QColor(theme.on_accent), QColor(theme.accent)) >= most
    for mark in (theme.frame, *theme.branch_colours):
        assert min(contrast(QColor(mark), ground) for ground in grounds[:2]) >= 3.0, mark


def test_a_theme_is_known_by_its_palette() -> None:
    assert len(THEMES) == 4
    for theme in EVERY.values():
        assert theme_of(theme.palette()) is theme


def test_high_contrast_has_more_of_it() -> None:
    def least(theme: Theme) -> float:
        return contrast(QColor(theme.muted), QColor(theme.window))

    assert least(HIGH_LIGHT) > 2 * least(LIGHT)
    assert least(HIGH_DARK) > 2 * least(DARK)
    assert contrast(QColor(HIGH_LIGHT.text), QColor(HIGH_LIGHT.window)) == pytest.approx(21)
