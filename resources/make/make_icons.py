"""Makes the pictures that the desktops want from our drawings; run it again after changing one.

python resources/make/make_icons.py
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[1] / "icons"
PNG_SIZES = {
    "glassnet": (16, 24, 32, 48, 64, 128, 256, 512),
    "session": (16, 24, 32, 48, 64, 128, 256),
}
"""The edges, in pixels, of the pictures made from each drawing."""

WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MAC_TYPES = {16: "icp4", 32: "icp5", 64: "icp6", 128: "ic07", 256: "ic08", 512: "ic09"}
"""What an .icns file calls a PNG picture of each size."""


def png(drawing: Path, size: int) -> bytes:
    """The drawing as a square PNG picture, `size` pixels wide."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    stored = QByteArray()
    buffer = QBuffer(stored)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(100)
    if not writer.write(image.convertToFormat(QImage.Format.Format_ARGB32)):
        raise OSError(writer.errorString())
    return bytes(stored.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """PNG pictures by size as one icon file of Windows: a directory, then the pictures."""
    directory = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(directory) + 16 * len(pictures)
    for size, picture in pictures.items():
        # 256 does not fit the byte: there it is written as 0.
        edge = size % 256
        directory += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return directory + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """PNG pictures by size as one icon file of macOS: tagged chunks behind a head."""
    chunks = b"".join(
        MAC_TYPES[size].encode() + struct.pack(">I", len(picture) + 8) + picture
        for size, picture in pictures.items()
    )
    return b"icns" + struct.pack(">I", len(chunks) + 8) + chunks


def main() -> None:
    """Write every picture into `resources/icons`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    for name, sizes in PNG_SIZES.items():
        for size in sizes:
            (ICONS / f"{name}-{size}.png").write_bytes(png(ICONS / f"{name}.svg", size))
    made = {size: png(ICONS / "glassnet.svg", size) for size in PNG_SIZES["glassnet"]}
    (ICONS / "glassnet.ico").write_bytes(ico({size: made[size] for size in WINDOWS_SIZES}))
    (ICONS / "glassnet.icns").write_bytes(icns({size: made[size] for size in MAC_TYPES}))
    application.quit()


if __name__ == "__main__":
    main()
