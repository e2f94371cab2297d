"""The controller of reviews by a local model: asks the reviewer and shows its events."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, Slot

from mock_interviewer.app.errors import ReviewerError
from mock_interviewer.app.feedback.reviewer.address import parse_addresses
from mock_interviewer.app.feedback.reviewer.prompt import make_prompt
from mock_interviewer.app.feedback.reviewer.review import ReviewEvent, ReviewRequest, ReviewText
from mock_interviewer.app.feedback.reviewer.reviewer import Reviewer
from mock_interviewer.app.settings import declarations as keys
from mock_interviewer.app.settings.values import SettingValues
from mock_interviewer.app.ui.feedback.review import ReviewSection
from mock_interviewer.app.ui.toolkit.gui_thread import GuiThread


@dataclass
class _Run:
    """One review. Its thread fills ``waiting``, the GUI thread empties it; ``gate`` guards it."""

    reviewer: Reviewer | None = None
    gate: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[ReviewEvent] = field(default_factory=list)


class ReviewController(QObject):
    """Requests the reviews that ``section`` asks for while the settings allow it.

    No socket is opened before the person asks. GUI thread only, except ``close``, which waits and
    belongs on another thread.
    """

    def __init__(self, values: SettingValues, gui: GuiThread, section: ReviewSection) -> None:
        super().__init__()
        self._values = values
        self._gui = gui
        self._section = section
        self._run: _Run | None = None
        self._reviewers: list[Reviewer] = []
        section.review_requested.connect(self._request)
        section.stop_requested.connect(self._stop)
        # First: the current review may be running on another computer.
        values.follow(keys.REVIEWER_OTHER_COMPUTERS, effect=self._stop_unless)
        values.follow(
            keys.REVIEWER_ON,
            keys.REVIEWER_OTHER_COMPUTERS,
            keys.REVIEWER_ADDRESS,
            effect=self._apply,
        )

    def close(self) -> None:
        """Stop the review being written; wait up to a second."""
        for reviewer in self._reviewers:
            reviewer.stop()
        for reviewer in self._reviewers:
            reviewer.close()

    def _stop_unless(self, allowed: bool) -> None:
        if not allowed:
            self._stop()

    def _apply(self, on: bool, other_computers: bool, address: str) -> None:
        self._section.set_enabled_by_person(on=on)
        self._section.set_model_host(_remote_host(address) if other_computers else "")

    @Slot()
    def _request(self) -> None:
        take = self._section.take
        if take is None or not self._values.get(keys.REVIEWER_ON):
            return
        run = self._run = _Run()
        run.reviewer = Reviewer(partial(self._queue, run))
        self._reviewers = [each for each in self._reviewers if each.running] + [run.reviewer]
        run.reviewer.ask(
            ReviewRequest(
                make_prompt(take.asked, take.transcript, take.feedback),
                address=self._values.get(keys.REVIEWER_ADDRESS),
                model=self._values.get(keys.REVIEWER_MODEL).strip(),
                allowed=self._values.get(keys.REVIEWER_OTHER_COMPUTERS),
            )
        )

    @Slot()
    def _stop(self) -> None:
        if self._run is not None and self._run.reviewer is not None:
            self._run.reviewer.stop()

    def _queue(self, run: _Run, event: ReviewEvent) -> None:
        """Queue an event on the reviewer's thread; a fast model must not flood the window."""
        with run.gate:
            run.waiting.append(event)
            alone = len(run.waiting) == 1
        if alone:
            self._gui.post(partial(self._deliver, run))

    def _deliver(self, run: _Run) -> None:
        with run.gate:
            events, run.waiting = run.waiting, []
        if run is self._run:
            for event in merge_pieces(events):
                self._section.handle_event(event)


def _remote_host(addresses: str) -> str:
    """Return the other computer that would be asked first; "" for this one."""
    try:
        address = parse_addresses(addresses)[0]
    except ReviewerError:
        return ""
    return "" if address.is_local else address.host


def merge_pieces(events: Iterable[ReviewEvent]) -> Iterator[ReviewEvent]:
    """Return the events with consecutive pieces of text merged into one."""
    held: ReviewText | None = None
    for event in events:
        if not isinstance(event, ReviewText):
            if held is not None:
                yield held
            held = None
            yield event
        elif held is None or event.restarts:
            held = event
        else:
            held = ReviewText(held.text + event.text, held.restarts)
    if held is not None:
        yield held
