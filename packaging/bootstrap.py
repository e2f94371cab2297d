"""Make a checkout ready: what the system lacks, then .venv from the pins.

    python3 packaging/bootstrap.py run|test|check

Pure standard library, for the systems that have make: Linux and macOS. It asks nothing, says what
it does and why, and where it can go no further it says so in a sentence and ends with status 2.
When all is there already it ends within a blink.
"""

import os
import shutil
import sys
from pathlib import Path

MINIMUM = (3, 11)
NEW_ENOUGH = ("python3.14", "python3.13", "python3.12", "python3.11")


def use_a_newer_python() -> None:
    """Restart under a Python that is new enough. Ends the program if there is none."""
    for name in NEW_ENOUGH:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(
        "Mock Interviewer needs Python {}.{} or newer and this is {}.{}. Install python3.11 or "
        "newer and run this again; 'make PYTHON=/path/to/python' names one.".format(
            *MINIMUM, *sys.version_info[:2]
        )
    )


if sys.version_info[:2] < MINIMUM:
    use_a_newer_python()

from python_environment import Checkout, is_ready, lay_links, make_ready, one_at_a_time
from system_packages import SetupError, install
from system_parts import missing, parts_for


def make_checkout_ready(root: Path, purpose: str) -> None:
    """Install what ``purpose`` ("run", "test" or "check") lacks. Raises SetupError."""
    checkout = Checkout(root)
    lay_links(root)
    lacking = missing(parts_for(purpose))
    if not lacking and is_ready(checkout, purpose):
        return
    with one_at_a_time(root):
        lacking = missing(parts_for(purpose))
        if lacking:
            install(lacking)
        if not is_ready(checkout, purpose):
            make_ready(checkout, purpose)


def main(arguments: list[str]) -> int:
    """Run the command line and return the exit status."""
    if len(arguments) != 1 or arguments[0] not in {"run", "test", "check"}:
        print("usage: bootstrap.py run|test|check", file=sys.stderr)
        return 2
    try:
        make_checkout_ready(Path(__file__).resolve().parent.parent, arguments[0])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Setting up failed: {error}.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted. The next run starts this over.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
