"""How likely each of several texts is in a sound. Only the worker process imports this."""

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
"""Gives what the model's encoder makes of some seconds of sound."""

_FRAMES: Final = 2
"""Frames of the features to one of the encoder's."""
_LEAST: Final = 1e-9
"""No token is given less chance than that: one alone must not decide."""
_ROOM: Final = -70.0
"""Noise of a quiet room, in dBFS, which says nothing."""
_FIRST_MERGE: Final = ("\N{LATIN CAPITAL LETTER G WITH DOT ABOVE}", "t")
"""A space and a t. The tokenizer of some models lacks it, and cuts " to" as they never saw it."""


class WhisperRescorer:
    """Weighs English texts with a loaded model. One thread."""

    def __init__(self, model: Any, encode: Encode) -> None:
        self._model = model
        self._encode = encode
        self._of_silence: dict[str, float] = {}
        """How likely a text is where nothing is said: the model's own liking for it."""

    def weigh(
        self, samples: Samples, texts: Sequence[str], most: int
    ) -> tuple[TextLikelihood, ...]:
        """Return what speaks for each text in some seconds of 16 kHz mono sound.

        See ``choosing.Weighing``.
        """
        said = [text for text in texts if text]
        found = dict(zip(said, self._likelihoods(self._encode(samples), said), strict=True))
        likely = sorted(found, key=lambda text: -found[text])[:most]
        liking = self._liking(likely)
        return tuple(TextLikelihood(found.get(text, 0.0), liking.get(text, 0.0)) for text in texts)

    def _liking(self, texts: Sequence[str]) -> dict[str, float]:
        unknown = [text for text in texts if text not in self._of_silence]
        if unknown:
            self._of_silence |= dict(
                zip(unknown, self._likelihoods(self._silence, unknown), strict=True)
            )
        return {text: self._of_silence[text] for text in texts}

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
        """The model's tokenizer, whole."""
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
