import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from rig import fake_worker as fake
from rig.command_line import Run, call
from rig.recognition import fake_command
from rig.small_bank import write_small_bank
from rig.small_disk import small_disk
from rig.sounds import tone

from mock_interviewer.app.background.retranscription import Retranscriber
from mock_interviewer.app.commands.importing import print_size
from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.store.database.records import SessionRecord, TakeStatus
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.sound_import import ImportSize
from mock_interviewer.audio.files.sound_file import read_sound, write_wav
from mock_interviewer.audio.recognition.client import recognizer
from mock_interviewer.audio.recognition.client.recognizer import Recognizer
from mock_interviewer.audio.samples import SPEECH_RATE


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "answer.wav"
    write_wav(path, tone(3.0, 44_100))
    return path


@pytest.fixture
def run(data: DataFolder, capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(call, capsys, data, "import", "--question", "what-is-rag")


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes the command use a worker without a model."""

    def use(*behaviours: str) -> None:
        command = fake_command(tmp_path, *behaviours)
        monkeypatch.setattr(recognizer, "Recognizer", partial(Recognizer, command=command))

    return use


def _sessions(data: DataFolder) -> list[SessionRecord]:
    with Library.open(data, read_only=True) as library:
        return library.sessions()


def test_a_sound_file_becomes_a_saved_take_in_our_own_format(
    run: Run, data: DataFolder, audio: Path
) -> None:
    status, out, _ = run(audio, "--no-transcript", "--json")
    told = json.loads(out)
    assert status == 0
    [session] = _sessions(data)
    assert (session.id, session.mode, session.style_name) == (told["session"], "import", "Import")
    assert session.ended_at is not None
    with Library.open(data, read_only=True) as library:
        [take] = library.takes(session.id)
    assert (take.id, take.status, take.question) == (told["take"], TakeStatus.SAVED, "what-is-rag")
    assert take.duration == pytest.approx(3.0, abs=0.01)
    assert take.recording is not None
    kept = read_sound(take.recording)
    assert kept.rate == SPEECH_RATE
    assert np.abs(kept.samples).max() == pytest.approx(np.abs(read_sound(audio).samples).max(), 0.1)


def test_an_import_is_transcribed_as_an_answer_to_the_question(
    run: Run, data: DataFolder, audio: Path, worker: Callable[..., None]
) -> None:
    worker(fake.WORK)
    status, out, _ = run(audio)
    assert status == 0
    with Library.open(data, read_only=True) as library:
        [take] = library.takes(_sessions(data)[0].id)
    assert take.transcript is not None
    assert take.transcript.text in out


def test_a_missing_model_is_rejected_before_anything_is_saved(
    run: Run, data: DataFolder, audio: Path
) -> None:
    status, _, err = run(audio, "--model", "large-v3")
    assert status == 2
    assert "The speech model large-v3 isn't on this machine, so nothing was imported." in err
    assert not list(data.sessions.iterdir())


def test_interrupting_the_transcription_keeps_the_answer_and_says_how_to_continue(
    run: Run,
    data: DataFolder,
    audio: Path,
    worker: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker(fake.WORK)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Retranscriber, "transcribe", interrupt)
    status, _, err = run(audio)
    [session] = _sessions(data)
    assert (status, session.takes) == (130, 1)
    assert f"run `mock-interviewer sessions transcribe {session.id}`." in err


def test_a_file_that_is_not_sound_is_rejected_and_nothing_is_added(
    run: Run, data: DataFolder, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.mp3"
    bad.write_bytes(b"<html>" * 100)
    status, _, err = run(bad)
    assert status == 2
    assert err.startswith(f"mock-interviewer: {bad} isn't a sound file.")
    assert not list(data.sessions.iterdir())
    with Library.open(data) as library:
        assert not library.sessions()


def test_an_unknown_question_is_rejected_before_anything_is_saved(
    data: DataFolder, audio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = call(capsys, data, "import", audio, "--question", "nope")
    assert status == 2
    assert 'There is no question "nope"' in err
    assert not list(data.sessions.iterdir())


@pytest.mark.parametrize("kilobytes", [1024, 1100, 1200])
def test_with_a_full_disk_nothing_is_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kilobytes: int
) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    long = tmp_path / "long.wav"
    write_wav(long, tone(120.0, SPEECH_RATE))
    with small_disk(folder, kilobytes=kilobytes):
        data = DataFolder(folder / "data")
        data.prepare()
        write_small_bank(data.banks)
        words = ("import", long, "--question", "what-is-rag", "--no-transcript")
        status, _, err = call(capsys, data, *words)
        assert status == 1
        assert f"Not enough space for {long}" in err
        assert not list(data.sessions.iterdir())
        assert not _sessions(data)


@pytest.mark.parametrize(("hours", "too_long"), [(3, False), (4, True)])
def test_an_import_that_the_window_cannot_play_says_so(
    capsys: pytest.CaptureFixture[str], hours: int, too_long: bool
) -> None:
    print_size(ImportSize(hours * 3600.0, hours * 115_200_000))
    said = capsys.readouterr().err
    assert said.startswith(f"Importing {hours} h 0 min of sound (")
    assert ("can't play recordings longer than 3 h 0 min" in said) is too_long
