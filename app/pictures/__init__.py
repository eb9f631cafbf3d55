"""The pictures of a moment: pyqtgraph items and the views that hold them."""
