from mock_interviewer.questions.model import (
    Question,
    QuestionKind,
    QuestionSource,
    VocabularyTerm,
    all_terms,
    section_terms,
)


def question(*vocabulary: VocabularyTerm, section: str = "One") -> Question:
    return Question(
        id="q",
        text="Why?",
        section=section,
        kind=QuestionKind.TECHNICAL,
        source=QuestionSource(list=1, number=1),
        vocabulary=vocabulary,
    )


def term(text: str, *heard_as: str, essential: bool = False) -> VocabularyTerm:
    return VocabularyTerm(term=text, heard_as=heard_as, essential=essential)


def test_terms_shared_by_more_questions_come_first() -> None:
    questions = [
        question(term("one"), term("two"), term("three"), term("early")),
        question(term("three"), term("two", essential=True), term("early")),
        question(term("three"), term("late", essential=True)),
        question(term("late")),
    ]
    shared = section_terms(questions, "One")
    assert [each.term for each in shared] == ["three", "two", "late", "early"]


def test_a_term_of_a_single_question_is_not_shared() -> None:
    assert section_terms([question(term("one"), term("One")), question()], "One") == ()


def test_other_sections_do_not_count() -> None:
    assert section_terms([question(term("a")), question(term("a"), section="Two")], "One") == ()


def test_a_shared_term_has_the_first_spelling_and_all_heard_as() -> None:
    questions = [question(term("BLEU", "blue")), question(term("Bleu", "blew", "blue"))]
    assert section_terms(questions, "One") == (term("BLEU", "blue", "blew"),)


def test_all_terms_of_all_sections_are_in_order_with_all_heard_as() -> None:
    questions = [question(term("BLEU", "blue")), question(term("Bleu", "blew"), term("a"))]
    questions.append(question(term("b"), section="Two"))
    assert all_terms(questions) == (term("BLEU", "blue", "blew"), term("a"), term("b"))
