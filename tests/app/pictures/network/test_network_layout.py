from __future__ import annotations

import itertools

import pytest

from app.pictures.network.layout import lay_out

SHAPES = [(1, 1, 1), (5, 10, 5), (16, 128, 16), (1, 128, 1), (16, 1, 16), (8, 33, 8), (5, 20, 1)]
ROOMS = [(893, 420), (1400, 640), (300, 200)]


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize(("width", "height"), ROOMS)
def test_no_two_blocks_overlap_and_all_lie_within_the_picture(
    sizes: tuple[int, int, int], width: int, height: int
) -> None:
    layout = lay_out(sizes, width, height)
    for block in layout.blocks.values():
        assert block.rect.left() >= 0
        assert block.rect.top() >= 0
        assert block.rect.right() <= layout.width + 1
        assert block.rect.bottom() <= layout.height + 1
    for one, other in itertools.combinations(layout.blocks.values(), 2):
        shared = one.rect.intersected(other.rect)
        assert shared.width() * shared.height() < 1e-6, (one.symbol, other.symbol)


@pytest.mark.parametrize("sizes", SHAPES)
def test_a_hidden_unit_is_one_column_in_both_matrices_and_all_its_values(
    sizes: tuple[int, int, int],
) -> None:
    blocks, hidden = lay_out(sizes, 893, 420).blocks, sizes[1]
    for unit in {0, hidden // 2, hidden - 1}:
        centres = {
            round(blocks["W1"].cell(0, unit).center().x(), 6),
            round(blocks["W2"].cell(*blocks["W2"].place((unit, 0))).center().x(), 6),
            *(round(blocks[s].cell(0, unit).center().x(), 6) for s in ("u1", "a1", "e1")),
        }
        assert len(centres) == 1


@pytest.mark.parametrize("sizes", SHAPES)
def test_inputs_stand_beside_their_rows_and_outputs_beside_theirs(
    sizes: tuple[int, int, int],
) -> None:
    blocks = lay_out(sizes, 893, 420).blocks
    for bit in range(sizes[0]):
        assert blocks["x"].cell(bit, 0).center().y() == blocks["W1"].cell(bit, 0).center().y()
    for bit in range(sizes[2]):
        for symbol in ("u2", "a2", "label", "t", "e2"):
            assert blocks[symbol].cell(bit, 0).center().y() == pytest.approx(
                blocks["W2"].cell(bit, 0).center().y()
            )


@pytest.mark.parametrize("sizes", SHAPES)
def test_every_cell_is_found_again_at_its_centre(sizes: tuple[int, int, int]) -> None:
    for block in lay_out(sizes, 893, 420).blocks.values():
        for row in range(block.rows):
            for column in range(block.columns):
                centre = block.cell(row, column).center()
                index = block.index_at(centre.x(), centre.y())
                assert index == block.index_of(row, column)
                assert index is not None
                assert block.place(index) == (row, column)
        assert block.index_at(block.left - 1, block.top) is None


def test_the_largest_network_fits_the_first_window() -> None:
    layout = lay_out((16, 128, 16), 893, 420)
    assert layout.width <= 893
    assert layout.height <= 420


def test_enlarging_lets_the_cells_grow_beyond_the_window() -> None:
    assert lay_out((16, 128, 16), 893, 420, zoom=8.0).blocks["W1"].cell_width > 33


@pytest.mark.parametrize("text", [1.0, 1.5, 2.0])
@pytest.mark.parametrize(("width", "height"), [(893, 480), (575, 275), (400, 250), (1500, 800)])
def test_names_and_legends_cover_no_cell(width: int, height: int, text: float) -> None:
    layout = lay_out((5, 10, 5), width, height, text=text)
    cells = [block.rect for block in layout.blocks.values()]
    for rect in (layout.legends, *layout.titles.values(), *(each.rect for each in layout.labels)):
        for cell in cells:
            shared = rect.intersected(cell)
            assert shared.width() < 1e-6 or shared.height() < 1e-6


@pytest.mark.parametrize("sizes", SHAPES)
def test_the_pixels_of_two_cells_never_overlap(sizes: tuple[int, int, int]) -> None:
    for block in lay_out(sizes, 893, 420).blocks.values():
        seen = [
            block.pixels(row, column)
            for row in range(min(block.rows, 6))
            for column in range(min(block.columns, 40))
        ]
        for one, other in itertools.combinations(seen, 2):
            assert not one.intersects(other)
