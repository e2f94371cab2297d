"""Replay of the take in view, joined with its transcript, waveform, and feedback."""

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.store.database.records import TakeRecord
from mock_interviewer.app.store.search.take_search import match_time, match_times
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.transcript_view import TranscriptView
from mock_interviewer.app.ui.shared.waveform_parts import WaveformMarks
from mock_interviewer.app.ui.take.feedback import TakeFeedback
from mock_interviewer.app.ui.take.player_bar import PlayerBar
from mock_interviewer.app.ui.take.replay_options import ReplayOptions, find_silences
from mock_interviewer.audio.recognition.transcript import Transcript


class TakePlayer(QObject):
    """Keeps a replay, its player bar, the transcript, and the feedback in step.

    Asking for the moment of the feedback that is playing pauses it. GUI thread only.
    """

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
        """The moment of the feedback that is playing, in seconds; None for anything else."""
        self._transcript: Transcript | None = None
        self._delivery: Delivery | None = None
        self._search = ("", "")
        """The ID of a take and the text searched for in it."""
        self._match: float | None = None
        """The first match in the take in view, in seconds."""
        self.has_model_answer = False
        """Whether the question has a model answer."""
        self.options = ReplayOptions(replay, self)
        self.play_model_answer_next = False
        """Whether the model answer, if there is one, is read aloud after the recording."""
        self._connect_options()
        bar.play_pressed.connect(self.toggle)
        bar.seek_requested.connect(replay.seek)
        view.word_chosen.connect(replay.play_from)
        feedback.play_asked.connect(self._play_moment)
        feedback.seek_asked.connect(replay.seek)
        feedback.read_aloud_requested.connect(replay.stop)
        feedback.evidence_highlighted.connect(view.show_evidence)
        feedback.delivery_shown.connect(self._mark)
        feedback.model_answer_available.connect(self._offer_model_answer)
        replay.position_changed.connect(self._show_position)
        replay.playing_changed.connect(self._show_playing)

    def show_words(self, transcript: Transcript | None) -> None:
        """Set the transcript of the take in view."""
        self._transcript = transcript
        self._find_silences()

    def set_search(self, take: str, text: str) -> None:
        """Set the text to find in a take, given by its ID; "" for nothing."""
        self._search, self._match = (take, text), None

    def show_matches(self, take: TakeRecord) -> None:
        """Highlight what was searched for in the transcript of a take, which is shown now."""
        self._match = None
        searched, text = self._search
        if take.id != searched or not text or take.transcript is None:
            self._view.show_found(())
            return
        self._view.show_found(match_times(take.transcript, text))
        self._match = match_time(take.transcript, text)
        if self._match is not None:
            self._view.look_at(self._match)

    def seek_match(self) -> None:
        """Move to the first match in the recording, which was loaded now."""
        if self._match is not None:
            self._replay.seek(self._match)
            self._view.look_at(self._match)

    def unload(self) -> None:
        """Stop, and drop the recording; speed and skipped silences stay for the next one."""
        self._replay.set_sound(None)
        self.options.clear_passage()

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        self._follow()
        self._replay.toggle()

    def skip(self, seconds: float) -> None:
        """Move by some seconds, back if negative."""
        self._replay.seek(self._replay.position + seconds)

    @Slot()
    def toggle_loop(self) -> None:
        """Loop the passage or stop looping it; without a passage explain how to set one."""
        if self.options.passage.start is None:
            self._bar.tools.explain_loop()
        else:
            self.options.toggle_loop()

    @Slot()
    def toggle_silences(self) -> None:
        """Skip silences, or play them again."""
        if self.options.silences:
            self.options.skip_silences(not self.options.skips_silences)

    @Slot()
    def toggle_model_answer(self) -> None:
        """Play the model answer after the recording, or no longer."""
        if self.has_model_answer:
            self._set_model_answer_next(not self.play_model_answer_next)

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
        """Show the position and its word; a take that was just opened has no spoken word."""
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
            # Both use the same player: starting one has already silenced the other.
            self._feedback.stop_reading()

    @Slot(object)
    def _mark(self, delivery: Delivery | None) -> None:
        self._bar.waveform.show_marks(WaveformMarks.of(delivery))
        self._delivery = delivery
        self._find_silences()

    def _connect_options(self) -> None:
        tools, options, waveform = self._bar.tools, self.options, self._bar.waveform
        tools.speed_chosen.connect(options.set_speed)
        tools.loop_pressed.connect(self.toggle_loop)
        tools.skip_silences_toggled.connect(options.skip_silences)
        tools.model_answer_toggled.connect(self._set_model_answer_next)
        waveform.passage_chosen.connect(options.set_passage)
        options.changed.connect(self._show_options)
        self._replay.finished.connect(self._read_model_answer)

    @Slot()
    def _show_options(self) -> None:
        options = self.options
        self._bar.waveform.show_passage(options.passage)
        self._bar.tools.show_options(options.speed, options.passage, skips=options.skipping)
        self._bar.tools.offer_silences(known=bool(options.silences))

    def _find_silences(self) -> None:
        self.options.set_silences(find_silences(self._transcript, self._delivery))

    def _follow(self) -> None:
        self._view.follow()
        self._bar.waveform.follow()

    @Slot(bool)
    def _offer_model_answer(self, there: bool) -> None:
        self.has_model_answer = there
        self._bar.tools.offer_model_answer(there=there)

    @Slot(bool)
    def _set_model_answer_next(self, wanted: bool) -> None:
        self.play_model_answer_next = wanted
        self._bar.tools.model_answer.setChecked(wanted)

    @Slot()
    def _read_model_answer(self) -> None:
        if self.play_model_answer_next and self.has_model_answer:
            self._feedback.read_model_answer()
