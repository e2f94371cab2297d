import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rig.kept_takes import new_session, question
from rig.outside import Outside
from rig.whole_library import fill

from mock_interviewer.app.archive.backup import back_up
from mock_interviewer.app.archive.moving import move_data_folder
from mock_interviewer.app.background.packing import pack_recording, remove_unfinished_packing
from mock_interviewer.app.cli import main
from mock_interviewer.app.data_folder.data_folder import DataFolder, is_session_id
from mock_interviewer.app.errors import StoreError
from mock_interviewer.app.store.database.records import NO_RECORDING, TakeRecord
from mock_interviewer.app.store.library import Library
from mock_interviewer.app.store.recovery import database_repair
from mock_interviewer.app.store.store_thread import StoreThread
from mock_interviewer.app.store.takes.inserts import new_session_id
from mock_interviewer.app.ui.shared.library_source import StoredLibrary
from mock_interviewer.audio.errors import BadAudioFile, MachineError

Spoil = Callable[[DataFolder, Outside], None]
Use = Callable[[DataFolder], None]
FUTURE = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "data"
    fill(DataFolder(folder), 1)
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    shutil.copytree(made, tmp_path / "data")
    return DataFolder(tmp_path / "data")


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "home" / "outside")


def change(data: DataFolder, *statements: str) -> None:
    with closing(sqlite3.connect(data.database)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def absolute(data: DataFolder, outside: Outside) -> None:
    change(data, f"UPDATE takes SET recording = '{outside.wav}'")  # noqa: S608


def upward(data: DataFolder, outside: Outside) -> None:
    change(data, "UPDATE takes SET recording = '../home/outside/01.wav'")


def upward_from_its_folder(data: DataFolder, outside: Outside) -> None:
    session = "sessions/' || (SELECT id FROM sessions) || '"
    change(data, f"UPDATE takes SET recording = '{session}/../../../home/outside/01.wav'")  # noqa: S608


def session_named_upward(data: DataFolder, outside: Outside) -> None:
    change(
        data,
        "UPDATE sessions SET id = '../../home/outside'",
        "UPDATE takes SET id = '../../home/outside-0' || place",
        "UPDATE takes SET recording = 'sessions/../../home/outside/01.wav'",
    )


def session_named_absolutely(data: DataFolder, outside: Outside) -> None:
    change(
        data,
        f"UPDATE sessions SET id = '{outside.folder}'",  # noqa: S608
        f"UPDATE takes SET id = '{outside.folder}-0' || place",  # noqa: S608
        f"UPDATE takes SET recording = '{outside.wav}'",  # noqa: S608
    )


def recording_linked(data: DataFolder, outside: Outside) -> None:
    [folder] = data.sessions.iterdir()
    for path in folder.iterdir():
        path.unlink()
    for name in ("01.wav", "02.wav", "01.json", "02.json"):
        (folder / name).symlink_to(outside.folder / f"01{Path(name).suffix}")
    change(data, "UPDATE takes SET recording = replace(recording, '.flac', '.wav')")


def packed_recording_linked(data: DataFolder, outside: Outside) -> None:
    [folder] = data.sessions.iterdir()
    for place in ("01", "02"):
        (folder / f"{place}.wav").unlink(missing_ok=True)
        (folder / f"{place}.flac").unlink(missing_ok=True)
        (folder / f"{place}.flac").symlink_to(outside.wav)
    change(data, "UPDATE takes SET recording = replace(recording, '.flac', '.wav')")


def folder_linked(data: DataFolder, outside: Outside) -> None:
    [folder] = data.sessions.iterdir()
    shutil.rmtree(folder)
    folder.symlink_to(outside.folder)
    change(data, "UPDATE takes SET recording = replace(recording, '.flac', '.wav')")


def all_sessions_linked(data: DataFolder, outside: Outside) -> None:
    name = outside.folder.name
    shutil.rmtree(data.sessions)
    data.sessions.symlink_to(outside.folder.parent)
    change(
        data,
        f"UPDATE sessions SET id = '{name}'",  # noqa: S608
        f"UPDATE takes SET id = '{name}-0' || place",  # noqa: S608
        f"UPDATE takes SET recording = 'sessions/{name}/01.wav'",  # noqa: S608
    )


HOSTILE = [
    absolute,
    upward,
    upward_from_its_folder,
    session_named_upward,
    session_named_absolutely,
    recording_linked,
    packed_recording_linked,
    folder_linked,
    all_sessions_linked,
]


def remove_what_is_old(data: DataFolder) -> None:
    change(data, "UPDATE takes SET starred = 0")
    with Library.open(data) as library:
        library.recordings.remove(library.recordings.old(FUTURE).takes)
        library.recordings.remove([take.id for take in _takes(library)])


def recover_open_takes(data: DataFolder) -> None:
    change(data, "UPDATE takes SET status = 'open', duration = 0")
    Library.open(data).close()


def take_up_again(data: DataFolder) -> None:
    change(data, "UPDATE takes SET status = 'open', duration = 0")
    with Library.open(data) as library:
        for take in _takes(library):
            library.question_undo.undo_take(take.id)


def skip(data: DataFolder) -> None:
    with Library.open(data) as library:
        for take in _takes(library):
            library.skip_take(take.id)


def discard_and_restore(data: DataFolder) -> None:
    with Library.open(data) as library:
        for take in _takes(library):
            library.trash.discard_take(take.id)
            library.trash.restore_take(take.id)
        for session in library.sessions():
            library.trash.discard_session(session.id)
            library.trash.restore_session(session.id)


def delete_takes(data: DataFolder) -> None:
    with Library.open(data) as library:
        for take in _takes(library):
            library.trash.discard_take(take.id)
    with Library.open(data) as library:
        assert library.sessions() == []


def delete_sessions(data: DataFolder) -> None:
    with Library.open(data) as library:
        for session in library.sessions():
            library.delete_session(session.id)


def go_on_deleting(data: DataFolder) -> None:
    change(data, "UPDATE sessions SET deleting = 1")
    with Library.open(data) as library:
        # Repairing a damaged database deletes only takes with a mark on the disk.
        assert library.repair_report is not None or library.sessions() == []


def pack(data: DataFolder) -> None:
    store = StoreThread(data)
    store.start().result(10)
    try:
        for take, recording in store.submit(lambda library: library.recordings.unpacked()).result():
            with suppress(MachineError):
                pack_recording(store, take, recording)
        remove_unfinished_packing(store, data)
    finally:
        store.close()


def make_anew(data: DataFolder) -> None:
    data.database.unlink()
    with Library.open(data) as library:
        library.sessions()


def mend(data: DataFolder) -> None:
    change(data, "UPDATE takes SET recording = replace(recording, '.flac', '.wav')")
    database_repair.repair_database(data)


def answer_again(data: DataFolder) -> None:
    with Library.open(data) as library:
        for session in library.sessions():
            with suppress(StoreError):
                library.create_take(session.id, question(), 1, 2)


def play(data: DataFolder) -> None:
    store = StoreThread(data)
    store.start().result(10)
    source = StoredLibrary(store)
    try:
        for take in store.submit(_takes).result(10):
            with suppress(BadAudioFile):
                source.sound(take).result(10)
    finally:
        source.close()
        store.close()


def backup(data: DataFolder) -> None:
    # If rows contradict each other, the library must be repaired first.
    with suppress(MachineError):
        back_up(data, data.root.parent / "backup.zip")


def move_elsewhere(data: DataFolder) -> None:
    with suppress(MachineError):
        move_data_folder(data.root, data.root.parent / "moved")


def command(*words: str) -> Use:
    def use(data: DataFolder) -> None:
        with Library.open(data, read_only=True) as library:
            idents = [session.id for session in library.sessions()]
        for session in idents:
            said = [word.format(id=session) for word in words]
            main([*said, "--data-dir", str(data.root)])

    use.__name__ = "_".join(words[:2])
    return use


def export(form: str) -> Use:

    def use(data: DataFolder) -> None:
        with Library.open(data, read_only=True) as library:
            idents = [session.id for session in library.sessions()]
        for number, session in enumerate(idents):
            target = data.root.parent / f"exported-{number}.{form}"
            words = ["sessions", "export", session, "--format", form, "--output", str(target)]
            main([*words, "--data-dir", str(data.root)])

    use.__name__ = f"export_{form}"
    return use


USES = [
    remove_what_is_old,
    recover_open_takes,
    take_up_again,
    skip,
    discard_and_restore,
    delete_takes,
    delete_sessions,
    go_on_deleting,
    pack,
    make_anew,
    mend,
    answer_again,
    play,
    backup,
    move_elsewhere,
    command("sessions", "show", "{id}"),
    *map(export, ("wav", "json", "html")),
]


def _takes(library: Library) -> list[TakeRecord]:
    return [take for session in library.sessions() for take in library.takes(session.id)]


@pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__)
@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_a_hostile_database_cannot_reach_outside_the_data_folder(
    data: DataFolder, outside: Outside, spoil: Spoil, use: Use
) -> None:
    spoil(data, outside)
    use(data)
    # The sidecars in a linked folder name its session.
    linked = spoil in {folder_linked, all_sessions_linked}
    outside.assert_untouched(but_read="01.json" if linked else "")


def test_a_recording_with_a_damaged_name_is_found_by_its_take(data: DataFolder) -> None:
    with Library.open(data) as library:
        before = [take.recording for take in _takes(library)]
    change(data, "UPDATE takes SET recording = 'sessionz' || substr(recording, 9)")
    with Library.open(data) as library:
        assert [take.recording for take in _takes(library)] == before


def test_a_recording_that_leads_out_of_its_folder_counts_as_missing(
    data: DataFolder, outside: Outside
) -> None:
    recording_linked(data, outside)
    with Library.open(data) as library:
        for take in _takes(library):
            assert take.recording is None
            assert NO_RECORDING in take.flags


def test_a_session_moved_to_another_disk_is_still_found(data: DataFolder, tmp_path: Path) -> None:
    [folder] = data.sessions.iterdir()
    shutil.move(folder, tmp_path / "large")
    folder.symlink_to(tmp_path / "large")
    with Library.open(data) as library:
        assert all(take.recording and take.recording.exists() for take in _takes(library))


def test_all_sessions_moved_to_another_disk_are_still_found(
    data: DataFolder, tmp_path: Path
) -> None:
    shutil.move(data.sessions, tmp_path / "large")
    data.sessions.symlink_to(tmp_path / "large")
    with Library.open(data) as library:
        takes = _takes(library)
        assert all(take.recording and take.recording.exists() for take in takes)
        answered = library.create_take(takes[0].session, question(), 1, 9)
        assert answered.recording is not None
        begun = new_session(library)
        assert library.create_take(begun, question(), 1, 1).recording is not None


@pytest.mark.parametrize(
    "ident",
    [
        *("", ".", "..", "../x", "a/b", "a\\b", "/a", "C:", "a:b", "a\0", "a\n", " a", "a ", "a.x"),
        *("-a", "a" * 65, "con", "LPT1", "com¹"),
    ],
)
def test_an_id_that_could_lead_elsewhere_is_invalid(tmp_path: Path, ident: str) -> None:
    assert not is_session_id(ident)
    with pytest.raises(StoreError, match="is not the id of a session"):
        DataFolder(tmp_path).session_folder(ident)


def test_new_ids_are_valid() -> None:
    assert is_session_id(new_session_id(datetime(2026, 11, 30, 9, 30, tzinfo=UTC)))
