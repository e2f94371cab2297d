"""Keeping the computer awake while nobody touches it: a hands-free session looks idle to it."""

import logging
import threading
from types import TracebackType
from typing import Any, Final, Self

_log = logging.getLogger(__name__)

_RELEASE_TIMEOUT: Final = 3.0


class Awake:
    """Keeps the computer and its screen awake from now on, until ``release``; never raises.

    Also a context. Methods return at once, on any thread; asking the system and telling it again
    is done on a thread of its own. Where the system cannot be asked, the log says so and nothing
    else happens. What the system was asked ends by itself with this program, however it ends.
    """

    def __init__(self) -> None:
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._run, name="awake", daemon=True)
        self._thread.start()

    def release(self) -> None:
        """Let the computer sleep again; the second time does nothing."""
        self._released.set()

    def wait(self) -> bool:
        """Wait, for up to 3 s, until the system has been told of the release; tells whether."""
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
        except Exception:  # noqa: BLE001 - a session goes on where the computer may fall asleep
            _log.exception("Keeping the computer awake failed")

    def _hold(self) -> None:
        opened: list[Any] = []
        try:
            for mode in _modes(opened):
                with mode:
                    if mode.active:
                        _log.info("The computer is kept awake by %s", mode.method)
                        self._released.wait()
                        return
            _log.info("The computer cannot be kept awake here, and may fall asleep")
        finally:
            for adapter in opened:
                adapter.close_connections()


def keep_awake() -> Awake:
    """Keep the computer awake until the handle is released; see Awake."""
    return Awake()


def _modes(opened: list[Any]) -> tuple[Any, ...]:
    """Return what can be asked for, the better first: with the screen on, nothing is locked.

    What they open on the way is added to ``opened``, and is to be closed.
    """
    from wakepy import keep

    adapter = _adapter(opened)
    return (
        keep.presenting(on_fail="pass", dbus_adapter=adapter),
        keep.running(on_fail="pass", dbus_adapter=adapter),
    )


def _adapter(opened: list[Any]) -> type[Any] | None:
    """Return a class of wakepy's by which it speaks D-Bus; None where the system has another way.

    wakepy itself leaves connections open where nothing could be asked, and where it closes them
    it collects garbage, which holds up the window for a moment.
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
