"""The voice and the cues of a session, and how each ends, as events of the session."""

import logging
from collections.abc import Callable
from functools import partial

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview import session_events as ev
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_events import SessionEvent
from mock_interviewer.app.scheduling import Post
from mock_interviewer.audio.errors import MachineError
from mock_interviewer.audio.playback.sound_cues import SoundCue, cue_sound
from mock_interviewer.audio.playback.sound_player import SoundPlayer
from mock_interviewer.audio.voices import speaker as voice

log = logging.getLogger(__name__)


class InterviewerVoice:
    """Speaks and plays cues, one at a time. Owned by one thread, on which ``tell`` is called.

    ``sounding`` is told there, too, whenever the program begins or ceases to make a sound, so that
    whoever hears the microphone can leave it out.
    """

    def __init__(
        self,
        speaker: voice.Speaker,
        player: SoundPlayer | None,
        *,
        post: Post,
        tell: Callable[[SessionEvent], None],
        sounding: Callable[[bool], None] = lambda _: None,
    ) -> None:
        """``player`` is for cues; without one there are none."""
        self._speaker = speaker
        self._player = player
        self._post = post
        self._tell = tell
        self._sounding = sounding
        self._utterance = 0
        self._cue = 0

    def carry_out(self, effect: SessionEffect) -> None:
        """Do what a session wants of the voice; other effects are none of its business."""
        match effect:
            case ef.SayText(text):
                self._utterance += 1
                heard = partial(self._spoken, self._utterance)
                self._sounding(True)
                self._speaker.say(text, lambda event: self._post(partial(heard, event)))
            case ef.PrepareSpeech(text):
                self._speaker.prepare(text)
            case ef.StopSpeech():
                self._utterance += 1
                self._speaker.stop()
                self._sounding(False)
            case ef.PauseVoice():
                self._speaker.pause()
            case ef.ResumeVoice():
                self._speaker.resume()
            case ef.PlayCue(cue):
                self._play(cue)

    def _spoken(self, utterance: int, event: voice.UtteranceEvent) -> None:
        if utterance != self._utterance:
            return
        match event:
            case voice.UtteranceFinished() | voice.UtteranceStopped():
                self._over(ev.InterviewerSpeechEnded())
            case voice.UtteranceFailed(error):
                self._over(ev.InterviewerSpeechFailed(str(error)))

    def _play(self, cue: SoundCue) -> None:
        self._cue += 1
        over = partial(self._cue_over, self._cue)
        if self._player is None:
            self._post(over)
            return
        self._sounding(True)
        self._player.play(cue_sound(cue), on_end=lambda end: self._post(partial(over, end)))

    def _cue_over(self, cue: int, end: object = None) -> None:
        if isinstance(end, MachineError):
            log.warning("a cue was not heard: %s", end)
        if cue == self._cue:
            self._over(ev.CueEnded())

    def _over(self, event: SessionEvent) -> None:
        self._sounding(False)
        self._tell(event)
