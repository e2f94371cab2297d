"""What the pictures of the page of storage show: two years of practice, and what is asked there.

``storage_page`` returns the page ready to be shown and grabbed; it needs a QApplication.
"""

from pathlib import Path

from PySide6.QtCore import QTimer

from mock_interviewer.app.data_folder.disk_use import DiskUse
from mock_interviewer.app.status_notices import NoticeKind
from mock_interviewer.app.ui.storage.page import StorageConfirmation, StoragePage
from mock_interviewer.app.ui.style.theme import Spacing

_USE = DiskUse(1_840_000_000, 96_000_000, 530_000_000, 4_100_000, 61_300_000_000)
_NEW = DiskUse(0, 180_000, 290_000_000, 12_000, 118_000_000_000)
_RESTORING = (
    "This backup was made on 14 February at 18:20 and has 41 sessions. Restoring it"
    " permanently deletes the 48 sessions here. Mock Interviewer closes after it verifies the"
    " backup; open it again to finish."
)
_MOVING = (
    "Mock Interviewer closes, moves all of your data to /media/disk/interviews, and uses that"
    " folder from then on. Every file is verified before it is deleted here."
)
_ASKED = {
    "removing": (
        StorageConfirmation.REMOVE,
        "214 recordings (388 MB) are older than 6 months and will be permanently deleted.",
    ),
    "restoring": (
        StorageConfirmation.RESTORE,
        _RESTORING,
    ),
    "moving": (
        StorageConfirmation.MOVE,
        _MOVING,
    ),
}
_FAULT = (
    "/home/you/Downloads/backup.zip isn't a complete backup. Choose a complete backup that was made"
    " by Mock Interviewer."
)


def storage_page(state: str) -> StoragePage:
    """Return the page; ``state``: full, new, working, failed or what is asked."""
    page = StoragePage(Path("/home/you/.local/share/mock-interviewer"))
    page.show_use(_NEW if state == "new" else _USE)
    page.show_retention(0 if state in {"new", "full"} else 6)
    if state == "working":
        page.show_work("Backing up…", 0.37)
    if state == "failed":
        page.say(NoticeKind.ERROR, _FAULT)
    if state in _ASKED:
        # After the page is shown, since the question takes the focus and is scrolled to.
        QTimer.singleShot(Spacing.XXL, page, lambda: page.ask(*_ASKED[state]))
    return page
