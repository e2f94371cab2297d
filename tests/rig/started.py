"""What runs within a ``with`` and leaves nothing behind it."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Started(ABC):
    """Is started on the way in, and stopped on the way out and where the start fails."""

    @abstractmethod
    def start(self) -> None:
        """Start all of it, and wait until it can be used."""

    @abstractmethod
    def stop(self) -> None:
        """End whatever was started."""

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
