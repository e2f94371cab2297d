"""Private files outside the data folder that nothing may read, change, or add to."""

import os
import sys
from pathlib import Path

from rig.kept_takes import record

SECRET = b"the person's own words"
_watched: list[str] = []
_opened: list[str] = []
_hooked = False


class Outside:
    """A folder with the files that a hostile database wants: a recording and its sidecar.

    ``opened`` are the files below it that this process has opened since.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.wav = folder / "01.wav"
        record(self.wav, 0.25)
        self.bytes = self.wav.read_bytes()
        (folder / "01.json").write_bytes(SECRET)
        (folder / "diary.txt").write_bytes(SECRET)
        (folder / "report.html").write_bytes(SECRET)
        self._before = self._state()
        _watch(folder)

    @property
    def opened(self) -> list[str]:
        """The files opened below the folder since this object was created."""
        return [path for path in _opened if path.startswith(str(self.folder))]

    def assert_untouched(self, but_read: str = "") -> None:
        """Assert that nothing changed and that only a file of that name was read."""
        assert {path for path in self.opened if Path(path).name != but_read} == set()
        assert self._state() == self._before
        _opened.clear()

    def _state(self) -> dict[str, tuple[int, bytes | None]]:
        return {
            path.relative_to(self.folder).as_posix(): (
                path.stat().st_mtime_ns,
                None if path.is_dir() else Path(os.fsdecode(path)).read_bytes(),
            )
            for path in [self.folder, *self.folder.rglob("*")]
        }


def _watch(folder: Path) -> None:
    global _hooked  # noqa: PLW0603 - an audit hook stays for good, so there is one
    _watched[:] = [str(folder)]
    _opened.clear()
    if not _hooked:
        sys.addaudithook(_hear)
        _hooked = True


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not _watched:
        return
    path = arguments[0]
    if isinstance(path, str | bytes | os.PathLike):
        named = os.path.realpath(os.fsdecode(path))
        if any(named.startswith(folder) for folder in _watched):
            _opened.append(named)
