"""``make bench-library``: measure libraries of several sizes."""

import argparse
import sys
from pathlib import Path

from benchmarks.library.sizes import PARTS, SIZES, measure


def main() -> int:
    """Run the requested benchmarks; return the exit status."""
    parser = argparse.ArgumentParser(prog="make bench-library", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="TAKES")
    parser.add_argument("--part", choices=PARTS, action="append", help="instead of both")
    parser.add_argument("--output", type=Path, default=Path("bench-results"), metavar="DIR")
    arguments = parser.parse_args()
    measure(arguments.sizes, arguments.part or PARTS, arguments.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
