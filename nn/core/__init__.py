"""The network itself: its task, its settings, its random numbers, and one step of it."""
