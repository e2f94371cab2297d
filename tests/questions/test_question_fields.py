"""The fields of a question while it is edited."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rig.any_question import QUESTIONS

from mock_interviewer.questions.model import Question
from mock_interviewer.questions.question_fields import (
    FieldFault,
    complete_fields,
    copied_fields,
    field_faults,
    fields_match,
    fields_of,
    new_fields,
    question_from_fields,
)

WRITTEN: dict[str, Any] = {
    "text": "Why tea?",
    "section": "Tea",
    "kind": "technical",
    "spoken": " ",
    "key_points": [{"point": "It wakes."}, {"id": "calms", "point": "It calms."}],
    "follow_ups": [{"text": "How?", "about": ["calms", "gone"]}],
}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(question=QUESTIONS)
def test_unedited_fields_match_their_question(question: Question) -> None:
    assert fields_match(fields_of(question), question)


def test_new_key_points_get_ids_and_dead_links_are_dropped() -> None:
    question = question_from_fields(WRITTEN, "why-tea")
    assert [point.id for point in question.key_points] == ["it-wakes", "calms"]
    assert question.follow_ups[0].about == ("calms",)
    assert (question.id, question.spoken) == ("why-tea", None)


def test_key_points_with_the_same_text_get_different_ids() -> None:
    done = complete_fields({"key_points": [{"point": "It wakes."}, {"point": "It wakes!"}]})
    assert [point["id"] for point in done["key_points"]] == ["it-wakes", "it-wakes-2"]


def test_invisible_characters_are_removed() -> None:
    question = question_from_fields(WRITTEN | {"text": "Why\x07 \ufefftea?\n"}, "why-tea")
    assert question.text == "Why tea?"


@pytest.mark.parametrize(
    ("change", "path", "said"),
    [
        ({"text": "  "}, ("text",), "Write the question."),
        ({"section": ""}, ("section",), "Choose a section, or enter a new one."),
        ({"spoken": "x" * 4001}, ("spoken",), "longer than 4000"),
        ({"key_points": [{"point": ""}]}, ("key_points", 0, "point"), "what a good answer says"),
        ({"vocabulary": [{"term": ""}]}, ("vocabulary", 0, "term"), "Write the term."),
        (
            {"references": [{"authors": "A", "title": "B", "year": "soon"}]},
            ("references", 0, "year"),
            "Enter a year from 1800 to 2100.",
        ),
        (
            {"references": [{"authors": "A", "title": "B", "year": 1999, "url": "there"}]},
            ("references", 0, "url"),
            "https://",
        ),
    ],
)
def test_a_fault_names_its_field(
    change: dict[str, Any], path: tuple[str | int, ...], said: str
) -> None:
    (fault,) = field_faults(WRITTEN | change)
    assert fault.path == path
    assert said in fault.sentence


def test_a_new_question_lacks_only_its_text() -> None:
    assert field_faults(new_fields("Tea")) == (FieldFault(("text",), "Write the question."),)


def test_a_copy_has_no_id() -> None:
    question = question_from_fields(WRITTEN, "why-tea")
    assert question_from_fields(copied_fields(question), "other").id == "other"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    fields=st.fixed_dictionaries(
        {},
        optional={
            name: st.none() | st.text() for name in ("text", "section", "spoken", "model_answer")
        }
        | {"key_points": st.lists(st.fixed_dictionaries({"point": st.text()}))},
    )
)
def test_any_input_is_a_question_or_has_faults(fields: dict[str, Any]) -> None:
    written = {"kind": "technical"} | fields
    if not field_faults(written):
        assert question_from_fields(written, "new").text
