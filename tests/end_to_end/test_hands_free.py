"""Whole sessions without a key: a candidate who is only heard, an interviewer who leaks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rig.leak import leaking
from rig.live_candidate import LiveCandidate, Turn, asked, confirming, reading
from rig.live_session import WRITTEN, LiveSession, Sitting
from rig.live_voice import LiveVoice, Said, words_of
from rig.pulse import MICROPHONE, PulseRig
from rig.sounds import loud
from rig.three_questions import BANK, NEWS, PASSAGES, PIECE, SENTENCE, SHELF
from rig.unplugging import unplugged
from rig.wait import wait_until
from rig.wer import word_error_rate, words

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.interview.session_state import SessionSnapshot, SessionState
from mock_interviewer.app.planning.bank_questions import planned_questions
from mock_interviewer.app.planning.plan import FollowUpRules, InterviewerBehavior, Plan
from mock_interviewer.app.store.database.records import TakeRecord, TakeStatus
from mock_interviewer.app.text.taken_back import kept_text
from mock_interviewer.audio.devices.device import DeviceName
from mock_interviewer.audio.files.sound_file import read_sound

pytestmark = [pytest.mark.rig, pytest.mark.model]

MINUTES = 4
WORST_WER = 0.25
"""Of a small model that hears a synthetic voice; a transcript of something else is near 1."""
PAUSE = 5.0
LONG = 4 * 32_000
"""Bytes of four seconds of a recording."""
SPEECH = 0.05
"""What the candidate is louder than and the leak is not."""
RUN = 3
"""Words in a row that nobody says by chance whom the interviewer did not put them in the mouth."""

NEXT = "Next question, please."
WHOLE = (
    Turn(asked(1), ("Could you repeat the question, please?",)),
    Turn(asked(1), (PASSAGES[0], PAUSE, PASSAGES[1])),
    Turn(reading(1), (NEXT,)),
    Turn(asked(1, follow_up=True), (NEWS,)),
    Turn(reading(1, follow_up=True), (NEXT,)),
    Turn(asked(2), ("Skip this question.",)),
    Turn(confirming, ("Yes.",)),
    Turn(asked(3), (SENTENCE, 1.2, "Let me start over.")),
    Turn(confirming, ("Yes.",)),
    Turn(asked(3, attempt=2), (PIECE,)),
    Turn(reading(3), (NEXT,)),
)


RESUME = "Resume the interview."
UNSEARCHED = "An index counts the words of every page."
SCRATCH = "No, scratch that."


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> LiveVoice:
    """Return the candidate's voice, which has rehearsed all that is said here."""
    texts = [part for turn in WHOLE for part in turn.says if isinstance(part, str)]
    texts += [RESUME, UNSEARCHED, SCRATCH]
    return LiveVoice.rehearse(texts, tmp_path_factory.mktemp("said"))


@contextmanager
def held(
    rig: PulseRig, data: Path, voice: LiveVoice, sitting: Sitting, turns: Sequence[Turn]
) -> Iterator[tuple[LiveSession, LiveCandidate]]:
    """Hold a session with a candidate who takes these turns, and whose microphone hears it all."""
    candidate = LiveCandidate(rig, voice, turns)
    session = LiveSession(DataFolder.at(data), sitting, candidate.watch)
    with leaking(rig), candidate, session:
        yield session, candidate


def sitting(
    questions: int,
    microphone: DeviceName | None = None,
    *,
    think: float = 10.0,
    follow_ups_asked: int = 2,
) -> Sitting:
    plan = Plan(
        planned_questions(BANK, BANK.questions[:questions]),
        think_time=think,
        follow_ups=FollowUpRules(most=follow_ups_asked),
        seed=1,
    )
    return Sitting(plan, SHELF, microphone=microphone)


def row(take: TakeRecord) -> tuple[str, int, int, int | None, str, tuple[str, ...]]:
    return (take.question, take.position, take.attempt, take.follow_up, take.status, take.flags)


def heard(take: TakeRecord) -> str:
    assert take.transcript is not None
    return take.transcript.text


def runs(text: str) -> set[tuple[str, ...]]:
    """Return each ``RUN`` words in a row of a text."""
    said = words(text)
    return {tuple(said[start : start + RUN]) for start in range(len(said) - RUN + 1)}


def speech(take: TakeRecord) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return for each hundredth of a second of a recording whether somebody spoke near by."""
    assert take.recording is not None
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = loud(read_sound(take.recording), SPEECH)
    return found


def longest_silence(take: TakeRecord) -> float:
    """Return the seconds of the longest pause between words of a recording."""
    return float(np.diff(np.flatnonzero(speech(take))).max()) / 100


def recordings(data: Path) -> list[Path]:
    return list(data.glob("sessions/*/*.wav"))


def reached(session: LiveSession, true: Callable[[SessionSnapshot], bool], seconds: float) -> None:
    wait_until(lambda: bool(session.seen) and true(session.seen[-1]), seconds)


def test_a_session_of_three_questions_is_held_by_voice_alone_and_leaves_the_takes_expected(
    pulse: PulseRig, tmp_path: Path, voice: LiveVoice
) -> None:
    with held(pulse, tmp_path, voice, sitting(3), WHOLE) as (session, candidate):
        session.wait(MINUTES * 60 + WRITTEN)
    assert tuple(candidate.taken) == WHOLE
    saved, skipped = TakeStatus.SAVED, TakeStatus.SKIPPED
    assert [row(take) for take in session.takes] == [
        ("search", 1, 1, None, saved, ()),
        ("search", 1, 1, 1, saved, ()),
        ("overfitting", 2, 1, None, skipped, ()),
        ("token", 3, 1, None, saved, ("scratched",)),
        ("token", 3, 2, None, saved, ()),
    ]
    search, news, _, scratched, token = session.takes
    answers: dict[str, tuple[TakeRecord, Said]] = {
        "search": (search, WHOLE[1].says),
        "news": (news, WHOLE[3].says),
        "scratched": (scratched, WHOLE[7].says),
        "token": (token, WHOLE[9].says),
    }
    spoken = set().union(*map(runs, session.said))
    for name, (take, said) in answers.items():
        assert word_error_rate(words_of(said), heard(take)) < WORST_WER, name
        assert not runs(heard(take)) & (spoken - runs(words_of(said))), name
        assert np.count_nonzero(speech(take)) > 100, name
    assert longest_silence(search) == pytest.approx(PAUSE, abs=0.5)
    assert session.said[1].endswith(BANK.questions[0].text)
    assert set(session.feedback) == {take.id for take in session.takes if take.recording}


def test_a_microphone_that_is_pulled_out_in_mid_answer_continues_the_same_take_when_it_is_back(
    pulse: PulseRig, tmp_path: Path, voice: LiveVoice
) -> None:
    back: list[bool] = []
    turns = (
        Turn(asked(1), (PASSAGES[0], 0.5, NEWS)),
        Turn(lambda now: bool(back) and now.state is SessionState.LISTENING, (PASSAGES[1],)),
    )
    named = replace(
        sitting(1, DeviceName(MICROPHONE, "ALSA"), follow_ups_asked=0),
        behavior=InterviewerBehavior(feedback_time=1.0),
    )
    with held(pulse, tmp_path, voice, named, turns) as (session, candidate):
        reached(session, lambda now: now.state is SessionState.LISTENING, 60.0)
        wait_until(lambda: sum(each.stat().st_size for each in recordings(tmp_path)) > LONG, 20.0)
        with unplugged(pulse):
            reached(session, lambda now: now.state is SessionState.PAUSED, 20.0)
            reached(session, lambda now: not now.interviewer_speaks, 30.0)
            assert session.seen[-1].state is SessionState.PAUSED
        back.append(True)
        session.wait(120.0 + WRITTEN)
    assert tuple(candidate.taken) == turns
    (answer,) = session.takes
    assert row(answer)[:5] == ("search", 1, 1, None, TakeStatus.SAVED)
    assert "device-lost" in answer.flags
    told = " ".join(PASSAGES)
    assert word_error_rate(told, heard(answer)) < 2 * WORST_WER, "the end of the first part is lost"
    assert heard(answer).rstrip(".").endswith("all I can say")
    others = set().union(*map(runs, session.said)) - runs(told)
    assert not runs(heard(answer)) & others


def test_a_microphone_that_goes_silent_in_mid_answer_pauses_and_continues_the_same_take(
    pulse: PulseRig, tmp_path: Path, voice: LiveVoice
) -> None:
    back: list[bool] = []
    turns = (
        Turn(asked(1), (PASSAGES[0], 0.5, NEWS)),
        Turn(lambda now: bool(back) and now.state is SessionState.LISTENING, (PASSAGES[1],)),
    )
    held_by = replace(
        sitting(1, follow_ups_asked=0), behavior=InterviewerBehavior(feedback_time=1.0)
    )
    with held(pulse, tmp_path, voice, held_by, turns) as (session, candidate):
        reached(session, lambda now: now.state is SessionState.LISTENING, 60.0)
        wait_until(lambda: sum(each.stat().st_size for each in recordings(tmp_path)) > LONG, 20.0)
        before = len(session.said)
        with pulse.muted():
            reached(session, lambda now: now.state is SessionState.PAUSED, 20.0)
            reached(session, lambda now: not now.interviewer_speaks, 30.0)
            (notice,) = session.seen[-1].notices
            assert "muted" in notice.text
            assert "microphone" in session.said[before].lower()
        back.append(True)
        session.wait(120.0 + WRITTEN)
    assert tuple(candidate.taken) == turns
    (answer,) = session.takes
    assert row(answer)[:5] == ("search", 1, 1, None, TakeStatus.SAVED)
    assert runs(heard(answer)) & runs(PASSAGES[0])
    assert runs(heard(answer)) & runs(PASSAGES[1])


def test_scratch_that_takes_back_a_sentence_and_the_answer_goes_on(
    pulse: PulseRig, tmp_path: Path, voice: LiveVoice
) -> None:
    turns = (Turn(asked(1), (UNSEARCHED, 1.0, SCRATCH, 1.0, NEWS)),)
    held_by = replace(
        sitting(1, follow_ups_asked=0), behavior=InterviewerBehavior(feedback_time=1.0)
    )
    with held(pulse, tmp_path, voice, held_by, turns) as (session, candidate):
        session.wait(120.0 + WRITTEN)
    assert tuple(candidate.taken) == turns
    (answer,) = session.takes
    assert row(answer) == ("search", 1, 1, None, TakeStatus.SAVED, ())
    assert word_error_rate(words_of((UNSEARCHED, SCRATCH, NEWS)), heard(answer)) < WORST_WER
    kept = " ".join(kept_text(heard(answer)).split())
    assert not runs(kept) & runs(UNSEARCHED)
    assert runs(kept) & runs(NEWS)


def test_nobody_is_asked_for_once_and_then_waited_for_with_nothing_recorded(
    pulse: PulseRig, tmp_path: Path, voice: LiveVoice
) -> None:
    turns = (
        Turn(
            lambda now: now.state is SessionState.PAUSED and not now.interviewer_speaks, (RESUME,)
        ),
    )
    with held(pulse, tmp_path, voice, sitting(1, think=1.0), turns) as (session, _):
        reached(session, lambda now: now.state is SessionState.PAUSED, 90.0)
        before = len(session.said)
        wait_until(lambda: not recordings(tmp_path), 20.0)
        reached(session, lambda now: now.state is SessionState.THINKING, 30.0)
        session.end()
        session.wait(30.0 + WRITTEN)
    question = BANK.questions[0].text
    first, still_there, paused, *again = session.said
    assert before == 3
    assert question in first
    assert "?" in still_there
    assert "Say continue" in paused
    assert [question in text for text in again] == [True]
    assert [row(take)[4] for take in session.takes] == [TakeStatus.SKIPPED]
    assert not recordings(tmp_path)
