from pathlib import Path

import pytest
from rig.made_up_model import ENGLISH_ONLY_LARGEST, made_up_model, weights, write_model
from rig.small_disk import small_disk

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.model_files import file_sha256
from mock_interviewer.audio.recognition.installation.importing import (
    ImportedModel,
    import_model,
    name_of,
)
from mock_interviewer.audio.recognition.installation.model_check import InvalidModel, git_checksum
from mock_interviewer.audio.recognition.models.manifest import MANIFEST, read_manifest
from mock_interviewer.audio.recognition.models.store import ModelState, ModelStore

FILES = made_up_model()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_model(tmp_path / "mine", FILES | {"README.md": b"A model."})


def take(store: ModelStore, source: Path, name: str | None = None) -> ImportedModel:
    """Import without the last proof, which a made-up model does not stand."""
    return import_model(store, source, name, proof=lambda _store, _name: None)


def _refused(store: ModelStore, source: Path, *, because: str) -> None:
    """Expect a refusal in one sentence, with what to do, that leaves nothing."""
    with pytest.raises(ModelError) as raised:
        take(store, source)
    assert because in raised.value.what
    assert str(source) in raised.value.what
    assert raised.value.remedy
    assert "\n" not in str(raised.value)
    assert not [path for path in store.folder.iterdir() if path.is_dir()]


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_an_imported_folder_is_ready(store: ModelStore, folder: Path) -> None:
    imported = take(store, folder)
    assert imported.path == store.verified_folder("mine") == store.folder / "mine"
    assert {name: (imported.path / name).read_bytes() for name in FILES} == FILES
    assert sorted(path.name for path in imported.path.iterdir()) == sorted([*FILES, MANIFEST])
    assert imported.manifest.origin.place == str(folder)


def test_an_imported_model_is_listed_like_any_other(store: ModelStore, folder: Path) -> None:
    take(store, folder, "My.model-2")
    status = store.list()[-1]
    assert status.model.name == "My.model-2"
    assert status.state is ModelState.READY
    assert status.model.size == sum(map(len, FILES.values()))
    assert store.verify("My.model-2").state is ModelState.READY


@pytest.mark.parametrize("words", [ENGLISH_ONLY_LARGEST, ENGLISH_ONLY_LARGEST + 1])
def test_an_imported_model_knows_whether_it_is_english_only(
    store: ModelStore, tmp_path: Path, words: int
) -> None:
    source = write_model(tmp_path / "mine", made_up_model(words=words, filler=10))
    take(store, source)
    assert store.model("mine").english_only is (words == ENGLISH_ONLY_LARGEST)


def test_a_model_of_the_catalog_can_be_imported(store: ModelStore, folder: Path) -> None:
    take(store, folder, "small.en")
    store.verified_folder("small.en")
    assert store.model("small.en").label.startswith("small.en (")


@pytest.mark.parametrize("name", ["base", "tiny.en", "BASE"])
def test_the_name_of_a_packaged_model_is_refused(
    store: ModelStore, folder: Path, name: str
) -> None:
    with pytest.raises(ModelError, match=r"comes with the program.*--name"):
        take(store, folder, name)


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\\b", "-a", "x.lock", "x.Download", "ü", "x."])
def test_an_invalid_name_is_refused(store: ModelStore, folder: Path, name: str) -> None:
    with pytest.raises(ModelError, match="cannot be called"):
        take(store, folder, name)
    assert not store.folder.exists()


@pytest.mark.parametrize("gone", list(FILES))
def test_a_missing_file_is_refused(store: ModelStore, folder: Path, gone: str) -> None:
    (folder / gone).unlink()
    _refused(store, folder, because=f"{gone}")


@pytest.mark.parametrize("name", list(FILES))
def test_a_truncated_file_is_refused(store: ModelStore, folder: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    _refused(store, folder, because=name)


def test_weights_with_trailing_bytes_are_refused(store: ModelStore, folder: Path) -> None:
    with (folder / "model.bin").open("ab") as file:
        file.write(b"more")
    _refused(store, folder, because="model.bin has 4 bytes after its end")


def test_a_file_that_is_something_else_is_refused(store: ModelStore, folder: Path) -> None:
    (folder / "model.bin").write_bytes(b"\x50\x4b\x03\x04" * 1000)
    _refused(store, folder, because="model.bin is not a Whisper model")


def test_a_model_with_missing_sound_settings_is_refused(store: ModelStore, folder: Path) -> None:
    (folder / "model.bin").write_bytes(weights(mels=128))
    _refused(store, folder, because="preprocessor_config.json is missing")
    (folder / "preprocessor_config.json").write_text('{"feature_size": 80}')
    _refused(store, folder, because="says 80 bands where model.bin has 128")
    (folder / "preprocessor_config.json").write_text('{"feature_size": 128}')
    assert (take(store, folder).path / "preprocessor_config.json").exists()


def test_a_link_in_a_folder_is_refused(store: ModelStore, folder: Path, tmp_path: Path) -> None:
    (folder / "model.bin").rename(tmp_path / "elsewhere")
    (folder / "model.bin").symlink_to(tmp_path / "elsewhere")
    _refused(store, folder, because="model.bin is a link")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return a model's folder in the cache of a hub's library: links to files by checksum."""
    root = tmp_path / "models--Systran--faster-whisper-small.en"
    (root / "blobs").mkdir(parents=True)
    snapshot = root / "snapshots" / ("7" * 40)
    snapshot.mkdir(parents=True)
    for name, data in FILES.items():
        (root / "new").write_bytes(data)
        large = name == "model.bin"
        blob = root / "blobs" / (file_sha256(root / "new") if large else git_checksum(data))
        (root / "new").rename(blob)
        (snapshot / name).symlink_to(Path("..", "..", "blobs", blob.name))
    return snapshot


def test_a_hubs_cache_is_imported_under_the_models_own_name(store: ModelStore, cache: Path) -> None:
    imported = take(store, cache)
    assert imported.path == store.verified_folder("small.en")
    assert not any(path.is_symlink() for path in imported.path.iterdir())


@pytest.mark.parametrize("name", ["model.bin", "config.json"])
def test_a_flipped_bit_in_a_hubs_cache_is_refused(
    store: ModelStore, cache: Path, name: str
) -> None:
    data = bytearray((cache / name).read_bytes())
    data[-20] ^= 2
    (cache / name).resolve().write_bytes(data)
    _refused(store, cache, because=f"{name} has the wrong checksum")


@pytest.mark.parametrize("name", ["model.bin", "vocabulary.txt"])
def test_a_flipped_bit_in_a_copy_of_an_installed_model_is_refused(
    store: ModelStore, folder: Path, tmp_path: Path, name: str
) -> None:
    copy = take(store, folder).path.rename(tmp_path / "copy")
    _flip(copy / name)
    _refused(store, copy, because=f"{name} does not match manifest.json")


def test_a_copy_of_an_installed_model_is_imported_elsewhere(
    store: ModelStore, folder: Path, tmp_path: Path
) -> None:
    other = ModelStore(tmp_path / "other")
    take(other, take(store, folder).path)
    assert other.verified_folder("mine") == tmp_path / "other" / "mine"


def test_another_programs_manifest_is_ignored(store: ModelStore, folder: Path) -> None:
    (folder / MANIFEST).write_text('{"start_url": "/"}')
    take(store, folder)
    assert read_manifest(store.verified_folder("mine")).name == "mine"


def test_an_intact_model_stays_and_another_of_its_name_is_refused(
    store: ModelStore, folder: Path, tmp_path: Path
) -> None:
    take(store, folder)
    other = write_model(tmp_path / "other", made_up_model(seed=2))
    with pytest.raises(ModelError, match=r"already another speech model 'mine'.*--name"):
        take(store, other, "mine")
    assert (store.verified_folder("mine") / "model.bin").read_bytes() == FILES["model.bin"]


def test_the_same_model_again_changes_nothing(store: ModelStore, folder: Path) -> None:
    before = (take(store, folder).path / "model.bin").stat().st_ino
    again = take(store, folder)
    assert not again.new
    assert (again.path / "model.bin").stat().st_ino == before


def test_a_damaged_model_is_replaced_by_importing_it_again(store: ModelStore, folder: Path) -> None:
    _flip(take(store, folder).path / "model.bin")
    with pytest.raises(ModelError, match=r"damaged: model\.bin .*Import it again"):
        store.verified_folder("mine")
    take(store, folder)
    store.verified_folder("mine")


@pytest.mark.parametrize(
    ("damage", "fault"),
    [
        (lambda path: _flip(path / "model.bin"), r"model\.bin has the wrong checksum"),
        (lambda path: (path / "tokenizer.json").unlink(), r"tokenizer\.json is missing"),
        (lambda path: (path / MANIFEST).write_text("{"), r"manifest\.json is damaged"),
        (lambda path: (path / MANIFEST).unlink(), r"no speech model called 'mine'"),
    ],
)
def test_a_model_that_changed_since_is_refused(
    store: ModelStore, folder: Path, damage: "object", fault: str
) -> None:
    assert callable(damage)
    damage(take(store, folder).path)
    with pytest.raises(ModelError, match=fault):
        store.verified_folder("mine")


def test_a_model_that_fails_the_proof_leaves_nothing(store: ModelStore, folder: Path) -> None:
    def doubted(staged: ModelStore, name: str) -> None:
        staged.verified_folder(name)
        raise InvalidModel("it cannot be used")

    with pytest.raises(ModelError, match="no usable speech model: it cannot be used"):
        import_model(store, folder, proof=doubted)
    assert [path.name for path in store.folder.iterdir()] == ["mine.lock"]


def test_leftovers_of_a_killed_program_are_removed(store: ModelStore, folder: Path) -> None:
    left = store.folder / "mine.unfinished-abc"
    left.mkdir(parents=True)
    (left / "model.bin").write_bytes(b"half")
    take(store, folder)
    assert not left.exists()


def test_a_missing_path_is_an_error(store: ModelStore, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"There is no file or folder .*nothing"):
        take(store, tmp_path / "nothing")


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("mine", "mine"),
        ("mine.zip", "mine"),
        ("mine.v2.TAR.GZ", "mine.v2"),
        ("mine.tgz", "mine"),
        ("faster-whisper-small.en.tar", "small.en"),
        ("faster-distil-whisper-small.en", "distil-small.en"),
    ],
)
def test_a_model_is_named_after_its_folder_or_archive(
    tmp_path: Path, called: str, name: str
) -> None:
    assert name_of(tmp_path / called) == name


@pytest.mark.rig
def test_a_full_disk_is_an_error_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "small"
    place.mkdir()
    with small_disk(place) as disk:
        store = ModelStore(place / "models")
        store.folder.mkdir()
        disk.fill()
        with pytest.raises(ModelError, match=r"No space left.*1 MB free"):
            take(store, folder)
        disk.make_room()
        take(store, folder)


@pytest.mark.model
def test_the_proof_refuses_a_made_up_model(store: ModelStore, folder: Path) -> None:
    with pytest.raises(ModelError, match="cannot be used"):
        import_model(store, folder)
    assert [path.name for path in store.folder.iterdir()] == ["mine.lock"]


@pytest.mark.model
def test_a_real_model_passes_the_proof(store: ModelStore, tmp_path: Path) -> None:
    real = ModelStore(tmp_path / "unused").verified_folder("tiny.en")
    assert import_model(store, real, "mine").path == store.verified_folder("mine")
    assert store.model("mine").english_only
