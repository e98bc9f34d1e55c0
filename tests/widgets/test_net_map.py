"""The widget of a Net-Map, in Python."""

from bestpractices.widgets.net_map import NetMapBoard


def test_an_empty_board_says_so_and_its_module_needs_nothing_else():
    board = NetMapBoard()
    assert board.summary() == "a map with 0 actors and 0 links"
    assert "\nimport " not in str(board._esm)
