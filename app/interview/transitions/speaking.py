"""What the interviewer says: the questions, and the words around them."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.microphone import hold_recording, open_microphone
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.planning.plan import SessionMode


def say(at: SessionContext, text: str, then: AfterSpeech) -> list[SessionEffect]:
    """Say a remark; the state stays as it is."""
    at.then = then
    at.update(remark=_beside_question(at, text), interviewer_speaks=True)
    return [ef.SayText(text)]


def say_if_hands_free(at: SessionContext, occasion: Occasion) -> list[SessionEffect]:
    """Tell somebody who does not look at the screen; nothing follows."""
    return say(at, at.wording.say(occasion), AfterSpeech.NOTHING) if at.manner.hands_free else []


def interject(
    at: SessionContext, text: str, then: AfterSpeech = AfterSpeech.BACK
) -> list[SessionEffect]:
    """Hold what goes on and say a remark; it goes on afterwards, or as ``then`` has it."""
    held = hold_recording(at)
    _give_up_held_words(at)
    at.remember_place()
    at.enter(SessionState.ASKING)
    return [*held, *say(at, text, then)]


def _give_up_held_words(at: SessionContext) -> None:
    """Ask again later what was held in the middle of its words: others take their place."""
    if at.snapshot.paused_from is not SessionState.ASKING:
        return
    in_answer = at.place is not None and at.place.state is SessionState.LISTENING
    at.ask_again = at.then is AfterSpeech.ANSWER
    at.pause_from(SessionState.LISTENING if in_answer else SessionState.THINKING)


def ask(at: SessionContext, lead: str | None = None) -> list[SessionEffect]:
    """Ask the question: the first time with what leads to it, or after ``lead``."""
    at.enter(SessionState.ASKING)
    at.then = AfterSpeech.ANSWER
    at.ask_again = False
    words = question_words(at) if lead is None else _joined(lead, at.question.spoken)
    at.update(remark=_beside_question(at, words), interviewer_speaks=True)
    opened = open_microphone(at) if at.manner.barge_in else []
    return [*opened, ef.SayText(words)]


def stop_speaking(at: SessionContext) -> list[SessionEffect]:
    """Stop what is being said, where anything is; what would have followed does not."""
    if at.then is None:
        return []
    note_silence(at)
    return [ef.StopSpeech()]


def note_silence(at: SessionContext) -> AfterSpeech | None:
    """Note that nothing is being said any more; return what was to follow.

    What leads to a question is no longer shown once that was asked; other remarks stay.
    """
    then, at.then = at.then, None
    at.update(interviewer_speaks=False)
    if then is AfterSpeech.ANSWER:
        at.update(remark="")
    return then


def question_words(at: SessionContext) -> str:
    """Return all that is said when the question is asked for the first time."""
    if not at.manner.hands_free:
        return at.question.spoken
    if at.question.follow_up is not None:
        return _joined(at.wording.say(Occasion.ASKING_BACK), at.question.spoken)
    lead, at.lead = at.lead, ""
    position = at.snapshot.position
    return _joined(lead, words_for_question(at, position))


def words_for_question(at: SessionContext, position: int) -> str:
    """Return what is said for the question at a position of the plan, always the same."""
    spoken = at.plan.questions[position - 1].spoken
    if not at.manner.hands_free:
        return spoken
    if position not in at.words:
        wording, total = at.wording, len(at.plan.questions)
        first = _opening_words(at) if position == 1 else ""
        think = wording.think_time(at.plan.think_time) if position == 1 else ""
        at.words[position] = _joined(first, wording.lead_in(position, total), spoken, think)
    return at.words[position]


def _opening_words(at: SessionContext) -> str:
    wording, plan = at.wording, at.plan
    return _joined(
        wording.greeting(at.hour, len(plan.questions), plan.minutes),
        wording.answer_time(plan.answer_limit) if plan.mode is SessionMode.EXAM else "",
        wording.say(Occasion.COMMANDS),
    )


def _beside_question(at: SessionContext, text: str) -> str:
    """Return what is said without the question, which is shown already."""
    spoken = at.question.spoken
    return " ".join(text.replace(spoken, "", 1).split()) if spoken else text


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
