import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_interviewer.questions.errors import SelectionError
from mock_interviewer.questions.model import Question, QuestionKind, QuestionSource
from mock_interviewer.questions.selection import select_questions

SECTIONS = ("Architecture", "Training", "Evaluation")


def made(number: int, section: str) -> Question:
    return Question(
        id=f"question-{number}",
        text=f"What is number {number}?",
        section=section,
        source=QuestionSource(list=1, number=number),
        kind=QuestionKind.TECHNICAL,
    )


BANK = tuple(made(number, SECTIONS[number % 3]) for number in range(1, 31))


@given(
    sections=st.sets(st.sampled_from(SECTIONS)),
    count=st.none() | st.integers(1, 50),
    seed=st.none() | st.integers(),
)
def test_selected_questions_are_unique_and_from_the_sections(
    sections: set[str], count: int | None, seed: int | None
) -> None:
    chosen = select_questions(BANK, sections=sections, count=count, seed=seed)
    eligible = [q for q in BANK if not sections or q.section in sections]
    assert len({question.id for question in chosen}) == len(chosen)
    assert all(question in eligible for question in chosen)
    assert len(chosen) == min(len(eligible), count or len(eligible))


@given(count=st.integers(1, 30), sections=st.sets(st.sampled_from(SECTIONS)))
def test_without_a_seed_the_order_is_the_banks(count: int, sections: set[str]) -> None:
    chosen = select_questions(BANK, sections=sections, count=count)
    assert list(chosen) == [q for q in BANK if not sections or q.section in sections][:count]


@given(seed=st.integers(), count=st.integers(1, 30))
def test_a_seed_gives_the_same_questions_again(seed: int, count: int) -> None:
    again = select_questions(BANK, count=count, seed=seed)
    assert select_questions(BANK, count=count, seed=seed) == again
    assert select_questions(BANK, seed=seed)[:count] == again


@given(
    sections=st.sets(st.sampled_from(SECTIONS)),
    count=st.none() | st.integers(1, 50),
    seed=st.none() | st.integers(),
)
def test_one_section_keeps_only_the_section_of_the_first_question(
    sections: set[str], count: int | None, seed: int | None
) -> None:
    chosen = select_questions(BANK, sections=sections, count=count, seed=seed, one_section=True)
    whole = select_questions(BANK, sections=sections, seed=seed)
    assert chosen == tuple(q for q in whole if q.section == whole[0].section)[:count]


def test_a_seed_always_gives_the_same_order() -> None:
    numbers = [question.source.number for question in select_questions(BANK, count=6, seed=7)]
    assert numbers == [22, 6, 16, 30, 8, 29]


def test_the_banks_own_order_is_left_alone() -> None:
    questions = list(BANK)
    select_questions(questions, seed=1)
    assert questions == list(BANK)


def test_an_unknown_section_is_refused_with_the_nearest() -> None:
    with pytest.raises(SelectionError, match='no section "Trainning"; choose from Training'):
        select_questions(BANK, sections=["Trainning"])


@pytest.mark.parametrize("count", [0, -3])
def test_less_than_one_question_is_refused(count: int) -> None:
    with pytest.raises(SelectionError, match="at least 1"):
        select_questions(BANK, count=count)


def test_nothing_to_choose_from_is_refused() -> None:
    with pytest.raises(SelectionError, match="no questions"):
        select_questions(())
