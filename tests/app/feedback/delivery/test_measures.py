import dataclasses

import pytest

from mock_interviewer.app.feedback.delivery.delivery import Delivery
from mock_interviewer.app.feedback.delivery.measures import MEASURES

WITH_A_BAND = {"length", "pace", "fillers"}
NO_MEASURE = {"duration", "filler_rate", "untold", "last_word"}


def test_every_measure_of_delivery_is_defined() -> None:
    figures = {field.name for field in dataclasses.fields(Delivery)} - NO_MEASURE
    assert figures <= set(MEASURES)
    assert set(MEASURES) == figures | {"length"}


def test_a_range_is_given_only_if_one_is_published() -> None:
    assert {key for key, measure in MEASURES.items() if measure.band} == WITH_A_BAND


@pytest.mark.parametrize("key", sorted(WITH_A_BAND))
def test_a_range_has_a_limit_and_a_source(key: str) -> None:
    band = MEASURES[key].band
    assert band is not None
    assert band.low is not None or band.high is not None
    assert band.source
    assert band.sentence.endswith(".")


@pytest.mark.parametrize("key", sorted(MEASURES))
def test_definitions_are_plain_sentences(key: str) -> None:
    measure = MEASURES[key]
    assert measure.definition.endswith(".")
    assert "!" not in measure.definition
    assert not measure.name.endswith(".")
