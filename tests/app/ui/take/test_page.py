from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.stored_library import QUESTIONS, Sitting, Stored, transcript_of
from rig.stub_player import StubPlayer
from rig.take_page_driver import TakePageDriver

from mock_interviewer.app.store.database.records import RECOVERED, TakeRecord
from mock_interviewer.app.ui.shared.library_source import LoadedSound
from mock_interviewer.audio.errors import NoDevice
from mock_interviewer.audio.playback.sound_player import PlaybackEnding

SAID = transcript_of("Perplexity is the exponentiated loss.", unsure="exponentiated")
ALT = Qt.KeyboardModifier.AltModifier


def test_an_opened_take_shows_its_question_recording_and_transcript(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    assert take.header.question == QUESTIONS[0]
    assert take.bar.time_text == "0:00 / 0:06"
    assert take.words == SAID.text


def test_space_plays_and_pauses_wherever_the_focus_is(
    take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    for part in take.parts_with_keys[:3]:
        take.key(Qt.Key.Key_Space, on=part)
        assert take.playing
        take.key(Qt.Key.Key_Space, on=part)
        assert not take.playing
    assert player.calls[0] == ("play", 0.0)


def test_arrow_keys_and_clicks_on_the_waveform_seek(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,), seconds=20.0))
    take.press("Play")
    take.key(Qt.Key.Key_Right, on=take.waveform)
    assert player.calls[-1] == ("seek", 5.0)
    take.key(Qt.Key.Key_Left, on=take.waveform)
    assert player.calls[-1] == ("seek", 0.0)
    middle = take.waveform.rect().center()
    qtbot.mouseClick(take.waveform, Qt.MouseButton.LeftButton, pos=middle)
    what, at = player.calls[-1]
    assert what == "seek"
    assert at == pytest.approx(10.0, abs=0.2)


def test_arrow_keys_seek_from_the_play_button_too(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((SAID,), seconds=20.0))
    take.key(Qt.Key.Key_Right, on=take.bar.button)
    assert take.position == 5.0


def test_keys_and_buttons_go_from_take_to_take_and_back_to_the_library(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    takes = take.open(stored, Sitting((SAID, None, SAID)))
    page = take.page
    assert not take.offers("Previous answer")
    take.key(Qt.Key.Key_Down, ALT, on=take.bar.button)
    assert page.take is not None
    assert page.take.id == takes[1]
    take.next()
    assert page.take.id == takes[2]
    assert not take.offers("Next answer")
    take.key(Qt.Key.Key_Up, ALT)
    assert page.take.id == takes[1]
    with qtbot.waitSignal(page.back_requested):
        take.key(Qt.Key.Key_Escape, on=take.bar.button)
    with qtbot.waitSignal(page.back_requested):
        take.key(Qt.Key.Key_Left, ALT)
    with qtbot.waitSignal(page.back_requested):
        page.back.click()


def test_the_page_reports_the_take_that_the_person_moved_to(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    takes = take.open(stored, Sitting((SAID, SAID)))
    with qtbot.waitSignal(take.page.turned) as turned:
        take.next()
    assert turned.args is not None
    assert turned.args[1] == takes[1]


def test_a_missing_recording_is_reported_and_its_transcript_is_still_there(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open_damaged(stored, Sitting((SAID,)), None)
    assert "missing" in take.problem
    assert not take.bar.isVisible()
    assert take.words == SAID.text


def test_a_recording_deleted_after_its_retention_time_is_reported(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,)))
    (one,) = stored.takes(session)
    stored.store.submit(lambda library: library.recordings.remove([one])).result()
    take.page.open(session, one)
    qtbot.waitUntil(lambda: take.problem != "")
    assert "removed because you chose to keep recordings" in take.problem
    assert take.words == SAID.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "missing or empty"),
        (b"RIFF", "missing or empty"),
        (b"this is no sound at all" * 40, "isn't a sound file"),
    ],
)
def test_a_recording_that_is_not_sound_is_reported(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, content: bytes, sentence: str
) -> None:
    take.open_damaged(stored, Sitting((SAID,)), content)
    qtbot.waitUntil(lambda: sentence in take.problem)
    assert not take.bar.isVisible()


def test_a_recording_shorter_than_its_header_says_plays_what_is_there(
    qtbot: QtBot, take: TakePageDriver, stored: Stored
) -> None:
    session = stored.keep(Sitting((SAID,), seconds=3.0))
    (one,) = stored.takes(session)
    with stored.recording(one).open("rb+") as file:
        file.seek(40)
        file.write(b"\xff\xff\xff\x7f")
    take.page.open(session, one)
    qtbot.waitUntil(lambda: take.bar.time_text == "0:00 / 0:03")
    assert take.problem == ""


def test_a_note_says_what_is_unusual_about_a_recording(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,), flags={0: (RECOVERED, "gaps")}))
    assert "Recovered" in take.header.note
    assert "gaps" in take.header.note


def test_html_is_shown_literally(take: TakePageDriver, stored: Stored) -> None:
    said = transcript_of("<img src=x onerror=y> <b>bold</b>")
    take.open(stored, Sitting((None, said)), at=1)
    assert take.words == "<img src=x onerror=y> <b>bold</b>"
    assert take.header.question == QUESTIONS[1]
    assert "&lt;b&gt;attention" in take.label(QUESTIONS[1]).text()


def test_leaving_the_page_stops_playback_and_returning_shows_the_take_again(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    (one,) = take.open(stored, Sitting((SAID,)))
    take.press("Play")
    take.page.hide()
    assert player.calls[-1][0] == "stop"
    take.page.show()
    qtbot.waitUntil(lambda: take.page.take is not None)
    assert take.page.take is not None
    assert take.page.take.id == one
    assert not take.playing


def test_the_banner_says_why_nothing_can_be_played(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.press("Play")
    player.end(NoDevice("No speaker was found.", "Plug one in."))
    qtbot.waitUntil(lambda: take.problem == "No speaker was found. Plug one in.")


def test_a_deleted_take_is_reported(qtbot: QtBot, take: TakePageDriver, stored: Stored) -> None:
    take.page.open(stored.keep(Sitting((SAID,))), "no-such-take")
    qtbot.waitUntil(lambda: take.problem == "This answer no longer exists.")


def test_a_take_can_be_opened_playing(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    session = stored.keep(Sitting((SAID,)))
    take.page.open(session, stored.takes(session)[0], play=True)
    qtbot.waitUntil(lambda: take.playing)
    assert player.calls == [("play", 0.0)]


def test_the_sound_of_a_take_that_was_left_is_dropped(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Future[LoadedSound]] = []
    read = stored.source.sound

    def later(_take: TakeRecord) -> Future[LoadedSound]:
        future: Future[LoadedSound] = Future()
        future.set_running_or_notify_cancel()
        asked.append(future)
        return future

    monkeypatch.setattr(stored.source, "sound", later)
    session = stored.keep(Sitting((SAID, SAID), seconds=2.0))
    listed = stored.source.takes(session).result(30)
    take.page.open(session, listed[0].take.id)
    qtbot.waitUntil(lambda: len(asked) == 1)
    take.next()
    first, second = (read(one.take).result(30) for one in listed)
    asked[0].set_result(first)
    qtbot.wait(1)
    assert not take.bar.button.isEnabled()
    asked[1].set_result(second)
    take.until_playable()


def test_a_take_found_by_search_opens_at_the_first_match(
    take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    session = stored.keep(Sitting((SAID, SAID)))
    first, _second = stored.takes(session)
    take.page.open(session, first, search="exponentiated lo")
    take.until_playable()
    assert take.position == 3.0
    assert take.view.spoken == "exponentiated"
    assert take.highlighted == ["exponentiated", "loss."]
    take.key(Qt.Key.Key_Space)
    assert player.calls == [("play", 3.0)]
    take.next()
    take.until_playable()
    assert take.highlighted == []
    assert take.position == 0.0


def test_stars_names_and_notes_are_not_offered_while_nothing_stores_them(
    take: TakePageDriver, stored: Stored
) -> None:
    take.open(stored, Sitting((SAID,)))
    assert not any(button.isVisible() for button in take.page.marks.buttons)


def test_library_keys_star_a_take_and_show_all_takes_of_its_question_from_any_part(
    take: TakePageDriver, stored: Stored
) -> None:
    starred: list[tuple[str, str, bool]] = []
    asked: list[tuple[str, str]] = []
    take.page.marks.mark_toggled.connect(lambda *star: starred.append(star))
    take.page.marks.question_asked.connect(lambda *question: asked.append(question))
    (one,) = take.open(stored, Sitting((SAID,)))
    take.key(Qt.Key.Key_Asterisk, Qt.KeyboardModifier.ShiftModifier)
    take.key(Qt.Key.Key_Q, on=take.waveform)
    assert take.page.take is not None
    assert starred == [(one, "starred", True)]
    assert asked == [(take.page.take.bank, take.page.take.question)]


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_after_naming_a_take_the_focus_is_back_where_it_was(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, end: Qt.Key
) -> None:
    marks = take.page.marks
    marks.mark_asked.connect(lambda *_: None)
    marks.mark_toggled.connect(lambda *_: None)
    take.open(stored, Sitting((SAID,)))
    take.bar.button.setFocus()
    take.key(Qt.Key.Key_F2, on=take.bar.button)
    qtbot.waitUntil(marks.panel.name.hasFocus)
    take.key(end, on=marks.panel.name)
    assert take.bar.button.hasFocus()


def test_the_play_button_returns_to_play_at_the_end_of_the_recording(
    qtbot: QtBot, take: TakePageDriver, stored: Stored, player: StubPlayer
) -> None:
    take.open(stored, Sitting((SAID,)))
    take.press("Play")
    player.end(PlaybackEnding.FINISHED)
    qtbot.waitUntil(lambda: not take.playing)


def test_every_focusable_part_has_an_accessible_name(take: TakePageDriver, stored: Stored) -> None:
    take.open(stored, Sitting((None, SAID)))
    assert nameless(take.page) == []
    take.next()
    assert nameless(take.page) == []
