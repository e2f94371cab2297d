import numpy as np
import pytest
from benchmarks.patience.answers import DEVELOPMENT, TEST, marked_texts
from benchmarks.patience.learning import RARE, SAID, Example, examples, learn


def test_features_of_endings_have_positive_weights_and_others_negative() -> None:
    before = "We moved the service to four small machines in the spring."
    ends = [Example(f"{before} They use it today.", ends=True)] * RARE
    others = [Example(f"{before} Nobody noticed it.", ends=False)] * RARE
    weights = learn([*ends, *others])
    assert weights["stops today"] > 0 > weights["has noticed"]


def test_rare_features_get_no_weight() -> None:
    before = "We moved the service to four small machines in the spring."
    ends = [Example(f"{before} They use it today.", ends=True)] * (RARE - 1)
    others = [Example(f"{before} Nobody noticed it.", ends=False)] * RARE
    assert "stops today" not in learn([*ends, *others])


def test_examples_are_the_same_on_every_run() -> None:
    first, second = list(examples()), list(examples())
    assert first == second
    assert np.mean([example.ends for example in first]) == pytest.approx(0.3, abs=0.1)


@pytest.mark.parametrize("half", [DEVELOPMENT, TEST])
def test_training_endings_are_not_in_the_pause_set(half: str) -> None:
    written = {
        line
        for name in ("ends", "middles")
        for line in (SAID / f"{name}.txt").read_text("utf-8").splitlines()
    }
    parts = [part.strip() for text in marked_texts(half) for part in text.parts]
    ends = {part.rpartition(". ")[2] for part in parts}
    assert {sentence for sentence in ends & written if len(sentence.split()) > 3} == set()
