"""How varied the words are: the moving-average type-token ratio.

Covington and McFall (2010, "Cutting the Gordian knot: the moving-average type-token ratio (MATTR)",
Journal of Quantitative Linguistics 17(2), 94-100, doi:10.1080/09296171003643098): different words
over all words in a window, averaged over all windows, so that long answers do not look poorer.
"""

from collections import Counter
from collections.abc import Sequence

from mock_interviewer.app.feedback.spoken_words import SpokenWord
from mock_interviewer.app.feedback.untellable import Untellable

WINDOW = 50
"""Words of one window."""

TOO_SHORT = f"It takes at least {WINDOW} words to tell how varied they are."


def richness(words: Sequence[SpokenWord]) -> float:
    """Return the ratio, above 0 and at most 1; raises Untellable for under WINDOW words."""
    if len(words) < WINDOW:
        raise Untellable(TOO_SHORT)
    letters = [word.letters for word in words]
    seen = Counter(letters[:WINDOW])
    different = len(seen)
    for leaving, coming in zip(letters, letters[WINDOW:], strict=False):
        seen[leaving] -= 1
        if not seen[leaving]:
            del seen[leaving]
        seen[coming] += 1
        different += len(seen)
    return different / (WINDOW * (len(letters) - WINDOW + 1))
