"""What this is, what it is made of, and under which licences."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from app.commands.parts import Part, parts
from app.identity import APP_NAME, VERSION
from app.kept.processors import anywhere

TEXT = "text"
"""The scheme of a link that leads to a licence's text; its path is the number of the part."""


class AboutPage(QDialog):
    """The program, and a table of its parts; a licence's text takes the table's place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"About {APP_NAME}")
        self.resize(660, 600)
        self._parts = parts()
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("Versions and licences")
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.back = buttons.addButton("Back", QDialogButtonBox.ButtonRole.ActionRole)
        self.back.setToolTip("Back to the table of versions and licences")
        self.back.clicked.connect(self._show_table)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.browser)
        column.addWidget(buttons)
        self._show_table()

    @Slot()
    def _show_table(self) -> None:
        self.back.setEnabled(False)
        rows = "".join(_row(number, each) for number, each in enumerate(self._parts))
        self.browser.setHtml(
            f"<h3>{APP_NAME} {VERSION}</h3>"
            "<p>Watch a small neural network learn, one training step at a time, "
            "with every number visible.</p>"
            "<p>The network is that of the notebook <i>Basics of Neural Networks - Numpy Demo</i>: "
            "its weights are the notebook's, bit for bit, after every step.</p>"
            "<p>It uses Qt and PySide6 under the GNU Lesser General Public License 3. They are not "
            "changed, and you may replace them by versions of your own.</p>"
            "<table cellspacing='0' cellpadding='3'>"
            f"<tr><th align='left'>What is inside</th><th align='left'>Version</th>"
            f"<th align='left'>Licence</th><th></th></tr>{rows}</table>"
        )

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        if link.scheme() != TEXT:
            # The browser is to have all processors, though a training goes on.
            anywhere()
            QDesktopServices.openUrl(link)
            return
        texts = self._parts[int(link.path())].texts
        self.browser.setPlainText(
            "\n\n\n".join(path.read_text(encoding="utf-8", errors="replace") for path in texts)
        )
        self.back.setEnabled(True)


def _row(number: int, part: Part) -> str:
    links = [f"<a href='{TEXT}:{number}'>text</a>"] if part.texts else []
    links += [f"<a href='{escape(part.source)}'>source</a>"] if part.source else []
    name, version, licence = map(escape, (part.name, part.version, part.licence))
    return f"<tr><td>{name}</td><td>{version}</td><td>{licence}</td><td>{' '.join(links)}</td></tr>"
