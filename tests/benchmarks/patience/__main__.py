"""How well the end of an answer is detected: interrupted pauses, and waits after true ends.

The parts with "words" take a minute, the others play an hour of sound through the real worker,
which takes about half of that where nothing else runs. Waits and phrases are found with the
development half; the test half is looked at to state a figure. What an end sounds like is learned
from other texts: ``python -m benchmarks.patience.learning``.
"""

import sys
from functools import partial

from benchmarks.parts import Parts, parts_parser, run_parts
from benchmarks.patience import measuring
from benchmarks.patience.answers import DEVELOPMENT, TEST
from benchmarks.patience.halting import halting

PARTS: Parts = {
    "development-words": partial(measuring.words, half=DEVELOPMENT),
    "development": partial(measuring.live, half=DEVELOPMENT),
    "test-words": partial(measuring.words, half=TEST),
    "test": partial(measuring.live, half=TEST),
    "halting": halting,
}


def main() -> int:
    """Measure the requested parts."""
    return run_parts("patience", PARTS, parts_parser("patience", __doc__, list(PARTS)).parse_args())


if __name__ == "__main__":
    sys.exit(main())
