"""A QtBot for busy machines: only failures take the full timeout."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

PATIENCE: Final = 30_000
"""Milliseconds. The bot's own five seconds pass where a disk or another program holds all up."""

BEHIND_ALL_ELSE: Final = 300_000
"""Milliseconds, for what a process does that comes after all else that runs on the machine."""


class PatientBot(QtBot):
    """A QtBot with ``PATIENCE`` as the default timeout."""

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE) -> Any:  # noqa: N802
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)

    def waitSignal(  # noqa: N802
        self, signal: SignalInstance, *, timeout: int = PATIENCE, **how: Any
    ) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(  # noqa: N802
        self, signals: list[SignalInstance], *, timeout: int = PATIENCE, **how: Any
    ) -> Any:
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitUntil(  # noqa: N802
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE
    ) -> None:
        super().waitUntil(callback, timeout=timeout)
