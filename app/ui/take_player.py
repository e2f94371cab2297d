"""The replay of a take, joined with all that shows where it is and that asks for a place in it."""

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.feedback.delivery import Delivery
from mock_interviewer.app.ui.replay import Replay
from mock_interviewer.app.ui.take_feedback import TakeFeedback
from mock_interviewer.app.ui.widgets.player_bar import PlayerBar
from mock_interviewer.app.ui.widgets.transcript_view import TranscriptView
from mock_interviewer.app.ui.widgets.waveform_marks import Marks


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
        bar.play_pressed.connect(self.toggle)
        bar.seek_requested.connect(replay.seek)
        view.word_chosen.connect(replay.play_from)
        feedback.play_asked.connect(self._play_moment)
        feedback.seek_asked.connect(replay.seek)
        feedback.hear_asked.connect(replay.stop)
        feedback.pointed.connect(view.show_evidence)
        feedback.delivery_shown.connect(self._mark)
        replay.position_changed.connect(self._show_position)
        replay.playing_changed.connect(self._show_playing)

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        self._view.follow()
        self._replay.toggle()

    def skip(self, seconds: float) -> None:
        """Go on from so many seconds later, or earlier."""
        self._replay.seek(self._replay.position + seconds)

    @Slot(float)
    def _play_moment(self, seconds: float) -> None:
        if self._replay.playing and self._moment == seconds:
            self._replay.toggle()
            return
        self._view.follow()
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
        self._bar.waveform.show_marks(Marks.of(delivery))
