"""Every command of the window, and the slots that carry them out."""
