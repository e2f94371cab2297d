"""The licenses page for screenshots: the real list, with the voice selected."""

from mock_interviewer.app.licenses.third_parties import load_third_parties
from mock_interviewer.app.ui.licenses.page import LicensesPage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks


def licenses_page() -> LicensesPage:
    """Return the page; it needs a QApplication."""
    page = LicensesPage(BackgroundTasks(GuiThread()))
    page.show_parties(load_third_parties())
    (row,) = [
        number
        for number in range(page.list.count())
        if page.list.item(number).text().startswith("Joe ")
    ]
    page.list.setCurrentRow(row)
    return page
