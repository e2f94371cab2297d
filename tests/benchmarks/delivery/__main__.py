"""The accuracy and speed of delivery measures: pace, pauses, first word, and pitch.

Takes some minutes. What is spoken, and the models, are kept in a folder and used again. How many
fillers are found is measured by ``benchmarks.recognition.fillers``.
"""

import sys

from benchmarks.delivery import people, pitch_errors, speed, timing_errors
from benchmarks.parts import Parts, parts_parser, run_parts

PARTS: Parts = {
    "timing": timing_errors.measure,
    "pitch": pitch_errors.measure,
    "people": people.measure,
    "speed": speed.measure,
}


def main() -> int:
    """Measure the requested parts."""
    return run_parts("delivery", PARTS, parts_parser("delivery", __doc__, list(PARTS)).parse_args())


if __name__ == "__main__":
    sys.exit(main())
