"""A stored session with texts full of the special characters of file formats."""

from pathlib import Path

from rig.kept_takes import keep

from mock_interviewer.app.data_folder.data_folder import DataFolder
from mock_interviewer.app.export.selection import ExportedSession, read_session
from mock_interviewer.app.feedback.coverage.coverage import (
    Coverage,
    CoverageVerdict,
    Evidence,
    PointCoverage,
)
from mock_interviewer.app.feedback.delivery.delivery import Delivery, Pauses, SpeechMoment
from mock_interviewer.app.feedback.feedback import (
    FEEDBACK_VERSION,
    AdviceBasis,
    Feedback,
    FeedbackAdvice,
)
from mock_interviewer.app.feedback.story.story import Story, StoryPart
from mock_interviewer.app.planning.plan import Plan, PlannedQuestion
from mock_interviewer.app.store.library import Library
from mock_interviewer.audio.recognition.transcript import (
    Transcript,
    TranscriptSegment,
    TranscriptWord,
)
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionKind,
    QuestionSource,
)
from mock_interviewer.questions.shelf import BankShelf

ASKED = "=What is <b>attention</b> & why * {{c1::x}}?"
POINT = "# It <script>alert(1)</script> weighs [sound:x.mp3] words"
ANSWER = "<img src=x onerror=alert(1)> Each word\n\n- looks at *every* other."
SAID = "=1+1 <i>it weighs</i> -> every --> word & 注意 | `x` \\(y\\) مرحبا"
NAME = "+mine <img src=x onerror=alert(1)> {{x}} *now*"
SESSION_NAME = "=HYPERLINK(1) <script>alert(1)</script> & `مرحبا` \U0001f389"
NOTE = "@SUM(1) my <u>note</u>\n1. with a second line"
SECONDS = 2.0
FEEDBACK = Feedback(
    version=FEEDBACK_VERSION,
    delivery=Delivery(
        duration=84.0,
        words=199,
        pace=142.4,
        pauses=Pauses((SpeechMoment(40.0, 42.1),), 2.1),
        fillers=(SpeechMoment(10.0, 10.3, "um"),),
        filler_rate=0.7,
    ),
    coverage=Coverage(
        (
            PointCoverage(
                "first",
                "It weighs the words.",
                CoverageVerdict.MADE,
                0.9,
                Evidence(0, 10, 12.0, 14.5),
                essential=True,
                weight=2.0,
            ),
            PointCoverage(
                "second", "It is learned.", CoverageVerdict.UNSURE, 0.5, Evidence(3, 10, 52.0)
            ),
            PointCoverage("third", "It is cheap.", CoverageVerdict.NOT, 0.1),
        )
    ),
    story=Story(
        (StoryPart("situation", CoverageVerdict.MADE), StoryPart("result", CoverageVerdict.NOT)),
        i_acted=2,
        we_acted=1,
    ),
    advice=(
        FeedbackAdvice(
            AdviceBasis.POINT, "third", "Say what it costs.", "It costs next to nothing."
        ),
        FeedbackAdvice(AdviceBasis.HABIT, "fillers", "Pause instead of “um”.", at=10.0),
    ),
)

_QUESTION = Question(
    id="attention",
    text=ASKED,
    section="Deep | <i>learning</i>",
    source=QuestionSource(list=1, number=1),
    kind=QuestionKind.TECHNICAL,
    key_points=(KeyPoint(id="weighs", point=POINT),),
    model_answer=ANSWER,
    follow_ups=(FollowUp(text="And *then*?"),),
)
SHELF = BankShelf((Bank(id="odd", name="Odd", version="1", questions=(_QUESTION,)),))


def keep_session(root: Path) -> ExportedSession:
    """Save a session with three takes in a new folder.

    The first has a transcript, feedback, a note and a star, the second answers a follow-up and has
    no transcript, the third was skipped.
    """
    with Library.open(DataFolder(root)) as library:
        asked = _planned(ASKED, None)
        session = library.create_session(Plan((asked,)))
        first = _recorded(library, session.id, asked)
        said = _transcript()
        library.save_transcript(first, said)
        library.save_feedback(first, said, FEEDBACK)
        library.marks.rename_session(session.id, SESSION_NAME)
        library.marks.rename_take(first, NAME)
        library.marks.note(first, NOTE)
        library.marks.set(first, starred=True)
        _recorded(library, session.id, _planned("And *then*?", 1))
        library.skip_take(library.create_take(session.id, asked, 1, 2).id)
        library.end_session(session.id)
        return read_session(library, SHELF, session.id)


def _planned(text: str, follow_up: int | None) -> PlannedQuestion:
    return PlannedQuestion("odd", "attention", text, text, _QUESTION.section, follow_up=follow_up)


def _recorded(library: Library, session: str, question: PlannedQuestion) -> str:
    return keep(library, session, asked=question, seconds=SECONDS, recorded=True)


def _transcript() -> Transcript:
    each = SECONDS / len(SAID.split())
    words = tuple(
        TranscriptWord(f" {word}", at * each, (at + 1) * each, 0.9)
        for at, word in enumerate(SAID.split())
    )
    return Transcript((TranscriptSegment(SAID, 0.0, SECONDS, words),), SECONDS, "base")
