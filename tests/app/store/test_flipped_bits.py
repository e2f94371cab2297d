"""A flipped bit of the database, wherever it is, costs at most a row, and what it costs is said.

``python -m benchmarks.flipped_bits 500`` tries more of them.
"""

import random
from collections.abc import Callable

import pytest
from rig.flipped_bits import Made, escaped, make

_HEADER = 100


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("made") / "data", sessions=2, takes=3)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("where", [Made.places, Made.structure], ids=["anywhere", "structure"])
def test_no_flipped_bit_escapes(made: Made, where: Callable[[Made], list[int]], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 (nothing to keep secret)
    places = where(made)
    flips = [(chance.choice(places), chance.randrange(8)) for _ in range(10)]
    assert {flip: wrong for flip in flips if (wrong := escaped(made, *flip))} == {}


def test_no_flipped_bit_of_the_header_escapes(made: Made) -> None:
    decisive = [16, 18, 19, 20, 21, 47, 59, 63, 71]
    flips = [(at, bit) for at in decisive for bit in (0, 1)]
    assert {flip: wrong for flip in flips if (wrong := escaped(made, *flip))} == {}
