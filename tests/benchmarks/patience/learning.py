"""Train the weights that predict the end of an answer, and write them into the program.

``python -m benchmarks.patience.learning`` takes half a minute. It learns from where answers end and
where they go on: model answers of the banks, answers that the scorer is trained on, the development
half of the labelled ones; and from endings and sentences in the middle that were written for this
(``said/``), put after the beginnings of such answers. No text of the pause set is among them.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.coverage.labelled import DEVELOPMENT, labelled
from benchmarks.coverage.training_answers import training_answers
from numpy.typing import NDArray

from mock_interviewer.audio import recognition
from mock_interviewer.audio.recognition.endpointing.end_probability import (
    COUNTED,
    WEIGHTS,
    ending_features,
)
from mock_interviewer.audio.recognition.endpointing.utterance_ending import (
    SENTENCE_END,
    UtteranceEnding,
)
from mock_interviewer.questions.bank_loader import bank_ids, load_bank

SAID = Path(__file__).parent / "said"
AFTER_BEGINNINGS = 12
"""Beginnings of answers after which each written ending is put, and each sentence that is none."""
SHORTEST, BEGUN = 10, 20
"""Words of a text that is learned from, and of a beginning."""
JOINED, MISHEARD = 0.2, 0.02
"""Shares of texts whose last sentences recognition joins by a comma, and of words that it takes for
others, as far as a text is learned from as it is heard."""
RARE = 80
"""Texts that must have a sign."""
SMALL = 0.1
"""A weight that is left out."""
PULL = 20.0
"""The strength of the L2 regularization."""
_ODD = {"soup", "parroted", "pair", "partly"}
"""Kinds of answers that nobody gives, or of two sentences of which the second is idle talk."""
_UNDECIDED = {
    f"ending {ending}"
    for ending in (UtteranceEnding.WHOLE, UtteranceEnding.SUMMED_UP, UtteranceEnding.CLOSED)
}


@dataclass(frozen=True)
class Example:
    """An answer up to the end of one of its sentences, and whether it ends there."""

    text: str
    ends: bool


def examples(seed: int = 6) -> Iterator[Example]:
    """Yield training examples, half of them as recognition might transcribe them."""
    chance = random.Random(seed)  # noqa: S311
    found = list(_of_answers())
    words = [word for example in chance.sample(found, 400) for word in example.text.split()]
    beginnings = [e for e in found if not e.ends and len(e.text.split()) >= BEGUN]
    for example in found + list(_of_written(beginnings, chance)):
        text = example.text if chance.random() < 0.5 else _heard(example.text, words, chance)
        yield Example(text, example.ends)


def learn(found: Sequence[Example]) -> Mapping[str, float]:
    """Return the weights of the features, largest first."""
    signs = [ending_features(example.text) for example in found]
    kept = [at for at, each in enumerate(signs) if _UNDECIDED & each.keys()]
    signs = [signs[at] for at in kept]
    ends = np.array([found[at].ends for at in kept], dtype=np.float64)
    count = Counter(sign for each in signs for sign in each)
    names = sorted(name for name, times in count.items() if times >= RARE)
    weights = _fitted(_table(signs, names), ends)
    names = [n for n, w in zip(names, weights, strict=True) if abs(w) >= SMALL or n in COUNTED]
    weights = _fitted(_table(signs, names), ends)
    pairs = zip(names, weights, strict=True)
    return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _of_answers() -> Iterator[Example]:
    texts = [each.text for each in training_answers() if each.kind not in _ODD]
    texts += [each.text for each in labelled(DEVELOPMENT) if each.kind not in _ODD]
    questions = (each for bank in bank_ids() for each in load_bank(bank).questions)
    texts += [each.model_answer for each in questions if each.model_answer is not None]
    for text in texts:
        sentences = SENTENCE_END.split(text.strip())
        for last in range(1, len(sentences) + 1):
            so_far = " ".join(sentences[:last])
            if len(so_far.split()) >= SHORTEST:
                yield Example(so_far, last == len(sentences))


def _of_written(beginnings: Sequence[Example], chance: random.Random) -> Iterator[Example]:
    for name, ends in (("ends", True), ("middles", False)):
        for sentence in (SAID / f"{name}.txt").read_text("utf-8").splitlines():
            for beginning in chance.sample(beginnings, AFTER_BEGINNINGS):
                yield Example(f"{beginning.text} {sentence}", ends)


def _heard(text: str, others: Sequence[str], chance: random.Random) -> str:
    *before, last = text.rsplit(". ", 1)
    if before and chance.random() < 2 * JOINED:
        text = f"{before[0]}, {last[0].lower()}{last[1:]}"
    words = text.split()
    for at in range(len(words)):
        if chance.random() < 2 * MISHEARD:
            words[at] = chance.choice(others).strip(".,?!")
    heard = " ".join(words)
    return heard if heard.endswith((".", "?", "!")) else f"{heard}."


def _table(signs: Sequence[Mapping[str, float]], names: Sequence[str]) -> NDArray[np.float32]:
    place = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(signs), len(names)), dtype=np.float32)
    for row, each in enumerate(signs):
        for sign, value in each.items():
            if sign in place:
                table[row, place[sign]] = value
    return table


def _fitted(table: NDArray[np.float32], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of an L2-regularized logistic regression by Newton's method."""
    weights = np.zeros(table.shape[1])
    for _ in range(6):
        chances = 1 / (1 + np.exp(-(table @ weights)))
        slope = table.T @ (chances - ends) + PULL * weights
        bend = (table.T * (chances * (1 - chances)).astype(np.float32)) @ table
        weights -= np.linalg.solve(bend + PULL * np.eye(len(weights)), slope)
    return weights


def main() -> None:
    """Train and write the weights."""
    weights = learn(list(examples()))
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in weights.items()]
    target = Path(recognition.__path__[0]) / WEIGHTS
    target.write_text("".join(lines), "utf-8")
    print(f"{len(lines)} weights in {target.name}")


if __name__ == "__main__":
    main()
