from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from rig.kept_takes import question
from rig.sounds import tone

from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.paths import DataFolder
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.sound_import import import_sound_beside
from mock_interviewer.audio.sound_file import write_wav
from mock_interviewer.audio.types import SPEECH_RATE

T = TypeVar("T")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(DataFolder(tmp_path / "data")) as library:
        yield library


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "answer.wav"
    write_wav(path, tone(10.0, SPEECH_RATE))
    return path


def _import(library: Library, audio: Path, tell: Callable[[float], None]) -> None:
    def do(work: Callable[[Library], T]) -> T:
        return work(library)

    import_sound_beside(do, audio, question(), tell)


def test_it_tells_how_much_was_written(library: Library, audio: Path) -> None:
    told: list[float] = []
    _import(library, audio, told.append)
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1] == pytest.approx(10.0)


def test_it_ends_with_what_telling_raises_and_leaves_nothing(library: Library, audio: Path) -> None:
    def refuse(_seconds: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        _import(library, audio, refuse)
    assert library.sessions() == []
    assert list(library.data.sessions.iterdir()) == []


@pytest.mark.parametrize("how", [Library.delete_session, lambda at, s: at.trash.discard_session(s)])
def test_a_take_that_is_deleted_meanwhile_is_an_error_of_the_store(
    library: Library, audio: Path, how: Callable[[Library, str], object]
) -> None:
    def delete(_seconds: float) -> None:
        for session in library.sessions():
            how(library, session.id)

    with pytest.raises(StoreError, match="was deleted"):
        _import(library, audio, delete)
    assert library.sessions() == []
