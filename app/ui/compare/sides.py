"""The two compared takes: the playback of each, and which one plays and gets the keys."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from mock_interviewer.app.ui.compare.head import SideHead
from mock_interviewer.app.ui.compare.key_points import SideVerdict
from mock_interviewer.app.ui.compare.source import ComparedTake
from mock_interviewer.app.ui.compare.transcripts import TranscriptColumn, TranscriptColumns
from mock_interviewer.app.ui.shared.library_source import LoadedSound
from mock_interviewer.app.ui.shared.player import PlayerLike
from mock_interviewer.app.ui.shared.replay import Replay
from mock_interviewer.app.ui.shared.take_words import missing_recording

_NO_RECORDING = "This answer has no recording to play."


class ComparedSide(QObject):
    """One side: plays its take from any word or position. GUI thread only."""

    about_to_play = Signal()
    """The side is about to play, so the other one must stop."""
    failed = Signal(str)
    """Why the take cannot be played, as a sentence."""

    def __init__(
        self, name: str, player: PlayerLike, words: TranscriptColumn, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.head = SideHead(name)
        self.words = words
        self.take: ComparedTake | None = None
        self._replay = Replay(player, self)
        self._has_sound = False
        view, replay = words.view, self._replay
        self.head.play_pressed.connect(self.toggle)
        self.head.seek_requested.connect(replay.seek)
        view.word_chosen.connect(self.play_from)
        replay.position_changed.connect(self._show_position)
        replay.playing_changed.connect(self._show_playing)
        replay.failed.connect(self.failed)

    @property
    def playing(self) -> bool:
        """Whether the take is playing."""
        return self._replay.playing

    @property
    def needs_recording(self) -> bool:
        """Whether the take has a recording that is not loaded yet."""
        return self.take is not None and self.take.listed.has_sound and not self._has_sound

    def contains(self, widget: QWidget) -> bool:
        """Return whether ``widget`` belongs to this side."""
        at: QWidget | None = widget
        while at is not None and at not in {self.head, self.words}:
            if isinstance(at, SideVerdict):
                return at.name == self._name
            at = at.parentWidget()
        return at is not None

    def show_take(self, take: ComparedTake | None) -> None:
        """Show a take; None for none. Keep the recording if the take is the same."""
        if (take and take.id) != (self.take and self.take.id):
            self._has_sound = False
            self._replay.set_sound(None)
            self.head.set_sound(0.0, None)
        self.take = take
        silent = take is not None and not take.listed.has_sound
        self.head.show_unplayable(
            (missing_recording(take.listed) or _NO_RECORDING) if take and silent else ""
        )

    def load(self, loaded: LoadedSound) -> None:
        """Set the recording."""
        self._has_sound = True
        self._replay.set_sound(loaded.sound)
        self.head.set_sound(loaded.sound.duration, loaded.outline)

    @Slot()
    def toggle(self) -> None:
        """Play or pause."""
        self.words.view.follow()
        self._replay.toggle()

    @Slot(float)
    def play_from(self, seconds: float) -> None:
        """Play from ``seconds``."""
        self.words.view.follow()
        self._replay.play_from(seconds)

    @Slot()
    def silence(self) -> None:
        """Stop playing, and keep the position."""
        self._replay.stop()

    def skip(self, seconds: float) -> None:
        """Move the position by ``seconds``, which may be negative."""
        self._replay.seek(self._replay.position + seconds)

    @Slot(float)
    def _show_position(self, seconds: float) -> None:
        self.head.show_position(seconds)
        if self._replay.playing or seconds > 0:
            self.words.view.show_position(seconds)
        else:
            self.words.view.clear_position()

    @Slot(bool)
    def _show_playing(self, playing: bool) -> None:
        self.head.show_playing(playing)
        if playing:
            self.about_to_play.emit()


class ComparedSides(QObject):
    """Both sides, at most one of which plays. GUI thread only."""

    swapped_changed = Signal()
    """The sides were swapped."""

    def __init__(
        self, player: PlayerLike, words: TranscriptColumns, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.earlier = ComparedSide("earlier", player, words.earlier, self)
        self.later = ComparedSide("later", player, words.later, self)
        self.sides = (self.earlier, self.later)
        self.active = self.earlier
        """The side that gets the keys."""
        self.swapped = False
        """Whether the later take is first."""
        for side in self.sides:
            side.about_to_play.connect(self.other(side).silence)
            side.about_to_play.connect(partial(self.activate, side))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)
        self.activate(self.earlier)

    @property
    def in_order(self) -> tuple[ComparedSide, ComparedSide]:
        """Both sides in visual order, the left or upper one first."""
        return (self.later, self.earlier) if self.swapped else (self.earlier, self.later)

    def other(self, side: ComparedSide) -> ComparedSide:
        """Return the side across from ``side``."""
        return self.later if side is self.earlier else self.earlier

    def show_takes(self, earlier: ComparedTake | None, later: ComparedTake | None) -> None:
        """Show a take on each side; None for none."""
        self.earlier.show_take(earlier)
        self.later.show_take(later)
        # A style sheet set in the meantime resets the font weight.
        self.activate(self.active)

    def activate(self, side: ComparedSide) -> None:
        """Make ``side`` get the keys."""
        self.active = side
        for each in self.sides:
            each.head.show_active(active=each is side)

    @Slot()
    def toggle(self) -> None:
        """Play or pause the active side."""
        self.active.toggle()

    def skip(self, seconds: float) -> None:
        """Move the position of the active side by ``seconds``, which may be negative."""
        self.active.skip(seconds)

    @Slot()
    def swap(self) -> None:
        """Swap the sides."""
        self.swapped = not self.swapped
        self.swapped_changed.emit()

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        for side in self.sides:
            if now is not None and side.contains(now):
                self.activate(side)
