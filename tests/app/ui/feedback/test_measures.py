from dataclasses import replace

import pytest
from rig.feedback import MEASURES, published_range

from mock_interviewer.app.feedback.delivery.measures import DeliveryMeasure, MeasureBand
from mock_interviewer.app.ui.feedback.delivery import measure_explanations, published_range_text


def counted(unit: str, band: MeasureBand) -> DeliveryMeasure:
    return DeliveryMeasure("Pauses", unit, "Counted.", band=band)


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (MEASURES["pace"], "Published range: 120 to 160 words a minute"),
        (MEASURES["fillers"], "Published range: up to 5 a minute"),
        (counted("s", published_range(2.5, None)), "Published range: 2.5 and more s"),
        (counted("", published_range(0.11, 0.24)), "Published range: 0.11 to 0.24"),
        (counted("", published_range(None, None)), ""),
        (MEASURES["pauses"], ""),
    ],
)
def test_a_range_is_said_where_one_is_published(measure: DeliveryMeasure, said: str) -> None:
    assert published_range_text(measure) == said


def test_definition_and_range_are_explained_with_their_sources() -> None:
    assert measure_explanations(MEASURES["fillers"]) == (
        "Found by ear.",
        "Source: An essay.",
        "Advice puts it there.",
        "Source: A handbook.",
    )


def test_a_source_of_both_is_named_once() -> None:
    both = replace(counted("", published_range(1, 2)), source="A handbook.")
    assert measure_explanations(both) == (
        "Counted.",
        "Source: A handbook.",
        "Advice puts it there.",
    )
