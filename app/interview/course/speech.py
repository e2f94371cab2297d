"""What the interviewer says: the questions, and the words around them."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.course.microphone import open_microphone
from mock_interviewer.app.interview.course.standing import Standing, Then
from mock_interviewer.app.interview.effects import Effect
from mock_interviewer.app.interview.plan import Mode
from mock_interviewer.app.interview.saying.occasion import Occasion
from mock_interviewer.app.interview.states import State


def say(at: Standing, text: str, then: Then) -> list[Effect]:
    """Say a remark; the state stays as it is."""
    at.then = then
    at.update(remark=_beside_question(at, text), interviewer_speaks=True)
    return [ef.Say(text)]


def say_if_hands_free(at: Standing, occasion: Occasion) -> list[Effect]:
    """Tell somebody who does not look at the screen; nothing follows."""
    return say(at, at.wording.say(occasion), Then.NOTHING) if at.manner.hands_free else []


def interject(at: Standing, text: str, then: Then = Then.BACK) -> list[Effect]:
    """Hold what goes on and say a remark; it goes on afterwards, or as ``then`` has it."""
    held = hold(at)
    _give_up_held_words(at)
    at.remember_place()
    at.enter(State.ASKING)
    return [*held, *say(at, text, then)]


def _give_up_held_words(at: Standing) -> None:
    """Ask again later what was held in the middle of its words: others take their place."""
    if at.snapshot.paused_from is not State.ASKING:
        return
    in_answer = at.place is not None and at.place.state is State.LISTENING
    at.ask_again = at.then is Then.ANSWER
    at.pause_from(State.LISTENING if in_answer else State.THINKING)


def hold(at: Standing) -> list[Effect]:
    """Record nothing and let no time run."""
    match at.snapshot.state:
        case State.LISTENING:
            return [
                ef.PauseRecorder(),
                *(ef.PauseTimer(timer) for timer in _OF_ANSWERS),
                ef.StopTimer(ef.Timer.NOBODY),
            ]
        case State.THINKING:
            return [ef.StopTimer(ef.Timer.THINK)]
        case State.SAVED | State.TRANSCRIBED:
            return [ef.StopTimer(ef.Timer.GO_ON)]
        case _:
            return []


def let_go_on(_: Standing) -> list[Effect]:
    """Record again and let the time of an answer run, after ``hold``."""
    return [ef.ResumeRecorder(), *(ef.ResumeTimer(timer) for timer in _OF_ANSWERS)]


def ask(at: Standing, lead: str | None = None) -> list[Effect]:
    """Ask the question: the first time with what leads to it, or after ``lead``."""
    at.enter(State.ASKING)
    at.then = Then.ANSWER
    at.ask_again = False
    words = question_words(at) if lead is None else _joined(lead, at.question.spoken)
    at.update(remark=_beside_question(at, words), interviewer_speaks=True)
    opened = open_microphone(at) if at.manner.barge_in else []
    return [*opened, ef.Say(words)]


def hush(at: Standing) -> list[Effect]:
    """Stop what is being said, where anything is; what would have followed does not."""
    if at.then is None:
        return []
    fall_silent(at)
    return [ef.Hush()]


def fall_silent(at: Standing) -> Then | None:
    """Note that nothing is being said any more; return what was to follow.

    What leads to a question is no longer shown once that was asked; other remarks stay.
    """
    then, at.then = at.then, None
    at.update(interviewer_speaks=False)
    if then is Then.ANSWER:
        at.update(remark="")
    return then


def question_words(at: Standing) -> str:
    """Return all that is said when the question is asked for the first time."""
    if not at.manner.hands_free:
        return at.question.spoken
    if at.question.follow_up is not None:
        return _joined(at.wording.say(Occasion.ASKING_BACK), at.question.spoken)
    lead, at.lead = at.lead, ""
    position = at.snapshot.position
    return _joined(lead, words_of(at, position))


def words_of(at: Standing, position: int) -> str:
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


def _opening_words(at: Standing) -> str:
    wording, plan = at.wording, at.plan
    return _joined(
        wording.greeting(at.hour, len(plan.questions), plan.minutes),
        wording.answer_time(plan.answer_limit) if plan.mode is Mode.EXAM else "",
        wording.say(Occasion.COMMANDS),
    )


def _beside_question(at: Standing, text: str) -> str:
    """Return what is said without the question, which is shown already."""
    spoken = at.question.spoken
    return " ".join(text.replace(spoken, "", 1).split()) if spoken else text


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


_OF_ANSWERS = (ef.Timer.LIMIT, ef.Timer.WARNING, ef.Timer.GRACE)
