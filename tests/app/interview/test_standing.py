from mock_interviewer.app.interview.standing import Standing, standings
from mock_interviewer.app.store.progress import Answered
from mock_interviewer.questions.model import Bank, Group, Kind, Question, Source


def question(ident: str, section: str) -> Question:
    return Question(
        id=ident,
        text=f"Why {ident}?",
        section=section,
        source=Source(list=1, number=1),
        kind=Kind.TECHNICAL,
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
    groups=(Group(name="Mine", questions=("hot", "cup")),),
)


def test_the_weakest_section_is_first_and_those_without_a_word_on_them_last() -> None:
    answered = (
        Answered("tea", "milk", None),
        Answered("tea", "green", 0.25),
        Answered("tea", "black", 0.75),
        Answered("tea", "hot", 0.25),
        Answered("tea", "brown", 0.0),
        Answered("coffee", "pot", 1.0),
    )
    assert standings(TEA, answered) == (
        Standing("Water", 1, 1, 0.25),
        Standing("Leaves", 3, 2, 0.5),
        Standing("Milk", 1, 1, None),
        Standing("Cups", 1, 0, None),
        Standing("Pots", 1, 0, None),
    )


def test_an_answer_without_feedback_counts_as_practised_and_weakens_nothing() -> None:
    answered = (Answered("tea", "green", 1.0), Answered("tea", "black", None))
    assert standings(TEA, answered)[0] == Standing("Leaves", 3, 2, 1.0)
