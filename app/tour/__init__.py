"""The tour: five things to do, each in the real window."""
