import stat
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rig.small_disk import read_only_folder, small_disk

from mock_interviewer.app.errors import StoreError, UsageError
from mock_interviewer.app.planning.interview_styles import (
    DEEP_DIVE,
    RAPID_FIRE,
    FeedbackTiming,
    SessionRules,
)
from mock_interviewer.app.planning.plan import FollowUpRules
from mock_interviewer.app.planning.saved_plans import LoadedPlans, SavedPlan, SavedPlansFile

LUNCH = SavedPlan("Before lunch", RAPID_FIRE.rules, questions=3)
DEEP = SavedPlan(
    "RAG, to the end", DEEP_DIVE.rules, bank="llm", sections=("Retrieval",), shuffle=False
)


@pytest.fixture
def plans(tmp_path: Path) -> SavedPlansFile:
    return SavedPlansFile(tmp_path / "data" / "plans.toml")


@pytest.fixture
def written(plans: SavedPlansFile) -> SavedPlansFile:
    plans.save(LUNCH)
    plans.save(DEEP)
    return plans


def test_without_a_file_there_are_no_plans_and_nothing_is_made(plans: SavedPlansFile) -> None:
    assert plans.load() == LoadedPlans(())
    assert not plans.path.parent.exists()


def test_plans_come_back_in_the_order_in_which_they_were_saved(written: SavedPlansFile) -> None:
    assert SavedPlansFile(written.path).load() == LoadedPlans((LUNCH, DEEP))


def test_a_plan_replaces_one_of_the_same_name_where_it_stands(written: SavedPlansFile) -> None:
    longer = replace(LUNCH, name=" before LUNCH", questions=5)
    written.save(longer)
    assert written.load().plans == (longer, DEEP)


def test_a_plan_is_removed_by_its_name(written: SavedPlansFile) -> None:
    written.remove("BEFORE lunch ")
    written.remove("one that never was")
    assert written.load().plans == (DEEP,)


def test_a_plan_is_renamed_where_it_stands(written: SavedPlansFile) -> None:
    written.rename("before LUNCH", "After lunch")
    assert written.load().plans == (replace(LUNCH, name="After lunch"), DEEP)


def test_a_plan_is_renamed_in_place_of_one_that_is_called_so(written: SavedPlansFile) -> None:
    written.rename(DEEP.name, LUNCH.name)
    assert written.load().plans == (replace(DEEP, name=LUNCH.name),)


def test_a_plan_can_be_spelled_otherwise(written: SavedPlansFile) -> None:
    written.rename(LUNCH.name, "BEFORE LUNCH")
    assert [plan.name for plan in written.load().plans] == ["BEFORE LUNCH", DEEP.name]


def test_a_plan_that_never_was_is_not_renamed(written: SavedPlansFile) -> None:
    written.rename("one that never was", LUNCH.name)
    assert written.load().plans == (LUNCH, DEEP)


def test_the_last_plan_can_be_removed_and_another_saved(written: SavedPlansFile) -> None:
    for plan in (LUNCH, DEEP):
        written.remove(plan.name)
    assert written.load() == LoadedPlans(())
    written.save(DEEP)
    assert written.load().plans == (DEEP,)


def test_an_empty_list_of_plans_holds_none(plans: SavedPlansFile) -> None:
    plans.path.parent.mkdir()
    plans.path.write_text("plan = []\n", "utf-8")
    assert plans.load() == LoadedPlans(())
    plans.save(LUNCH)
    assert plans.load().plans == (LUNCH,)


def test_the_file_is_the_persons_alone(written: SavedPlansFile) -> None:
    assert stat.S_IMODE(written.path.stat().st_mode) == 0o600
    assert [path.name for path in written.path.parent.iterdir()] == ["plans.toml"]


def test_comments_and_keys_that_we_do_not_know_stay(written: SavedPlansFile) -> None:
    text = written.path.read_text("utf-8")
    own = text.replace(
        'name = "Before lunch"', '# on workdays\nname = "Before lunch"\ncolor = "red"'
    )
    written.path.write_text(f"# mine\n{own}", "utf-8")
    written.save(replace(LUNCH, questions=4))
    written.remove(DEEP.name)
    after = written.path.read_text("utf-8")
    assert all(part in after for part in ("# mine", "# on workdays", 'color = "red"'))
    assert written.load().plans == (replace(LUNCH, questions=4),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[plan]\nname = 3", "line 1"),
        (b"\xff\xfe", "it is not TOML"),
        (b"plan = 3", "plan isn't a list of tables"),
        (b"[plan]\nname = 'one'", "plan isn't a list of tables"),
        (b"# " + bytes(1_000_001), "it is too large"),
    ],
)
def test_a_damaged_file_is_reported_and_left_unchanged(
    plans: SavedPlansFile, content: bytes, said: str
) -> None:
    plans.path.parent.mkdir()
    plans.path.write_bytes(content)
    loaded = plans.load()
    assert loaded.plans == ()
    assert f"is damaged ({said}) and wasn't changed. Repair it" in loaded.problem
    for change in (lambda: plans.save(LUNCH), lambda: plans.remove("x")):
        with pytest.raises(StoreError, match="wasn't changed"):
            change()
    assert plans.path.read_bytes() == content


def _spoiled(written: SavedPlansFile, old: str, new: str) -> LoadedPlans:
    text = written.path.read_text("utf-8")
    assert old in text
    written.path.write_text(text.replace(old, new, 1), "utf-8")
    return written.load()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("questions = 3", "questions = 0", "“Before lunch”: questions must be from 1 to 500."),
        ("questions = 3", 'questions = "3"', "“Before lunch”: questions must be a whole number."),
        ("questions = 3", "questions = true", "“Before lunch”: questions must be a whole number."),
        ("questions = 3\n", "", "“Before lunch”: questions must be a whole number."),
        ("answer_limit = 30.0", "answer_limit = nan", "answer_limit must be from 0 to 3600."),
        ("answer_limit = 30.0", "answer_limit = -1", "answer_limit must be from 0 to 3600."),
        ("think_time = 0.0", "think_time = 'a bit'", "think_time must be a number of seconds."),
        ("think_time = 0.0", "think_time = 601", "think_time must be from 0 to 600."),
        ('"at-end"', '"never"', 'feedback must be "after-each" or "at-end".'),
        ("follow_ups = 0", "follow_ups = -1", "follow_ups must be from 0 to 100."),
        ("follow_ups = 0", "follow_ups = 'some'", "follow_ups must be a whole number."),
        ("retry = false", "retry = 0", "retry must be true or false."),
        ("sections = []", "sections = [1]", "sections must be a list of text values."),
        ("sections = []", "sections = 'all'", "sections must be a list of text values."),
        ('"Before lunch"', '" "', "Number 1: A plan needs a name of printable characters."),
        ('"Before lunch"', "7", "Number 1: name must be text."),
        ('"Before lunch"', f'"{"x" * 61}"', "A plan's name can have at most 60 characters."),
    ],
)
def test_an_unusable_plan_is_reported_and_the_others_are_loaded(
    written: SavedPlansFile, old: str, new: str, said: str
) -> None:
    loaded = _spoiled(written, old, new)
    assert loaded.plans == (DEEP,)
    assert loaded.problem.startswith(f"Some of your plans in {written.path} can't be used. ")
    assert loaded.problem.endswith(said)


def test_the_first_of_two_plans_with_one_name_is_used(written: SavedPlansFile) -> None:
    loaded = _spoiled(written, '"RAG, to the end"', '"before lunch"')
    assert loaded.plans == (LUNCH,)
    assert "“before lunch”: there is another plan with this name before it." in loaded.problem


def test_all_of_one_name_are_removed(written: SavedPlansFile) -> None:
    _spoiled(written, '"RAG, to the end"', '"before lunch"')
    written.save(DEEP)
    written.remove("Before lunch")
    assert written.load() == LoadedPlans((DEEP,))


def test_saving_keeps_unusable_plans_unchanged(written: SavedPlansFile) -> None:
    _spoiled(written, "questions = 3", "questions = 'three'")
    written.save(replace(DEEP, questions=2))
    assert "questions = 'three'" in written.path.read_text("utf-8")
    assert written.load().plans == (replace(DEEP, questions=2),)


def test_a_full_disk_is_reported_and_the_old_file_is_kept(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        plans = SavedPlansFile(tmp_path / "plans.toml")
        plans.save(LUNCH)
        disk.fill()
        with pytest.raises(StoreError, match=r"can't be saved .*Free up space"):
            plans.save(DEEP)
        assert plans.load().plans == (LUNCH,)


def test_a_read_only_folder_is_reported(tmp_path: Path) -> None:
    plans = SavedPlansFile(tmp_path / "plans.toml")
    with read_only_folder(tmp_path), pytest.raises(StoreError, match="can't be saved"):
        plans.save(LUNCH)


def test_a_folder_in_place_of_the_file_is_reported(plans: SavedPlansFile) -> None:
    plans.path.mkdir(parents=True)
    assert "can't be read" in plans.load().problem
    with pytest.raises(StoreError, match="can't be saved"):
        plans.save(LUNCH)


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "nul\0", "x" * 61])
def test_an_unprintable_name_is_rejected(name: str) -> None:
    with pytest.raises(UsageError, match="name"):
        SavedPlan(name, RAPID_FIRE.rules)


NAMES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60)
RULES = st.builds(
    SessionRules,
    think_time=st.floats(0, 600),
    answer_limit=st.integers(0, 3600).map(float),
    feedback=st.sampled_from(FeedbackTiming),
    follow_ups=st.builds(FollowUpRules, st.none() | st.integers(0, 100)),
    retry=st.booleans(),
    one_topic=st.booleans(),
)
PLANS = st.builds(
    SavedPlan,
    name=NAMES.filter(lambda name: bool(name.strip()) and name.isprintable()),
    rules=RULES,
    bank=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    sections=st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple),
    questions=st.integers(1, 500),
    shuffle=st.booleans(),
)


@settings(max_examples=30, deadline=None)  # each writes to a disk
@given(st.lists(PLANS, max_size=4, unique_by=lambda plan: plan.key))
def test_any_plan_survives_a_round_trip(wanted: list[SavedPlan]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plans = SavedPlansFile(Path(folder) / "plans.toml")
        for plan in wanted:
            plans.save(plan)
        assert plans.load() == LoadedPlans(tuple(wanted))
