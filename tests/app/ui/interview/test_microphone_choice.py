"""Another microphone, chosen on the interview page after the session lost its own."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from rig.driven_machine import Session, plan
from rig.shown_interview import ShownInterview

from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.settings.declarations import MICROPHONE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.interview.microphone_choice import MicrophoneChoice
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.audio.devices.device import Device, DeviceName
from mock_interviewer.audio.errors import DeviceBusy

OTHER = "Other microphone…"
DESK = Device(0, "Desk", "ALSA", 1, 0, 48_000.0)
HEADSET = Device(1, "Headset", "ALSA", 1, 2, 16_000.0)
SPEAKER = Device(2, "Speaker", "ALSA", 0, 2, 48_000.0)


class Room:
    """An interview page that lists ``devices``, and how often the session was told to go on."""

    def __init__(self, qtbot: QtBot, devices: Sequence[Device] | DeviceBusy) -> None:
        self.page = InterviewPage()
        qtbot.addWidget(self.page)
        self.devices = devices
        self.values = SettingValues()
        self.chosen = 0
        self.choice = MicrophoneChoice(
            self.page, self.values, self._choose, list_devices=self._list
        )
        self.session = Session(plan()).listening()
        self.page.begin(self.session.machine.plan)
        self.page.show()

    def show(self, *events: ev.SessionEvent) -> ShownInterview:
        self.session.send(*events)
        self.page.show_snapshot(self.session.machine.snapshot)
        return ShownInterview(self.page)

    def _list(self) -> Sequence[Device]:
        if isinstance(self.devices, DeviceBusy):
            raise self.devices
        return self.devices

    def _choose(self) -> None:
        self.chosen += 1

    def offered(self, qtbot: QtBot) -> list[str]:
        """Ask for another microphone; return the menu."""
        self.show(ev.MicrophoneLost("It is gone.", 4.0)).click(OTHER)
        qtbot.waitUntil(self.choice.menu.isVisible)
        return [action.text() for action in self.choice.menu.actions()]


def test_another_microphone_can_be_chosen_in_place_of_a_lost_one(qtbot: QtBot, look: Theme) -> None:
    room = Room(qtbot, (DESK, HEADSET, SPEAKER))
    room.values.set(MICROPHONE, DESK.key)
    assert room.offered(qtbot) == ["Desk", "Headset"]
    desk, headset = room.choice.menu.actions()
    assert (desk.isChecked(), headset.isChecked()) == (True, False)
    headset.trigger()
    assert room.values.get(MICROPHONE) == DeviceName("Headset", "ALSA")
    assert room.chosen == 1


def test_without_microphones_the_menu_says_so(qtbot: QtBot, look: Theme) -> None:
    room = Room(qtbot, (SPEAKER,))
    (said,) = room.offered(qtbot)
    assert "No other microphone" in said
    assert not room.choice.menu.actions()[0].isEnabled()


def test_a_sound_system_that_does_not_answer_is_named_in_the_menu(
    qtbot: QtBot, look: Theme
) -> None:
    room = Room(qtbot, DeviceBusy("The sound system isn't responding.", "Restart it."))
    assert room.offered(qtbot) == ["The sound system isn't responding. Restart it."]


def test_a_warning_offers_no_other_microphone(qtbot: QtBot, look: Theme) -> None:
    room = Room(qtbot, (DESK,))
    assert room.show(ev.MicrophoneWarned("There is no signal.")).banners
    buttons = [each for each in room.page.findChildren(QPushButton) if each.isVisible()]
    assert OTHER not in [button.accessibleName() for button in buttons]
