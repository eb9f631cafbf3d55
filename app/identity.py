"""Who the application is, for the desktop, for its settings and for its files."""

from __future__ import annotations

from app.version import VERSION as VERSION

APP_NAME = "Glassnet"
ORGANISATION = "Glassnet"
APP_ID = "io.github.glassnet.Glassnet"
"""One name for the desktop entry, the icon, the metainfo and the window on Wayland."""

HOMEPAGE = "https://glassnet.github.io/"
"""The address that the name above is, read backwards."""

SESSION_SUFFIX = ".glassnet"
SESSION_MIME_TYPE = "application/x-glassnet+json"
