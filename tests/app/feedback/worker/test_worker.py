"""The program's own analysis worker, with all its real parts."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rig.stand_in_analysis import PATIENCE, Told, said
from rig.wait import wait_until

from mock_interviewer.app.feedback.coverage.coverage import (
    CoverageQuestion,
    CoverageVerdict,
    ExpectedPoint,
)
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.worker.analysis import AnalysisRequest
from mock_interviewer.app.feedback.worker.client import AnalysisClient, AnalysisDone
from mock_interviewer.audio.files.sound_file import write_wav
from mock_interviewer.audio.recognition.transcript import Transcript
from mock_interviewer.audio.samples import SPEECH_RATE, Sound

pytestmark = pytest.mark.model

ASKED = CoverageQuestion(
    "What is perplexity?",
    (
        ExpectedPoint("surprise", "Perplexity tells how surprised a model is by the next token."),
        ExpectedPoint(
            "tokenizer", "It can only be compared between models that share a tokenizer."
        ),
    ),
    kind="technical",
)
ANSWER = said(
    "So when I look at a model. Perplexity tells you how surprised the model is by the next token. "
    "A lower number is better."
)


FeedbackOn = Callable[[Transcript, Path | None, CoverageQuestion | None], Feedback]


@pytest.fixture(scope="module")
def feedback_on() -> Iterator[FeedbackOn]:
    """Return a function that queries one worker shared by all tests here."""
    told = Told()
    analyst = AnalysisClient(listener=told)
    analyst.start()
    wait_until(lambda: analyst.pid is not None, PATIENCE)

    def feedback_on(
        transcript: Transcript, recording: Path | None, asked: CoverageQuestion | None
    ) -> Feedback:
        analyst.analyze("take", AnalysisRequest(transcript, recording, asked))
        return told.next(AnalysisDone).feedback

    yield feedback_on
    analyst.close()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return a silent recording."""
    path = tmp_path / "take.wav"
    samples = np.zeros(round(ANSWER.duration * SPEECH_RATE), dtype=np.float32)
    write_wav(path, Sound(samples, SPEECH_RATE))
    return path


def test_a_take_gets_delivery_and_coverage_with_times(
    feedback_on: FeedbackOn, recording: Path
) -> None:
    feedback = feedback_on(ANSWER, recording, ASKED)
    assert feedback.delivery.words == len(ANSWER.words)
    assert feedback.coverage is not None
    made, missed = feedback.coverage.points
    assert (made.covered, missed.covered) == (CoverageVerdict.MADE, CoverageVerdict.NOT)
    assert made.evidence is not None
    assert "how surprised the model is" in ANSWER.text[made.evidence.start : made.evidence.end]
    assert made.evidence.begins is not None
    assert made.evidence.ends is not None
    assert 0 <= made.evidence.begins < made.evidence.ends <= ANSWER.duration
    assert feedback.story is None
    assert [advice.finding for advice in feedback.advice][:1] == ["tokenizer"]


def test_an_experience_is_read_as_a_story(feedback_on: FeedbackOn) -> None:
    story = feedback_on(ANSWER, None, replace(ASKED, kind="behavioral")).story
    assert story is not None


@pytest.mark.parametrize(
    "transcript",
    [
        said(""),
        said("Perplexity."),
        said("Das misst wie überrascht ein Modell ist."),
        replace(said("Das misst wie überrascht ein Modell ist."), language="de"),
        said("So perplexity tells how surprised the model is and "),
        said("um " * 300),
        said("So perplexity tells how surprised the model is and " * 500),
    ],
    ids=["nothing", "one word", "not English", "German", "unfinished", "fillers", "half an hour"],
)
def test_any_transcript_gets_feedback_without_its_recording(
    feedback_on: FeedbackOn, transcript: Transcript, tmp_path: Path
) -> None:
    feedback = feedback_on(transcript, tmp_path / "lost.wav", ASKED)
    assert (feedback.coverage is None) == bool(feedback.coverage_untold)
    assert feedback.delivery.untold


def test_a_take_without_question_and_recording_still_gets_word_measures(
    feedback_on: FeedbackOn,
) -> None:
    feedback = feedback_on(ANSWER, None, None)
    assert feedback.coverage is None
    assert feedback.delivery.words == len(ANSWER.words)
