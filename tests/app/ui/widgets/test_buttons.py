from pytestqt.qtbot import QtBot

from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.widgets.buttons import DisclosureButton


def test_the_chevron_points_up_while_the_content_is_unfolded(qtbot: QtBot, look: Theme) -> None:
    button = DisclosureButton("Details", "link")
    button.setCheckable(True)
    qtbot.addWidget(button)
    folded = button.icon().pixmap(16, 16).toImage()
    button.click()
    unfolded = button.icon().pixmap(16, 16).toImage()
    assert unfolded != folded
    button.click()
    assert button.icon().pixmap(16, 16).toImage() == folded


def test_the_label_of_a_disclosure_button_is_its_accessible_name(qtbot: QtBot, look: Theme) -> None:
    button = DisclosureButton("About…")
    qtbot.addWidget(button)
    assert (button.label, button.accessibleName()) == ("About…", "About…")
