"""The share of flipped bits that escape in a library of 200 takes; run by hand, 1 s per bit.

``PYTHONPATH=tests python -m benchmarks.flipped_bits 500`` flips so many bits, each in a copy of its
own, opens that library twice, reads everything in it, and prints what went wrong.
``500 1 structure`` flips bits of headers of pages and rows only, where they do the most harm.
"""

import logging
import random
import sys
import tempfile
from pathlib import Path

from rig.flipped_bits import escaped, make


def main(count: int, seed: int = 1, *, structure: bool = False) -> int:
    """Flip so many bits, print the ones that escaped, and return their number."""
    logging.disable()
    escapes = 0
    chance = random.Random(seed)  # noqa: S311 (nothing to keep secret)
    with tempfile.TemporaryDirectory() as folder:
        made = make(Path(folder) / "made")
        places = made.structure() if structure else made.places()
        for number in range(count):
            at, bit = chance.choice(places), chance.randrange(8)
            if wrong := escaped(made, at, bit):
                escapes += 1
                print(f"{number}: byte {at}, bit {bit}: {wrong}", flush=True)
    print(f"{escapes} of {count} flipped bits escaped.")
    return escapes


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    sys.exit(bool(main(*numbers, structure="structure" in sys.argv)))
