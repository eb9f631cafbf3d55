"""The application: its identity, its appearance, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QToolTip

from app.error_dialog import ErrorReporter
from app.home import find_home
from app.identity import APP_ID, APP_NAME, ORGANISATION, VERSION
from app.kept.remembered import Remembered
from app.main_window import MainWindow
from app.platform_failure import told_on_screen
from app.qt_application import GlassnetApplication
from app.widgets.appearances import APPEARANCES
from app.widgets.icons import app_icon
from app.widgets.theme import DARK, FIELDS, HIGH_DARK, HIGH_LIGHT, LIGHT
from nn.core.settings import Settings

SIGNAL_CHECK_MS = 200


class Appearance(QObject):
    """Light or dark, as the system says or as the person chose."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        application.setStyle("Fusion")
        self._hints = application.styleHints()
        self._chosen = APPEARANCES["system"]
        self._hints.colorSchemeChanged.connect(self._follow)
        self.choose(str(QSettings().value("appearance", "system")))

    def choose(self, name: str) -> None:
        """Use one of `APPEARANCES`; another name means the system's."""
        self._chosen = APPEARANCES.get(name, APPEARANCES["system"])
        self._hints.setColorScheme(self._chosen.scheme)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        scheme = self._chosen.scheme
        if scheme == Qt.ColorScheme.Unknown:
            scheme = self._hints.colorScheme()
        dark = scheme == Qt.ColorScheme.Dark
        if self._chosen.high_contrast:
            theme = HIGH_DARK if dark else HIGH_LIGHT
        else:
            theme = DARK if dark else LIGHT
        self._application.setPalette(theme.palette())
        for name in FIELDS:
            QApplication.setPalette(theme.field_palette(), name)  # type: ignore[arg-type]
        # Tool tips have a palette of their own, and follow no other.
        QToolTip.setPalette(theme.palette())


def prepare() -> None:
    """What has to be settled before Qt starts.

    The application's names, before anything asks where its settings and data are; that numbers
    are written in one way, whatever the system's locale; and that Qt paints at once instead of
    waiting five milliseconds for more to paint: here a frame's numbers arrive together, and the
    training waits for them to be painted.
    """
    find_home()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    os.environ.setdefault("QT_QPA_UPDATE_IDLE_TIME", "0")
    QCoreApplication.setOrganizationName(ORGANISATION)
    QCoreApplication.setApplicationName(APP_NAME)
    QCoreApplication.setApplicationVersion(VERSION)
    QApplication.setDesktopFileName(APP_ID)


def run(
    settings: Settings | None = None,
    session_file: Path | None = None,
    complain: Callable[[str], None] = print,
) -> int:
    """Open the window and return the exit status when it is closed.

    Args:
        settings: of the run; None for those of the last time.
        session_file: a session to open.
        complain: says why there is no window.
    """
    prepare()
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    with told_on_screen():
        # The first argument becomes the instance name of the window.
        application = GlassnetApplication([APP_NAME.lower()])
    application.setApplicationDisplayName(APP_NAME)
    application.setWindowIcon(app_icon())
    pg.setConfigOptions(imageAxisOrder="row-major")
    QAccessible.installFactory(_interface_of)
    window = open_window(application, settings, session_file, tour=True)
    # What is there by now stays: it is not looked through again and again.
    gc.freeze()
    gc.enable()
    close_on_interrupt(window)
    return application.exec()


def _interface_of(key: str, thing: QObject | None) -> QAccessibleInterface | None:
    """What reads a widget that Qt does not know, once somebody reads."""
    from app.pictures.network.accessible import make

    return make(key, thing)


def open_window(
    application: QApplication,
    settings: Settings | None = None,
    session_file: Path | None = None,
    tour: bool = False,
) -> MainWindow:
    """Open the window, and let errors and the appearance reach all of it.

    Args:
        application: in which it lives.
        settings: of the run; None for those of the last time.
        session_file: a session to open; None to offer what was left behind by a crash.
        tour: whether to begin the tour the first time, where there is nothing else to offer.
    """
    errors = ErrorReporter(application)
    errors.install()
    appearance = Appearance(application)
    first_time = Remembered(QSettings()).empty
    window = MainWindow(settings)
    window.failed.connect(errors.show)
    window.appearance_chosen.connect(appearance.choose)
    if isinstance(application, GlassnetApplication):
        application.file_asked.connect(window.files.open_path)
    window.show()
    if session_file is not None:
        window.files.open_path(session_file)
    elif not window.recovery.offer(window, window.files.recover) and tour and first_time:
        _begin_tour(window)
    return window


def _begin_tour(window: MainWindow) -> None:
    """Begin the tour after the first picture, which needs nothing of it."""

    def begin() -> None:
        window.network_view.painted.disconnect(begin)
        # Not while the picture is being painted.
        QTimer.singleShot(0, window.help.show_tour)

    window.network_view.painted.connect(begin)


def close_on_interrupt(window: MainWindow) -> None:
    """Let Ctrl-C in a terminal close the window as a click would."""
    wanted = False

    def ask(*_: object) -> None:
        nonlocal wanted
        wanted = True

    def check() -> None:
        nonlocal wanted
        if wanted:
            wanted = False
            window.close()

    signal.signal(signal.SIGINT, ask)
    # Python looks at signals only between its own instructions: wake it now and then.
    timer = QTimer(window)
    timer.timeout.connect(check)
    timer.start(SIGNAL_CHECK_MS)
