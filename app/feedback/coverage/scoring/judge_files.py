"""The files of the judge, and its ONNX session.

The judge is all-mpnet-base-v2 (sentence-transformers, Apache-2.0) with fewer layers, fine-tuned,
with 8-bit weights. onnxruntime and tokenizers are imported on first use.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mock_interviewer.audio.model_files import Locate, package_folder
from mock_interviewer.audio.packaged_models import read_models, verified_files

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TABLE = Path(__file__).with_name("models.toml")
"""Lists the files with their checksums."""
JUDGE = "judge"
"""The name of the judge in the table."""
_THREADS = 2


@dataclass(frozen=True)
class JudgeFiles:
    """The network and its tokenizer."""

    model: Path
    tokenizer: Path


def judge_files(locate: Locate = package_folder) -> JudgeFiles:
    """Return the files after verifying them, which takes about 0.1 s.

    Raises ModelError if one is missing or damaged.
    """
    files = verified_files(read_models(TABLE)[JUDGE], locate)
    return JudgeFiles(files["judge.onnx"], files["tokenizer.json"])


def onnx_session(model: Path) -> "InferenceSession":
    """Return a session for a model.

    Raises ImportError if onnxruntime is not installed completely, and what it raises itself.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # A thread that spins would take the processor from recognition.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
