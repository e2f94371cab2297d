"""A private D-Bus session bus, with a service that inhibits sleep."""

import contextlib
import queue
import shutil
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from rig.processes import end

DAEMON: Final = "dbus-daemon"
COOKIE: Final = 7
_CONFIGURATION: Final = """<busconfig><type>session</type><listen>unix:path={path}</listen>
<auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


class SessionBus:
    """An empty bus that starts no services."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which(DAEMON)
        if program is None:
            raise FileNotFoundError(f"{DAEMON} is not installed")
        configuration = folder / "bus.conf"
        configuration.write_text(_CONFIGURATION.format(path=folder / "bus"))
        self.address = f"unix:path={folder / 'bus'}"
        command = [program, f"--config-file={configuration}", "--nofork", "--print-address=1"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)

    def __enter__(self) -> Self:
        stdout = self._process.stdout
        if stdout is None or not stdout.readline():
            raise RuntimeError("the bus did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        end(self._process)


class ScreenSaver:
    """The org.freedesktop.ScreenSaver service of a desktop; ``calls`` lists the requests.

    It gives COOKIE to whoever inhibits. With ``refuses`` it gives an error instead.
    """

    def __init__(self, address: str, *, refuses: bool = False) -> None:
        self.calls: queue.SimpleQueue[tuple[str, tuple[object, ...]]] = queue.SimpleQueue()
        self._refuses = refuses
        self._connection = open_dbus_connection(bus=address)
        self._connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.ScreenSaver"))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="screen-saver")
        self._thread.start()

    def close(self) -> None:
        """Leave the bus."""
        self._over.set()
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            with contextlib.suppress(TimeoutError):
                self._answer(self._connection)

    def _answer(self, connection: DBusConnection) -> None:
        message = connection.receive(timeout=0.05)
        if message.header.message_type is not MessageType.method_call:
            return
        member = message.header.fields[HeaderFields.member]
        self.calls.put((member, message.body))
        if self._refuses:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied"))
        elif member == "Inhibit":
            connection.send(new_method_return(message, "u", (COOKIE,)))
        else:
            connection.send(new_method_return(message))
