from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from painted import pixels
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot
from sights import at

from app.pages import many_lines
from app.pages.answered_lines import ALL, REFUSED, SHOWN, WRONG
from app.pages.lines_entry import MOST_TYPED, LinesEntry
from app.pages.many_lines import CANCELLED, FOLLOWED, ManyLinesSection
from app.widgets.theme import LIGHT
from nn.answers.validation import predict
from nn.core.progress import Progress
from nn.core.settings import Settings
from nn.files.vector_lines import read_lines
from nn.run.recording import Recording

TEXT = "00000\n01120\n01110,10001\n11111,01010\n\n-1\n"


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(2000)
    return made


@pytest.fixture
def section(qtbot: QtBot, recording: Recording) -> ManyLinesSection:
    made = ManyLinesSection()
    qtbot.addWidget(made)
    made.setPalette(LIGHT.palette())
    made.resize(520, 620)
    made.show()
    qtbot.waitExposed(made)
    made.show_run(at(recording, 2000), recording.settings)
    return made


def idle(section: ManyLinesSection) -> bool:
    return not section._answering.busy and not section._typed_last.isActive()


def typed(qtbot: QtBot, section: ManyLinesSection, text: str = TEXT) -> None:
    """Type or paste a text, and wait until it is answered."""
    section.entry.setPlainText(text)
    qtbot.waitUntil(lambda: idle(section), timeout=10_000)


def rows(section: ManyLinesSection) -> list[list[str]]:
    return [line.split("\t") for line in section.table.as_text().splitlines()[1:]]


def answer(recording: Recording, position: int, vector: str) -> str:
    moment = recording.moment(position)
    x = np.array([int(bit) for bit in vector])
    return "".join(map(str, predict(moment.W1, moment.W2, x, "invert").label))


@pytest.mark.parametrize(
    ("bits", "task", "x", "t"),
    [(5, "invert", "01110", "10001"), (1, "majority", "0", "0"), (6, "addition", "011100", "0111")],
)
def test_the_examples_are_lines_of_the_run_that_is_shown(
    section: ManyLinesSection, bits: int, task: str, x: str, t: str
) -> None:
    settings = Settings(bits=bits, task=task)
    section.show_run(at(Recording(settings), 0), settings)
    assert section.hint.text().endswith(f": {x} or {x} → {t}.")
    lines = read_lines(section.entry.placeholderText(), *settings.sizes[::2])
    assert lines is not None
    assert not lines.problems
    assert section.entry.placeholderText() == f"{x}\n{x},{t}\n{x} → {t}"


def test_each_line_is_answered_by_itself_and_what_is_refused_says_why(
    qtbot: QtBot, section: ManyLinesSection, recording: Recording
) -> None:
    typed(qtbot, section)
    assert [answer(recording, 2000, each) for each in ("00000", "01110", "11111")] == [
        "11111",
        "10001",
        "00000",
    ]
    assert rows(section) == [
        ["1", "00000", "11111", "11111", "✓", ""],
        ["2", "", "", "", "", ""],
        ["3", "01110", "10001", "10001", "✓", ""],
        ["4", "11111", "00000", "01010", "✗ 2", "The task asks for 00000."],
        ["6", "", "", "", "", ""],
    ]
    across = [section.table.rows.across(row) for row in range(5)]
    assert across == [
        None,
        (1, "“01120” has a 2 at place 4: use only 0 and 1."),
        None,
        None,
        (1, "“-1” is negative: use only 0 and 1."),
    ]
    assert section.summary.text() == "2 of 3 vectors right"
    assert section.details.text() == (
        "With the weights after step 2,000. 2 wrong bits. 2 lines refused. "
        "In 1 line something else is expected than the task asks for."
    )
    assert LIGHT.bad in {
        f"#{red:02x}{green:02x}{blue:02x}"
        for red, green, blue in pixels(section.table.viewport()).tolist()
    }


def test_a_heading_is_told(qtbot: QtBot, section: ManyLinesSection) -> None:
    typed(qtbot, section, "expected,vector\n10001,01110")
    assert section.summary.text() == "1 of 1 vector right"
    assert section.details.text() == (
        "With the weights after step 2,000. Line 1 is taken for a heading: “expected,vector”."
    )


def test_what_is_shown_can_be_what_is_wrong_or_what_is_refused(
    qtbot: QtBot, section: ManyLinesSection
) -> None:
    typed(qtbot, section)
    assert section.table.counts == {ALL: 5, WRONG: 1, REFUSED: 2}
    seen = {}
    for place, each in enumerate(SHOWN):
        section.shown.setCurrentIndex(place)
        seen[each] = [line[0] for line in rows(section)]
    assert seen == {ALL: ["1", "2", "3", "4", "6"], WRONG: ["4"], REFUSED: ["2", "6"]}


def test_it_is_sorted_by_any_column(qtbot: QtBot, section: ManyLinesSection) -> None:
    typed(qtbot, section, "11111,01010\nx\n00000\n01110,10011\n")
    orders = []
    for column in range(5):
        section.table.horizontalHeader().sectionClicked.emit(column)
        orders.append([line[0] for line in rows(section)])
    assert orders == [
        ["1", "2", "3", "4"],
        ["2", "3", "4", "1"],
        ["2", "1", "4", "3"],
        ["2", "1", "4", "3"],
        ["2", "3", "4", "1"],
    ]


def test_it_follows_the_moment_at_once_and_nothing_out_of_sight(
    qtbot: QtBot, section: ManyLinesSection, recording: Recording
) -> None:
    typed(qtbot, section, "00000\n01110\n11111")
    section.show_run(at(recording, 0), recording.settings)
    first = [answer(recording, 0, each) for each in ("00000", "01110", "11111")]
    qtbot.waitUntil(lambda: [line[2] for line in rows(section)] == first, timeout=3000)
    assert "after step 0." in section.details.text()
    section.show_run(at(recording, 40, 3), recording.settings)
    qtbot.waitUntil(lambda: "after step 39." in section.details.text(), timeout=3000)
    section.hide()
    before = rows(section)
    section.show_run(at(recording, 2000), recording.settings)
    qtbot.wait(150)
    assert rows(section) == before
    section.show()
    qtbot.waitUntil(lambda: "after step 2,000." in section.details.text(), timeout=3000)


def test_many_are_answered_again_once_the_moment_stays_and_are_marked_until_then(
    qtbot: QtBot, section: ManyLinesSection, recording: Recording
) -> None:
    typed(qtbot, section, "01110\n" * (FOLLOWED + 1))
    assert section.summary.text() == "257 of 257 vectors right"
    section.show_run(at(recording, 0), recording.settings)
    qtbot.waitUntil(lambda: ", not those that are shown." in section.details.text(), timeout=3000)
    assert section.summary.text() == "257 of 257 vectors right"
    qtbot.waitUntil(
        lambda: section.details.text().startswith("With the weights after step 0."), timeout=5000
    )
    assert rows(section)[0][2] == answer(recording, 0, "01110")


def test_other_sizes_and_another_task_read_the_lines_anew(
    qtbot: QtBot, section: ManyLinesSection
) -> None:
    typed(qtbot, section, "011\n01110")
    assert [line[1] for line in rows(section)] == ["", "01110"]
    other = Recording(Settings(bits=3, hidden_units=4))
    section.show_run(at(other, 0), other.settings)
    qtbot.waitUntil(lambda: [line[1] for line in rows(section)] == ["011", ""], timeout=5000)
    assert rows(section)[0][3] == "100"
    again = other.settings.changed(task="reverse")
    section.show_run(at(other, 0), again)
    qtbot.waitUntil(lambda: bool(rows(section)) and rows(section)[0][3] == "110", timeout=5000)


def test_a_click_or_enter_tries_a_vector_and_goes_to_a_line_that_was_refused(
    qtbot: QtBot, section: ManyLinesSection
) -> None:
    typed(qtbot, section)
    chosen: list[list[int]] = []
    section.vector_chosen.connect(lambda vector: chosen.append(vector.tolist()))
    table = section.table
    place = table.visualRect(table.rows.index(2, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [[0, 1, 1, 1, 0]]
    table.make_current(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen == [[0, 1, 1, 1, 0]]
    assert section.entry.textCursor().block().text() == "01120"
    assert section.entry.hasFocus()
    assert section.entry.marked == (2, 6)


def test_all_lines_are_copied_with_tabs(qtbot: QtBot, section: ManyLinesSection) -> None:
    assert not section.copy_button.isEnabled()
    made: list[Callable[[Progress], str | None]] = []
    section.copy_wanted.connect(made.append)
    typed(qtbot, section)
    assert section.copy_button.isEnabled()
    for copy in (section.copy_button.click, section.table.copy_wanted.emit):
        section.shown.setCurrentIndex(1)
        made.clear()
        copy()
        [make] = made
        assert make(lambda *_: True) == (
            "line\tvector\tpredicted\texpected\twrong bits\tnote\n"
            "1\t00000\t11111\t11111\t\t\n"
            "2\t\t\t\t\t“01120” has a 2 at place 4: use only 0 and 1.\n"
            "3\t01110\t10001\t10001\t\t\n"
            "4\t11111\t00000\t01010\ty2 y4\tThe task asks for 00000.\n"
            "6\t\t\t\t\t“-1” is negative: use only 0 and 1.\n"
        )
    assert section.found is not None


def test_what_is_exported_can_be_read_again(qtbot: QtBot, section: ManyLinesSection) -> None:
    wanted: list[tuple[str, str, Callable[[Progress], str | None]]] = []
    section.export_wanted.connect(lambda *each: wanted.append(each))
    section.export_button.click()
    assert wanted == []
    typed(qtbot, section)
    section.export_button.click()
    [(title, name, make)] = wanted
    assert (title, name) == ("Export the lines and their answers", "answers.csv")
    text = make(lambda *_: True)
    assert text is not None
    assert text.splitlines()[0] == "line,vector,predicted,expected,wrong bits,note"
    again = read_lines(text, 5, 5)
    assert again is not None
    assert [each.tolist() for each in again.vectors] == [[0] * 5, [0, 1, 1, 1, 0], [1] * 5]
    assert make(lambda *_: False) is None


def test_a_file_is_opened_in_place_of_what_is_typed(
    qtbot: QtBot, section: ManyLinesSection, tmp_path: Path
) -> None:
    typed(qtbot, section)
    path = tmp_path / "mine.csv"
    path.write_bytes(b"\xef\xbb\xbfvector;expected\r\n01110;10001\r\n\xff\r\n")
    section.open_path(path)
    qtbot.waitUntil(lambda: idle(section), timeout=5000)
    assert section.entry.toPlainText() == ""
    assert section.details.text().startswith("“mine.csv”, with the weights after step 2,000.")
    assert rows(section)[0][:2] == ["2", "01110"]
    assert section.table.rows.across(1) == (1, "The byte 0xFF at place 1 is no text in UTF-8.")
    section.table.setFocus()
    section.table.chosen.emit(1)
    assert section.table.hasFocus()
    assert section.entry.marked == ()
    section.clear_button.click()
    qtbot.waitUntil(lambda: section.found is None, timeout=5000)
    assert section.table.isHidden()
    assert (section.summary.text(), section.details.text()) == ("", "")


def test_what_was_typed_just_before_does_not_take_the_place_of_a_file(
    qtbot: QtBot, section: ManyLinesSection, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("01110")
    section.entry.setPlainText("00000")
    section.open_path(path)
    assert not section._typed_last.isActive()
    qtbot.waitUntil(lambda: idle(section), timeout=5000)
    assert [line[1] for line in rows(section)] == ["01110"]


def test_why_a_file_was_not_read_is_told_plainly(
    qtbot: QtBot, section: ManyLinesSection, tmp_path: Path
) -> None:
    typed(qtbot, section)
    folder = tmp_path / "folder"
    folder.mkdir()
    for path, told in (
        (tmp_path / "<b>none.csv", "“<b>none.csv” was not read: it is not there."),
        (
            folder,
            "“folder” was not read: it is a folder.",
        ),
    ):
        section.open_path(path)
        qtbot.waitUntil(lambda: idle(section), timeout=5000)
        assert section.summary.text() == told
        assert section.summary.textFormat() == Qt.TextFormat.PlainText
        assert section.table.isHidden()
        assert not section.export_button.isEnabled()


def test_a_file_can_be_dropped_and_a_long_text_is_read_without_being_shown(
    qtbot: QtBot, section: ManyLinesSection, tmp_path: Path
) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("01110")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert section.entry.canInsertFromMimeData(data)
    section.entry.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(rows(section)) == 1 and idle(section), timeout=5000)
    data = QMimeData()
    data.setText("01110\n" * (MOST_TYPED // 6 + 1))
    section.entry.insertFromMimeData(data)
    qtbot.waitUntil(lambda: len(rows(section)) == MOST_TYPED // 6 + 1, timeout=10_000)
    assert section.details.text().startswith("Pasted text, with the weights after step 2,000.")
    assert section.entry.toPlainText() == ""


def test_a_short_text_is_pasted_into_the_field(qtbot: QtBot) -> None:
    entry = LinesEntry()
    qtbot.addWidget(entry)
    data = QMimeData()
    data.setText("01110\n10001")
    entry.insertFromMimeData(data)
    assert entry.toPlainText() == "01110\n10001"


def slow(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let reading go on until it is told to stop; the texts that were read."""
    read: list[str] = []

    def read_slowly(text: str, bits: int, outputs: int, progress: Progress) -> None:
        read.append(text)
        if text == "quick":
            return read_lines("01110", bits, outputs, progress)
        while progress(1, 4):
            pass
        return None

    monkeypatch.setattr(many_lines, "read_lines", read_slowly)
    return read


def test_reading_shows_its_progress_and_is_cancelled(
    qtbot: QtBot, section: ManyLinesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow(monkeypatch)
    section.entry.setPlainText("01110")
    qtbot.waitUntil(section.bar.isVisible, timeout=5000)
    qtbot.waitUntil(lambda: section.bar.value() == 125, timeout=5000)
    assert not section.export_button.isEnabled()
    section.cancel_button.click()
    qtbot.waitUntil(lambda: idle(section), timeout=5000)
    assert section.summary.text() == CANCELLED
    assert section.bar.isHidden() or not section.bar.isVisible()


def test_whoever_types_on_is_answered_to_the_latest_text(
    qtbot: QtBot, section: ManyLinesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = slow(monkeypatch)
    section.entry.setPlainText("slow")
    qtbot.waitUntil(lambda: read == ["slow"], timeout=5000)
    section.entry.setPlainText("quick")
    qtbot.waitUntil(lambda: len(rows(section)) == 1, timeout=5000)
    assert read == ["slow", "quick"]


def test_lines_that_are_being_read_when_the_run_goes_on_are_read_after_all(
    qtbot: QtBot,
    section: ManyLinesSection,
    recording: Recording,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed(qtbot, section, "01110\n" * (FOLLOWED + 1))
    read = slow(monkeypatch)
    section.entry.setPlainText("slow")
    qtbot.waitUntil(lambda: read == ["slow"], timeout=5000)
    section.show_run(at(recording, 2000, 4), recording.settings)
    qtbot.waitUntil(lambda: read == ["slow", "slow"], timeout=5000)
    section.end()


def test_lines_that_are_cleared_while_they_are_read_are_gone(
    qtbot: QtBot, section: ManyLinesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    section.told.connect(told.append)
    read = slow(monkeypatch)
    section.entry.setPlainText("slow")
    qtbot.waitUntil(lambda: read == ["slow"], timeout=5000)
    section.clear_button.click()
    qtbot.waitUntil(lambda: idle(section), timeout=5000)
    assert (section.found, section.summary.text(), told) == (None, "", [])
    assert not section.bar.isVisible()


def test_lines_that_are_cleared_are_not_answered_at_a_later_moment(
    qtbot: QtBot, section: ManyLinesSection, recording: Recording
) -> None:
    typed(qtbot, section, "01110\n" * (FOLLOWED + 1))
    section.show_run(at(recording, 2000, 4), recording.settings)
    section.clear_button.click()
    qtbot.waitUntil(lambda: not section._moved_last.isActive() and idle(section), timeout=5000)
    assert (section.found, section.summary.text()) == (None, "")


def test_an_unforeseen_error_is_heard(
    qtbot: QtBot, section: ManyLinesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("unforeseen")

    monkeypatch.setattr(many_lines, "read_lines", fail)
    with qtbot.waitSignal(section.failed) as heard:
        section.entry.setPlainText("01110")
    assert "ZeroDivisionError: unforeseen" in heard.args[0]
    assert idle(section)


def test_it_ends_while_it_reads(
    qtbot: QtBot, section: ManyLinesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = slow(monkeypatch)
    section.entry.setPlainText("01110")
    qtbot.waitUntil(lambda: read == ["01110"], timeout=5000)
    section.end()
    assert idle(section)


def test_the_keys_of_the_bar_go_back_when_it_is_gone(
    qtbot: QtBot, section: ManyLinesSection, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow(monkeypatch)
    section.entry.setPlainText("01110")
    section.clear_button.setFocus()
    qtbot.waitUntil(section.cancel_button.hasFocus, timeout=5000)
    qtbot.keyClick(section.cancel_button, Qt.Key.Key_Space)
    qtbot.waitUntil(section.open_button.hasFocus, timeout=5000)


def test_what_came_out_is_told_once(
    qtbot: QtBot, section: ManyLinesSection, recording: Recording, tmp_path: Path
) -> None:
    told: list[str] = []
    section.told.connect(told.append)
    typed(qtbot, section, "01110\n2")
    section.show_run(at(recording, 2000, 4), recording.settings)
    assert told == ["1 of 1 vector right. With the weights after step 2,000. 1 line refused."]
    section.open_path(tmp_path / "none.csv")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=5000)
    assert told[1] == "“none.csv” was not read: it is not there."
