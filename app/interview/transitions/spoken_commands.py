"""Commands given by voice."""

from typing import Final

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.commands_heard.plain_words import plain_words
from mock_interviewer.app.interview.commands_heard.spoken_command import (
    CONFIRMING,
    NEEDS_CONFIRMATION,
    OUTSIDE_ANSWER,
    WHILE_PAUSED,
    WITHIN_ANSWER,
    RecognizedCommand,
    SpokenCommand,
)
from mock_interviewer.app.interview.commands_heard.understanding import understand
from mock_interviewer.app.interview.effects import SessionEffect, SessionTimer
from mock_interviewer.app.interview.session_state import SessionCommand, SessionState
from mock_interviewer.app.interview.speech.wording import Occasion
from mock_interviewer.app.interview.transitions.after_speech import (
    cancel_confirmation,
    confirm,
    return_after_speech,
)
from mock_interviewer.app.interview.transitions.answering import (
    TAKE_TIMERS,
    close_recorder,
    give_a_moment,
    think,
)
from mock_interviewer.app.interview.transitions.key_commands import (
    pause,
    repeat,
    resume,
    retry,
    skip_or_end,
    skip_take,
)
from mock_interviewer.app.interview.transitions.microphone import discard_recording
from mock_interviewer.app.interview.transitions.session_context import AfterSpeech, SessionContext
from mock_interviewer.app.interview.transitions.speaking import interject, say
from mock_interviewer.app.interview.transitions.takes import next_question, stop_early, try_again
from mock_interviewer.app.text.taken_back import kept_text


def within_answer(context: SessionContext, began: float) -> bool:
    """Return whether the answer had started earlier; its first words may be a command."""
    first = context.take.answer_began
    return (
        context.snapshot.state is SessionState.LISTENING
        and first is not None
        and began > first + _ONSET_TOLERANCE
    )


def utterance_heard(context: SessionContext, text: str, began: float) -> list[SessionEffect]:
    """Carry out a short utterance if it is a command."""
    within = within_answer(context, began)
    wanted = _accepted_commands(context, within=within)
    found = understand(text, wanted, within_answer=within) if wanted else None
    if found is None:
        return []
    if context.snapshot.state is SessionState.CONFIRMING:
        return confirmation_answered(
            context, yes=found.command in {SpokenCommand.YES, context.confirming}
        )
    if within and found.command is SpokenCommand.SCRATCH and not kept_text(text).strip():
        # "Scratch that" takes back a sentence; the answer goes on.
        return []
    if not within and context.last_speech > began + _ONSET_TOLERANCE:
        return []
    begun = [] if within else _discard_beginning(context)
    if found.command in NEEDS_CONFIRMATION and not _costs_nothing(
        context, found.command, within=within
    ):
        if within or not _is_unmistakable(found, text):
            return [*begun, *confirm(context, found.command)]
        return [*begun, *_confirmed(context, found.command)]
    obeyed = _obey(context, found)
    return [*begun, *(obeyed or (think(context) if begun else []))]


def confirmation_answered(context: SessionContext, *, yes: bool) -> list[SessionEffect]:
    """Carry out or cancel the command that the interviewer asked about."""
    if context.snapshot.state is not SessionState.CONFIRMING or context.confirming is None:
        return []
    if not yes:
        return cancel_confirmation(context)
    command, context.confirming = context.confirming, None
    context.restore_return_point()
    return [ef.StopTimer(SessionTimer.CONFIRM), *_confirmed(context, command)]


def meaning_looked_up(
    context: SessionContext, subject: str, meaning: str | None
) -> list[SessionEffect]:
    """Say what a term means, or that there is no definition; then continue."""
    if context.after_speech is not None or context.snapshot.state not in _WAITING:
        return []
    occasion = Occasion.NOT_DEFINED if meaning is None else Occasion.DEFINING
    words = context.wording.say(occasion, term=subject)
    return interject(context, occasion, f"{words} {meaning or ''}".strip())


def _accepted_commands(context: SessionContext, *, within: bool) -> frozenset[SpokenCommand]:
    match context.snapshot.state:
        case SessionState.CONFIRMING if context.confirming is not None:
            return CONFIRMING | {context.confirming}
        case SessionState.PAUSED:
            return WHILE_PAUSED
        case SessionState.LISTENING if within:
            return WITHIN_ANSWER
        case state if state in _WAITING:
            return OUTSIDE_ANSWER
        case _:
            return frozenset()


_WAITING: Final = {
    SessionState.THINKING,
    SessionState.LISTENING,
    SessionState.SAVED,
    SessionState.TRANSCRIBED,
}
"""States in which it is the person's turn."""
_SENTENCE_WORDS: Final = 4
"""Words from which a command is a sentence, such as "Can we skip this?"."""
_NAMED_BY: Final = {
    SpokenCommand.SKIP: frozenset({"skip"}),
    SpokenCommand.STOP: frozenset({"stop", "end", "finish", "quit"}),
}
"""Words that name a command, unlike "I don't know", by which one may also think aloud."""
_ONSET_TOLERANCE: Final = 0.5
"""Seconds by which two detectors may differ on the beginning of one utterance."""


def _discard_beginning(context: SessionContext) -> list[SessionEffect]:
    """Discard the recording of a command that looked like the beginning of an answer."""
    if context.snapshot.state is not SessionState.LISTENING:
        return []
    dropped = [*discard_recording(context), *(ef.StopTimer(timer) for timer in TAKE_TIMERS)]
    context.enter(SessionState.THINKING)
    context.update(person_speaks=False)
    return dropped


def _costs_nothing(context: SessionContext, command: SpokenCommand, *, within: bool) -> bool:
    """Return whether nothing can be lost: nothing was said yet, or all is saved."""
    return command is SpokenCommand.SCRATCH and (
        context.answered or not (within or context.answering)
    )


def _is_unmistakable(found: RecognizedCommand, text: str) -> bool:
    """Return whether a whole sentence was heard rightly that can mean nothing but the command.

    A short phrase such as "skip it" might be a mishearing, or said to oneself.
    """
    words = plain_words(text)
    named = not _NAMED_BY.get(found.command, frozenset()).isdisjoint(words)
    return named and found.certainty == 1.0 and len(words) >= _SENTENCE_WORDS


def _obey(context: SessionContext, found: RecognizedCommand) -> list[SessionEffect]:
    wording = context.wording
    match found.command:
        case SpokenCommand.REPEAT:
            return _ask_again(context, wording.say(Occasion.REPEATING))
        case SpokenCommand.REPHRASE:
            return _rephrase(context)
        case SpokenCommand.NEXT | SpokenCommand.DONE if context.answered:
            return next_question(context)
        case SpokenCommand.DONE if context.answering:
            return close_recorder(context)
        case SpokenCommand.NEXT | SpokenCommand.DONE:
            return confirm(context, SpokenCommand.SKIP)
        case SpokenCommand.PAUSE:
            return [
                *pause(context),
                *say(context, Occasion.PAUSED, AfterSpeech.NOTHING),
            ]
        case SpokenCommand.RESUME:
            return resume(context)
        case SpokenCommand.MOMENT:
            return give_a_moment(context)
        case SpokenCommand.MEANING:
            return [ef.LookUpMeaning(context.question, found.subject)]
        case SpokenCommand.SCRATCH:
            return (
                retry(context) if context.answered else interject(context, Occasion.STARTING_OVER)
            )
        case _:
            return []


def _confirmed(context: SessionContext, command: SpokenCommand) -> list[SessionEffect]:
    match command:
        case SpokenCommand.STOP:
            return _stop(context)
        case SpokenCommand.SKIP:
            context.lead = context.wording.say(Occasion.SKIPPING)
            return skip_or_end(context, SessionCommand.SKIP)
        case SpokenCommand.SCRATCH if context.answering:
            context.take.flags = (*context.take.flags, "scratched")
            return close_recorder(context, SessionCommand.TRY_AGAIN)
        case SpokenCommand.SCRATCH if context.answered:
            return try_again(context, context.wording.say(Occasion.STARTING_OVER))
        case _:
            return return_after_speech(context)


def _stop(context: SessionContext) -> list[SessionEffect]:
    """End the session with a few words; a started answer is saved first."""
    context.stopping = True
    if context.take.recording_kept and not context.answered:
        return skip_or_end(context, SessionCommand.END)
    effects: list[SessionEffect] = [ef.StopTimer(timer) for timer in SessionTimer]
    if context.microphone_open:
        effects.append(ef.DropRecorder())
        context.microphone_open = False
    if not context.answered and context.snapshot.take is not None:
        effects.append(skip_take(context, context.snapshot.take, SessionCommand.END))
    return [*effects, *stop_early(context)]


def _ask_again(context: SessionContext, lead: str) -> list[SessionEffect]:
    if context.snapshot.state is SessionState.PAUSED:
        return [*resume(context), *repeat(context, lead)]
    return repeat(context, lead)


def _rephrase(context: SessionContext) -> list[SessionEffect]:
    rephrased = context.question.rephrased
    if not rephrased:
        return _ask_again(context, context.wording.say(Occasion.REPEATING))
    words = context.wording.say(Occasion.REPHRASING)
    return interject(context, Occasion.REPHRASING, f"{words} {rephrased}")
