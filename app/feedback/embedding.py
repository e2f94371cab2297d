"""Sentences as points in a space where what means much the same lies close together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from mock_interviewer.app.feedback.embedding_files import EmbeddingFiles, embedding_files
from mock_interviewer.audio.errors import ModelError
from mock_interviewer.audio.recognition.model_status import INSTALL_AGAIN

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

DIMENSIONS = 384
"""Numbers that stand for one sentence."""

MAX_TOKENS = 256
"""What is longer is cut there: the model was made for no more."""

Embeddings: TypeAlias = NDArray[np.float32]
"""A row for each sentence, shape (n, DIMENSIONS), each of length 1."""

_THREADS = 2
_BATCH = 16
"""Sentences at once: no more is quicker, and 16 of the longest need some 50 MB."""


class SentenceModel:
    """all-MiniLM-L6-v2 with 8-bit weights; one thread at a time.

    The cosine of two sentences is the product of their rows. An embedding is the mean over a
    sentence's tokens (Reimers and Gurevych 2019, Sentence-BERT), and does not depend on what else
    is embedded with it.
    """

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer") -> None:
        self._session = session
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, files: EmbeddingFiles | None = None) -> Self:
        """Check the files and load the model: about half a second.

        Raises ModelError where files are missing or damaged, or a library is.
        """
        files = files or embedding_files()
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except (ImportError, OSError) as error:
            raise ModelError(
                f"What runs the sentence model is not installed completely: {error}.",
                f"{INSTALL_AGAIN}.",
            ) from error
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        session = onnxruntime.InferenceSession(
            str(files.model), options, providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_file(str(files.tokenizer))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return cls(session, tokenizer)

    def embed(self, sentences: Sequence[str]) -> Embeddings:
        """Return an embedding for each sentence, in their order; some 7 ms each.

        Any text is taken; one of no words has an embedding too.
        """
        # A lone surrogate, as JSON can carry one, is no text to the tokenizer.
        texts = [text.encode(errors="replace").decode() for text in sentences]
        encodings = self._tokenizer.encode_batch(texts)
        embedded = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = np.argsort([len(encoding) for encoding in encodings], kind="stable")
        for start in range(0, len(texts), _BATCH):
            rows = by_length[start : start + _BATCH]
            embedded[rows] = self._run([encodings[row] for row in rows])
        return embedded

    def _run(self, encodings: Sequence["Encoding"]) -> Embeddings:
        """Return the embeddings of sentences of about the same length."""
        longest = max(map(len, encodings))
        tokens = np.zeros((len(encodings), longest), dtype=np.int64)
        real = np.zeros_like(tokens)
        for row, encoding in enumerate(encodings):
            tokens[row, : len(encoding)] = encoding.ids
            real[row, : len(encoding)] = 1
        given = {
            "input_ids": tokens,
            "attention_mask": real,
            "token_type_ids": np.zeros_like(tokens),
        }
        hidden = cast("NDArray[np.float32]", self._session.run(None, given)[0])
        # Up to a factor the mean over real tokens, and the length is made 1 in any case.
        sums = np.einsum("rtd,rt->rd", hidden, real.astype(np.float32))
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return cast("Embeddings", sums / lengths)
