"""The double-click entry on each system."""
