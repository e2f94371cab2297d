from mock_interviewer.app.planning.section_progress import SectionProgress, section_progress
from mock_interviewer.app.store.practice.progress import AnsweredQuestion
from mock_interviewer.questions.model import (
    Bank,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
)


def question(ident: str, section: str) -> Question:
    return Question(
        id=ident,
        text=f"Why {ident}?",
        section=section,
        source=QuestionSource(list=1, number=1),
        kind=QuestionKind.TECHNICAL,
    )


TEA = Bank(
    id="tea",
    name="Tea",
    version="1",
    questions=(
        question("cup", "Cups"),
        question("pot", "Pots"),
        question("green", "Leaves"),
        question("black", "Leaves"),
        question("white", "Leaves"),
        question("milk", "Milk"),
        question("hot", "Water"),
    ),
    retired=(question("brown", "Leaves"),),
    groups=(QuestionGroup(name="Mine", questions=("hot", "cup")),),
)


def test_the_weakest_section_is_first_and_those_without_a_word_on_them_last() -> None:
    answered = (
        AnsweredQuestion("tea", "milk", None),
        AnsweredQuestion("tea", "green", 0.25),
        AnsweredQuestion("tea", "black", 0.75),
        AnsweredQuestion("tea", "hot", 0.25),
        AnsweredQuestion("tea", "brown", 0.0),
        AnsweredQuestion("coffee", "pot", 1.0),
    )
    assert section_progress(TEA, answered) == (
        SectionProgress("Water", 1, 1, 0.25),
        SectionProgress("Leaves", 3, 2, 0.5),
        SectionProgress("Milk", 1, 1, None),
        SectionProgress("Cups", 1, 0, None),
        SectionProgress("Pots", 1, 0, None),
    )


def test_an_answer_without_feedback_counts_as_practised_and_weakens_nothing() -> None:
    answered = (AnsweredQuestion("tea", "green", 1.0), AnsweredQuestion("tea", "black", None))
    assert section_progress(TEA, answered)[0] == SectionProgress("Leaves", 3, 2, 1.0)
