from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from app.pictures.network import number_stamps
from app.pictures.network.number_stamps import NumberStamps
from app.pictures.network.numbers import Decimals
from app.widgets.theme import INKS

FORM = Decimals(3)


@pytest.fixture
def stamps(qtbot: QtBot) -> NumberStamps:
    return NumberStamps(QFont(), 1.0, INKS)


def make(stamps: NumberStamps, key: int) -> None:
    stamps.make(FORM, key, 0, FORM.text(key))


def test_numbers_with_the_same_ends_share_their_stamps(stamps: NumberStamps) -> None:
    made = [stamps.make(FORM, key, 0, FORM.text(key)) for key in (1234, 1134, 1234)]
    assert made[0] == made[2] == stamps.find(FORM, 1234, 0)
    assert made[0][1] is made[1][1]
    assert made[0][0] is not made[1][0]
    assert stamps.find(FORM, 1234, 1) is None


def test_an_endless_run_does_not_fill_the_memory_with_its_numbers(
    stamps: NumberStamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(number_stamps, "MOST_NUMBERS", 20)
    kept = []
    for key in range(100):
        make(stamps, key)
        kept.append(sum(stamps.find(FORM, each, 0) is not None for each in range(key + 1)))
    assert max(kept) == 21
    # The stamps outlive the numbers that were written with them.
    tail = stamps.make(FORM, 50, 0, FORM.text(50))[1]
    assert tail is not None
    assert tail is stamps.make(FORM, 150, 0, FORM.text(150))[1]


def test_nor_with_its_stamps(stamps: NumberStamps, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(number_stamps, "MOST_STAMPS", 20)
    first = stamps.make(FORM, 0, 0, FORM.text(0))
    for key in range(100):
        make(stamps, key)
    assert stamps.find(FORM, 0, 0) is None
    assert stamps.make(FORM, 0, 0, FORM.text(0))[1] is not first[1]
