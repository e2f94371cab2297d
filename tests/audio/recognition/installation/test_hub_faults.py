"""Hubs that are out of order, and disks: one plain sentence each, and nothing half-installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rig.downloads import PATIENCE, Told
from rig.hub import (
    API,
    Claim,
    Fault,
    Hub,
    Loop,
    Pause,
    SignIn,
    Status,
    Surplus,
    Vanish,
    WrongRange,
)
from rig.made_up_model import made_up_model
from rig.small_disk import read_only_folder, small_disk

from mock_interviewer.audio.recognition.installation.download import (
    DownloadChecking,
    DownloadFailed,
    DownloadFinished,
    DownloadSized,
    HubDownload,
)
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStore

pytestmark = pytest.mark.rig

NAME = "small.en"
SIZE = len(made_up_model()["model.bin"])


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def downloads() -> Iterator[list[HubDownload]]:
    """Return a list of downloads that are waited for."""
    started: list[HubDownload] = []
    yield started
    for download in started:
        download.cancel()
        assert download.wait(PATIENCE)


def _ask(
    store: ModelStore, told: Told, downloads: list[HubDownload], patience: float = PATIENCE
) -> None:
    download = HubDownload(
        store, NAME, told, patience=patience, waits=(), proof=lambda _store, _name: None
    )
    downloads.append(download)
    download.start()


def _failure(told: Told) -> DownloadFailed:
    """Return the failure, whatever was told before it."""
    event = told.next(DownloadSized, DownloadFailed)
    return event if isinstance(event, DownloadFailed) else told.next(DownloadFailed)


def _check(store: ModelStore, told: Told, *, sentence: str, resumable: bool) -> None:
    """Expect this failure, one sentence and what to do, and no model."""
    failed = _failure(told)
    assert sentence in failed.error.what
    assert "\n" not in str(failed.error)
    assert failed.error.remedy
    assert failed.resumable is resumable
    (status,) = (status for status in store.list() if status.model.name == NAME)
    assert status.state is ModelState.AVAILABLE


def _check_it_goes_on(
    store: ModelStore, told: Told, downloads: list[HubDownload], hub: Hub
) -> None:
    """Expect that the next download of a hub in order is done."""
    hub.behave()
    _ask(store, told, downloads)
    told.next(DownloadSized)
    told.next(DownloadChecking)
    told.next(DownloadFinished)
    store.verified_folder(NAME)


@pytest.mark.parametrize(
    ("name", "status", "sentence", "resumable"),
    [
        (API, 401, "does not have Systran/faster-whisper-small.en", False),
        (API, 403, "does not let us have Systran/faster-whisper-small.en (403)", False),
        (API, 404, "does not have Systran/faster-whisper-small.en", False),
        (API, 429, "is asked too often from here (429)", True),
        (API, 500, "is out of order (500)", True),
        (API, 418, "does not answer as a hub of models does (418)", True),
        ("model.bin", 404, "does not have Systran/faster-whisper-small.en", False),
        ("model.bin", 429, "is asked too often from here (429)", True),
        ("model.bin", 503, "is out of order (503)", True),
    ],
)
def test_a_refusal_of_the_hub_is_reported(
    hub: Hub,
    store: ModelStore,
    told: Told,
    downloads: list[HubDownload],
    name: str,
    status: int,
    sentence: str,
    resumable: bool,
) -> None:
    hub.always(name, Status(status))
    _ask(store, told, downloads)
    _check(store, told, sentence=f"{hub.host} {sentence}", resumable=resumable)


@pytest.mark.parametrize(
    ("name", "fault", "sentence"),
    [
        ("model.bin", Vanish(40_000), "The connection to {} broke off."),
        ("model.bin", Claim(SIZE * 2), f"{{}} says that model.bin has {SIZE} bytes, and then"),
        ("model.bin", Claim(10), f"{{}} says that model.bin has {SIZE} bytes, and then sends 10."),
        ("model.bin", Surplus(500), f"{{}} sends more of model.bin than the {SIZE} bytes"),
        ("model.bin", Loop(), "{} does not answer as a hub of models does."),
        ("model.bin", SignIn(), "{} does not answer as a hub of models does."),
        (API, SignIn(), "{} does not answer as a hub of models does."),
        (
            API,
            {"model.bin": {"lfs": {"size": SIZE}}},
            "{} does not answer as a hub of models does.",
        ),
        (API, {"model.bin": {"lfs": None, "size": None}}, "{} does not answer as a hub"),
        (API, {"model.bin": {"lfs": None, "blobId": "x"}}, "{} does not answer as a hub"),
    ],
)
def test_a_broken_hub_is_reported_and_the_next_download_resumes(
    hub: Hub,
    store: ModelStore,
    told: Told,
    downloads: list[HubDownload],
    name: str,
    fault: Fault,
    sentence: str,
) -> None:
    hub.always(name, fault)
    _ask(store, told, downloads)
    _check(store, told, sentence=sentence.format(hub.host), resumable=True)
    _check_it_goes_on(store, told, downloads, hub)


def test_a_hub_that_resumes_at_the_wrong_place_is_not_trusted(
    hub: Hub, store: ModelStore, told: Told, downloads: list[HubDownload]
) -> None:
    hub.misbehave("model.bin", Vanish(40_000), WrongRange(), WrongRange())
    _ask(store, told, downloads)
    _failure(told)
    _ask(store, told, downloads)
    told.next(DownloadSized)
    told.next(DownloadChecking)
    told.next(DownloadFinished)
    assert hub.ranges("model.bin") == [None, "bytes=40000-", None]


@pytest.mark.parametrize(("name", "fault"), [(API, Pause(0)), ("model.bin", Pause(40_000))])
def test_a_hub_that_stalls_is_given_up(
    hub: Hub, store: ModelStore, told: Told, downloads: list[HubDownload], name: str, fault: Fault
) -> None:
    hub.always(name, fault)
    _ask(store, told, downloads, patience=0.3)
    _check(store, told, sentence=f"{hub.host} stopped answering for 0.3 seconds.", resumable=True)
    _check_it_goes_on(store, told, downloads, hub)


def test_an_unreachable_hub_is_reported(
    hub: Hub, store: ModelStore, told: Told, downloads: list[HubDownload]
) -> None:
    hub.close()
    _ask(store, told, downloads)
    _check(store, told, sentence=f"{hub.host} cannot be reached.", resumable=True)


@pytest.mark.parametrize("gone", ["tokenizer.json", "vocabulary.txt"])
def test_a_repository_without_a_whole_model_is_refused(
    hub: Hub, store: ModelStore, told: Told, downloads: list[HubDownload], gone: str
) -> None:
    files = {name: data for name, data in made_up_model().items() if name != gone}
    hub.models = dict.fromkeys(hub.models, files)
    _ask(store, told, downloads)
    _check(store, told, sentence=f"{hub.host} has no {gone}", resumable=False)


def test_a_repository_of_something_else_is_refused(
    hub: Hub, store: ModelStore, told: Told, downloads: list[HubDownload]
) -> None:
    files = made_up_model() | {"model.bin": bytes(SIZE)}
    hub.models = dict.fromkeys(hub.models, files)
    _ask(store, told, downloads)
    told.next(DownloadSized)
    told.next(DownloadChecking)
    failed = told.next(DownloadFailed)
    assert "is not a usable speech model: model.bin is not a Whisper model" in str(failed.error)
    assert not store.parts_folder(NAME).exists()


def test_a_size_that_no_model_has_is_refused(
    hub: Hub, store: ModelStore, told: Told, downloads: list[HubDownload]
) -> None:
    hub.always(API, {"config.json": {"size": 10**12}})
    _ask(store, told, downloads)
    _check(store, told, sentence="says that config.json has 1000000000000", resumable=False)


def test_a_dead_process_is_reported(hub: Hub, store: ModelStore, told: Told) -> None:
    download = HubDownload(store, NAME, told, command=["false"])
    download.start()
    assert "stopped unexpectedly" in str(told.next(DownloadFailed).error)
    assert download.wait(PATIENCE)


def test_a_process_that_cannot_be_started_is_said(
    hub: Hub, store: ModelStore, told: Told, tmp_path: Path
) -> None:
    download = HubDownload(store, NAME, told, command=[str(tmp_path / "nothing")])
    download.start()
    assert told.next(DownloadFailed).error.remedy
    assert download.wait(PATIENCE)


@pytest.mark.rig
def test_a_disk_that_fills_up_is_reported_and_the_download_resumes_later(
    hub: Hub, told: Told, downloads: list[HubDownload], tmp_path: Path
) -> None:
    hub.misbehave("model.bin", Pause(40_000))
    place = tmp_path / "small"
    place.mkdir()
    with small_disk(place) as disk:
        store = ModelStore(place / "models")
        _ask(store, told, downloads)
        assert hub.paused.wait(PATIENCE)
        disk.fill()
        hub.go_on()
        _check(store, told, sentence="The disk is full.", resumable=True)
        disk.make_room()
        _check_it_goes_on(store, told, downloads, hub)


@pytest.mark.rig
def test_a_full_disk_is_reported_before_a_byte_is_fetched(
    hub: Hub, told: Told, downloads: list[HubDownload], tmp_path: Path
) -> None:
    place = tmp_path / "small"
    place.mkdir()
    with small_disk(place, kilobytes=64) as disk:
        store = ModelStore(place / "models")
        _ask(store, told, downloads)
        _check(store, told, sentence="The disk has 0 MB free, and 1 MB are needed", resumable=True)
        assert not hub.ranges("model.bin")
        assert disk.path.exists()


@pytest.mark.rig
def test_a_read_only_folder_is_an_error(
    hub: Hub, told: Told, downloads: list[HubDownload], tmp_path: Path
) -> None:
    place = tmp_path / "closed"
    place.mkdir()
    with read_only_folder(place):
        _ask(ModelStore(place / "models"), told, downloads)
        assert "Read-only" in str(told.next(DownloadFailed).error)
