"""The blind set is complete, consistently labeled, and split by question and by field."""

import json

import pytest
from benchmarks.coverage.blind_set import (
    FOLDER,
    BlindAnswer,
    Label,
    LabeledPoint,
    PointLabel,
    Share,
    blind_answers,
)

from mock_interviewer.app.text.sentences import sentences


def point(*labels: str) -> LabeledPoint:
    return LabeledPoint(
        "a", "It is so.", False, tuple(Label(PointLabel(one), ()) for one in labels)
    )


def questions(share: Share) -> set[tuple[str, str]]:
    return {
        (each.field, each.question.partition("/")[0])
        for each in blind_answers()
        if each.share is share
    }


def test_it_is_large_and_of_many_fields() -> None:
    answers = blind_answers()
    assert len(answers) >= 1500
    assert len({(each.field, each.question) for each in answers}) >= 200
    assert len({each.field for each in answers if not each.ours}) >= 10


def test_ids_are_unique() -> None:
    answers = blind_answers()
    assert len({each.id for each in answers}) == len(answers)


def test_a_question_stays_as_the_writer_saw_it() -> None:
    lines = (FOLDER / "answers" / "llm.jsonl").read_text("utf-8").splitlines()
    worded = {each["id"]: each["asked"] for each in map(json.loads, lines) if "asked" in each}
    assert worded
    assert worded == {each.id: each.asked for each in blind_answers() if each.id in worded}


def test_every_answer_is_labeled() -> None:
    for answer in blind_answers():
        assert all(each.labels for each in answer.points), answer.id


@pytest.mark.parametrize("share", [Share.DEVELOPMENT, Share.TEST])
def test_every_held_out_point_is_labeled_twice_and_decided(share: Share) -> None:
    for answer in blind_answers(share):
        assert all(len(each.labels) >= 2 for each in answer.points), answer.id
        assert all(each.decided is not None for each in answer.points), answer.id


def test_no_question_and_no_other_field_is_in_two_shares() -> None:
    training, development, test = (questions(share) for share in Share)
    assert not training & development
    assert not training & test
    assert not development & test
    fields = [{each.field for each in blind_answers(share) if not each.ours} for share in Share]
    assert not fields[0] & (fields[1] | fields[2])
    assert not fields[1] & fields[2]


def test_labels_name_sentences_of_the_answer() -> None:
    for answer in blind_answers():
        count = len(sentences(answer.text))
        for label in labels(answer):
            assert all(0 <= number < count for number in label.sentences), answer.id
            assert bool(label.sentences) == (label.label is not PointLabel.NOT), answer.id


def labels(answer: BlindAnswer) -> list[Label]:
    return [label for each in answer.points for label in each.labels]


@pytest.mark.parametrize(
    ("found", "decided"),
    [
        ("m", PointLabel.MADE),
        ("mm", PointLabel.MADE),
        ("mp", None),
        ("mpp", PointLabel.PARTLY),
        ("pmm", PointLabel.MADE),
        ("pn", PointLabel.PARTLY),
        ("no", PointLabel.NOT),
    ],
)
def test_the_majority_decides_whether_a_point_was_made(
    found: str, decided: PointLabel | None
) -> None:
    assert point(*found).decided is decided
