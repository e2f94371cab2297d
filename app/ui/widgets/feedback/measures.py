"""The definition of a measure in the words of the window."""

from mock_interviewer.app.feedback.definitions import Measure


def published(measure: Measure) -> str:
    """Return where a figure usually lies; empty where nobody has published it."""
    band = measure.band
    if band is None or (band.low is None and band.high is None):
        return ""
    if band.low is None:
        ends = f"up to {band.high:g}"
    elif band.high is None:
        ends = f"{band.low:g} and more"
    else:
        ends = f"{band.low:g} to {band.high:g}"
    return f"Published range: {ends} {measure.unit}".rstrip()


def explained(measure: Measure) -> tuple[str, ...]:
    """Return what there is to say of how a figure is computed and read, a text each."""
    band = measure.band
    said = () if band is None else (band.says, f"Source: {band.source}" if band.source else "")
    source = f"Source: {measure.source}" if measure.source else ""
    # A band that rests on the same work as the definition need not name it twice.
    texts = (measure.how, source, *said)
    return tuple(dict.fromkeys(text for text in texts if text))
