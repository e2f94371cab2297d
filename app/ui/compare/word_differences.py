"""Word-by-word differences between two transcripts. Needs no Qt."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mock_interviewer.app.feedback.comparing.word_diff import WordRun, compare_words
from mock_interviewer.app.ui.shared.word_index import WordIndex
from mock_interviewer.audio.recognition.transcript import Transcript

ONLY_HERE = "only here"
"""The remark on a word that the other answer does not have."""


@dataclass(frozen=True)
class WordDifferences:
    """The parts of an earlier and a later answer, by the numbers of their words in a WordIndex."""

    parts: tuple[WordRun, ...] = ()

    @cached_property
    def only_earlier(self) -> frozenset[int]:
        """The words that only the earlier answer has."""
        return frozenset(at for part in self.parts if not part.same for at in part.earlier)

    @cached_property
    def only_later(self) -> frozenset[int]:
        """The words that only the later answer has."""
        return frozenset(at for part in self.parts if not part.same for at in part.later)

    def in_later(self, number: int) -> int:
        """Return the word of the later answer at the position of a word of the earlier."""
        return self._across(number, lambda part: part.earlier, lambda part: part.later)

    def in_earlier(self, number: int) -> int:
        """Return the word of the earlier answer at the position of a word of the later."""
        return self._across(number, lambda part: part.later, lambda part: part.earlier)

    def _across(
        self, number: int, here: Callable[[WordRun], range], there: Callable[[WordRun], range]
    ) -> int:
        # An empty part starts where the next one does, so take the last that starts there.
        at = bisect_right(self.parts, number, key=lambda part: here(part).start) - 1
        if at < 0:
            return 0
        mine, other = here(self.parts[at]), there(self.parts[at])
        if not mine:
            return other.start
        return other.start + (number - mine.start) * len(other) // len(mine)


def compare_transcripts(earlier: Transcript, later: Transcript) -> WordDifferences:
    """Compare two transcripts; takes about 10 ms for 5,000 words."""
    return WordDifferences(compare_words(_words(earlier), _words(later)))


def _words(transcript: Transcript) -> list[str]:
    index = WordIndex(transcript)
    return [index.text[word.first : word.last] for word in index.words]
