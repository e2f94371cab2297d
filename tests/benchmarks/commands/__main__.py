"""How reliably spoken commands are understood, and whether answers are mistaken for them.

Takes about an hour. What is spoken, and the models, are kept in a folder and used again. The part
"development" is for changing what is understood; "variants" holds other words, to state a figure.
"""

import sys

from benchmarks.commands import answers, variants
from benchmarks.parts import Parts, parts_parser, run_parts

PARTS: Parts = {
    "variants": variants.measure,
    "answers": answers.measure,
    "development": variants.measure_development,
}


def main() -> int:
    """Measure the requested parts."""
    return run_parts("commands", PARTS, parts_parser("commands", __doc__, list(PARTS)).parse_args())


if __name__ == "__main__":
    sys.exit(main())
