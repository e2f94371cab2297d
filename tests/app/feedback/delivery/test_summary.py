from dataclasses import replace

import pytest
from rig.feedback import DELIVERY

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.summary import delivery_summary


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (95.0, "slow"),
        (96.0, "a little slow"),
        (119.6, "120 words a minute"),
        (160.4, "160 words a minute"),
        (161.0, "a little fast"),
        (192.0, "a little fast"),
        (193.0, "fast"),
    ],
)
def test_a_pace_outside_its_range_is_called_fast_or_slow(pace: float, said: str) -> None:
    assert delivery_summary(replace(DELIVERY, pace=pace)) == f"{said}, 2 fillers"


def test_an_answer_without_fillers_says_so() -> None:
    assert delivery_summary(replace(DELIVERY, fillers=())) == "125 words a minute, no fillers found"


def test_what_was_not_measured_is_left_out() -> None:
    assert delivery_summary(replace(DELIVERY, fillers=None)) == "125 words a minute"
    assert delivery_summary(replace(DELIVERY, pace=None)) == "2 fillers"
    assert delivery_summary(Delivery(duration=2.0, words=0)) == ""
