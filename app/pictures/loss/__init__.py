"""The loss of every step as a curve."""
