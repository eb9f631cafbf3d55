"""What each release brought, read from the list of changes and written for software centres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from app.identity import APP_ID, HOMEPAGE

NAME = "CHANGELOG.md"


@dataclass(frozen=True)
class Release:
    """A release.

    Attributes:
        version: its version.
        date: its day, as in 2026-11-24.
        changes: what it brought, a sentence or two each.
    """

    version: str
    date: str
    changes: tuple[str, ...]


def releases(resources: Path) -> list[Release]:
    """All releases, the newest first.

    Args:
        resources: the folder with the list of changes.
    """
    text = (resources / NAME).read_text(encoding="utf-8")
    found = re.findall(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return [
        Release(version, date, tuple(re.findall(r"^- (.*)$", rest, re.M)))
        for version, date, rest in found
    ]


def metainfo(resources: Path) -> str:
    """The description of the application for software centres, with its releases."""
    text = (resources / f"{APP_ID}.metainfo.xml").read_text(encoding="utf-8")
    listed = "\n".join(map(_as_xml, releases(resources)))
    return text.replace("@HOMEPAGE@", HOMEPAGE).replace("@RELEASES@", listed.strip())


def _as_xml(release: Release) -> str:
    changes = "\n".join(f"          <li>{escape(each)}</li>" for each in release.changes)
    return (
        f'    <release version="{release.version}" date="{release.date}">\n'
        f"      <description>\n        <ul>\n{changes}\n        </ul>\n      </description>\n"
        "    </release>"
    )
