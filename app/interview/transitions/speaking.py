"""What the interviewer says: the questions, lead-ins, and remarks."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.effects import SessionEffect
from mock_interviewer.app.interview.session_state import SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.microphone import hold_recording, open_microphone
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.planning.plan import SessionMode


def say(
    context: SessionContext, occasion: Occasion, then: AfterSpeech, text: str = ""
) -> list[SessionEffect]:
    """Say a remark without changing the state: ``text``, or the usual one for the occasion."""
    words = text or context.wording.say(occasion)
    context.after_speech = then
    context.remark(occasion, _beside_question(context, words))
    context.update(interviewer_speaks=True)
    return [ef.SayText(words)]


def say_if_hands_free(context: SessionContext, occasion: Occasion) -> list[SessionEffect]:
    """Say a remark to a person who does not look at the screen; nothing follows."""
    return say(context, occasion, AfterSpeech.NOTHING) if context.behavior.hands_free else []


def interject(
    context: SessionContext,
    occasion: Occasion,
    text: str = "",
    then: AfterSpeech = AfterSpeech.RETURN,
) -> list[SessionEffect]:
    """Interrupt the current phase for a remark; by default, return to it afterwards.

    The remark is ``text``, or the usual one for the occasion.
    """
    held = hold_recording(context)
    _give_up_paused_speech(context)
    context.save_return_point()
    context.enter(SessionState.ASKING)
    return [*held, *say(context, occasion, then, text)]


def _give_up_paused_speech(context: SessionContext) -> None:
    """Give up paused speech that the remark replaces; ask the question again later."""
    if context.snapshot.paused_from is not SessionState.ASKING:
        return
    in_answer = (
        context.return_point is not None and context.return_point.state is SessionState.LISTENING
    )
    context.ask_again = context.after_speech is AfterSpeech.ANSWER
    context.pause_from(SessionState.LISTENING if in_answer else SessionState.THINKING)


def ask(
    context: SessionContext, lead: str | None = None, *, shown: bool = True
) -> list[SessionEffect]:
    """Ask the question, with its usual lead-in or with ``lead``.

    ``shown`` is whether the lead-in is shown while it is spoken.
    """
    context.enter(SessionState.ASKING)
    context.after_speech = AfterSpeech.ANSWER
    context.ask_again = False
    words = question_words(context) if lead is None else _joined(lead, context.question.spoken)
    context.remark(Occasion.NEXT_QUESTION, _beside_question(context, words) if shown else "")
    context.update(interviewer_speaks=True)
    opened = open_microphone(context) if context.behavior.barge_in else []
    return [*opened, ef.SayText(words)]


def stop_speaking(context: SessionContext) -> list[SessionEffect]:
    """Stop the current speech, if any; what would have followed is canceled."""
    if context.after_speech is None:
        return []
    note_silence(context)
    return [ef.StopSpeech()]


def note_silence(context: SessionContext) -> AfterSpeech | None:
    """Note that the interviewer is silent; return what was to follow.

    A lead-in is no longer shown once its question was asked; other remarks stay while true.
    """
    then, context.after_speech = context.after_speech, None
    context.update(interviewer_speaks=False)
    if then is AfterSpeech.ANSWER:
        context.update(remark="")
    return then


def question_words(context: SessionContext) -> str:
    """Return the spoken text of the question when asked for the first time."""
    if not context.behavior.hands_free:
        return context.question.spoken
    lead, context.lead = context.lead, ""
    if context.question.follow_up is not None:
        return _joined(lead or context.wording.say(Occasion.FOLLOW_UP), context.question.spoken)
    position = context.snapshot.position
    return _joined(lead, words_for_question(context, position))


def words_for_question(context: SessionContext, position: int) -> str:
    """Return the spoken text of the question at a position of the plan, always the same."""
    spoken = context.plan.questions[position - 1].spoken
    if not context.behavior.hands_free:
        return spoken
    if position not in context.words:
        wording, total = context.wording, len(context.plan.questions)
        first = _opening_words(context) if position == 1 else ""
        think = wording.think_time(context.plan.think_time) if position == 1 else ""
        context.words[position] = _joined(first, wording.lead_in(position, total), spoken, think)
    return context.words[position]


def _opening_words(context: SessionContext) -> str:
    wording, plan = context.wording, context.plan
    return _joined(
        wording.greeting(context.hour, len(plan.questions), plan.minutes),
        wording.answer_time(plan.answer_limit) if plan.mode is SessionMode.EXAM else "",
        wording.say(Occasion.COMMANDS),
    )


def _beside_question(context: SessionContext, text: str) -> str:
    """Return spoken text without the question, which the page shows already."""
    spoken = context.question.spoken
    return " ".join(text.replace(spoken, "", 1).split()) if spoken else text


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)
