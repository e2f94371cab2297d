"""The synthetic candidate of the demo, which speaks prepared answers into the microphone."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import yaml

from mock_interviewer.app.callback_types import Later, Post
from mock_interviewer.app.errors import UsageError
from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.recording.sources import SimulatedMicrophone
from mock_interviewer.audio.samples import Sound
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.neural_voice import JOE
from mock_interviewer.audio.voices.voice import SILENT
from mock_interviewer.questions.model import Bank, Question


@dataclass(frozen=True)
class RehearsedAnswer:
    """A question and the candidate's answer."""

    question: Question
    answer: str


def rehearse_answers(bank: Bank, count: int) -> tuple[RehearsedAnswer, ...]:
    """Return ``count`` questions with answers: the demo's short ones first, then model answers.

    Raises UsageError if the candidate knows fewer answers.
    """
    by_id = {question.id: question for question in bank.questions}
    short = {key: answer for key, answer in short_answers().items() if key in by_id}
    known = [RehearsedAnswer(by_id[key], answer) for key, answer in short.items()]
    known += [
        RehearsedAnswer(question, question.model_answer)
        for question in bank.questions
        if question.model_answer and question.id not in short
    ]
    if not 1 <= count <= len(known):
        raise UsageError(
            f"The demo's candidate can answer 1 to {len(known)} questions, not {count}; "
            f"use --questions {min(max(count, 1), len(known))}."
        )
    return tuple(known[:count])


def short_answers() -> Mapping[str, str]:
    """Return the demo's short answers by question id, in the order in which the demo asks."""
    text = files("mock_interviewer.app.demo").joinpath("candidate.yaml").read_text("utf-8")
    answers: dict[str, str] = yaml.safe_load(text)
    return answers


SPEAKING_RATE = 160
"""Words per minute of a calm, well-prepared candidate."""


PAUSE_AFTER_ANSWER = 0.6
"""Seconds between the candidate's last word and the end of the answer."""


def speak_answers(rehearsed: Sequence[RehearsedAnswer]) -> dict[str, Sound]:
    """Return every answer as speech, by question id. Blocks for some seconds; raises VoiceError.

    Uses the neural voice, or the system's voice if that is damaged.
    """
    choice = choose_voice(JOE.id)
    with closing(choice.voice) as voice:
        if voice.info == SILENT:
            raise choice.damage or VoiceError(
                "No voice is available for the candidate.", choice.reason or ""
            )
        return {
            one.question.id: voice.synthesize(one.answer, rate=SPEAKING_RATE) for one in rehearsed
        }


class SpokenCandidate:
    """Watches a session and answers its questions. Call every method on the session's thread.

    ``command`` is the conductor's, set once there is one.
    """

    def __init__(self, answers: Mapping[str, Sound], *, post: Post, later: Later) -> None:
        self.command: Callable[[SessionCommand], None] = lambda _: None
        self._answers = answers
        self._post = post
        self._later = later
        self._source: SimulatedMicrophone | None = None
        self._take: str | None = None

    def microphone(self) -> SimulatedMicrophone:
        """Return a new microphone, into which the next answer is spoken."""
        self._source = SimulatedMicrophone(name="the demo's candidate")
        return self._source

    def watch(self, snapshot: SessionSnapshot) -> None:
        """Answer while the session listens, and continue once the answer is transcribed."""
        if snapshot.state is SessionState.LISTENING and snapshot.take != self._take:
            self._take = snapshot.take
            self._answer(snapshot)
        elif snapshot.state is SessionState.TRANSCRIBED and not snapshot.transcript_failed:
            self._later(0.0, partial(self.command, SessionCommand.NEXT))

    def _answer(self, snapshot: SessionSnapshot) -> None:
        if snapshot.question is None or self._source is None:
            raise RuntimeError("the candidate was asked nothing")
        done = partial(self.command, SessionCommand.DONE)

        def wait_a_moment() -> None:
            self._later(PAUSE_AFTER_ANSWER, done)

        self._source.speak(self._answers[snapshot.question.id], lambda: self._post(wait_a_moment))
