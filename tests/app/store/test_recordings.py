import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.recording_paths import sidecar_path
from mock_interviewer.app.planning.plan import Plan
from mock_interviewer.app.store.database.records import DAMAGED, RECORDING_REMOVED, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.files.flac import pack_as_flac, packed_path
from mock_interviewer.audio.files.recording_file import RecordingWriter
from mock_interviewer.audio.recognition.transcript import Transcript

Heard = Callable[..., Transcript]
Record = Callable[..., TakeRecord]
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> list[datetime]:
    return [NOW]


@pytest.fixture
def library(data: DataFolder, clock: list[datetime]) -> Iterator[Library]:
    with Library.open(data, clock=lambda: clock[0]) as opened:
        yield opened


@pytest.fixture
def record(library: Library, plan: Plan) -> Record:
    """Record a take of half a second, and return it saved."""
    session = library.create_session(plan).id

    def run(flags: tuple[str, ...] = ()) -> TakeRecord:
        take = library.create_take(session, plan.questions[0], 1, 1)
        assert take.recording is not None
        writer = RecordingWriter(take.recording)
        writer.write(np.full(8000, 0.25, dtype=np.float32))
        writer.close()
        return library.close_take(take.id, 0.5, flags)

    return run


def path_of(take: TakeRecord) -> Path:
    assert take.recording is not None
    return take.recording


def test_a_flac_replaces_a_recording(library: Library, record: Record) -> None:
    take = record()
    wav = path_of(take)
    assert library.recordings.unpacked() == [(take.id, wav)]
    assert library.recordings.replace_with_flac(take.id, pack_as_flac(wav))
    assert path_of(library.take(take.id)) == packed_path(wav)
    assert sorted(wav.parent.iterdir()) == [packed_path(wav), sidecar_path(wav)]
    assert soundfile.info(packed_path(wav)).frames == 8000
    assert library.recordings.unpacked() == []


def test_open_damaged_and_discarded_takes_are_not_converted(
    library: Library, record: Record, plan: Plan
) -> None:
    record((DAMAGED,))
    library.create_take(library.sessions()[0].id, plan.questions[0], 1, 1)
    discarded = record()
    library.access.change("UPDATE takes SET deleting = 1 WHERE id = ?", discarded.id)
    assert library.recordings.unpacked() == []


def test_the_flac_of_a_take_that_was_deleted_meanwhile_is_removed(
    library: Library, record: Record
) -> None:
    take = record()
    packed = pack_as_flac(path_of(take))
    library.access.change("DELETE FROM takes WHERE id = ?", take.id)
    assert not library.recordings.replace_with_flac(take.id, packed)
    assert not packed.exists()


def test_a_replaced_recording_is_removed_only_once_its_take_names_the_flac(
    library: Library, record: Record
) -> None:
    take = record()
    wav = path_of(take)
    packed_path(wav).write_bytes(pack_as_flac(wav).read_bytes())
    library.recordings.remove_replaced([wav])
    assert wav.exists()
    library.access.change(
        "UPDATE takes SET recording = replace(recording, '.wav', '.flac') WHERE id = ?", take.id
    )
    library.recordings.remove_replaced([wav])
    assert not wav.exists()


def test_old_recordings_are_transcribed_and_not_starred(
    library: Library, record: Record, heard: Heard, clock: list[datetime]
) -> None:
    old, silent, starred = record(), record(), record()
    for take in (old, starred):
        library.save_transcript(take.id, heard("so it is"))
    library.access.change("UPDATE takes SET starred = 1 WHERE id = ?", starred.id)
    clock[0] = NOW + timedelta(days=90)
    library.save_transcript(record().id, heard("later"))
    found = library.recordings.old(NOW + timedelta(days=30))
    assert found.takes == (old.id,)
    assert found.size == path_of(old).stat().st_size
    assert silent.id not in found.takes


def test_a_removed_recording_leaves_the_transcript_and_length(
    library: Library, record: Record, heard: Heard
) -> None:
    take = record(("limit",))
    library.save_transcript(take.id, heard("so it is"))
    assert library.recordings.replace_with_flac(take.id, pack_as_flac(path_of(take)))
    assert library.recordings.remove([take.id]) == 1
    kept = library.take(take.id)
    assert (kept.recording, kept.duration) == (None, 0.5)
    assert kept.flags == ("limit", RECORDING_REMOVED)
    assert kept.transcript is not None
    assert list(path_of(take).parent.iterdir()) == [sidecar_path(path_of(take))]


def test_a_take_that_was_starred_meanwhile_keeps_its_recording(
    library: Library, record: Record
) -> None:
    take = record()
    library.access.change("UPDATE takes SET starred = 1 WHERE id = ?", take.id)
    assert library.recordings.remove([take.id, "gone"]) == 0
    assert path_of(take).exists()


def test_nothing_of_a_deleted_take_is_left_as_flac(library: Library, record: Record) -> None:
    kept, deleted = record(), record()
    folder = path_of(kept).parent
    assert library.recordings.replace_with_flac(deleted.id, pack_as_flac(path_of(deleted)))
    unfinished = pack_as_flac(path_of(kept)).rename(folder / ".02.flac.partial")
    library.trash.discard_take(deleted.id)
    library.trash.purge()
    assert not unfinished.exists()
    assert sorted(folder.iterdir()) == [sidecar_path(path_of(kept)), path_of(kept)]


@pytest.mark.parametrize("change", ["adopt", "remove"])
def test_an_old_recording_gets_a_sidecar_before_it_changes(
    library: Library, record: Record, change: str
) -> None:
    take = record()
    wav = path_of(take)
    facts = sidecar_path(wav).read_bytes()
    sidecar_path(wav).unlink()
    if change == "adopt":
        assert library.recordings.replace_with_flac(take.id, pack_as_flac(wav))
    else:
        assert library.recordings.remove([take.id]) == 1
    assert sidecar_path(wav).read_bytes() == facts


def test_a_recording_whose_folder_is_gone_is_flagged_too(library: Library, record: Record) -> None:
    take = record()
    shutil.rmtree(path_of(take).parent)
    assert library.recordings.remove([take.id]) == 1
    assert library.take(take.id).recording is None


def test_a_recording_that_was_converted_twice_stays(library: Library, record: Record) -> None:
    take = record()
    wav = path_of(take)
    first, second = pack_as_flac(wav), pack_as_flac(wav)
    assert library.recordings.replace_with_flac(take.id, first)
    assert not library.recordings.replace_with_flac(take.id, second)
    assert sorted(wav.parent.iterdir()) == [packed_path(wav), sidecar_path(wav)]
    assert soundfile.info(packed_path(wav)).frames == 8000
