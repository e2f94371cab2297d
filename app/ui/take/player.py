"""Replay of the take in view, joined with its transcript, waveform and feedback."""

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.search.full_text_search import match_time, match_times
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.shared.waveform_parts import WaveformMarks
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.app.ui.take.replay_options import ReplayOptions, find_silences
from mock_interviewer.audio.recognition.transcript import Transcript


class TakePlayer(QObject):
    """A moment of the feedback that plays and is asked for once more is held. GUI thread only."""

    def __init__(
        self,
        replay: Replay,
        bar: PlayerBar,
        view: TranscriptView,
        feedback: TakeFeedback,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._replay = replay
        self._bar = bar
        self._view = view
        self._feedback = feedback
        self._moment: float | None = None
        """The moment that plays, in seconds; None where something else does, or nothing."""
        self._transcript: Transcript | None = None
        self._delivery: Delivery | None = None
        self.has_model_answer = False
        """Whether there is a model answer to be heard."""
        self.manner = ReplayOptions(replay, self)
        """How the take is heard."""
        self.then_model = False
        """Whether the model answer is heard after one's own, where there is one."""
        self._connect_manner()
        bar.play_pressed.connect(self.toggle)
        bar.seek_requested.connect(replay.seek)
        view.word_chosen.connect(replay.play_from)
        feedback.play_asked.connect(self._play_moment)
        feedback.seek_asked.connect(replay.seek)
        feedback.hear_asked.connect(replay.stop)
        feedback.pointed.connect(view.show_evidence)
        feedback.delivery_shown.connect(self._mark)
        feedback.model_known.connect(self._offer_model_answer)
        replay.position_changed.connect(self._show_position)
        replay.playing_changed.connect(self._show_playing)

    def show_words(self, transcript: Transcript | None) -> None:
        """Take over the words of the take in view."""
        self._transcript = transcript
        self._find_silences()

    def let_go(self) -> None:
        """Fall silent and have no recording; speed and silences stay for the next."""
        self._replay.set_sound(None)
        self.manner.clear_passage()

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        self._follow()
        self._replay.toggle()

    def skip(self, seconds: float) -> None:
        """Go on from so many seconds later, or earlier."""
        self._replay.seek(self._replay.position + seconds)

    @Slot()
    def toggle_loop(self) -> None:
        """Hear the passage over and over or go on after it; without one say how one comes about."""
        if self.manner.passage.start is None:
            self._bar.tools.explain_loop()
        else:
            self.manner.toggle_loop()

    @Slot()
    def toggle_silences(self) -> None:
        """Jump over silences or hear them."""
        if self.manner.silences:
            self.manner.skip_silences(not self.manner.skips)

    @Slot()
    def toggle_model(self) -> None:
        """Hear the model answer after one's own, or not."""
        if self.has_model_answer:
            self._want_model(not self.then_model)

    @Slot(float)
    def _play_moment(self, seconds: float) -> None:
        if self._replay.playing and self._moment == seconds:
            self._replay.toggle()
            return
        self._follow()
        self._replay.play_from(seconds)
        self._moment = seconds

    @Slot(float)
    def _show_position(self, seconds: float) -> None:
        """Show where it is, also the word; a take that was just opened has no spoken word."""
        self._bar.show_position(seconds)
        if self._replay.playing or seconds > 0:
            self._view.show_position(seconds)
            self._feedback.show_position(seconds)
        else:
            self._view.clear_position()
            self._feedback.show_position(None)

    @Slot(bool)
    def _show_playing(self, playing: bool) -> None:
        self._bar.show_playing(playing)
        self._moment = None
        if playing:
            # There is one player for both: what plays now has silenced the voice.
            self._feedback.hush()

    @Slot(object)
    def _mark(self, delivery: Delivery | None) -> None:
        self._bar.waveform.show_marks(WaveformMarks.of(delivery))
        self._delivery = delivery
        self._find_silences()

    def _connect_manner(self) -> None:
        tools, manner, waveform = self._bar.tools, self.manner, self._bar.waveform
        tools.speed_chosen.connect(manner.set_speed)
        tools.loop_pressed.connect(self.toggle_loop)
        tools.silences_wanted.connect(manner.skip_silences)
        tools.model_wanted.connect(self._want_model)
        waveform.passage_chosen.connect(manner.set_passage)
        manner.changed.connect(self._show_manner)
        self._replay.finished.connect(self._read_model_answer)

    @Slot()
    def _show_manner(self) -> None:
        manner = self.manner
        self._bar.waveform.show_passage(manner.passage)
        self._bar.tools.show_manner(manner.speed, manner.passage, skips=manner.skipping)
        self._bar.tools.offer_silences(known=bool(manner.silences))

    def _find_silences(self) -> None:
        self.manner.know_silences(find_silences(self._transcript, self._delivery))

    def _follow(self) -> None:
        self._view.follow()
        self._bar.waveform.follow()

    @Slot(bool)
    def _offer_model_answer(self, there: bool) -> None:
        self.has_model_answer = there
        self._bar.tools.offer_model(there=there)

    @Slot(bool)
    def _want_model(self, wanted: bool) -> None:
        self.then_model = wanted
        self._bar.tools.model.setChecked(wanted)

    @Slot()
    def _read_model_answer(self) -> None:
        if self.then_model and self.has_model_answer:
            self._feedback.read_model_answer()


class SearchedMoment(QObject):
    """Marks the words in the transcript, and goes to them once. GUI thread only."""

    def __init__(self, view: TranscriptView, replay: Replay, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._replay = replay
        self._take = self._text = ""
        self._at: float | None = None

    def want(self, take: str, text: str) -> None:
        """Look in a take, by its id, for what was typed; "" for nothing."""
        self._take, self._text, self._at = take, text, None

    def show(self, take: TakeRecord) -> None:
        """Mark the words in the transcript of a take, which is shown now."""
        self._at = None
        if take.id != self._take or not self._text or take.transcript is None:
            self._view.show_found(())
            return
        self._view.show_found(match_times(take.transcript, self._text))
        self._at = match_time(take.transcript, self._text)
        if self._at is not None:
            self._view.show_position(self._at)

    def go(self) -> None:
        """Go there with the recording, which was read now."""
        if self._at is not None:
            self._replay.seek(self._at)
