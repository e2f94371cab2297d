import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_interviewer.app.feedback.story.actors import action_clauses
from mock_interviewer.app.feedback.story.measured_result import (
    NUMBER,
    PERCENT,
    measured_result,
    phrases,
)
from mock_interviewer.app.feedback.story.phrases import CuePhrase, any_phrase, lower_case


def figure(text: str) -> str | None:
    found = measured_result(text, action_clauses(text))
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("the build went from 40 to 12 minutes", "from 40 to 12 minutes"),
        ("the build went from forty minutes to twelve", "from forty minutes to twelve"),
        ("costs fell by a third", "by a third"),
        ("that halved the queue", "halved"),
        ("we had twenty percent fewer tickets", "twenty percent fewer tickets"),
        ("we had 20% fewer tickets", "20% fewer tickets"),
        ("it saved us 3 days a week", "saved us 3 days a week"),
        ("it is three times faster", "three times faster"),
        ("it costs half of what it did", "half of what"),
        ("the median is down to 0.3 seconds", "0.3 seconds"),
        ("nine out of ten people stayed", "nine out of ten"),
        ("it runs on 1,200 machines now and sold 2,400 units", "2,400 units"),
    ],
)
def test_a_change_comparison_or_achievement_is_found(told: str, words: str) -> None:
    found = figure(f"I rebuilt it from scratch. After that, {told}.")
    assert found is not None
    assert words in found


@pytest.mark.parametrize(
    "text",
    [
        "I rebuilt it in 2019.",
        "I rebuilt it on March 14th, at 9 pm.",
        "I rebuilt it with a team of five people.",
        "I rebuilt it, and it took three weeks. Two months later I left.",
        "I moved us to Python 3.11 and GPT-4. That was version two.",
        "First I called the client. Second I wrote it down. That's step three.",
        "I wrote it down. The shop was open from three to six.",
        "From 2019 to 2021 I ran the shop.",
        "I rebuilt it. The goal was to get from 40 to 12 minutes.",
        "I was asked to cut it by half. I wrote a plan.",
        "Churn had risen by 20 percent. I called the clients.",
        "Requests failed in 8 percent of the cases. I called the vendor.",
        "I read the logs. I found that 80 percent of the errors came from one test.",
        "I read them, and 80 percent were old. Then I wrote to the owners and asked for new ones.",
        "I rebuilt it, and I was a hundred percent sure.",
        "I cut it down to three things.",
        "",
    ],
)
def test_dates_team_sizes_durations_goals_and_baselines_are_not_results(text: str) -> None:
    assert figure(text) is None


def test_a_figure_called_a_result_counts_before_any_action() -> None:
    assert figure("Sales dropped by a third.") is None
    assert figure("In the end sales dropped by a third.") == "dropped by a third"


@pytest.mark.parametrize("phrase", phrases(), ids=lambda phrase: phrase.example)
def test_each_turn_of_phrase_is_found_in_its_example(phrase: CuePhrase) -> None:
    assert any_phrase([phrase], {phrase.kind}).search(lower_case(phrase.example))


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["I built it", "from", "to", "by", "40", "ten", "%", ".", "half", "İ"])
    )
)
def test_results_of_any_text_lie_within_it(words: list[str]) -> None:
    text = " ".join(words)
    found = measured_result(text, action_clauses(text))
    assert found is None or 0 <= found.start < found.end <= len(text)


def numbers(text: str) -> list[str]:
    return re.findall(NUMBER, text)


@pytest.mark.parametrize(
    "number",
    [
        "40",
        "1,200",
        "0.3",
        "$2.5",
        "40%",
        "10x",
        "12 ms",
        "two",
        "twenty-five",
        "twenty five",
        "two hundred",
        "a hundred and twenty",
        "half a million",
        "two point four",
        "one thousand",
        "a dozen",
    ],
)
def test_a_number_is_found_completely(number: str) -> None:
    assert numbers(f"we had {number} units.") == [number]


@pytest.mark.parametrize(
    "text",
    ["gpt-4", "v2", "s3", "24/7", "the 3rd", "9:30", "one day", "someone", "a few", "weight"],
)
def test_lookalikes_are_not_numbers(text: str) -> None:
    assert numbers(f"it was {text} then") == []


@settings(deadline=None)
@given(st.integers(0, 10**9), st.booleans())
def test_any_integer_is_found_completely(number: int, grouped: bool) -> None:
    text = f"{number:,}" if grouped else f"{number}"
    assert numbers(f"from {text} to it") == [text]


@pytest.mark.parametrize("share", ["12%", "12 percent", "twelve per cent", "two percentage points"])
def test_percentages_are_distinguished_from_other_numbers(share: str) -> None:
    assert re.search(PERCENT, f"by {share} now")
    assert not re.search(PERCENT, "by 12 units")
