"""The files of a data folder as the program sees them, and what cannot be read of them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mock_interviewer.app.errors import ArchiveError


def files_below(path: Path, *, hidden: bool = True) -> Iterator[Path]:
    """Give the file at ``path``, or those below it; nothing where there is nothing.

    Links are followed, as the program follows them, but none that leads round in a circle. Without
    ``hidden`` what begins with a dot is passed over. Raises OSError.
    """
    yield from _below(path, hidden, ())


def left_by_links(paths: Iterable[Path]) -> str:
    """Return what is told where links among these go: what they lead to stays. Else nothing."""
    return " ".join(
        f"What {path} led to stays in {path.resolve()}."
        for path in paths
        if path.is_symlink() and path.exists()
    )


def _below(path: Path, hidden: bool, within: tuple[Path, ...]) -> Iterator[Path]:
    if path.name.startswith(".") and not hidden:
        return
    if path.is_file():
        yield path
    elif path.is_dir():
        real = path.resolve()
        if real not in within:
            for inner in sorted(path.iterdir()):
                yield from _below(inner, hidden, (*within, real))


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
