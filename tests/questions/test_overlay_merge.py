"""Edits applied to a shipped bank, also after an update of the bank."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rig.any_question import QUESTIONS

from mock_interviewer.questions.editing import OverlaidBank
from mock_interviewer.questions.ids import free_id
from mock_interviewer.questions.model import (
    Bank,
    FollowUp,
    KeyPoint,
    Question,
    QuestionGroup,
    QuestionKind,
    QuestionSource,
)
from mock_interviewer.questions.overlay import BankOverlay
from mock_interviewer.questions.overlay_merge import apply_overlay, with_final_ids


def question(ident: str, number: int = 1, **fields: Any) -> Question:
    given_fields = {"text": f"{ident}?", "section": "Tea", "kind": QuestionKind.TECHNICAL} | fields
    return Question(id=ident, source=QuestionSource(list=1, number=number), **given_fields)


def bank(*questions: Question, version: str = "1") -> Bank:
    return Bank(id="tea", name="Tea", version=version, questions=questions)


TEA = bank(
    question("why-tea", 1, see_also=("why-leaves",)),
    question(
        "why-leaves",
        2,
        key_points=(KeyPoint(id="green", point="They are green."),),
        follow_ups=(FollowUp(text="Which ones?", about=("green",)),),
    ),
)


def edited() -> OverlaidBank:
    return OverlaidBank(TEA, BankOverlay(bank="tea"))


def changed(ident: str, **fields: Any) -> BankOverlay:
    before = next(each for each in TEA.all_questions if each.id == ident)
    return edited().put(before.model_copy(update=fields)).overlay


def test_only_changed_fields_are_stored() -> None:
    overlay = changed("why-tea", text="Why do you drink tea?")
    (change,) = overlay.changed
    assert change.fields == {"text": "Why do you drink tea?"}
    update = bank(question("why-tea", difficulty=4), question("why-leaves", 2))
    after, notes = apply_overlay(update, overlay)
    assert (after.questions[0].text, after.questions[0].difficulty) == ("Why do you drink tea?", 4)
    assert notes == ()


def test_an_edit_wins_over_an_update_with_a_note() -> None:
    overlay = changed("why-tea", text="Why do you drink tea?", difficulty=2)
    after, (note,) = apply_overlay(bank(question("why-tea", text="Why indeed?")), overlay)
    assert after.questions[0].text == "Why do you drink tea?"
    assert note.question == "why-tea"
    assert note.sentence == (
        'The bank has changed the text of "Why indeed?" since you did; yours is used.'
    )


def test_an_update_to_the_same_value_needs_no_note() -> None:
    overlay = changed("why-tea", text="Why do you drink tea?")
    _, notes = apply_overlay(bank(question("why-tea", text="Why do you drink tea?")), overlay)
    assert notes == ()


def test_an_edit_to_a_missing_question_is_kept_with_a_note() -> None:
    overlay = changed("why-tea", text="Why do you drink tea?")
    gone = bank(question("why-leaves"))
    after, (note,) = apply_overlay(gone, overlay)
    assert [each.id for each in after.questions] == ["why-leaves"]
    assert "is no longer in the bank; your changes are kept" in note.sentence
    saved = OverlaidBank(gone, overlay).put(question("why-leaves", text="Why not?"))
    assert saved.overlay.change_of("why-tea") == overlay.changed[0]


def test_added_questions_come_last_in_order() -> None:
    both = edited().put(question("own-b")).put(question("own-a"))
    assert [each.id for each in both.bank.questions] == ["why-tea", "why-leaves", "own-b", "own-a"]
    assert [each.source for each in both.bank.questions[2:]] == [
        QuestionSource(list=2, number=1),
        QuestionSource(list=2, number=2),
    ]


def test_an_added_question_gets_another_id_if_the_bank_takes_its_id() -> None:
    own = edited().put(question("why-milk", text="My question?"))
    own = own.retire("why-milk").set_groups([QuestionGroup(name="Friday", questions=("why-milk",))])
    update = bank(*TEA.questions, question("why-milk", 3))
    after, (note,) = apply_overlay(update, own.overlay)
    assert [each.id for each in after.questions] == ["why-tea", "why-leaves", "why-milk"]
    assert [(each.id, each.text) for each in after.retired] == [("own-why-milk", "My question?")]
    assert after.groups == (QuestionGroup(name="Friday", questions=("own-why-milk",)),)
    assert note.question == "own-why-milk"
    assert "yours is now called" in note.sentence
    lasting = with_final_ids(update, own.overlay)
    assert apply_overlay(update, lasting) == (after, ())


def test_retired_questions_are_not_asked() -> None:
    after = edited().retire("why-tea")
    assert [each.id for each in after.bank.questions] == ["why-leaves"]
    assert [each.id for each in after.bank.retired] == ["why-tea"]
    assert after.unretire("why-tea").bank == TEA


def test_links_to_missing_key_points_and_questions_are_dropped() -> None:
    overlay = changed("why-leaves", key_points=())
    after, _ = apply_overlay(TEA, overlay)
    assert after.questions[1].follow_ups[0].about == ()
    without, _ = apply_overlay(bank(TEA.questions[0]), changed("why-tea", spoken="Why T?"))
    assert without.questions[0].see_also == ()


def test_restoring_a_question_undoes_its_changes() -> None:
    mine = edited().put(question("why-tea", text="Mine?", see_also=("why-leaves",)))
    assert mine.original("why-tea") == TEA.questions[0]
    back = mine.restore("why-tea")
    assert back.bank == TEA
    assert back.original("why-tea") is None
    assert back.text == ""


def test_changing_a_field_back_is_no_change() -> None:
    mine = edited().put(question("why-tea", text="Mine?", see_also=("why-leaves",)))
    assert mine.put(TEA.questions[0]).overlay.empty


def test_a_group_is_a_topic_and_joins_a_section_of_the_same_name() -> None:
    groups = [
        QuestionGroup(name="Friday", questions=("why-leaves", "gone")),
        QuestionGroup(name="Empty", questions=("gone",)),
    ]
    grouped = edited().put(question("own-milk", section="Milk")).set_groups(groups).bank
    assert grouped.topics == ("Tea", "Milk", "Friday")
    assert [each.id for each in grouped.questions_about(("Friday", "Milk"))] == [
        "why-leaves",
        "own-milk",
    ]


def test_a_free_id_has_at_most_the_allowed_length() -> None:
    assert free_id("tea", {"tea", "tea-2"}) == "tea-3"
    long = "a" * 90
    assert len(free_id(long, {"a" * 80})) == 80


QUESTION_SETS = st.lists(QUESTIONS, min_size=1, max_size=3, unique_by=lambda each: each.id)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(shipped=QUESTION_SETS, saved=QUESTION_SETS)
def test_any_saved_question_is_in_the_bank_unchanged(
    shipped: list[Question], saved: list[Question]
) -> None:
    after = OverlaidBank(bank(*shipped), BankOverlay(bank="tea"))
    for each in saved:
        after = after.put(each)
    said = {each.id: each.model_dump(exclude={"source"}) for each in after.bank.questions}
    wanted = {each.id: each.model_dump(exclude={"source"}) for each in (*shipped, *saved)}
    assert said == wanted
