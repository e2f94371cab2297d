"""Other microphones, offered on the interview page while a session has lost its own."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from mock_interviewer.app.settings.declarations import MICROPHONE
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread
from mock_interviewer.app.ui.toolkit.tasks import BackgroundTasks
from mock_interviewer.audio.devices.device import Device, DeviceName
from mock_interviewer.audio.devices.device_list import list_devices_in_child
from mock_interviewer.audio.errors import MachineError

_NONE = "No other microphone was found. Plug one in, then try again."


class MicrophoneChoice(QObject):
    """Shows a menu of microphones when the page asks for one, and uses the chosen one.

    ``chosen`` is called after the setting has changed. GUI thread only.
    """

    def __init__(
        self,
        page: InterviewPage,
        values: SettingValues,
        chosen: Callable[[], None],
        *,
        list_devices: Callable[[], Sequence[Device]] = list_devices_in_child,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._values = values
        self._chosen = chosen
        self._list_devices = list_devices
        self._tasks = BackgroundTasks(GuiThread(self))
        self.menu = QMenu(page)
        """The microphones found last."""
        self.menu.setAccessibleName("Microphones")
        page.microphone_requested.connect(self._search)

    @Slot()
    def _search(self) -> None:
        self._tasks.run(self._list_devices, self._offer, self._fail, name="microphones")

    def _offer(self, devices: Sequence[Device]) -> None:
        self.menu.clear()
        for name in dict.fromkeys(device.key for device in devices if device.inputs > 0):
            action = QAction(name.name, self.menu)
            action.setCheckable(True)
            action.setChecked(name == self._values.get(MICROPHONE))
            action.triggered.connect(partial(self._use, name))
            self.menu.addAction(action)
        self._show(_NONE)

    def _fail(self, error: MachineError) -> None:
        self.menu.clear()
        self._show(str(error))

    def _show(self, otherwise: str) -> None:
        if self.menu.isEmpty():
            self.menu.addAction(otherwise).setEnabled(False)
        self.menu.popup(self._page.microphone_menu_place)

    def _use(self, name: DeviceName) -> None:
        self._values.set(MICROPHONE, name)
        self._chosen()
