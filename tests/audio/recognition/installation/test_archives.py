import gzip
import io
import random
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from rig.made_up_model import made_up_model

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.installation.importing import ImportedModel, import_model
from mock_interviewer.audio.recognition.models.store import ModelStore

FILES = made_up_model()

Pack = Callable[[Path, dict[str, bytes]], Path]


def take(store: ModelStore, source: Path) -> ImportedModel:
    return import_model(store, source, proof=lambda _store, _name: None)


def _refused(store: ModelStore, source: Path, *, because: str) -> None:
    """Expect a refusal in one sentence that leaves nothing, in the store or beside it."""
    before = sorted(source.parent.iterdir())
    with pytest.raises(ModelError) as raised:
        take(store, source)
    assert because in raised.value.what
    assert raised.value.remedy
    assert "\n" not in str(raised.value)
    assert not [path for path in store.folder.iterdir() if path.is_dir()]
    assert sorted(source.parent.iterdir()) == before


def _zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def _tar(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz" if path.suffix == ".gz" else "w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


PACKERS = pytest.mark.parametrize(
    ("pack", "ending"), [(_zip, ".zip"), (_tar, ".tar"), (_tar, ".tar.gz")]
)


@pytest.fixture
def at(tmp_path: Path) -> Path:
    """Return a folder of its own for an archive, so that what escapes it is seen."""
    folder = tmp_path / "archives"
    folder.mkdir()
    return folder


@PACKERS
@pytest.mark.parametrize("inside", ["", "small/", "./deep/er/"])
def test_an_archive_is_imported(
    store: ModelStore, at: Path, pack: Pack, ending: str, inside: str
) -> None:
    files = {f"{inside}{name}": data for name, data in FILES.items()}
    source = pack(at / f"mine{ending}", files | {"README.md": b"A model.", "docs/a.txt": b"x"})
    imported = take(store, source)
    assert imported.path == store.verified_folder("mine")
    assert {name: (imported.path / name).read_bytes() for name in FILES} == FILES


@PACKERS
@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "C:evil", "a\\evil"])
def test_an_entry_outside_the_archive_is_refused(
    store: ModelStore, at: Path, pack: Pack, ending: str, name: str
) -> None:
    source = pack(at / f"mine{ending}", FILES | {name: b"x"})
    _refused(store, source, because="leads out of it")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_a_link_in_a_tar_archive_is_refused(store: ModelStore, at: Path, kind: bytes) -> None:
    source = _tar(at / "mine.tar", FILES)
    with tarfile.open(source, "a") as archive:
        entry = tarfile.TarInfo("other.bin")
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
    _refused(store, source, because="'other.bin' is a link or not an ordinary file")


def test_a_link_in_a_zip_archive_is_refused(store: ModelStore, at: Path) -> None:
    source = _zip(at / "mine.zip", FILES)
    with zipfile.ZipFile(source, "a") as archive:
        entry = zipfile.ZipInfo("other.bin")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    _refused(store, source, because="'other.bin' is a link or not an ordinary file")


@PACKERS
@pytest.mark.parametrize("gone", list(FILES))
def test_a_missing_file_is_refused(
    store: ModelStore, at: Path, pack: Pack, ending: str, gone: str
) -> None:
    files = {name: data for name, data in FILES.items() if name != gone}
    _refused(store, pack(at / f"mine{ending}", files), because=gone)


@PACKERS
def test_two_models_in_one_archive_are_refused(
    store: ModelStore, at: Path, pack: Pack, ending: str
) -> None:
    files = {f"{folder}/{name}": data for folder in "ab" for name, data in FILES.items()}
    _refused(store, pack(at / f"mine{ending}", files), because="more than one model.bin")


@PACKERS
def test_a_truncated_archive_is_refused(
    store: ModelStore, at: Path, pack: Pack, ending: str
) -> None:
    source = pack(at / f"mine{ending}", FILES)
    data = source.read_bytes()
    for kept in (len(data) // 2, len(data) // 10, 100):
        source.write_bytes(data[:kept])
        _refused(store, source, because="has no usable speech model")


@pytest.mark.parametrize(("pack", "ending"), [(_zip, ".zip"), (_tar, ".tar.gz")])
def test_a_flipped_bit_is_refused_by_the_archives_own_checksum(
    store: ModelStore, at: Path, pack: Pack, ending: str
) -> None:
    source = pack(at / f"mine{ending}", FILES)
    data = bytearray(source.read_bytes())
    data[len(data) // 3] ^= 1  # among the weights, which do not show it
    source.write_bytes(data)
    _refused(store, source, because="has no usable speech model")


@pytest.mark.parametrize(("pack", "ending"), [(_zip, ".zip"), (_tar, ".tar.gz")])
def test_an_archive_bomb_is_refused_before_it_is_unpacked(
    store: ModelStore, at: Path, pack: Pack, ending: str
) -> None:
    source = pack(at / f"mine{ending}", FILES | {"zeros": bytes(80_000_000)})
    _refused(store, source, because="far larger than a speech model can be")


def test_a_tokenizer_as_large_as_a_disk_is_refused(store: ModelStore, at: Path) -> None:
    source = _zip(at / "mine.zip", FILES | {"tokenizer.json": b" " * 64_000_001})
    noise = random.Random(1).randbytes(2_000_000)  # noqa: S311 - not for secrets
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("noise", noise)
    _refused(store, source, because="its tokenizer.json would be larger")


def test_a_tar_header_that_asks_for_all_memory_is_refused(store: ModelStore, at: Path) -> None:
    header = tarfile.TarInfo("pax")
    header.type, header.size = tarfile.XHDTYPE, 1 << 32
    source = at / "mine.tar.gz"
    source.write_bytes(gzip.compress(header.tobuf(tarfile.PAX_FORMAT) + bytes(10_000)))
    _refused(store, source, because="it is not an ordinary archive")


def test_more_entries_than_any_model_has_are_refused(store: ModelStore, at: Path) -> None:
    source = _zip(at / "mine.zip", FILES | {f"file {number}": b"" for number in range(2_000)})
    _refused(store, source, because="more than 2000 files")


def test_a_locked_archive_is_refused(store: ModelStore, at: Path) -> None:
    source = _zip(at / "mine.zip", FILES)
    data = bytearray(source.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    source.write_bytes(data)
    _refused(store, source, because="locked with a password")


def test_a_file_that_is_not_an_archive_is_refused(store: ModelStore, at: Path) -> None:
    for data in (b"", b"Hello.", b"\x1f\x8b", b"\x1f\x8bHello.", bytes(5000), b"PK\x03\x04"):
        source = at / "mine.zip"
        source.write_bytes(data)
        _refused(store, source, because="has no usable speech model")
