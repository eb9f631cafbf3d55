"""The pictures: pyqtgraph items and the views that hold them."""
