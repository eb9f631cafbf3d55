from __future__ import annotations

import pytest

from nn.core.settings import Settings
from nn.explain.glossary import entry, glossary
from nn.explain.symbols import SYMBOLS, cell_name
from nn.run.recording import Recording

FORMULAS = {
    "x": "",
    "t": "t = x XOR 1",
    "u1": "u1 = x · W1",
    "a1": "a1 = σ(u1)",
    "u2": "u2 = a1 · W2",
    "a2": "a2 = σ(u2)",
    "label": "ŷ = a2 > 0.5",
    "loss": "loss = −mean(t·log a2 + (1−t)·log(1−a2))",
    "e2": "e2 = a2 − t",
    "d2": "d2 = a1 ⊗ e2",
    "e1": "e1 = (W2 · e2) ∘ σ′(u1)",
    "d1": "d1 = x ⊗ e1",
    "W1": "W1 −= η·d1",
    "W2": "W2 −= η·d2",
}


@pytest.mark.parametrize("symbol", FORMULAS)
def test_a_symbol_has_the_formula_of_the_phase_that_makes_it(symbol: str) -> None:
    assert entry(symbol, "invert").formula == FORMULAS[symbol]


def test_the_target_is_that_of_the_task() -> None:
    assert entry("t", "reverse").formula == "t = x backwards"
    assert entry("t").formula == "t = what the task makes of x"
    [target] = [each for each in glossary("reverse") if each.name == "t"]
    assert target == entry("t", "reverse")
    assert entry("t", "parity").formula == "t = x1 XOR x2 XOR … XOR xn"
    assert entry("t", "xor:10110").formula == "t = x XOR 10110"


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_the_shape_is_the_one_that_the_numbers_have(symbol: str) -> None:
    recording = Recording(Settings(bits=3, hidden_units=4))
    recording.advance_to(1)
    sizes = {"n": 3, "h": 4, "m": 3}
    shape = entry(symbol, "invert").shape
    if shape == "one number":
        assert symbol == "loss"
        return
    letters = shape.partition(":")[0].strip("()").replace(" ", "").strip(",").split(",")
    held = getattr(recording.step(1), symbol)
    assert held.shape == tuple(sizes[letter] for letter in letters)


def test_every_symbol_is_there_once_in_the_order_of_a_step() -> None:
    names = [each.name for each in glossary("invert")]
    assert names[:5] == ["x", "t", "W1", "u1", "a1"]
    assert len(names) == len(set(names))
    assert set(names) >= {each.name or symbol for symbol, each in SYMBOLS.items()}
    assert all(each.word and each.meaning.endswith(".") for each in glossary("invert"))


@pytest.mark.parametrize(
    ("symbol", "index", "name"),
    [
        ("label", (0,), "ŷ[y1]"),
        ("slope1", (2,), "σ′(u1[h3])"),
        ("W1", (1, 2), "W1[x2,h3]"),
        ("loss", (), "loss"),
    ],
)
def test_a_number_is_called_as_its_symbol_is_everywhere(
    symbol: str, index: tuple[int, ...], name: str
) -> None:
    assert cell_name(symbol, index) == name
    assert entry(symbol).name == name.split("[")[0] + (")" if name.endswith(")") else "")
