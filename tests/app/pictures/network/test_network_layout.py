from __future__ import annotations

import itertools

import pytest

from app.pictures.network.layout import lay_out

SHAPES = [(1, 1), (5, 10), (16, 128), (1, 128), (16, 1), (8, 33)]
ROOMS = [(893, 420), (1400, 640), (300, 200)]


@pytest.mark.parametrize(("bits", "hidden"), SHAPES)
@pytest.mark.parametrize(("width", "height"), ROOMS)
def test_no_two_blocks_overlap_and_all_lie_within_the_picture(
    bits: int, hidden: int, width: int, height: int
) -> None:
    layout = lay_out(bits, hidden, width, height)
    for block in layout.blocks.values():
        assert block.rect.left() >= 0
        assert block.rect.top() >= 0
        assert block.rect.right() <= layout.width + 1
        assert block.rect.bottom() <= layout.height + 1
    for one, other in itertools.combinations(layout.blocks.values(), 2):
        shared = one.rect.intersected(other.rect)
        assert shared.width() * shared.height() < 1e-6, (one.symbol, other.symbol)


@pytest.mark.parametrize(("bits", "hidden"), SHAPES)
def test_a_hidden_unit_is_one_column_in_both_matrices_and_all_its_values(
    bits: int, hidden: int
) -> None:
    blocks = lay_out(bits, hidden, 893, 420).blocks
    for unit in {0, hidden // 2, hidden - 1}:
        centres = {
            round(blocks["W1"].cell(0, unit).center().x(), 6),
            round(blocks["W2"].cell(*blocks["W2"].place((unit, 0))).center().x(), 6),
            *(round(blocks[s].cell(0, unit).center().x(), 6) for s in ("u1", "a1", "e1")),
        }
        assert len(centres) == 1


@pytest.mark.parametrize(("bits", "hidden"), SHAPES)
def test_inputs_stand_beside_their_rows_and_outputs_beside_theirs(bits: int, hidden: int) -> None:
    blocks = lay_out(bits, hidden, 893, 420).blocks
    for bit in range(bits):
        assert blocks["x"].cell(bit, 0).center().y() == blocks["W1"].cell(bit, 0).center().y()
        for symbol in ("u2", "a2", "label", "t", "e2"):
            assert blocks[symbol].cell(bit, 0).center().y() == pytest.approx(
                blocks["W2"].cell(bit, 0).center().y()
            )


@pytest.mark.parametrize(("bits", "hidden"), SHAPES)
def test_every_cell_is_found_again_at_its_centre(bits: int, hidden: int) -> None:
    for block in lay_out(bits, hidden, 893, 420).blocks.values():
        for row in range(block.rows):
            for column in range(block.columns):
                centre = block.cell(row, column).center()
                index = block.index_at(centre.x(), centre.y())
                assert index == block.index(row, column)
                assert index is not None
                assert block.place(index) == (row, column)
        assert block.index_at(block.left - 1, block.top) is None


def test_the_largest_network_fits_the_first_window() -> None:
    layout = lay_out(16, 128, 893, 420)
    assert layout.width <= 893
    assert layout.height <= 420


def test_enlarging_lets_the_cells_grow_beyond_the_window() -> None:
    assert lay_out(16, 128, 893, 420, zoom=8.0).blocks["W1"].cell_width > 33
