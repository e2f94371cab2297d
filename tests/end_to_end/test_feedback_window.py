"""Feedback on a spoken answer, read in the real window, by keys alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rig.pulse import PulseRig
from rig.spoken import ANSWER, speak
from rig.stored_library import transcript_of
from rig.wait import wait_until
from rig.window import KNOWN, LED_BY_KEYS, Window
from rig.xvfb import Screen

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.data_folder.machine_speed import write_machine_speed
from mock_interviewer.app.feedback.coverage.coverage import CoverageVerdict
from mock_interviewer.app.feedback.feedback import Feedback
from mock_interviewer.app.feedback.words import capitalized, figures
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.settings.file import SettingsFile
from mock_interviewer.app.store.library import Library

pytestmark = [pytest.mark.rig, pytest.mark.model]

BANK = """\
id: search
name: Search
version: 1
section: Retrieval
questions:
  - id: how-it-helps
    text: How does retrieval help a language model?
    kind: technical
    key_points:
      - id: passages
        point: A search index gives the model passages to read before it answers.
        said: [The search index hands the model passages to read before it speaks.]
      - id: cost
        point: Long prompts cost money and time.
        said: [Every token in the prompt has to be paid for and slows the answer down.]
    model_answer: A search index finds passages, and the model reads them before it answers.
"""
QUESTION = PlannedQuestion("search", "how-it-helps", "How?", "How?", "Retrieval")
SETTINGS = {
    "bank": "search",
    "question_count": 1,
    "think_time": 5,
    "shuffle": False,
    "model": "tiny.en",
}
JUDGED = 300.0
"""Seconds in which an answer is judged: that comes after all else on the machine."""
_MOST_STOPS = 30
"""Tab meets the segments, and a figure below them, within so many stops."""


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Return a data folder with a bank of one question, and settings that ask it."""
    folder = DataFolder.at(tmp_path / "data")
    folder.prepare()
    write_machine_speed(folder, KNOWN)
    folder.banks.mkdir(exist_ok=True)
    (folder.banks / "search.yaml").write_text(BANK, "utf-8")
    settings = SettingsFile(folder.settings_file)
    settings.save(settings.load().values.snapshot() | dict(LED_BY_KEYS) | SETTINGS)
    return folder


def kept(data: DataFolder) -> Feedback | None:
    """Return what the store has of the only take, beside an open window or not."""
    with Library.open(data, read_only=True) as library:
        (session,) = library.sessions()
        (take,) = library.takes(session.id)
        record = library.feedback(take.id)
    return None if record is None or record.outdated else record.feedback


def show_delivery(window: Window, values: Sequence[str]) -> None:
    """Go by Tab to the parts of the feedback, from the key points to the delivery, and on in that.

    Until one of ``values`` is seen that was not before: a single one may be misread.
    """
    before = window.text()
    new = [value for value in values if value not in before]
    for _ in range(_MOST_STOPS):
        window.key("Tab", "Right")
        text = window.text()
        if any(value in text for value in new):
            return
    raise TimeoutError(f"none of {new} on the screen: {window.text()}")


def test_a_spoken_answer_gets_feedback_at_once_and_has_it_in_the_library(
    pulse: PulseRig, screen: Screen, data: DataFolder, tmp_path: Path
) -> None:
    answer = speak(ANSWER, tmp_path / "answer.wav")
    with Window(data.root, screen, pulse) as window:
        window.wait_for_text("About")
        window.key("Return")
        window.wait_for_state("thinking")
        window.key("space")
        window.wait_for_state("listening")
        pulse.speak(answer.path)
        window.key("space")
        window.wait_for_state("transcribed")
        window.wait_for_text("1 of 2 key points", JUDGED)
        window.key("Return")
        window.wait_for_state("finished")
        window.wait_for_text("open report")
        window.key("Tab", "Return")
        window.wait_for_text("Model answer")
        feedback = kept(data)
        assert feedback is not None
        show_delivery(window, [capitalized(each.said) for each in figures(feedback.delivery)])
        assert window.close() == 0
    assert feedback.coverage is not None
    assert [point.covered for point in feedback.coverage.points] == [
        CoverageVerdict.MADE,
        CoverageVerdict.NOT,
    ]


def test_an_answer_from_before_gets_its_feedback_at_the_next_start(
    pulse: PulseRig, screen: Screen, data: DataFolder
) -> None:
    with Library.open(data) as library:
        session = library.create_session(Plan((QUESTION,)))
        take = library.create_take(session.id, QUESTION, 1, 1)
        library.close_take(take.id, 11.0)
        library.save_transcript(take.id, transcript_of(ANSWER))
    assert kept(data) is None
    with Window(data.root, screen, pulse) as window:
        wait_until(lambda: kept(data) is not None, JUDGED, what="the answer is analyzed")
        assert window.close() == 0
    feedback = kept(data)
    assert feedback is not None
    assert feedback.coverage is not None
    assert feedback.coverage.made == 1
