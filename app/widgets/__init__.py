"""Colours, icons and small controls that several parts of the window share."""
