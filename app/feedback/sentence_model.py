"""The files of what judges key points: the sentence model, its tokenizer, and what was trained.

The model is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) with 8-bit weights. The tokenizer
and the changes that training made to the model are part of the program.
"""

from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.audio.model_files import Locate, package_folder
from mock_interviewer.audio.packaged_models import read_models, verified_files

TABLE = Path(__file__).parent / "scoring" / "models.toml"
"""Says what the files must be."""


@dataclass(frozen=True)
class SentenceModelFiles:
    """The network, what cuts a text into its tokens, and what training changed in it."""

    model: Path
    tokenizer: Path
    trained: Path


def sentence_model_files(locate: Locate = package_folder) -> SentenceModelFiles:
    """Return the files after reading every byte of them: some 50 ms.

    Raises ModelError where one is missing or damaged.
    """
    models = read_models(TABLE)
    network = verified_files(models["all-MiniLM-L6-v2-int8"], locate)
    ours = verified_files(models["scorer"], locate)
    return SentenceModelFiles(network["model.onnx"], ours["tokenizer.json"], ours["trained.npz"])
