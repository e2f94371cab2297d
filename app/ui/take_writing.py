"""Which takes are being transcribed, and which could not be."""


class TakeWriting:
    """Takes by their ids."""

    def __init__(self) -> None:
        self._writing: set[str] = set()
        self._failures: dict[str, str] = {}

    def begin(self, take: str) -> None:
        """Take note that one is being transcribed."""
        self._writing.add(take)
        self._failures.pop(take, None)

    def end(self, take: str, failure: str = "") -> None:
        """Take note that it was, or in a sentence why not."""
        self._writing.discard(take)
        self._failures.pop(take, None)
        if failure:
            self._failures[take] = failure

    def under_way(self, take: str) -> bool:
        """Return whether a take is being transcribed."""
        return take in self._writing

    def failure(self, take: str) -> str:
        """Return why a take could not be transcribed; "" where it could, or nobody tried."""
        return self._failures.get(take, "")
