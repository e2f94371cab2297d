"""What is only done once the person says yes to it."""

import sys


def agreed(question: str) -> bool:
    """Ask on stderr, not among what is answered on stdout; no answer is no."""
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = input()
    except EOFError:
        return False
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise
    return answer.strip().lower() in {"y", "yes"}
