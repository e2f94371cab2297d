"""Seconds as people read them."""


def clock_time(seconds: float) -> str:
    """Return a place in a recording: 0:07, 12:30 or 1:02:03."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def spoken_length(seconds: float) -> str:
    """Return a length for people: 24 s, 1 min 24 s or 1 h 2 min."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minute} min"
    return f"{minute} min {second} s" if minute else f"{second} s"
