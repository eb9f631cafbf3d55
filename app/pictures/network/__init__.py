"""The network as one picture of its matrices."""
