"""The network as one picture of neurons and edges."""
