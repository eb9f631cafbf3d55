"""The window: Qt and pyqtgraph, no arithmetic of the network."""
