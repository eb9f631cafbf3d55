from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
from every_task import every_task, table
from PySide6.QtCore import QSettings

from app.kept.remembered import Remembered
from app.widgets.paces import DEFAULT_PACE, PACES, nearest_notch, pace_text
from nn.core.settings import Settings


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "a.ini"), QSettings.Format.IniFormat)


def test_settings_come_back(store: QSettings) -> None:
    settings = Settings(bits=3, hidden_units=7, learning_rate=0.123456789, seed=2**32 - 1)
    Remembered(store).keep_settings(settings)
    assert Remembered(store).settings() == settings


@pytest.mark.parametrize("task", every_task(5))
def test_a_task_comes_back(store: QSettings, task: str) -> None:
    settings = Settings(task=task)
    Remembered(store).keep_settings(settings)
    assert Remembered(store).settings() == settings


def test_a_large_table_is_not_kept_among_preferences(store: QSettings) -> None:
    for bits, kept in ((8, True), (12, False)):
        settings = Settings(bits=bits, seed=7, task=table(bits, 8))
        Remembered(store).keep_settings(settings)
        expected = settings if kept else Settings(bits=bits, seed=7)
        assert Remembered(store).settings() == expected


@pytest.mark.parametrize("key", ["settings/bits", "window/geometry"])
def test_it_is_empty_until_a_window_was_open(store: QSettings, key: str) -> None:
    store.setValue("appearance", "dark")
    assert Remembered(store).empty
    store.setValue(key, "5")
    assert not Remembered(store).empty


@pytest.mark.parametrize(
    ("key", "value"),
    [("bits", "99"), ("bits", "x"), ("learning_rate", "nan"), ("task", "?"), ("seed", "")],
)
def test_damaged_settings_are_forgotten(store: QSettings, key: str, value: str) -> None:
    Remembered(store).keep_settings(Settings(bits=3))
    store.setValue(f"settings/{key}", value)
    assert Remembered(store).settings() == Settings()


@pytest.mark.parametrize("pace", [PACES[0], 1.0, 60.0, inf])
def test_a_speed_comes_back(store: QSettings, pace: float) -> None:
    Remembered(store).keep_pace(pace)
    assert Remembered(store).pace() == pace


@pytest.mark.parametrize("value", ["", "fast", "nan", "-3", "0"])
def test_a_damaged_speed_is_forgotten(store: QSettings, value: str) -> None:
    store.setValue("pace", value)
    assert Remembered(store).pace() == DEFAULT_PACE


def test_recent_files_are_newest_first_and_still_there(store: QSettings, tmp_path: Path) -> None:
    remembered = Remembered(store)
    paths = [tmp_path / f"{number}.glassnet" for number in range(12)]
    for path in paths:
        path.touch()
        remembered.keep_recent_file(path)
    remembered.keep_recent_file(paths[8])
    paths[11].unlink()
    assert remembered.recent_files()[:3] == [paths[8], paths[10], paths[9]]
    assert len(remembered.recent_files()) <= 8


def test_every_speed_reads_in_phases_or_steps_a_second() -> None:
    assert [pace_text(pace) for pace in (*PACES[:4], 1, 1000, inf)] == [
        "1 phase in 2 s",
        "1 phase/s",
        "2 phases/s",
        "4 phases/s",
        "1 step/s",
        "1,000 steps/s",
        "as fast as it goes",
    ]
    assert all(PACES[nearest_notch(pace)] == pace for pace in PACES)
    assert nearest_notch(0.01) == 0
    assert nearest_notch(float(f"{PACES[1]:.12g}")) == 1


def test_a_folder_comes_back_for_its_purpose_as_long_as_it_is_there(
    store: QSettings, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    Remembered(store).keep_folder("exports", mine)
    assert Remembered(store).folder("exports", other) == mine
    assert Remembered(store).folder("sessions") == Path.home()
    mine.rmdir()
    assert Remembered(store).folder("exports", other) == Path.home()
    other.mkdir()
    assert Remembered(store).folder("exports", other) == other


def test_the_folder_for_documents_is_proposed_first(store: QSettings) -> None:
    documents = Path.home() / "Documents"
    documents.mkdir()
    assert Remembered(store).folder("exports") == documents
