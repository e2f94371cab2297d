import pytest
from rig.feedback import MEASURES, Explained, Range

from mock_interviewer.app.ui.widgets.feedback.measures import explained, published


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        (MEASURES["pace"], "Published range: 120 to 160 words a minute"),
        (MEASURES["fillers"], "Published range: up to 5 a minute"),
        (Explained(unit="s", band=Range(2.5, None)), "Published range: 2.5 and more s"),
        (Explained(band=Range(0.11, 0.24)), "Published range: 0.11 to 0.24"),
        (Explained(band=Range(None, None)), ""),
        (MEASURES["pauses"], ""),
    ],
)
def test_a_range_is_said_where_one_is_published(measure: Explained, said: str) -> None:
    assert published(measure) == said


def test_definition_and_range_are_explained_with_their_sources() -> None:
    assert explained(MEASURES["fillers"]) == (
        "Found by ear.",
        "Source: An essay.",
        "Advice puts it there.",
        "Source: A handbook.",
    )


def test_a_source_of_both_is_named_once() -> None:
    both = Explained("Counted.", "A handbook.", band=Range(1, 2))
    assert explained(both) == ("Counted.", "Source: A handbook.", "Advice puts it there.")
