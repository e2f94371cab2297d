from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.child import child
from rig.shown_interview import Show, ShownInterview, begun_interview
from rig.stored_library import transcript_of

from mock_interviewer.app.interview.session_state import (
    SessionCommand,
    SessionSnapshot,
    SessionState,
)
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.status_notices import Notice, NoticeKind
from mock_interviewer.app.ui.interview.answer_text import CAPTIONS_HELD
from mock_interviewer.app.ui.interview.words import LiveReadings
from mock_interviewer.app.ui.style.theme import Theme
from mock_interviewer.app.ui.toolkit.shortcuts import visible_shortcuts
from mock_interviewer.app.ui.widgets.labels import TextLabel
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


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (SessionState.OPENING, "Getting ready"),
        (SessionState.ASKING, "Interviewer speaking"),
        (SessionState.THINKING, "Time to think"),
        (SessionState.LISTENING, "Listening"),
        (SessionState.SAVING, "Saving"),
        (SessionState.SAVED, "Saved"),
        (SessionState.TRANSCRIBED, "Saved"),
        (SessionState.PAUSED, "Paused"),
    ],
)
def test_the_state_line_shows_the_state(show: Show, state: SessionState, word: str) -> None:
    assert show(_at(state)).state.label == word


def test_listening_is_shown_in_no_other_state(show: Show) -> None:
    for state in set(SessionState) - {SessionState.LISTENING}:
        assert show(_at(state)).state.label != "Listening"


def test_saved_is_shown_before_the_transcript_exists(show: Show) -> None:
    interview = show(_at(SessionState.SAVED, recorded=84.0))
    assert (interview.state.label, interview.state.detail) == ("Saved", "1 min 24 s · Transcribing")


def test_a_question_that_looks_like_html_is_shown_literally(show: Show) -> None:
    interview = show(ASKING)
    assert interview.question.question.plain == "What is <b>perplexity</b>?"
    assert "&lt;b&gt;" in interview.question.question.text()


def test_a_transcript_that_looks_like_html_is_shown_literally(show: Show) -> None:
    interview = show(_at(SessionState.TRANSCRIBED, transcript=_transcript("<i>loss</i>")))
    assert interview.answer.text == "<i>loss</i>"


def test_an_answer_without_speech_says_so(show: Show) -> None:
    interview = show(_at(SessionState.TRANSCRIBED, transcript=_transcript("")))
    assert interview.answer.text == "No speech was detected in this answer."


def test_a_failed_transcript_says_that_the_answer_is_saved(show: Show) -> None:
    interview = show(_at(SessionState.TRANSCRIBED, transcript_failed=True))
    assert interview.answer.text.startswith("Your answer is saved.")


def test_captions_stay_until_the_transcript_arrives(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.page.show_caption("It is the", "loss")
    assert interview.answer.text == "It is the loss …"
    assert interview.state.label == "Listening"
    for state in (
        SessionState.PAUSED,
        SessionState.LISTENING,
        SessionState.SAVING,
        SessionState.SAVED,
    ):
        assert show(_at(state)).answer.text == "It is the loss …"
    show(_at(SessionState.TRANSCRIBED, transcript=_transcript("It is the loss.")))
    assert interview.answer.text == "It is the loss."


def test_a_caption_after_the_transcript_is_ignored(show: Show) -> None:
    interview = show(_at(SessionState.TRANSCRIBED, transcript=_transcript("It is the loss.")))
    interview.page.show_caption("It is", "late")
    assert interview.answer.text == "It is the loss."


def test_another_take_starts_with_an_empty_caption(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.page.show_caption("It is the", "loss")
    assert show(replace(ASKING, state=SessionState.OPENING, take=None)).answer.text == ""
    interview.page.show_caption("It is the", "loss")
    interview.page.begin(Plan((QUESTION,)))
    assert interview.answer.text == ""


def test_the_legend_names_missing_passages_and_unsure_words(show: Show) -> None:
    short = replace(_transcript("It is the loss."), flags=("cut-off",))
    missing = "A passage is missing here. You can hear it in the recording."
    assert show(_at(SessionState.TRANSCRIBED, transcript=short)).answer.legend == missing
    doubtful = replace(transcript_of("It is", unsure="is"), flags=("repetition",))
    show(replace(ASKING, take=None))
    interview = show(_at(SessionState.TRANSCRIBED, transcript=doubtful))
    assert interview.answer.legend == f"{missing} Dotted words may be wrong."


def test_an_answer_without_recognized_words_says_so(show: Show) -> None:
    interview = show(
        _at(SessionState.TRANSCRIBED, transcript=replace(_transcript("x"), segments=()))
    )
    assert interview.answer.text == ("The speech couldn't be transcribed. The recording is saved.")


def test_the_legend_is_shown_only_for_unsure_words(show: Show) -> None:
    doubtful = transcript_of("It is the loss", unsure="loss")
    interview = show(_at(SessionState.TRANSCRIBED, transcript=doubtful))
    assert interview.answer.legend == "Dotted words may be wrong."
    show(replace(ASKING, take=None))
    assert interview.answer.legend == ""
    assert show(_at(SessionState.TRANSCRIBED, transcript=_transcript("It is"))).answer.legend == ""


def test_held_captions_are_explained_only_while_listening(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING, captions_held=True))
    assert interview.answer.text == CAPTIONS_HELD
    interview.page.show_caption("It is the", "loss")
    assert interview.answer.text == f"It is the loss …\n{CAPTIONS_HELD}"
    for state in set(SessionState) - {
        SessionState.LISTENING,
        SessionState.CLOSING,
        SessionState.FINISHED,
    }:
        assert show(_at(state, captions_held=True)).answer.text == "It is the loss …"
    assert show(_at(SessionState.LISTENING, captions_held=True)).answer.text.endswith(CAPTIONS_HELD)
    assert show(_at(SessionState.LISTENING)).answer.text == "It is the loss …"


def test_another_take_starts_without_the_note_on_held_captions(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING, captions_held=True))
    interview.page.show_caption("It is the", "loss")
    assert show(_at(SessionState.LISTENING, take="s-03")).answer.text == ""


@pytest.mark.parametrize("size", [(1000, 700), (640, 480)])
def test_the_note_on_held_captions_is_visible_and_moves_nothing(
    show: Show, qtbot: QtBot, size: tuple[int, int]
) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.page.resize(*size)
    caption = interview.answer.caption
    interview.page.show_caption("It is the loss of a model.", "And it")
    qtbot.waitUntil(lambda: interview.page.height() == size[1] and caption.height() > 60)

    def place_of(words: str) -> QRect:
        return caption.cursorRect(caption.document().find(words))

    before = place_of("loss"), caption.geometry()
    show(_at(SessionState.LISTENING, captions_held=True))
    assert (place_of("loss"), caption.geometry()) == before
    assert caption.viewport().rect().contains(place_of("recorded."))


def test_a_failed_transcript_says_saved_only_once_the_answer_is_saved(
    show: Show,
) -> None:
    interview = show(_at(SessionState.LISTENING, transcript_failed=True))
    assert interview.answer.text.startswith("Your answer is being recorded.")
    assert show(_at(SessionState.TRANSCRIBED, transcript_failed=True)).answer.text.startswith(
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
def test_a_key_sends_its_command(
    show: Show, state: SessionState, key: Qt.Key, command: SessionCommand
) -> None:
    interview = show(_at(state))
    interview.press(key)
    assert interview.commands == [command]


def test_p_resumes_a_paused_session(show: Show) -> None:
    interview = show(_at(SessionState.PAUSED, paused_from=SessionState.LISTENING, resumable=True))
    interview.press(Qt.Key.Key_P)
    assert interview.commands == [SessionCommand.RESUME]


def test_a_key_held_down_acts_once(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    QTest.simulateEvent(
        interview.page, True, Qt.Key.Key_Space.value, Qt.KeyboardModifier.NoModifier, " ", True
    )
    assert interview.commands == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_T])
def test_keys_without_an_action_do_nothing(show: Show, key: Qt.Key) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.press(key)
    assert interview.commands == []


def test_escape_asks_for_confirmation_during_a_take(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.press(Qt.Key.Key_Escape)
    assert (interview.page.confirming, interview.commands) == (True, [SessionCommand.PAUSE])
    interview.press(Qt.Key.Key_Return)
    assert (interview.page.confirming, interview.commands) == (
        False,
        [SessionCommand.PAUSE, SessionCommand.END],
    )


def test_a_second_escape_continues(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.press(Qt.Key.Key_Escape)
    interview.press(Qt.Key.Key_Escape)
    assert (interview.page.confirming, interview.commands) == (
        False,
        [SessionCommand.PAUSE, SessionCommand.RESUME],
    )


def test_other_keys_do_nothing_during_the_confirmation(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.press(Qt.Key.Key_Escape)
    interview.press(Qt.Key.Key_Space)
    assert interview.commands == [SessionCommand.PAUSE]


def test_the_confirmation_shows_only_its_two_keys(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    before = interview.key_labels
    interview.press(Qt.Key.Key_Escape)
    assert interview.key_labels == ["end the session", "continue"]
    assert visible_shortcuts(interview.page)[0].shortcuts == (
        (("Enter",), "End the session"),
        (("Esc",), "Continue"),
    )
    show(_at(SessionState.PAUSED, paused_from=SessionState.LISTENING))
    assert interview.key_labels == ["end the session", "continue"]
    interview.keys.buttons[1].click()
    show(_at(SessionState.LISTENING))
    assert not interview.page.confirming
    assert interview.key_labels == before


@pytest.mark.parametrize(
    "state", [SessionState.THINKING, SessionState.LISTENING, SessionState.TRANSCRIBED]
)
def test_the_first_key_aligns_with_the_question(
    show: Show, qtbot: QtBot, state: SessionState
) -> None:
    interview = show(_at(state))
    first = interview.keys.buttons[0]
    edge = child(first, TextLabel) if state is SessionState.THINKING else first
    question = interview.question

    def edges() -> set[int]:
        return {part.mapTo(interview.page, part.rect().topLeft()).x() for part in (edge, question)}

    qtbot.waitUntil(lambda: len(edges()) == 1)


def test_the_confirmation_closes_when_the_take_ends(show: Show) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.press(Qt.Key.Key_Escape)
    assert not show(_at(SessionState.SAVED)).page.confirming


def test_a_finished_session_leads_to_its_answers(show: Show) -> None:
    interview = show(_at(SessionState.FINISHED, answers=2))
    left: list[bool] = []
    interview.page.left.connect(left.append)
    interview.press(Qt.Key.Key_Return)
    interview.press(Qt.Key.Key_Escape)
    assert left == [True, False]


def test_a_finished_session_without_answers_leads_back(show: Show) -> None:
    interview = show(_at(SessionState.FINISHED))
    left: list[bool] = []
    interview.page.left.connect(left.append)
    interview.press(Qt.Key.Key_Return)
    interview.press(Qt.Key.Key_Escape)
    assert left == [False, False]
    assert interview.answer.text == "You didn't answer any questions in this session."


@pytest.mark.parametrize(
    ("answers", "said"), [(1, "Your answer is in"), (2, "Your answers are in")]
)
def test_a_finished_session_says_where_its_answers_are(show: Show, answers: int, said: str) -> None:
    assert show(_at(SessionState.FINISHED, answers=answers)).answer.text.startswith(said)


def test_a_click_on_a_key_leaves_the_focus_on_the_page(show: Show, qtbot: QtBot) -> None:
    interview = show(_at(SessionState.LISTENING))
    qtbot.waitUntil(interview.page.hasFocus)
    button = next(each for each in interview.keys.buttons if each.label == "pause")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert interview.commands == [SessionCommand.PAUSE]
    assert interview.page.hasFocus()


def test_a_notice_offers_what_helps(show: Show) -> None:
    lost = Notice(NoticeKind.ERROR, "microphone", "The microphone disconnected.")
    interview = show(_at(SessionState.PAUSED, resumable=True, notices=(lost,)))
    assert interview.banners == ["The microphone disconnected."]
    interview.click("Resume")
    assert interview.commands == [SessionCommand.RESUME]


def test_a_withdrawn_notice_disappears(show: Show) -> None:
    show(
        _at(
            SessionState.LISTENING,
            notices=(Notice(NoticeKind.CAUTION, "microphone", "No signal."),),
        )
    )
    interview = show(_at(SessionState.LISTENING))
    assert interview.banners == []


def test_a_dismissed_notice_stays_dismissed(show: Show) -> None:
    noticed = _at(
        SessionState.LISTENING, notices=(Notice(NoticeKind.CAUTION, "voice", "No voice."),)
    )
    interview = show(noticed)
    interview.click("Dismiss")
    assert show(replace(noticed, recorded=1.0)).banners == []


def test_nothing_moves_when_the_state_changes(show: Show, qtbot: QtBot) -> None:
    def places(interview: ShownInterview) -> list[int]:
        qtbot.wait(0)
        text = interview.answer.caption
        parts = (interview.question, interview.state, interview.level, interview.answer)
        return [*(part.y() for part in parts), text.y(), text.height()]

    before = places(show(_at(SessionState.ASKING)))
    for state in (SessionState.THINKING, SessionState.LISTENING, SessionState.SAVED):
        interview = show(_at(state))
        interview.page.show_caption("a " * 400, "b " * 20)
        assert places(interview) == before
    doubtful = transcript_of("a " * 399 + "b", unsure="b")
    assert places(show(_at(SessionState.TRANSCRIBED, transcript=doubtful))) == before


def test_think_time_is_counted_down_in_whole_seconds(show: Show) -> None:
    interview = show(_at(SessionState.THINKING))
    interview.page.show_progress(LiveReadings(think_time_left=6.2))
    assert interview.state.detail == "7 s"


def test_the_clock_runs_only_while_listening(show: Show) -> None:
    interview = show(_at(SessionState.THINKING))
    interview.page.show_progress(LiveReadings(-30.0, 37.0, 3.0))
    assert interview.clock.text == "0:00"
    show(_at(SessionState.LISTENING)).page.show_progress(LiveReadings(-30.0, 37.0))
    assert interview.clock.text == "0:37"


@pytest.mark.parametrize(
    ("recorded", "clock", "length"), [(10.4, "0:10", "10 s"), (10.6, "0:11", "11 s")]
)
def test_the_clock_and_the_state_line_round_alike(
    show: Show, recorded: float, clock: str, length: str
) -> None:
    interview = show(_at(SessionState.SAVED, recorded=recorded))
    assert interview.clock.text == clock
    assert interview.state.detail.startswith(length)


def test_the_page_fits_a_small_window(show: Show, qtbot: QtBot) -> None:
    interview = show(_at(SessionState.LISTENING))
    interview.page.resize(640, 440)

    def foot() -> int:
        return (
            interview.keys.buttons[0]
            .mapTo(interview.page, interview.keys.buttons[0].rect().bottomLeft())
            .y()
        )

    qtbot.waitUntil(lambda: interview.page.height() == 440 and foot() <= 440)


def test_everything_that_takes_the_focus_has_a_name(show: Show) -> None:
    lost = Notice(NoticeKind.ERROR, "microphone", "The microphone disconnected.")
    interview = show(_at(SessionState.PAUSED, resumable=True, notices=(lost,)))
    assert nameless(interview.page) == []
