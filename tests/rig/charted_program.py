"""A program that shows charts and ends in a chosen way: quit, close, or delete."""

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from rig.feedback import DELIVERY, MEASURES

from mock_interviewer.app.ui.feedback.delivery import DeliveryView
from mock_interviewer.app.ui.style.theme import Theme

_TURN_MS = 20


def main(way: str) -> None:
    """Show the charts, end in the given ``way`` once they are drawn, and print a line."""
    app = QApplication([])
    Theme(app)
    page = DeliveryView(MEASURES)
    page.show_delivery(DELIVERY, playable=True)
    page.resize(500, 900)
    page.show()

    def delete() -> None:
        page.close()
        page.destroyed.connect(app.quit)
        page.deleteLater()

    ways: dict[str, Callable[[], object]] = {"quit": app.quit, "close": page.close}

    def end() -> None:
        if page.curves.drawn:
            page.grab()
            ways.get(way, delete)()
        else:
            QTimer.singleShot(_TURN_MS, end)

    QTimer.singleShot(0, end)
    status = app.exec()
    gc.collect()
    sys.stdout.write(f"ended {status}\n")


if __name__ == "__main__":
    main(sys.argv[1])
