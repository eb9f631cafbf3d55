from __future__ import annotations

import pytest

from app.pictures.loss.readout import description, readout
from nn.core.settings import Settings
from nn.run.recording import Recording


@pytest.fixture(scope="module")
def recording() -> Recording:
    made = Recording(Settings())
    made.advance_to(1217)
    return made


def test_a_step_is_named_with_its_loss_and_the_average_of_its_epoch(recording: Recording) -> None:
    loss = f"{recording.losses[749]:.6g}"
    text = readout(recording, 750)
    assert text.split("  ·  ") == [
        "step 750",
        "epoch 2, observation 250",
        f"loss {loss}",
        "epoch average 0.13942819",
    ]


def test_an_unfinished_epoch_is_told_with_the_average_before_it(recording: Recording) -> None:
    assert readout(recording, 1217).endswith("average of epoch 2: 0.13942819")
    loss = f"{recording.losses[1216]:.6g}"
    heard = description(recording, 1217)
    assert heard == f"Loss at step 1,217: {loss}; average of epoch 2: 0.13942819"


def test_nothing_is_said_of_averages_before_there_is_one() -> None:
    recording = Recording(Settings())
    recording.advance_to(3)
    assert "average" not in readout(recording, 3) + description(recording, 3)


def test_the_border_of_epochs_belongs_to_the_one_that_ends(recording: Recording) -> None:
    assert "epoch 1, observation 500" in readout(recording, 500)
    assert readout(recording, 500).endswith("0.41375321")
    assert "average of epoch 1: 0.41375321" in description(recording, 500)
