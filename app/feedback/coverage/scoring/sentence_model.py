"""The sentence-embedding model: its files, its tokenizer, and its ONNX session.

The model is all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0) with 8-bit weights. The
tokenizer and the fine-tuned weights ship with the program. onnxruntime and tokenizers are imported
on first use.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.audio.model_files import Locate, package_folder
from mock_interviewer.audio.packaged_models import read_models, verified_files

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


TABLE = Path(__file__).with_name("models.toml")
"""Lists the files with their checksums."""


@dataclass(frozen=True)
class SentenceModelFiles:
    """The network, its tokenizer, and its fine-tuned weights."""

    model: Path
    tokenizer: Path
    trained: Path


def sentence_model_files(locate: Locate = package_folder) -> SentenceModelFiles:
    """Return the files after verifying them, which takes about 50 ms.

    Raises ModelError if one is missing or damaged.
    """
    models = read_models(TABLE)
    network = verified_files(models["all-MiniLM-L6-v2-int8"], locate)
    ours = verified_files(models["scorer"], locate)
    return SentenceModelFiles(network["model.onnx"], ours["tokenizer.json"], ours["trained.npz"])


_THREADS = 2


def onnx_session(model: bytes | Path) -> "InferenceSession":
    """Return a session for a model, given as a file or as the bytes of one."""
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # Two models take turns: spinning threads of one would take the processor from the other.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    given = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(given, options, providers=["CPUExecutionProvider"])


def answer_tokenizer(files: SentenceModelFiles) -> "Tokenizer":
    """Return the tokenizer of the sentence model for points and answers of any length.

    Raises ImportError or OSError if its library is not installed completely.
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def without_surrogates(text: str) -> str:
    """Replace lone surrogates, which the tokenizer rejects; the length stays the same."""
    return text.encode("utf-8", "replace").decode()
