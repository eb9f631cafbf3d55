"""The parts of the window with controls in them."""
