"""Context managers that start something and always stop it."""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self


class Started(ABC):
    """Starts on entry, and stops on exit or if the start fails."""

    @abstractmethod
    def start(self) -> None:
        """Start everything, and wait until it is ready."""

    @abstractmethod
    def stop(self) -> None:
        """Stop everything that was started."""

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
