"""Keeping the computer awake during a hands-free session, which looks idle to the system."""

import logging
import threading
from types import TracebackType
from typing import Any, Final, Self

_log = logging.getLogger(__name__)

_RELEASE_TIMEOUT: Final = 3.0


class Awake:
    """Keeps the computer and its screen awake until ``release``; never raises.

    Also a context manager. Methods return at once, on any thread; a thread of its own talks to the
    system. If the system does not support this, the log says so and nothing else happens. The
    request ends with this program, however it ends.
    """

    def __init__(self) -> None:
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._run, name="awake", daemon=True)
        self._thread.start()

    def release(self) -> None:
        """Let the computer sleep again; a second call does nothing."""
        self._released.set()

    def wait(self) -> bool:
        """Wait for up to 3 s until the request to the system has ended; return whether it has."""
        self._thread.join(_RELEASE_TIMEOUT)
        return not self._thread.is_alive()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _run(self) -> None:
        try:
            self._hold()
        except Exception:  # noqa: BLE001 - a session continues even if the computer may sleep
            _log.exception("Keeping the computer awake failed")

    def _hold(self) -> None:
        opened: list[Any] = []
        try:
            for mode in _modes(opened):
                with mode:
                    if mode.active:
                        _log.info("Keeping the computer awake with %s", mode.method)
                        self._released.wait()
                        return
            _log.info("The computer cannot be kept awake here and may go to sleep")
        finally:
            for adapter in opened:
                adapter.close_connections()


def keep_awake() -> Awake:
    """Keep the computer awake until the handle is released; see Awake."""
    return Awake()


def _modes(opened: list[Any]) -> tuple[Any, ...]:
    """Return the possible modes, the best first: with the screen on, it does not lock.

    Connections that they open are added to ``opened``; the caller closes them.
    """
    from wakepy import keep

    adapter = _adapter(opened)
    return (
        keep.presenting(on_fail="pass", dbus_adapter=adapter),
        keep.running(on_fail="pass", dbus_adapter=adapter),
    )


def _adapter(opened: list[Any]) -> type[Any] | None:
    """Return a D-Bus adapter class for wakepy; None if the system does not use D-Bus.

    wakepy itself leaves connections open after a failure, and runs the garbage collector when it
    closes them, which blocks the window for a moment.
    """
    try:
        from wakepy.dbus_adapters.jeepney import JeepneyDBusAdapter
    except ImportError:
        return None

    class Adapter(JeepneyDBusAdapter):
        def __init__(self) -> None:
            super().__init__()
            opened.append(self)

        def close_connections(self) -> None:
            while self._connections:
                self.close_connection(self._connections.popitem()[1])

    return Adapter
