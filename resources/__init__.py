"""Icons, desktop entry and metainfo."""
