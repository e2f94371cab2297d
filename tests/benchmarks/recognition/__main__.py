"""The accuracy and speed of recognition: words, vocabulary, silence, times, stops, captions.

Everything together takes about two hours on two cores. What is spoken, and the models, are kept in
a folder and used again.
"""

import sys

from benchmarks.parts import Parts, parts_parser, run_parts
from benchmarks.recognition import accuracy, live, peer, silence, vocabulary, word_times

PARTS: Parts = {
    "accuracy": accuracy.measure,
    "vocabulary": vocabulary.measure,
    "silence": silence.measure,
    "times": word_times.measure,
    "live": live.measure,
    "peer": peer.measure,
}


def main() -> int:
    """Measure the requested parts."""
    parser = parts_parser("recognition", __doc__, list(PARTS))
    return run_parts("recognition", PARTS, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
