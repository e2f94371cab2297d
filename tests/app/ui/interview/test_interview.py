from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.shown_interview import Show, begun_interview
from rig.stored_library import transcript_of

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.answer_text import CAPTIONS_HELD
from mock_interviewer.app.ui.interview.page import InterviewPage
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.shortcuts import visible_shortcuts
from mock_interviewer.audio.recognition.transcript import Transcript, TranscriptSegment

QUESTION = PlannedQuestion("llm", "perplexity", "What is <b>perplexity</b>?", "", "Evaluation")
ASKING = SessionSnapshot(
    state=SessionState.ASKING, question=QUESTION, position=2, total=3, take="s-02"
)


def _at(state: SessionState, **more: Any) -> SessionSnapshot:
    return replace(ASKING, state=state, **more)


def _transcript(text: str) -> Transcript:
    return Transcript((TranscriptSegment(text, 0.0, 9.0),), 9.0, "base", speech_detected=bool(text))


@pytest.fixture
def show(qtbot: QtBot, look: Theme) -> Show:
    return begun_interview(qtbot)


def _labels(page: InterviewPage) -> list[str]:
    return [button.label for button in page._keys.buttons]


def _commands(page: InterviewPage) -> list[SessionCommand]:
    sent: list[SessionCommand] = []
    page.command.connect(sent.append)
    return sent


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (SessionState.OPENING, "Getting ready"),
        (SessionState.ASKING, "Speaking"),
        (SessionState.THINKING, "Think"),
        (SessionState.LISTENING, "Listening"),
        (SessionState.SAVING, "Saving"),
        (SessionState.SAVED, "Saved"),
        (SessionState.TRANSCRIBED, "Saved"),
        (SessionState.PAUSED, "Paused"),
    ],
)
def test_the_state_line_says_what_the_snapshot_says(
    show: Show, state: SessionState, word: str
) -> None:
    assert show(_at(state))._state.word == word


def test_listening_is_shown_in_no_other_state(show: Show) -> None:
    for state in set(SessionState) - {SessionState.LISTENING}:
        assert show(_at(state))._state.word != "Listening"


def test_saved_is_shown_before_the_transcript_exists(show: Show) -> None:
    page = show(_at(SessionState.SAVED, recorded=84.0))
    assert (page._state.word, page._state.detail) == ("Saved", "1 min 24 s · Writing it down")


def test_a_question_that_looks_like_html_is_shown_literally(show: Show) -> None:
    page = show(ASKING)
    assert page._asked.question.plain == "What is <b>perplexity</b>?"
    assert "&lt;b&gt;" in page._asked.question.text()


def test_a_transcript_that_looks_like_html_is_shown_literally(show: Show) -> None:
    page = show(_at(SessionState.TRANSCRIBED, transcript=_transcript("<i>loss</i>")))
    assert page._caption.text == "<i>loss</i>"


def test_silence_is_said_in_words(show: Show) -> None:
    page = show(_at(SessionState.TRANSCRIBED, transcript=_transcript("")))
    assert page._caption.text == "No speech was heard in this answer."


def test_a_failed_transcript_says_that_the_answer_is_saved(show: Show) -> None:
    page = show(_at(SessionState.TRANSCRIBED, transcript_failed=True))
    assert page._caption.text.startswith("Your answer is saved.")


def test_captions_are_shown_while_one_speaks_and_stay_until_the_transcript(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    page.show_caption("It is the", "loss")
    assert page._caption.text == "It is the loss …"
    assert page._state.word == "Listening"
    for state in (
        SessionState.PAUSED,
        SessionState.LISTENING,
        SessionState.SAVING,
        SessionState.SAVED,
    ):
        assert show(_at(state))._caption.text == "It is the loss …"
    show(_at(SessionState.TRANSCRIBED, transcript=_transcript("It is the loss.")))
    assert page._caption.text == "It is the loss."


def test_a_caption_that_comes_after_the_transcript_is_not_shown(show: Show) -> None:
    page = show(_at(SessionState.TRANSCRIBED, transcript=_transcript("It is the loss.")))
    page.show_caption("It is", "late")
    assert page._caption.text == "It is the loss."


def test_another_take_begins_without_the_words_of_the_last(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    page.show_caption("It is the", "loss")
    assert show(replace(ASKING, state=SessionState.OPENING, take=None))._caption.text == ""
    page.show_caption("It is the", "loss")
    page.begin(Plan((QUESTION,)))
    assert page._caption.text == ""


def test_what_is_missing_of_an_answer_is_said_beside_what_the_signs_mean(show: Show) -> None:
    short = replace(_transcript("It is the loss."), flags=("cut-off",))
    missing = "A passage is missing here; the recording has it."
    assert show(_at(SessionState.TRANSCRIBED, transcript=short))._caption.legend == missing
    doubtful = replace(transcript_of("It is", unsure="is"), flags=("repetition",))
    show(replace(ASKING, take=None))
    page = show(_at(SessionState.TRANSCRIBED, transcript=doubtful))
    assert page._caption.legend == f"{missing} Dotted words may be wrong."


def test_an_answer_of_which_nothing_was_understood_is_not_left_blank(show: Show) -> None:
    page = show(_at(SessionState.TRANSCRIBED, transcript=replace(_transcript("x"), segments=())))
    assert page._caption.text == (
        "Nothing of what was said could be written down. The recording is saved."
    )


def test_doubtful_words_are_explained_in_one_line_and_others_are_not(show: Show) -> None:
    doubtful = transcript_of("It is the loss", unsure="loss")
    page = show(_at(SessionState.TRANSCRIBED, transcript=doubtful))
    assert page._caption.legend == "Dotted words may be wrong."
    show(replace(ASKING, take=None))
    assert page._caption.legend == ""
    assert (
        show(_at(SessionState.TRANSCRIBED, transcript=_transcript("It is")))._caption.legend == ""
    )


def test_captions_that_stand_still_are_explained_only_while_one_is_listened_to(show: Show) -> None:
    page = show(_at(SessionState.LISTENING, captions_held=True))
    assert page._caption.text == CAPTIONS_HELD
    page.show_caption("It is the", "loss")
    assert page._caption.text == f"It is the loss …\n{CAPTIONS_HELD}"
    for state in set(SessionState) - {
        SessionState.LISTENING,
        SessionState.CLOSING,
        SessionState.FINISHED,
    }:
        assert show(_at(state, captions_held=True))._caption.text == "It is the loss …"
    assert show(_at(SessionState.LISTENING, captions_held=True))._caption.text.endswith(
        CAPTIONS_HELD
    )
    assert show(_at(SessionState.LISTENING))._caption.text == "It is the loss …"


def test_another_take_begins_without_a_word_on_captions_that_stood_still(show: Show) -> None:
    page = show(_at(SessionState.LISTENING, captions_held=True))
    page.show_caption("It is the", "loss")
    assert show(_at(SessionState.LISTENING, take="s-03"))._caption.text == ""


@pytest.mark.parametrize("size", [(1000, 700), (640, 480)])
def test_that_captions_stand_still_is_said_in_view_and_moves_no_word(
    show: Show, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = show(_at(SessionState.LISTENING))
    page.resize(*size)
    caption = page._caption.caption
    page.show_caption("It is the loss of a model.", "And it")
    qtbot.waitUntil(lambda: page.height() == size[1] and caption.height() > 60)

    def place_of(words: str) -> QRect:
        return caption.cursorRect(caption.document().find(words))

    before = place_of("loss"), caption.geometry()
    show(_at(SessionState.LISTENING, captions_held=True))
    assert (place_of("loss"), caption.geometry()) == before
    assert caption.viewport().rect().contains(place_of("all the same."))


def test_a_transcript_that_failed_while_one_speaks_does_not_say_that_the_answer_is_saved(
    show: Show,
) -> None:
    page = show(_at(SessionState.LISTENING, transcript_failed=True))
    assert page._caption.text.startswith("Your answer is being recorded.")
    assert show(_at(SessionState.TRANSCRIBED, transcript_failed=True))._caption.text.startswith(
        "Your answer is saved."
    )


@pytest.mark.parametrize(
    ("state", "key", "command"),
    [
        (SessionState.ASKING, Qt.Key.Key_Space, SessionCommand.DONE),
        (SessionState.ASKING, Qt.Key.Key_R, SessionCommand.REPEAT),
        (SessionState.THINKING, Qt.Key.Key_Space, SessionCommand.DONE),
        (SessionState.LISTENING, Qt.Key.Key_Space, SessionCommand.DONE),
        (SessionState.LISTENING, Qt.Key.Key_S, SessionCommand.SKIP),
        (SessionState.LISTENING, Qt.Key.Key_P, SessionCommand.PAUSE),
        (SessionState.SAVED, Qt.Key.Key_Return, SessionCommand.NEXT),
        (SessionState.TRANSCRIBED, Qt.Key.Key_Enter, SessionCommand.NEXT),
        (SessionState.TRANSCRIBED, Qt.Key.Key_T, SessionCommand.TRY_AGAIN),
        (SessionState.TRANSCRIBED, Qt.Key.Key_Escape, SessionCommand.END),
    ],
)
def test_a_key_does_what_its_hint_says(
    show: Show, state: SessionState, key: Qt.Key, command: SessionCommand
) -> None:
    page = show(_at(state))
    sent = _commands(page)
    QTest.keyClick(page, key)
    assert sent == [command]


def test_p_resumes_what_it_paused(show: Show) -> None:
    page = show(_at(SessionState.PAUSED, paused_from=SessionState.LISTENING, resumable=True))
    sent = _commands(page)
    QTest.keyClick(page, Qt.Key.Key_P)
    assert sent == [SessionCommand.RESUME]


def test_a_key_held_down_acts_once(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    sent = _commands(page)
    QTest.simulateEvent(
        page, True, Qt.Key.Key_Space.value, Qt.KeyboardModifier.NoModifier, " ", True
    )
    assert sent == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_T])
def test_keys_that_make_no_sense_now_do_nothing(show: Show, key: Qt.Key) -> None:
    page = show(_at(SessionState.LISTENING))
    sent = _commands(page)
    QTest.keyClick(page, key)
    assert sent == []


def test_escape_asks_before_a_take_is_cut_short(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    sent = _commands(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert (page.confirming, sent) == (True, [SessionCommand.PAUSE])
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert (page.confirming, sent) == (False, [SessionCommand.PAUSE, SessionCommand.END])


def test_a_second_escape_goes_on(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    sent = _commands(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert (page.confirming, sent) == (False, [SessionCommand.PAUSE, SessionCommand.RESUME])


def test_while_being_asked_no_other_key_acts(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    sent = _commands(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    QTest.keyClick(page, Qt.Key.Key_Space)
    assert sent == [SessionCommand.PAUSE]


def test_while_being_asked_only_the_two_answers_are_told_of(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    before = _labels(page)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert _labels(page) == ["end the session", "go on"]
    assert visible_shortcuts(page)[0].shortcuts == (
        (("Enter",), "End the session"),
        (("Esc",), "Go on"),
    )
    show(_at(SessionState.PAUSED, paused_from=SessionState.LISTENING))
    assert _labels(page) == ["end the session", "go on"]
    page._keys.buttons[1].click()
    show(_at(SessionState.LISTENING))
    assert (page.confirming, _labels(page)) == (False, before)


@pytest.mark.parametrize("state", [SessionState.LISTENING, SessionState.TRANSCRIBED])
def test_the_first_key_lines_up_with_the_question(
    show: Show, qtbot: QtBot, state: SessionState
) -> None:
    page = show(_at(state))
    first = page._keys.buttons[0]
    edge = first if state is SessionState.TRANSCRIBED else first._key
    question = page._asked

    def edges() -> set[int]:
        return {part.mapTo(page, part.rect().topLeft()).x() for part in (edge, question)}

    qtbot.waitUntil(lambda: len(edges()) == 1)


def test_the_question_whether_to_end_goes_with_the_take(show: Show) -> None:
    page = show(_at(SessionState.LISTENING))
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not show(_at(SessionState.SAVED)).confirming


def test_a_finished_session_leads_to_its_answers(show: Show) -> None:
    page = show(_at(SessionState.FINISHED, answers=2))
    left: list[bool] = []
    page.left.connect(left.append)
    QTest.keyClick(page, Qt.Key.Key_Return)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left == [True, False]


def test_a_finished_session_without_an_answer_says_so_and_leads_back(show: Show) -> None:
    page = show(_at(SessionState.FINISHED))
    left: list[bool] = []
    page.left.connect(left.append)
    QTest.keyClick(page, Qt.Key.Key_Return)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left == [False, False]
    assert page._caption.text == "You answered nothing in this session."


@pytest.mark.parametrize(
    ("answers", "said"), [(1, "Your answer is in"), (2, "Your answers are in")]
)
def test_a_finished_session_says_where_its_answers_are(show: Show, answers: int, said: str) -> None:
    assert show(_at(SessionState.FINISHED, answers=answers))._caption.text.startswith(said)


def test_a_click_on_a_hint_leaves_the_keyboard_with_the_page(show: Show, qtbot: QtBot) -> None:
    page = show(_at(SessionState.LISTENING))
    qtbot.waitUntil(page.hasFocus)
    sent = _commands(page)
    button = next(each for each in page._keys.buttons if each.label == "pause")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sent == [SessionCommand.PAUSE]
    assert page.hasFocus()


def test_a_notice_offers_what_helps(show: Show) -> None:
    lost = Notice(NoticeKind.ERROR, "microphone", "The microphone went away.")
    page = show(_at(SessionState.PAUSED, resumable=True, notices=(lost,)))
    sent = _commands(page)
    banner = page._banners["microphone"]
    assert banner.text == "The microphone went away."
    banner._buttons[0].click()
    assert sent == [SessionCommand.RESUME]


def test_a_notice_that_was_taken_back_goes(show: Show) -> None:
    show(
        _at(
            SessionState.LISTENING,
            notices=(Notice(NoticeKind.CAUTION, "microphone", "No signal."),),
        )
    )
    page = show(_at(SessionState.LISTENING))
    assert page._banners["microphone"].text == ""


def test_a_notice_that_was_closed_stays_closed(show: Show) -> None:
    noticed = _at(
        SessionState.LISTENING, notices=(Notice(NoticeKind.CAUTION, "voice", "No voice."),)
    )
    page = show(noticed)
    page._banners["voice"]._close.click()
    assert show(replace(noticed, recorded=1.0))._banners["voice"].text == ""


def test_nothing_moves_when_the_state_changes(show: Show, qtbot: QtBot) -> None:
    def places(page: InterviewPage) -> list[int]:
        qtbot.wait(0)
        text = page._caption.caption
        parts = (page._asked, page._state, page._level, page._caption)
        return [*(part.y() for part in parts), text.y(), text.height()]

    before = places(show(_at(SessionState.ASKING)))
    for state in (SessionState.THINKING, SessionState.LISTENING, SessionState.SAVED):
        page = show(_at(state))
        page.show_caption("a " * 400, "b " * 20)
        assert places(page) == before
    doubtful = transcript_of("a " * 399 + "b", unsure="b")
    assert places(show(_at(SessionState.TRANSCRIBED, transcript=doubtful))) == before


def test_think_time_is_counted_down_in_whole_seconds(show: Show) -> None:
    page = show(_at(SessionState.THINKING))
    page.show_progress(LiveReadings(thinking_left=6.2))
    assert page._state.detail == "7 s"


def test_the_clock_runs_only_while_listening(show: Show) -> None:
    page = show(_at(SessionState.THINKING))
    page.show_progress(LiveReadings(-30.0, 37.0, 3.0))
    assert page._clock.text == "0:00"
    show(_at(SessionState.LISTENING)).show_progress(LiveReadings(-30.0, 37.0))
    assert page._clock.text == "0:37"


@pytest.mark.parametrize(
    ("recorded", "clock", "length"), [(10.4, "0:10", "10 s"), (10.6, "0:11", "11 s")]
)
def test_the_clock_shows_an_answer_as_long_as_it_is_said_to_be(
    show: Show, recorded: float, clock: str, length: str
) -> None:
    page = show(_at(SessionState.SAVED, recorded=recorded))
    assert page._clock.text == clock
    assert page._state.detail.startswith(length)


def test_it_fits_a_small_window(show: Show, qtbot: QtBot) -> None:
    page = show(_at(SessionState.LISTENING))
    page.resize(640, 440)

    def foot() -> int:
        return page._keys.buttons[0].mapTo(page, page._keys.buttons[0].rect().bottomLeft()).y()

    qtbot.waitUntil(lambda: page.height() == 440 and foot() <= 440)


def test_everything_that_takes_the_keyboard_has_a_name(show: Show) -> None:
    lost = Notice(NoticeKind.ERROR, "microphone", "The microphone went away.")
    page = show(_at(SessionState.PAUSED, resumable=True, notices=(lost,)))
    assert nameless(page) == []
