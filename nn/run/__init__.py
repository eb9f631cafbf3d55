"""A run: its training, its recording, its branches, and what stops it."""
