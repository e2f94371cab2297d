from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from rig.accessibility import nameless
from rig.feedback import ADVICE

from mock_interviewer.app.feedback.feedback import AdviceBasis, FeedbackAdvice
from mock_interviewer.app.ui.interview.next_time import NextTimeCard, Tip, tip_of
from mock_interviewer.app.ui.style.theme import Theme


@pytest.fixture
def card(qtbot: QtBot, look: Theme) -> NextTimeCard:
    made = NextTimeCard()
    qtbot.addWidget(made)
    made.resize(700, 200)
    made.show()
    return made


@pytest.mark.parametrize(
    ("about", "text", "tip"),
    [
        (
            AdviceBasis.POINT,
            "Next time, make this essential point: Lower is better.",
            Tip("Next time, make this essential point", "Lower is better."),
        ),
        (
            AdviceBasis.HABIT,
            "One thing to try: pause instead of “um” (at least 6 a minute).",
            Tip("Next time", "Pause instead of “um” (at least 6 a minute)."),
        ),
        (
            AdviceBasis.STORY,
            "Say what came of it: how it ended, and what changed afterward.",
            Tip("Next time", "Say what came of it: how it ended, and what changed afterward."),
        ),
        (
            AdviceBasis.HABIT,
            "All six key points were there. Try it again in under 90 seconds.",
            Tip("Next time", "All six key points were there. Try it again in under 90 seconds."),
        ),
    ],
)
def test_the_lead_of_advice_is_set_apart(about: AdviceBasis, text: str, tip: Tip) -> None:
    assert tip_of(FeedbackAdvice(about, "x", text)) == tip


def test_a_tip_comes_with_what_to_say(card: NextTimeCard) -> None:
    card.show_advice(ADVICE, playable=True)
    assert card.tip == Tip("Next time", "Say that tokenizers must match.")
    assert card.example == "Say: “same tokenizer”"
    assert card.accessibleName() == "Next time: Say that tokenizers must match."
    card.show_advice(replace(ADVICE, example=""), playable=True)
    assert card.example == ""


def test_the_moment_of_a_tip_plays_if_there_is_a_recording(card: NextTimeCard) -> None:
    played: list[float] = []
    card.play_asked.connect(played.append)
    card.show_advice(replace(ADVICE, at=52.0), playable=False)
    assert card.moment is None
    card.show_advice(replace(ADVICE, at=52.0), playable=True)
    assert card.moment is not None
    card.moment.click()
    assert played == [52.0]
    card.show_advice(ADVICE, playable=True)
    assert card.moment is None


def test_in_a_narrow_card_the_button_is_below_the_tip(card: NextTimeCard, qtbot: QtBot) -> None:
    card.show_advice(ADVICE, playable=True)
    qtbot.waitUntil(lambda: card.again.x() > 500)
    card.resize(400, 300)
    qtbot.waitUntil(lambda: card.again.x() < 100)


def test_everything_has_a_name(card: NextTimeCard) -> None:
    card.show_advice(replace(ADVICE, at=52.0), playable=True)
    assert nameless(card) == []
