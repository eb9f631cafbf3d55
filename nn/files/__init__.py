"""Runs as files: sessions, scripts and tables."""
