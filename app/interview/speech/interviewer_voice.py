"""The voice and the cues of a session; their ends are reported as events."""

import logging
from collections.abc import Callable
from functools import partial

from mock_interviewer.app.callback_types import Post
from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.sound_cues import SoundCue, cue_sound
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices import speaker as voice

log = logging.getLogger(__name__)


class InterviewerVoice:
    """Speaks and plays cues, one at a time. Owned by one thread, on which ``on_event`` is called.

    ``set_playing`` is also called there whenever the program starts or stops making sound, so that
    the listener can ignore it.
    """

    def __init__(
        self,
        speaker: voice.Speaker,
        player: SoundPlayer | None,
        *,
        post: Post,
        on_event: Callable[[SessionEvent], None],
        set_playing: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """``player`` plays cues; without one, they end at once."""
        self._speaker = speaker
        self._player = player
        self._post = post
        self._on_event = on_event
        self._set_playing = set_playing
        self._utterance = 0
        self._cue = 0

    def carry_out(self, effect: SessionEffect) -> None:
        """Carry out an effect on the voice; ignore other effects."""
        match effect:
            case ef.SayText(text):
                self._utterance += 1
                on_end = partial(self._utterance_ended, self._utterance)
                self._set_playing(True)
                self._speaker.say(text, lambda event: self._post(partial(on_end, event)))
            case ef.PrepareSpeech(text):
                self._speaker.prepare(text)
            case ef.StopSpeech():
                self._utterance += 1
                self._speaker.stop()
                self._set_playing(False)
            case ef.PauseVoice():
                self._speaker.pause()
            case ef.ResumeVoice():
                self._speaker.resume()
            case ef.PlayCue(cue):
                self._play(cue)

    def _utterance_ended(self, utterance: int, event: voice.UtteranceEvent) -> None:
        if utterance != self._utterance:
            return
        match event:
            case voice.UtteranceFinished() | voice.UtteranceStopped():
                self._finish(ev.InterviewerSpeechEnded())
            case voice.UtteranceFailed(error):
                self._finish(ev.InterviewerSpeechFailed(str(error)))

    def _play(self, cue: SoundCue) -> None:
        self._cue += 1
        on_end = partial(self._cue_ended, self._cue)
        if self._player is None:
            self._post(on_end)
            return
        self._set_playing(True)
        self._player.play(cue_sound(cue), on_end=lambda end: self._post(partial(on_end, end)))

    def _cue_ended(self, cue: int, end: object = None) -> None:
        if isinstance(end, MachineError):
            log.warning("a cue could not be played: %s", end)
        if cue == self._cue:
            self._finish(ev.CueEnded())

    def _finish(self, event: SessionEvent) -> None:
        self._set_playing(False)
        self._on_event(event)
