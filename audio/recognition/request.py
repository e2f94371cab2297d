"""The request that one recording be recognized, with all of its options."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from mock_interviewer.audio.recognition.models.languages import DEFAULT_LANGUAGE
from mock_interviewer.audio.recognition.terms.vocabulary import ExpectedTerm


@dataclass(frozen=True)
class RecognitionRequest:
    """All options of one job.

    The object passes unchanged through the client and the pipe to the worker: a new option is a
    field here, and the code of the worker that obeys it. Every field has a default, and a value
    that JSON can hold.
    """

    vocabulary: tuple[ExpectedTerm, ...] = ()
    """Likely terms, the likeliest first; any number."""
    language: str = DEFAULT_LANGUAGE
    """A code of LANGUAGES."""
    captions: bool = False
    """Report what was understood while the sound still comes."""
    urgent: bool = False
    """Once all of its sound is there, the job goes before all that are not urgent, between two
    pieces of another. For a few seconds of sound whose transcript is awaited now."""
    choices: tuple[str, ...] = ()
    """English texts, one of which becomes the transcript: the first, which is what was recognized
    or "", unless the sound is clearly another. For a few seconds of sound; no words have times."""
    fillers_only: bool = False
    """Find the filled pauses in a file of English instead of transcribing it. Done when no other
    job is open."""

    def expecting(self, terms: Sequence[ExpectedTerm]) -> Self:
        """Return the same request with more likely terms.

        Those that the model gets as hotwords go before the present ones, the others after them.
        """
        hotwords = [term for term in terms if term.hotword]
        others = [term for term in terms if not term.hotword]
        return replace(self, vocabulary=(*hotwords, *self.vocabulary, *others))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Rebuild a request from ``asdict`` data, which may have passed through JSON.

        Raises KeyError or TypeError where the data has another shape.
        """
        terms = (
            ExpectedTerm(**(term | {"heard_as": tuple(term["heard_as"])}))
            for term in data["vocabulary"]
        )
        return cls(**(data | {"vocabulary": tuple(terms), "choices": tuple(data["choices"])}))


DEFAULT_REQUEST: Final = RecognitionRequest()
"""A transcript of English, without captions or expected terms."""
