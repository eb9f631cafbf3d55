"""What Qt hands to models and delegates: a place in a model."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

AnyIndex = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
"""The place in which all rows of a table stand."""
