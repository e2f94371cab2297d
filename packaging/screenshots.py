"""Draw the window's pages, the same each time.

    python packaging/screenshots.py                        every state, into build/screenshots/
    python packaging/screenshots.py --all                  and every scheme, scale, and width
    python packaging/screenshots.py --committed take       the pictures in packaging/screenshots/

Draw a committed picture again only when its page changed, and name the page: fonts differ from one
machine to another. Needs no screen and no sound: pages are shown offscreen with made-up content.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from screenshot_pages import PAGES
from screenshot_shots import COMMITTED, STATES, Shot, every

from mock_interviewer.app.ui.feedback.curves import CurvesView
from mock_interviewer.app.ui.interview.speaking_indicator import SpeakingIndicator
from mock_interviewer.app.ui.style.theme import ColorScheme, ReducedMotion, Theme

COMMITTED_FOLDER = Path(__file__).with_name("screenshots")
BUILD_FOLDER = Path(__file__).parent.parent / "build" / "screenshots"
FONTS = ("Inter", "Noto Sans", "DejaVu Sans")
_MOST_TURNS = 100


def _draw(shots: list[Shot], folder: Path) -> None:
    """Draw shots of one scale; the scale is a matter of this process's environment."""
    app = QApplication([])
    _use_a_good_font(app)
    theme = Theme(app, ColorScheme.LIGHT, ReducedMotion.OFF)
    for shot in shots:
        theme.choose(shot.scheme, ReducedMotion.OFF)
        page = PAGES[shot.page]()
        page.resize(shot.width, shot.height)
        page.show()
        picture = _settled(page)
        if not picture.save(str(folder / f"{shot.name}.png")):
            sys.exit(f"{folder / shot.name}.png could not be written")
        menu = QApplication.activePopupWidget()
        if menu is not None:
            menu.close()
        page.close()
        page.deleteLater()


def _settled(page: QWidget) -> QPixmap:
    """Return a page's picture once it no longer changes.

    Pages fill themselves from futures, lay themselves out after that, and charts come last.
    """
    before = QImage()
    for mark in page.findChildren(SpeakingIndicator):
        mark.freeze()
    for _ in range(_MOST_TURNS):
        QTest.qWait(50)
        picture = _picture(page)
        drawn = all(view.drawn for view in page.findChildren(CurvesView))
        now = picture.toImage()
        if drawn and now == before:
            return picture
        before = now
    sys.exit(f"{type(page).__name__} does not come to rest")


def _picture(page: QWidget) -> QPixmap:
    """Return what is seen of a page, with the menu that is open on it."""
    picture = page.grab()
    menu = QApplication.activePopupWidget()
    if menu is not None:
        with QPainter(picture) as painter:
            painter.drawPixmap(page.mapFromGlobal(menu.pos()), menu.grab())
    return picture


def _use_a_good_font(app: QApplication) -> None:
    have = set(QFontDatabase.families())
    family = next((name for name in FONTS if name in have), None)
    if family is not None:
        QFont.insertSubstitution(app.font().family(), family)


def main() -> None:
    """Draw each scale in a process of its own."""
    parser = argparse.ArgumentParser(description="Draw the window's pages.")
    parser.add_argument("pages", nargs="*", help="only pictures whose name contains one of these")
    parser.add_argument("--all", action="store_true", help="draw every variant of every page")
    parser.add_argument("--committed", action="store_true", help="draw the committed pictures")
    parser.add_argument("--folder", type=Path, default=BUILD_FOLDER, help="where to put them")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    folder: Path = COMMITTED_FOLDER if arguments.committed else arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    offered = COMMITTED if arguments.committed else every(PAGES) if arguments.all else STATES
    wanted = arguments.pages or [""]
    shots = [shot for shot in offered if any(name in shot.name for name in wanted)]
    if arguments.scale:
        _draw([shot for shot in shots if shot.scale == arguments.scale], folder)
        return
    for scale in sorted({shot.scale for shot in shots}):
        command = [sys.executable, __file__, *sys.argv[1:], "--scale", str(scale)]
        subprocess.run(command, check=True, env=os.environ | {"QT_SCALE_FACTOR": str(scale)})


if __name__ == "__main__":
    main()
