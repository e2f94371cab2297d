import hashlib
import os
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rig.small_disk import read_only_folder, small_disk

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.recognition.installation.install import remove_model
from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.store import (
    ModelState,
    ModelStatus,
    ModelStore,
    speech_detector_file,
)

WEIGHTS = bytes(range(256)) * 40
TOKENS = b'{"tokens": []}'


def _file(name: str, data: bytes, *parts: str) -> ModelFile:
    return ModelFile(name, len(data), hashlib.sha256(data).hexdigest(), parts)


SPLIT = SpeechModel(
    name="split",
    label="split (in two packages)",
    english_only=False,
    in_place=False,
    files=(
        _file("model.bin", WEIGHTS, "one/data/model.part1", "two/data/model.part2"),
        _file("tokenizer.json", TOKENS, "one/data/tokenizer.json"),
    ),
)
WHOLE = SpeechModel(
    name="whole",
    label="whole (in one package)",
    english_only=True,
    in_place=True,
    files=(
        _file("model.bin", WEIGHTS, "three/model/model.bin"),
        _file("tokenizer.json", TOKENS, "three/model/tokenizer.json"),
    ),
)
KNOWN = {model.name: model for model in (SPLIT, WHOLE)}


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Lay out three made-up packages that bring the two models."""
    folder = tmp_path / "packages"
    for path, data in {
        "one/data/model.part1": WEIGHTS[:5000],
        "one/data/tokenizer.json": TOKENS,
        "two/data/model.part2": WEIGHTS[5000:],
        "three/model/model.bin": WEIGHTS,
        "three/model/tokenizer.json": TOKENS,
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def store(tmp_path: Path, packages: Path) -> ModelStore:
    return _store(tmp_path / "data" / "models", packages)


def _locate(packages: Path) -> Callable[[str], Path | None]:
    def locate(package: str) -> Path | None:
        return packages / package if (packages / package).is_dir() else None

    return locate


def _store(folder: Path, packages: Path) -> ModelStore:
    return ModelStore(folder, catalog=KNOWN, locate=_locate(packages))


def _states(store: ModelStore) -> dict[str, ModelState]:
    return {status.model.name: status.state for status in store.list()}


def _status(store: ModelStore, name: str) -> ModelStatus:
    return next(status for status in store.list() if status.model.name == name)


def _flip_a_bit(path: Path) -> None:
    """Flip one bit and leave no trace of it in the file's length and times."""
    before = path.stat()
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_model_in_two_packages_is_joined_in_the_data_folder(store: ModelStore) -> None:
    assert _states(store)["split"] is ModelState.TO_ASSEMBLE
    folder = store.verified_folder("split")
    assert folder == store.folder / "split"
    assert (folder / "model.bin").read_bytes() == WEIGHTS
    assert (folder / "tokenizer.json").read_bytes() == TOKENS
    assert _states(store)["split"] is ModelState.READY


def test_a_model_in_one_package_is_used_in_place(store: ModelStore, packages: Path) -> None:
    assert store.verified_folder("whole") == packages / "three" / "model"
    assert not store.folder.exists()


def test_a_model_that_is_there_is_not_laid_out_again(store: ModelStore) -> None:
    before = (store.verified_folder("split") / "model.bin").stat()
    after = (store.verified_folder("split") / "model.bin").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_second_program_waits_for_the_first_and_lays_out_nothing(
    store: ModelStore, packages: Path
) -> None:
    copying, go_on = threading.Event(), threading.Event()

    def slowly(package: str) -> Path | None:
        copying.set()
        assert go_on.wait(10)
        return packages / package

    def never(package: str) -> Path | None:
        raise AssertionError(package)

    found: dict[str, Path] = {}
    first, second = (
        threading.Thread(
            target=lambda name=name, locate=locate: found.update(
                {
                    name: ModelStore(store.folder, catalog=KNOWN, locate=locate).verified_folder(
                        "split"
                    )
                }
            )
        )
        for name, locate in (("first", slowly), ("second", never))
    )
    first.start()
    assert copying.wait(10)
    second.start()
    go_on.set()
    first.join(10)
    second.join(10)
    assert found == {"first": store.folder / "split", "second": store.folder / "split"}


def test_unfinished_leftovers_of_a_killed_program_are_removed(store: ModelStore) -> None:
    left = store.folder / "split.unfinished-abc"
    left.mkdir(parents=True)
    (left / "model.bin").write_bytes(b"half")
    store.verified_folder("split")
    assert not left.exists()


@pytest.fixture
def _no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_no_umask")
def test_models_are_private_whatever_the_umask(store: ModelStore) -> None:
    folder = store.verified_folder("split")
    for path in (store.folder.parent, store.folder, folder):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for path in (*folder.iterdir(), store.folder / "split.lock"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["split", "whole"])
def test_one_flipped_bit_is_refused(store: ModelStore, name: str) -> None:
    _flip_a_bit(store.verified_folder(name) / "model.bin")
    with pytest.raises(ModelError, match=r"damaged: model\.bin has the wrong checksum"):
        store.verified_folder(name)
    with pytest.raises(ModelError, match=r"damaged: model\.bin has the wrong checksum"):
        store.verify(name)


@pytest.mark.parametrize("name", ["split", "whole"])
def test_a_truncated_model_is_damaged_and_another_is_suggested(
    store: ModelStore, name: str
) -> None:
    path = store.verified_folder(name) / "model.bin"
    path.write_bytes(WEIGHTS[:100])
    other = ({"split", "whole"} - {name}).pop()
    with pytest.raises(ModelError, match=rf"damaged: .*100 bytes.*choose another.*{other}"):
        store.verified_folder(name)
    assert _states(store)[name] is ModelState.DAMAGED


def test_a_missing_tokenizer_is_refused(store: ModelStore) -> None:
    (store.verified_folder("split") / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing"):
        store.verified_folder("split")


def test_a_damaged_package_is_refused_and_leaves_nothing(store: ModelStore, packages: Path) -> None:
    _flip_a_bit(packages / "two" / "data" / "model.part2")
    with pytest.raises(ModelError, match=r"wrong checksum in its package.*Reinstall Mock Inter"):
        store.verified_folder("split")
    with pytest.raises(ModelError, match="wrong checksum in its package"):
        store.verify("split")
    assert [path.name for path in store.folder.iterdir()] == ["split.lock"]


@pytest.mark.parametrize(("name", "gone"), [("split", "two"), ("whole", "three")])
def test_a_model_whose_package_is_not_installed_is_missing(
    store: ModelStore, packages: Path, name: str, gone: str
) -> None:
    (packages / gone).rename(packages / "elsewhere")
    assert _states(store)[name] is ModelState.MISSING
    other = ({"split", "whole"} - {name}).pop()
    said = rf"its package {gone} isn't installed\. Reinstall .* or choose another model: '{other}'"
    with pytest.raises(ModelError, match=said):
        store.verified_folder(name)
    with pytest.raises(ModelError, match=said):
        store.verify(name)


def test_a_model_whose_package_lacks_a_file_is_missing(store: ModelStore, packages: Path) -> None:
    (packages / "two" / "data" / "model.part2").unlink()
    split = _status(store, "split")
    assert split.state is ModelState.MISSING
    assert split.detail == "model.part2 is missing from its package two"
    for use in (store.verified_folder, store.verify):
        with pytest.raises(ModelError, match=r"model\.part2 is missing from its package two"):
            use("split")


def test_a_truncated_package_is_damaged_before_anything_is_read(
    store: ModelStore, packages: Path
) -> None:
    (packages / "two" / "data" / "model.part2").write_bytes(b"cut")
    split = _status(store, "split")
    assert (split.state, split.in_package) == (ModelState.DAMAGED, True)
    assert split.detail == f"model.bin has 5003 bytes in its package instead of {len(WEIGHTS)}"
    with pytest.raises(ModelError, match=r"is damaged: .*Reinstall Mock Interviewer"):
        store.verify("split")
    with pytest.raises(ModelError, match=r"is damaged: .*Reinstall Mock Interviewer"):
        store.verified_folder("split")


@pytest.mark.parametrize(("name", "in_package"), [("split", False), ("whole", True)])
def test_the_error_tells_a_damaged_copy_from_a_damaged_package(
    store: ModelStore, name: str, in_package: bool
) -> None:
    (store.verified_folder(name) / "tokenizer.json").unlink()
    damaged = _status(store, name)
    assert (damaged.state, damaged.in_package) == (ModelState.DAMAGED, in_package)


def test_no_other_model_is_suggested_if_none_can_be_used(store: ModelStore, packages: Path) -> None:
    for package in ("two", "three"):
        (packages / package).rename(packages / f"no-{package}")
    with pytest.raises(ModelError, match=r"with all of its packages\.$"):
        store.verified_folder("split")


def test_a_model_that_is_laid_out_does_not_need_its_packages(
    store: ModelStore, packages: Path
) -> None:
    folder = store.verified_folder("split")
    (packages / "two").rename(packages / "elsewhere")
    assert store.verified_folder("split") == folder


def test_an_unknown_model_is_refused_with_the_known_ones(store: ModelStore) -> None:
    with pytest.raises(ModelError, match=r"'large'\. Choose one of: 'split', 'whole'\."):
        store.verified_folder("large")


def test_repair_lays_a_damaged_model_out_again(store: ModelStore) -> None:
    _flip_a_bit(store.verified_folder("split") / "model.bin")
    assert store.repair("split") == store.folder / "split"
    assert (store.folder / "split" / "model.bin").read_bytes() == WEIGHTS
    assert str(store.verify("split")).startswith("ready in ")


def test_repair_leaves_an_intact_model_alone(store: ModelStore) -> None:
    before = (store.verified_folder("split") / "model.bin").stat().st_ino
    store.repair("split")
    assert (store.folder / "split" / "model.bin").stat().st_ino == before


def test_repair_does_not_touch_a_package(store: ModelStore, packages: Path) -> None:
    path = packages / "three" / "model" / "model.bin"
    _flip_a_bit(path)
    before = path.read_bytes()
    with pytest.raises(ModelError, match="Reinstall Mock Interviewer with all of its packages"):
        store.repair("whole")
    assert path.read_bytes() == before


@pytest.mark.rig
def test_a_full_disk_is_an_error_with_the_space_needed(tmp_path: Path, packages: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    with small_disk(place) as disk:
        disk.fill()
        with pytest.raises(ModelError, match=r"No space left.*1 MB free"):
            _store(place / "models", packages).verified_folder("split")
        disk.make_room()
        _store(place / "models", packages).verified_folder("split")


@pytest.mark.rig
def test_a_read_only_folder_is_an_error(tmp_path: Path, packages: Path) -> None:
    place = tmp_path / "closed"
    place.mkdir()
    with read_only_folder(place), pytest.raises(ModelError, match="Read-only"):
        _store(place / "models", packages).verified_folder("split")


def test_the_real_models_are_installed_with_the_known_sizes(tmp_path: Path) -> None:
    states = _states(ModelStore(tmp_path))
    assert states.pop("base") is ModelState.TO_ASSEMBLE
    assert states.pop("tiny.en") is ModelState.READY
    assert set(states.values()) == {ModelState.AVAILABLE}


def test_the_hub_names_are_those_of_faster_whisper() -> None:
    from faster_whisper.utils import _MODELS

    asked = {model.name: model.repository for model in CATALOG.values() if not model.packaged}
    assert asked == {name: _MODELS[name] for name in asked}
    assert {"base.en", "small.en", "distil-small.en", "large-v3-turbo", "small"} <= asked.keys()


def test_a_model_that_is_not_downloaded_is_refused_with_its_size_and_others(
    tmp_path: Path,
) -> None:
    with pytest.raises(
        ModelError, match=r"models download small\.en` \(about 486 MB\).*: 'base', 'tiny\.en'\."
    ):
        ModelStore(tmp_path).verified_folder("small.en")


def test_every_file_of_the_catalog_has_a_whole_checksum() -> None:
    files = [file for model in CATALOG.values() for file in model.files]
    assert all(len(bytes.fromhex(file.sha256)) == 32 for file in files)


def test_a_missing_speech_detector_is_an_error(tmp_path: Path) -> None:
    assert speech_detector_file().is_file()
    with pytest.raises(ModelError, match=r"is incomplete: .*faster-whisper==") as refused:
        speech_detector_file(lambda _: tmp_path)
    assert "--force-reinstall" in refused.value.remedy


def _supplied(packages: Path, tmp_path: Path) -> ModelStore:
    """Return a store where a folder of models holds "split", which no package brings."""
    (packages / "one").rename(packages / "no-one")
    folder = tmp_path / "supplied" / "split"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(WEIGHTS)
    (folder / "tokenizer.json").write_bytes(TOKENS)
    return ModelStore(
        tmp_path / "data" / "models",
        catalog=KNOWN,
        locate=_locate(packages),
        supplied=lambda name: folder if name == "split" else None,
    )


def test_a_model_in_a_supplied_folder_is_used_in_place(packages: Path, tmp_path: Path) -> None:
    store = _supplied(packages, tmp_path)
    assert store.verified_folder("split") == tmp_path / "supplied" / "split"
    assert store.verify("split").state is ModelState.READY
    assert not store.folder.exists()


def test_a_flipped_bit_in_a_supplied_folder_is_refused_with_a_remedy(
    packages: Path, tmp_path: Path
) -> None:
    store = _supplied(packages, tmp_path)
    _flip_a_bit(tmp_path / "supplied" / "split" / "model.bin")
    copy = f"Copy its files to {tmp_path / 'supplied' / 'split'} again"
    for use in (store.verified_folder, store.verify, store.repair):
        with pytest.raises(ModelError, match="has the wrong checksum") as refused:
            use("split")
        assert copy in refused.value.remedy


def test_a_missing_file_in_a_supplied_folder_shows_in_the_list(
    packages: Path, tmp_path: Path
) -> None:
    store = _supplied(packages, tmp_path)
    (tmp_path / "supplied" / "split" / "tokenizer.json").unlink()
    split = _status(store, "split")
    assert (split.state, split.detail) == (ModelState.DAMAGED, "tokenizer.json is missing")
    assert split.remedy.startswith("Copy its files to ")


def test_a_model_in_a_supplied_folder_is_never_removed(packages: Path, tmp_path: Path) -> None:
    store = _supplied(packages, tmp_path)
    with pytest.raises(ModelError, match=r"is installed in .*supplied.* and cannot be removed"):
        remove_model(store, "split")
    assert (tmp_path / "supplied" / "split" / "model.bin").exists()


@pytest.mark.model
def test_the_real_models_match_their_checksums(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert store.verify("base").state is ModelState.TO_ASSEMBLE
    assert store.verify("tiny.en").state is ModelState.READY


def test_a_part_of_a_download_that_disappears_is_not_counted(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    parts = store.parts_folder("small.en") / "small.en"
    parts.mkdir(parents=True)
    (parts / "model.bin.part").write_bytes(bytes(3_000_000))
    # A link that leads nowhere stands for a file that goes once it was listed.
    (parts / "tokenizer.json.part").symlink_to(parts / "gone")
    status = next(each for each in store.list() if each.model.name == "small.en")
    assert status.detail == "3 MB of it are here already"
