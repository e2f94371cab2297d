"""The catalog of Whisper models, with the origin of their files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.audio.model_files import ModelFile
from mock_interviewer.audio.packaged_models import SPEECH_MODELS


@dataclass(frozen=True)
class SpeechModel:
    """A model of the catalog. ``english_only`` models know no other language.

    ``in_place``: its package holds it in one folder, ready for use, so that it is not copied.
    ``packages`` are to be reinstalled when it is damaged there. ``supplied`` is the folder that
    holds it instead of its packages (see ``packaged_models``); it is then ``in_place``, too.
    ``repository`` is the name on a hub of a model that can be downloaded. Such a model has no
    ``files`` here, and neither has an imported one: the manifest that is written when it arrives
    has them. ``about`` is then its approximate size in bytes.
    """

    name: str
    label: str
    english_only: bool
    in_place: bool
    files: tuple[ModelFile, ...]
    repository: str = ""
    about: int = 0
    packages: tuple[str, ...] = ()
    supplied: Path | None = None

    @property
    def packaged(self) -> bool:
        """Whether it comes with the program's packages."""
        return bool(self.files)

    @property
    def size(self) -> int:
        """Bytes of all its files; approximate for a model that is not packaged."""
        return sum(file.size for file in self.files) or self.about


def _packaged(name: str, label: str, *, english_only: bool, in_place: bool) -> SpeechModel:
    packaged = SPEECH_MODELS[name]
    return SpeechModel(
        name, label, english_only, in_place, packaged.files, packages=packaged.packages
    )


BASE = _packaged("base", "base (balanced)", english_only=False, in_place=False)
TINY_EN = _packaged("tiny.en", "tiny.en (fast)", english_only=True, in_place=True)

DEFAULT_MODEL = BASE.name
DRAFT_MODEL = "tiny.en"
"""Makes the drafts of live captions."""


def _downloadable(
    name: str, character: str, megabytes: int, repository: str, *, english_only: bool = False
) -> SpeechModel:
    return SpeechModel(
        name=name,
        label=f"{name} ({character})",
        english_only=english_only,
        in_place=False,
        files=(),
        repository=repository,
        about=megabytes * 1_000_000,
    )


_DOWNLOADABLE = (
    _downloadable("tiny", "fast", 78, "Systran/faster-whisper-tiny"),
    _downloadable("base.en", "balanced", 148, "Systran/faster-whisper-base.en", english_only=True),
    _downloadable("small.en", "better", 486, "Systran/faster-whisper-small.en", english_only=True),
    _downloadable("small", "better", 486, "Systran/faster-whisper-small"),
    _downloadable(
        "distil-small.en",
        "better, quicker than small.en",
        336,
        "Systran/faster-distil-whisper-small.en",
        english_only=True,
    ),
    _downloadable(
        "medium.en", "slow", 1_531, "Systran/faster-whisper-medium.en", english_only=True
    ),
    _downloadable("medium", "slow", 1_531, "Systran/faster-whisper-medium"),
    _downloadable(
        "distil-medium.en",
        "quicker than medium.en",
        792,
        "Systran/faster-distil-whisper-medium.en",
        english_only=True,
    ),
    _downloadable(
        "large-v3-turbo",
        "the best for a strong machine",
        1_621,
        "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    ),
    _downloadable(
        "distil-large-v3",
        "for a strong machine",
        1_517,
        "Systran/faster-distil-whisper-large-v3",
        english_only=True,
    ),
    _downloadable("large-v3", "very slow", 3_091, "Systran/faster-whisper-large-v3"),
)

CATALOG: Mapping[str, SpeechModel] = {
    model.name: model for model in (BASE, TINY_EN, *_DOWNLOADABLE)
}
