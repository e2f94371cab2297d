from dataclasses import replace
from pathlib import Path

import pytest
from rig.kept_takes import keep, new_session, question
from rig.long_sound import days, silence
from rig.stored_library import Stored

from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.errors import BadAudioFile


@pytest.fixture
def take(stored: Stored) -> TakeRecord:
    def kept(library: Library) -> TakeRecord:
        return library.take(keep(library, new_session(library), asked=question(), seconds=1.0))

    return stored.store.submit(kept).result(30)


def test_a_recording_is_loaded_into_memory_for_playback(
    stored: Stored, take: TakeRecord, tmp_path: Path
) -> None:
    recording = silence(tmp_path / "01.flac", 600.0)
    loaded = stored.source.sound(replace(take, recording=recording)).result(30)
    assert loaded.sound.duration == 600.0


def test_a_recording_of_over_three_hours_must_be_played_elsewhere(
    stored: Stored, take: TakeRecord, tmp_path: Path
) -> None:
    recording = days(tmp_path / "01.flac")
    loading = stored.source.sound(replace(take, recording=recording))
    with pytest.raises(BadAudioFile) as refused:
        loading.result(30)
    assert str(refused.value) == (
        "This recording is longer than 3 hours, too long to play here. "
        f"Open {recording} in another program."
    )
