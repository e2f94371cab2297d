"""The files of a data folder as the program sees them, and what cannot be read of them."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mock_interviewer.app.errors import ArchiveError
from mock_interviewer.app.private_files import is_link


def files_below(path: Path, *, hidden: bool = True) -> Iterator[Path]:
    """Give the file at ``path``, or those below it; nothing where there is nothing.

    Links are followed, as the program follows them, but each folder is gone through once, however
    many links lead to it, and under its own name where it has one here. Without ``hidden`` what
    begins with a dot is passed over. Raises OSError.
    """
    seen: set[Path] = set()
    starts = deque([path])
    while starts:
        waiting = [starts.popleft()]
        while waiting:
            here = waiting.pop()
            if here.name.startswith(".") and not hidden:
                continue
            if here.is_file():
                yield here
            elif here.is_dir() and (real := here.resolve()) not in seen:
                seen.add(real)
                inner = sorted(here.iterdir(), reverse=True)
                linked = {each for each in inner if is_link(each) and each.is_dir()}
                starts.extend(sorted(linked))
                waiting.extend(each for each in inner if each not in linked)


def left_by_links(paths: Iterable[Path]) -> str:
    """Return what is told where links among these go: what they lead to stays. Else nothing."""
    return " ".join(
        f"What {path} led to stays in {path.resolve()}."
        for path in paths
        if path.is_symlink() and path.exists()
    )


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say of a file of the data folder that it cannot be read, where the system refuses that.

    Not of one that is gone.
    """
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ArchiveError(
            f"{path} cannot be read: {error.strerror or error}.",
            "See that you may read it and that its disk is sound, then try again.",
        ) from error
