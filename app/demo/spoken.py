"""A candidate who answers a session's questions aloud, into the session's own microphone."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial

from mock_interviewer.app.demo.candidate import Rehearsed
from mock_interviewer.app.interview.commands import Command
from mock_interviewer.app.interview.states import Snapshot, State
from mock_interviewer.app.interview.timers import Later
from mock_interviewer.app.interview.transcriptions import Post
from mock_interviewer.audio.errors import VoiceError
from mock_interviewer.audio.sources import SoundSource
from mock_interviewer.audio.types import Sound
from mock_interviewer.audio.voices.chooser import choose_voice
from mock_interviewer.audio.voices.neural import JOE
from mock_interviewer.audio.voices.silent import SILENT

RATE = 160
"""Words a minute; unhurried, as a candidate who knows the answer."""
AFTER_ANSWER = 0.6
"""Seconds between the candidate's last word and the stop."""


def speak_answers(rehearsed: Sequence[Rehearsed]) -> dict[str, Sound]:
    """Return every answer as speech, by question id. Blocks for some seconds; VoiceError.

    The neural voice speaks them, or the system's where that is damaged.
    """
    choice = choose_voice(JOE.id)
    with closing(choice.voice) as voice:
        if voice.info == SILENT:
            raise choice.damage or VoiceError(
                "No voice is available for the candidate.", choice.reason or ""
            )
        return {one.question.id: voice.synthesise(one.answer, rate=RATE) for one in rehearsed}


class SpokenCandidate:
    """Watches a session and answers it. Every method on the session's owning thread.

    ``command`` is the conductor's, set once there is one.
    """

    def __init__(self, answers: Mapping[str, Sound], *, post: Post, later: Later) -> None:
        self.command: Callable[[Command], None] = lambda _: None
        self._answers = answers
        self._post = post
        self._later = later
        self._source: SoundSource | None = None
        self._take: str | None = None

    def microphone(self) -> SoundSource:
        """Return a fresh microphone, into which the next answer is spoken."""
        self._source = SoundSource(name="the demo's candidate")
        return self._source

    def watch(self, snapshot: Snapshot) -> None:
        """Answer when listened to, and go on when the answer is written down."""
        if snapshot.state is State.LISTENING and snapshot.take != self._take:
            self._take = snapshot.take
            self._answer(snapshot)
        elif snapshot.state is State.TRANSCRIBED and not snapshot.transcript_failed:
            self._later(0.0, partial(self.command, Command.NEXT))

    def _answer(self, snapshot: Snapshot) -> None:
        if snapshot.question is None or self._source is None:
            raise RuntimeError("the candidate was asked nothing")
        done = partial(self.command, Command.DONE)

        def wait_a_moment() -> None:
            self._later(AFTER_ANSWER, done)

        self._source.speak(self._answers[snapshot.question.id], lambda: self._post(wait_a_moment))
