"""Downloads from a real server on this machine, by the real process that fetches."""

import json
import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from rig.downloads import PATIENCE, Told
from rig.hub import API, REVISION, Flip, Hub, IgnoreRange, Pause, Vanish
from rig.made_up_model import made_up_model, write_model
from rig.wait import wait_until

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.installation.download import (
    DownloadChecking,
    DownloadEvent,
    DownloadFailed,
    DownloadFinished,
    DownloadSized,
    HubDownload,
)
from mock_interviewer.audio.recognition.installation.install import remove_model
from mock_interviewer.audio.recognition.installation.model_check import InvalidModel
from mock_interviewer.audio.recognition.models.manifest import MANIFEST, read_manifest
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStore

pytestmark = pytest.mark.rig

NAME = "small.en"
FILES = made_up_model()
SIZE = sum(map(len, FILES.values()))

Start = Callable[..., HubDownload]


def believed(store: ModelStore, name: str) -> None:
    """Take the place of the last proof: a made-up model cannot be loaded."""


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def start(store: ModelStore, told: Told) -> Iterator[Start]:
    """Return what starts a download with short patience."""
    started: list[HubDownload] = []

    def start(*, patience: float = PATIENCE, **options: Any) -> HubDownload:
        given: dict[str, Any] = {"waits": (), "proof": believed} | options
        download = HubDownload(store, NAME, told, patience=patience, **given)
        started.append(download)
        download.start()
        return download

    yield start
    for download in started:
        download.cancel()
        assert download.wait(PATIENCE)


def _finish(told: Told) -> DownloadFinished:
    told.next(DownloadSized)
    told.next(DownloadChecking)
    return told.next(DownloadFinished)


def _fail(told: Told) -> DownloadFailed:
    told.next(DownloadSized)
    return told.next(DownloadFailed)


def _state(store: ModelStore) -> ModelState:
    return next(status.state for status in store.list() if status.model.name == NAME)


def test_a_model_is_downloaded_and_is_ready(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    start()
    assert _finish(told) == DownloadFinished(NAME, store.folder / NAME)
    assert store.verified_folder(NAME) == store.folder / NAME
    assert {name: (store.folder / NAME / name).read_bytes() for name in FILES} == FILES


def test_the_size_is_reported_before_a_byte_is_fetched(start: Start, told: Told, hub: Hub) -> None:
    download = start(ask=True)
    assert told.next(DownloadSized) == DownloadSized(NAME, hub.host, SIZE, 0)
    assert {asked.path.partition("/")[2].partition("/")[0] for asked in hub.asked} == {"api"}
    download.confirm()
    told.next(DownloadChecking)
    told.next(DownloadFinished)


def test_progress_ends_with_the_last_byte(start: Start, told: Told, hub: Hub) -> None:
    start()
    _finish(told)
    done = [event.done for event in told.progress]
    assert done == sorted(done)
    assert done[-1] == SIZE


def test_the_manifest_says_where_the_model_came_from(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    start()
    _finish(told)
    origin = read_manifest(store.folder / NAME).origin
    assert origin.place == hub.url
    assert origin.repository == "Systran/faster-whisper-small.en"
    assert origin.revision == REVISION


def test_only_files_that_recognition_reads_are_fetched(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    start()
    _finish(told)
    assert sorted(path.name for path in (store.folder / NAME).iterdir()) == sorted(
        [*FILES, MANIFEST]
    )
    assert sorted(path.name for path in store.folder.iterdir()) == [
        NAME,
        f"{NAME}.download.lock",
        f"{NAME}.lock",
    ]


def test_a_downloaded_model_is_private_whatever_the_umask(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    before = os.umask(0)
    try:
        start()
        _finish(told)
    finally:
        os.umask(before)
    folder = store.folder / NAME
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_no_token_of_the_person_is_sent(
    start: Start, told: Told, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text("hf_secret_in_a_file")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "token"))
    start()
    _finish(told)
    assert "hf_secret" not in json.dumps([dict(asked.headers) for asked in hub.asked])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "token"]


def test_a_model_that_is_here_is_not_fetched_again(start: Start, told: Told, hub: Hub) -> None:
    start()
    _finish(told)
    hub.asked.clear()
    start()
    assert not told.next(DownloadFinished).new
    assert not hub.asked


def test_a_damaged_model_is_replaced(start: Start, told: Told, hub: Hub, store: ModelStore) -> None:
    start()
    _finish(told)
    (store.folder / NAME / "model.bin").write_bytes(b"cut short")
    with pytest.raises(ModelError, match=r"damaged: model\.bin has 9 bytes.*models download small"):
        store.verified_folder(NAME)
    start()
    _finish(told)
    store.verified_folder(NAME)


def test_a_broken_connection_is_resumed_automatically(start: Start, told: Told, hub: Hub) -> None:
    hub.misbehave("model.bin", Vanish(40_000), Vanish(30_000))
    start(waits=(0.01,))
    _finish(told)
    assert hub.ranges("model.bin") == [None, "bytes=40000-", "bytes=70000-"]


def test_a_download_that_broke_off_is_resumed_by_the_next(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    hub.misbehave("model.bin", Vanish(40_000))
    start()
    failed = _fail(told)
    assert failed.resumable
    assert _state(store) is ModelState.AVAILABLE
    start()
    assert told.next(DownloadSized).done == SIZE - len(FILES["model.bin"]) + 40_000
    told.next(DownloadChecking)
    told.next(DownloadFinished)
    assert hub.ranges("model.bin")[-1] == "bytes=40000-"
    assert (store.folder / NAME / "model.bin").read_bytes() == FILES["model.bin"]


def test_a_canceled_download_is_resumed_by_the_next(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    hub.misbehave("model.bin", Pause(40_000))
    download = start()
    told.next(DownloadSized)
    assert hub.paused.wait(PATIENCE)
    wait_until(lambda: _kept(store) == 40_000, PATIENCE, what="all that was sent is on the disk")
    download.cancel()
    assert download.wait(PATIENCE)
    assert told.nothing_more()
    assert _state(store) is ModelState.AVAILABLE
    start()
    _finish(told)
    assert hub.ranges("model.bin") == [None, "bytes=40000-"]


def _kept(store: ModelStore) -> int:
    """Return how much of model.bin an unfinished download has."""
    parts = store.parts_folder(NAME) / NAME
    return sum(path.stat().st_size for path in parts.glob("model.bin.*.part"))


def test_cancel_leaves_no_process(start: Start, told: Told, hub: Hub, store: ModelStore) -> None:
    hub.misbehave("model.bin", Pause(40_000))
    download = start()
    told.next(DownloadSized)
    assert hub.paused.wait(PATIENCE)
    (child,) = psutil.Process().children()
    download.cancel()
    assert download.wait(PATIENCE)
    assert not child.is_running()


PARENT = textwrap.dedent("""
    import sys, threading
    from pathlib import Path
    from mock_interviewer.audio.recognition.installation.download import HubDownload as Download
    from mock_interviewer.audio.recognition.models.store import ModelStore

    Download(ModelStore(Path(sys.argv[1])), "small.en", lambda event: None).start()
    threading.Event().wait()
""")


def test_a_download_does_not_outlive_a_parent_that_was_killed(hub: Hub, store: ModelStore) -> None:
    hub.misbehave("model.bin", Pause(40_000))
    command = [sys.executable, "-P", "-c", PARENT, str(store.folder)]
    with subprocess.Popen(command) as parent:
        assert hub.paused.wait(PATIENCE)
        (child,) = psutil.Process(parent.pid).children()
        parent.kill()
        parent.wait()
    psutil.wait_procs([child], timeout=PATIENCE)
    assert not child.is_running()


def test_a_part_of_an_older_revision_is_not_resumed(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    hub.misbehave("model.bin", Vanish(40_000))
    start()
    _fail(told)
    newer = made_up_model(seed=2)
    hub.models = dict.fromkeys(hub.models, newer)
    start()
    _finish(told)
    assert hub.ranges("model.bin") == [None, None]
    folder = store.folder / NAME
    kept = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}
    assert kept == newer


def test_a_hub_that_sends_a_file_from_its_start_is_accepted(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    hub.misbehave("model.bin", Vanish(40_000), IgnoreRange())
    start(waits=(0.01,))
    _finish(told)
    assert (store.folder / NAME / "model.bin").read_bytes() == FILES["model.bin"]


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_a_flipped_bit_is_refused_and_fetched_again_when_asked(
    start: Start, told: Told, hub: Hub, store: ModelStore, name: str
) -> None:
    hub.misbehave(name, Flip(1000))
    start()
    told.next(DownloadSized)
    told.next(DownloadChecking)
    failed = told.next(DownloadFailed)
    assert f"What came of {name} is not what {hub.host} has" in str(failed.error)
    assert _state(store) is ModelState.AVAILABLE
    start()
    _finish(told)
    assert hub.ranges(name) == [None, None]


def test_a_model_that_cannot_be_loaded_is_not_installed(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    def doubted(staged: ModelStore, name: str) -> None:
        staged.verified_folder(name)
        raise InvalidModel("it cannot be used")

    start(proof=doubted)
    told.next(DownloadSized)
    told.next(DownloadChecking)
    failed = told.next(DownloadFailed)
    assert "not a usable speech model: it cannot be used. Choose" in str(failed.error)
    assert not failed.resumable
    assert _state(store) is ModelState.AVAILABLE
    assert not store.parts_folder(NAME).exists()


def test_a_second_download_of_the_same_model_is_refused(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    hub.misbehave("model.bin", Pause(40_000))
    start()
    told.next(DownloadSized)
    second = Told()
    other = HubDownload(store, NAME, second)
    other.start()
    assert "being downloaded already" in str(second.next(DownloadFailed).error)
    assert other.wait(PATIENCE)
    hub.go_on()
    told.next(DownloadChecking)
    told.next(DownloadFinished)


@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_a_model_that_comes_with_the_program_is_not_downloaded(
    store: ModelStore, told: Told, name: str
) -> None:
    with pytest.raises(ModelError, match="comes with the program"):
        HubDownload(store, name, told)


def test_an_invalid_hub_address_is_refused(
    store: ModelStore, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in ("hub.example", "ftp://hub.example", "http://", "http://[1", "http://a:x"):
        monkeypatch.setenv("HF_ENDPOINT", address)
        with pytest.raises(ModelError, match="HF_ENDPOINT is set to"):
            HubDownload(store, NAME, told)


def test_removing_a_model_removes_the_parts_of_a_download(
    start: Start, told: Told, hub: Hub, store: ModelStore
) -> None:
    hub.misbehave("model.bin", Vanish(40_000))
    start()
    _fail(told)
    assert remove_model(store, NAME) == store.folder / NAME
    assert not store.parts_folder(NAME).exists()
    assert remove_model(store, NAME) is None


def test_a_listener_that_fails_does_not_end_the_download(
    hub: Hub, store: ModelStore, told: Told
) -> None:
    def failing(event: DownloadEvent) -> None:
        told(event)
        raise LookupError

    download = HubDownload(store, NAME, failing, proof=believed)
    download.start()
    _finish(told)
    assert download.wait(PATIENCE)


def test_a_model_put_into_the_folder_by_hand_is_not_used(store: ModelStore) -> None:
    write_model(store.folder / NAME, FILES)
    with pytest.raises(ModelError, match=r"damaged: manifest\.json is missing"):
        store.verified_folder(NAME)
    assert _state(store) is ModelState.DAMAGED


def test_the_hub_is_asked_about_a_model_once(start: Start, told: Told, hub: Hub) -> None:
    hub.always(API, {})
    start()
    _finish(told)
    assert [asked.path for asked in hub.asked if asked.path.startswith("/api/")] == [
        "/api/models/Systran/faster-whisper-small.en"
    ]
