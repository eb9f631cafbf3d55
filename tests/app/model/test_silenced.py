from __future__ import annotations

import numpy as np
import pytest

from app.model.session import Session
from app.model.silenced import Silenced
from nn.core.settings import Settings


@pytest.fixture
def silenced(session: Session) -> Silenced:
    return Silenced(session)


def test_it_answers_without_the_units_and_leaves_the_run_alone(
    session: Session, silenced: Silenced
) -> None:
    heard: list[frozenset[int]] = []
    silenced.changed.connect(lambda: heard.append(silenced.units))
    session.recording.advance_to(20)
    session.stand(20)
    sight = session.sight()
    W1, W2 = sight.W1.copy(), sight.W2.copy()
    assert silenced.sight() is sight
    silenced.toggle(3)
    silenced.toggle(5)
    answering = silenced.sight()
    assert silenced.sight() is answering
    assert answering.W1 is sight.W1
    assert answering.silenced == {3, 5}
    W2[[3, 5]] = 0.0
    assert np.array_equal(answering.W2, W2)
    silenced.toggle(3)
    assert np.array_equal(silenced.sight().W2[3], sight.W2[3])
    session.stand(19)
    assert not silenced.sight().W2[5].any()
    assert silenced.sight().position == 19
    session.stand(20)
    silenced.clear()
    silenced.clear()
    assert heard == [{3}, {3, 5}, {5}, frozenset()]
    assert silenced.sight() is session.sight()
    assert np.array_equal(sight.W1, W1)


@pytest.mark.parametrize("unit", [-1, 10])
def test_a_unit_that_the_network_has_not_is_not_silenced(silenced: Silenced, unit: int) -> None:
    silenced.toggle(unit)
    assert silenced.units == frozenset()


def test_a_run_of_another_size_begins_with_all_of_them(
    session: Session, silenced: Silenced
) -> None:
    silenced.toggle(9)
    session.reset(Settings(seed=7), "another seed")
    assert silenced.units == {9}
    heard: list[None] = []
    silenced.changed.connect(lambda: heard.append(None))
    session.reset(Settings(hidden_units=4), "four units")
    assert (silenced.units, heard) == (frozenset(), [])
    silenced.toggle(1)
    session.undo_stack.undo()
    assert silenced.units == frozenset()
