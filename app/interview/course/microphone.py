"""The microphone of a take: opened, lost and found again."""

from mock_interviewer.app.interview import effects as ef
from mock_interviewer.app.interview.course.standing import Standing
from mock_interviewer.app.interview.effects import Effect


def open_microphone(at: Standing, *, resume: bool = False) -> list[Effect]:
    """Open it for the present take, unless it is open; it keeps nothing yet."""
    if at.microphone_open:
        return []
    at.microphone_open = True
    at.samples_arrive = False
    return [ef.OpenMicrophone(at.take_id, at.question, resume=resume)]


def drop_recorder(at: Standing) -> list[Effect]:
    """Throw away what was kept of the take, since nothing of it is an answer."""
    was_open = at.microphone_open
    at.microphone_open = at.samples_arrive = at.wants_samples = False
    at.speech_began = None
    at.take.kept, at.take.answer_began = False, None
    return [ef.DropRecorder()] if was_open else []
