"""What the judge learns from: nothing held out, and labels that fit the texts."""

import random
from collections.abc import Callable

import pytest
from benchmarks.coverage.blind_set import Share, asked_questions, blind_answers, share_of
from benchmarks.coverage.learning.texts import (
    MADE,
    NOT,
    OPPOSITE,
    Composer,
    Shares,
    TaughtPoint,
    TaughtText,
    blind_texts,
    point_sentences,
    reworded,
    written_texts,
)

HELD_OUT = {
    question.text: question
    for place, question in asked_questions().items()
    if share_of(*place.split("/", 1)) is not Share.TRAINING
}
LEARNED = [*blind_texts(), *written_texts()]


def test_no_question_that_is_held_out_is_learned() -> None:
    assert len(HELD_OUT) > 200
    assert not {text.question for text in LEARNED} & HELD_OUT.keys()
    assert not {question for question, _ in point_sentences().values()} & HELD_OUT.keys()


def test_no_point_that_is_held_out_is_learned() -> None:
    held = {point for question in HELD_OUT.values() for _, point, _ in question.points}
    assert not {point.text for text in LEARNED for point in text.points} & held
    taught = {each.point for _, points in point_sentences().values() for each in points}
    assert not taught & held


def test_all_answers_of_the_training_share_are_learned() -> None:
    assert len(blind_texts()) == len(blind_answers(Share.TRAINING))
    assert len(written_texts()) > 2000


def test_labels_are_shares_and_evidence_is_in_the_text() -> None:
    for text in LEARNED:
        for point in text.points:
            assert sum(point.shares) == pytest.approx(1.0)
            assert all(0 <= number < len(text.sentences) for number in point.evidence)


def test_a_point_whose_sentences_are_outside_a_window_is_not_made() -> None:
    text = TaughtText(
        "Why?",
        ("One.", "Two.", "Three."),
        (
            TaughtPoint("a", MADE, frozenset({0})),
            TaughtPoint("b", OPPOSITE, frozenset({1, 2})),
            TaughtPoint("c", MADE, frozenset({0, 1})),
        ),
    )
    assert text.window(1, 3) == TaughtText(
        "Why?",
        ("Two.", "Three."),
        (TaughtPoint("a", NOT, frozenset()), TaughtPoint("b", OPPOSITE, frozenset({0, 1}))),
    )


@pytest.mark.parametrize("compose", [Composer.composed, Composer.single])
def test_composed_texts_have_the_sentences_that_carry_their_points(
    compose: Callable[[Composer], TaughtText],
) -> None:
    composer = Composer(blind_texts()[:50], random.Random(1))  # noqa: S311 - the same each time
    said = {
        (question, each.point, text): shares
        for question, points in point_sentences().values()
        for each in points
        for text, shares in each.said
    }
    for _ in range(200):
        text = compose(composer)
        for point in text.points:
            for number in point.evidence:
                sentence = text.sentences[number]
                assert said[text.question, point.text, sentence] == point.shares


def test_a_single_sentence_has_the_label_of_its_point() -> None:
    composer = Composer(blind_texts()[:50], random.Random(1))  # noqa: S311 - the same each time
    for _ in range(200):
        text = composer.single()
        (sentence,), (point, *others) = text.sentences, text.points
        assert (sentence, point.shares) in said_about(text.question, point.text)
        assert all(each.shares == NOT and each.text != point.text for each in others)


def said_about(question: str, point: str) -> tuple[tuple[str, Shares], ...]:
    return next(
        each.said
        for asked, points in point_sentences().values()
        for each in points
        if (asked, each.point) == (question, point)
    )


def test_the_words_of_a_point_make_it() -> None:
    for _, points in point_sentences().values():
        for each in points:
            assert each.said[0] == (each.point, MADE)


def test_other_words_of_a_point_are_sentences_that_make_it() -> None:
    draw = random.Random(1)  # noqa: S311 - the same each time
    made = {
        point.point: {text for text, shares in point.said if shares == MADE}
        for _, points in point_sentences().values()
        for point in points
    }
    known = [text for text in blind_texts() if all(point.text in made for point in text.points)]
    assert len(known) > 500
    for text in known[::10]:
        asked = reworded(text, draw)
        assert asked.sentences == text.sentences
        for point, other in zip(text.points, asked.points, strict=True):
            assert other.text != point.text
            assert other.text in made[point.text]
            assert (other.shares, other.evidence) == (point.shares, point.evidence)


def test_empty_texts_make_nothing() -> None:
    composer = Composer(blind_texts()[:50], random.Random(1))  # noqa: S311 - the same each time
    for _ in range(100):
        text = composer.empty()
        assert text.sentences
        assert {point.shares for point in text.points} == {NOT}
        assert not any(point.evidence for point in text.points)
