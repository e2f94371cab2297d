"""Likelihoods of texts from a Whisper model. Only the worker process imports this."""

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, TypeAlias

import ctranslate2
import numpy as np
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray
from tokenizers import Tokenizer as Spelling

from mock_interviewer.audio.recognition.models.languages import ENGLISH
from mock_interviewer.audio.recognition.worker.rescoring import TextLikelihood
from mock_interviewer.audio.samples import SPEECH_RATE, Samples

Encode: TypeAlias = Callable[[Samples], ctranslate2.StorageView]
"""Returns the encoder's output for some seconds of sound."""

_FRAMES: Final = 2
"""Frames of the features for one of the encoder's."""
_LEAST: Final = 1e-9
"""The least probability of a token: a single one must not decide."""
_ROOM: Final = -70.0
"""Level of the noise that stands for silence, in dBFS: a quiet room."""
_FIRST_MERGE: Final = ("\N{LATIN CAPITAL LETTER G WITH DOT ABOVE}", "t")
"""A space and a t. The tokenizer of some models lacks this merge, and splits " to" in a way that
they were not trained on."""


class WhisperRescorer:
    """Scores English texts with a loaded model. One thread."""

    def __init__(self, model: Any, encode: Encode) -> None:
        self._model = model
        self._encode = encode
        self._in_silence: dict[str, float] = {}
        """Likelihoods of texts without speech: the model's own preferences."""

    def score(
        self, samples: Samples, texts: Sequence[str], most: int
    ) -> tuple[TextLikelihood, ...]:
        """Return the likelihoods of each text; see ``TextRescorer.score``."""
        said = [text for text in texts if text]
        found = dict(zip(said, self._likelihoods(self._encode(samples), said), strict=True))
        likely = sorted(found, key=lambda text: -found[text])[:most]
        in_silence = self._likelihoods_in_silence(likely)
        return tuple(
            TextLikelihood(found.get(text, 0.0), in_silence.get(text, 0.0)) for text in texts
        )

    def _likelihoods_in_silence(self, texts: Sequence[str]) -> dict[str, float]:
        unknown = [text for text in texts if text not in self._in_silence]
        if unknown:
            self._in_silence |= dict(
                zip(unknown, self._likelihoods(self._silence, unknown), strict=True)
            )
        return {text: self._in_silence[text] for text in texts}

    def _likelihoods(
        self, encoded: ctranslate2.StorageView, texts: Sequence[str]
    ) -> tuple[float, ...]:
        once: NDArray[np.float32] = np.array(encoded)
        # The view does not keep the array: it must live until the model has read it.
        every = np.ascontiguousarray(np.repeat(once, len(texts), axis=0))
        results = self._model.model.align(
            ctranslate2.StorageView.from_array(every),
            self._start,
            [self._tokens(text) for text in texts],
            once.shape[1] * _FRAMES,
        )
        return tuple(
            float(np.log(np.maximum(each.text_token_probs, _LEAST)).sum()) for each in results
        )

    def _tokens(self, text: str) -> list[int]:
        found: list[int] = self._spelling.encode(f" {text}", add_special_tokens=False).ids
        return found

    @cached_property
    def _start(self) -> list[int]:
        multilingual = bool(self._model.model.is_multilingual)
        task = "transcribe" if multilingual else None
        tokenizer = Tokenizer(self._model.hf_tokenizer, multilingual, task=task, language=ENGLISH)
        return list(tokenizer.sot_sequence)

    @cached_property
    def _spelling(self) -> Spelling:
        """The model's tokenizer, with the merge that it may lack."""
        written = json.loads(self._model.hf_tokenizer.to_str())
        merges = written["model"]["merges"]
        first = " ".join(_FIRST_MERGE) if isinstance(merges[0], str) else list(_FIRST_MERGE)
        if first in merges:
            whole: Spelling = self._model.hf_tokenizer
            return whole
        merges.insert(0, first)
        return Spelling.from_str(json.dumps(written))

    @cached_property
    def _silence(self) -> ctranslate2.StorageView:
        room = np.random.default_rng(0).standard_normal(SPEECH_RATE) * 10 ** (_ROOM / 20)
        return self._encode(room.astype(np.float32))
