from collections.abc import Callable

import numpy as np

from mock_interviewer.app.background.short_utterances import ShortUtteranceRecognizer
from mock_interviewer.app.interview.commands_heard.second_pass import LIKELY_PHRASES
from mock_interviewer.app.interview.hands_free_listener import recognize_utterance
from mock_interviewer.audio.errors import RecognitionError
from mock_interviewer.audio.listening.utterance_detection import ShortUtterance
from mock_interviewer.audio.recognition.client.events import RecognitionFailed, Transcribed
from mock_interviewer.audio.recognition.request import RecognitionRequest
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment
from mock_interviewer.audio.samples import Samples


class Told:
    """A recognizer that notes which words it is told to expect, or to choose of, job by job."""

    def __init__(self) -> None:
        self.expected: dict[str, tuple[str, ...]] = {}
        self.choices: dict[str, tuple[str, ...]] = {}
        self.fed: dict[str, Samples] = {}

    def begin(self, job: str, request: RecognitionRequest) -> None:
        self.expected[job] = tuple(each.term for each in request.vocabulary)
        self.choices[job] = request.choices

    def feed(self, job: str, block: Samples) -> None:
        self.fed[job] = block

    def finish(self, job: str) -> None:
        pass

    def cancel(self, job: str) -> None:
        pass


class Bench:
    def __init__(self, seconds: float = 1.0, *, loaded: bool = True, alone: bool = True) -> None:
        self.recognizer = Told()
        self.posted: list[Callable[[], None]] = []
        self.asides = ShortUtteranceRecognizer(
            self.recognizer, self.posted.append, loaded=lambda: loaded
        )
        self.texts: list[str | None] = []
        sound = np.full(round(seconds * 16_000), 0.1, dtype=np.float32)
        self.utterance = ShortUtterance(sound, 5.0, 5.0 + seconds)
        recognize_utterance(self.asides, self.utterance, self.texts.append, alone=alone)

    def heard(self, number: int, text: str) -> None:
        said = Transcript((TranscriptSegment(text, 0.0, 1.0),), 1.0, "base")
        self.asides.handle(Transcribed(f"utterance {number}", said))


def test_a_command_is_told_once_it_is_heard() -> None:
    bench = Bench()
    bench.heard(1, "Skip this question.")
    assert bench.texts == ["Skip this question."]
    assert bench.recognizer.expected == {"utterance 1": ()}


def test_what_is_none_is_heard_again_with_commands_in_mind_and_told_then() -> None:
    bench = Bench()
    bench.heard(1, "Come on, please.")
    assert bench.texts == []
    assert bench.recognizer.expected["utterance 2"] == LIKELY_PHRASES
    assert bench.recognizer.fed["utterance 2"] is bench.utterance.samples
    bench.heard(2, "carry on, please")
    assert bench.texts == ["carry on, please"]
    assert not any(bench.recognizer.choices.values())


def test_after_a_second_reading_that_is_not_believed_it_is_asked_which_command_it_may_be() -> None:
    bench = Bench()
    bench.heard(1, "Where's him?")
    bench.heard(2, "person")
    assert bench.texts == []
    assert bench.recognizer.choices["utterance 3"][0] == "Where's him."
    assert "Resume." in bench.recognizer.choices["utterance 3"]
    assert bench.recognizer.fed["utterance 3"] is bench.utterance.samples
    bench.heard(3, "Resume.")
    assert bench.texts == ["Resume."]


def test_a_word_of_english_is_not_written_down_again_before_that() -> None:
    bench = Bench(seconds=0.6)
    bench.heard(1, "Ours.")
    assert bench.recognizer.expected["utterance 2"] == ()
    bench.heard(2, "Pause.")
    assert bench.texts == ["Pause."]


def test_within_an_answer_a_word_that_sounds_like_a_command_is_none() -> None:
    bench = Bench(seconds=0.6, alone=False)
    bench.heard(1, "Dawn.")
    assert bench.texts == ["Dawn."]
    assert not any(bench.recognizer.choices.values())


def test_where_no_word_was_heard_it_may_be_a_command_all_the_same() -> None:
    bench = Bench(seconds=0.4)
    bench.heard(1, "")
    assert bench.recognizer.choices["utterance 2"][0] == ""
    bench.heard(2, "Done.")
    assert bench.texts == ["Done."]


def test_what_is_none_of_the_commands_is_told_as_it_was_heard() -> None:
    bench = Bench()
    bench.heard(1, "gradient descent")
    bench.heard(2, "pause the interview")
    bench.heard(3, "Gradient descent.")
    assert bench.texts == ["gradient descent"]


def test_what_cannot_be_chosen_is_told_as_it_was_heard() -> None:
    bench = Bench(seconds=0.6)
    bench.heard(1, "Ours.")
    error = RecognitionError("The worker died.", "Go on.")
    bench.asides.handle(RecognitionFailed("utterance 2", error))
    assert bench.texts == ["Ours."]


def test_nothing_longer_is_heard_again() -> None:
    bench = Bench(seconds=3.5)
    bench.heard(1, "Come on, please.")
    assert bench.texts == ["Come on, please."]


def test_without_a_model_it_is_told_that_nothing_can_be_heard() -> None:
    bench = Bench(loaded=False)
    bench.posted.pop()()
    assert bench.texts == [None]
    assert bench.posted == []
