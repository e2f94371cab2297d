import pytest

from mock_interviewer.audio.recognition.models.catalog import CATALOG, SpeechModel
from mock_interviewer.audio.recognition.models.recommendation import (
    LADDERS,
    PIECE,
    TOKENS,
    WORK,
    MachineMeasurement,
    ModelPace,
    model_pace,
    recommended_model,
    seconds_with,
)

GB = 1_000_000_000

# Width, layers of the encoder, layers of the decoder, as the models were published.
DIMENSIONS = {
    "tiny": (384, 4, 4),
    "base": (512, 6, 6),
    "small": (768, 12, 12),
    "medium": (1024, 24, 24),
    "large-v3": (1280, 32, 32),
    "large-v3-turbo": (1280, 32, 4),
    "distil-small.en": (768, 12, 4),
    "distil-medium.en": (1024, 24, 2),
    "distil-large-v3": (1280, 32, 2),
}


def multiplications(name: str) -> float:
    width, encoder, decoder = DIMENSIONS[name]
    heard = 12 * width**2 * encoder * (PIECE + 5.0) * 50
    written = (16 * width**2 * decoder + 51_865 * width) * TOKENS * 5
    return heard + written


def machine(seconds: float, *, model: str = "base", memory: float = 16 * GB) -> MachineMeasurement:
    return MachineMeasurement(model, seconds, 4, round(memory))


@pytest.mark.parametrize("name", DIMENSIONS)
def test_the_work_of_a_model_follows_from_its_dimensions(name: str) -> None:
    ratio = multiplications(name) / multiplications("base")
    assert WORK[name] == pytest.approx(ratio, rel=0.13)


def test_the_work_of_every_model_is_known_and_a_language_makes_no_difference() -> None:
    assert set(WORK) == set(CATALOG)
    twins = [name for name in WORK if f"{name}.en" in WORK]
    assert {name: WORK[f"{name}.en"] for name in twins} == {name: WORK[name] for name in twins}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0.1, ModelPace.AT_ONCE),
        (1.2, ModelPace.AT_ONCE),
        (1.21, ModelPace.LATER),
        (4.0, ModelPace.LATER),
        (4.01, ModelPace.BEHIND),
    ],
)
def test_the_pace_follows_from_the_seconds_of_a_piece(seconds: float, expected: ModelPace) -> None:
    assert model_pace(machine(seconds), CATALOG["base"]) is expected


def test_the_measured_model_makes_no_difference() -> None:
    with_base, with_tiny = machine(1.0), machine(0.5, model="tiny.en")
    small = CATALOG["small.en"]
    assert seconds_with(with_base, small) == seconds_with(with_tiny, small) == 4.0


def test_a_model_that_needs_half_of_the_memory_is_too_large() -> None:
    large = CATALOG["large-v3"]
    assert model_pace(machine(0.01, memory=6.5 * GB), large) is ModelPace.TOO_LARGE
    assert model_pace(machine(0.01, memory=6.7 * GB), large) is ModelPace.AT_ONCE


def test_only_the_memory_of_an_imported_model_is_known() -> None:
    own = SpeechModel("mine", "mine", english_only=False, in_place=False, files=(), about=GB)
    assert model_pace(machine(0.01), own) is None
    assert model_pace(machine(0.01, memory=2 * GB), own) is ModelPace.TOO_LARGE


@pytest.mark.parametrize(
    ("seconds", "memory", "english", "other"),
    [
        (0.04, 16, "large-v3-turbo", "large-v3-turbo"),
        (0.04, 3, "distil-medium.en", "small"),
        (0.08, 16, "distil-medium.en", "medium"),
        (0.1, 16, "distil-medium.en", "small"),
        (0.3, 16, "small.en", "small"),
        (0.32, 16, "distil-small.en", "base"),
        (0.6, 16, "base", "base"),  # two cores of an ordinary laptop
        (1.2, 4, "base", "base"),
        (1.3, 4, "tiny.en", "tiny"),
        (60.0, 4, "tiny.en", "tiny"),
        (0.04, 0.5, "tiny.en", "tiny"),
    ],
)
def test_the_most_accurate_model_that_transcribes_at_once_is_recommended_or_else_the_fastest(
    seconds: float, memory: float, english: str, other: str
) -> None:
    measured = machine(seconds, memory=memory * GB)
    assert recommended_model(measured, "en").name == english
    assert recommended_model(measured, "de").name == other


@pytest.mark.parametrize("english", [True, False])
def test_a_ladder_descends_in_work_and_knows_the_language(english: bool) -> None:
    work = [WORK[name] for name in LADDERS[english]]
    assert work == sorted(work, reverse=True)
    assert english or not any(CATALOG[name].english_only for name in LADDERS[False])
