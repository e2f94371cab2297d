"""Train the scorer: ``python -m benchmarks.coverage.learning`` writes ``trained.npz`` anew.

Needs PyTorch (``pip install torch``), which is no dependency of the project. First the whole of the
packaged model is trained on, which takes most of the time; then what that changed is brought to a
low rank (the best there is, by its singular values), which is trained on in its turn. Some two
hours on two cores.

The file that comes with the program was learned in several sittings, while answers, sentences and
ways to draw rows were still being written: the whole on the long answers with four sentences a
point, then the low rank in two rounds on all answers, in three with eight sentences a point, and in
one with answers that stand between others. This program does the same on everything at once.

Thresholds are balanced on the development half; the test half is not looked at.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from benchmarks.coverage.judged import questions
from benchmarks.coverage.labelled import DEVELOPMENT, labelled
from benchmarks.coverage.learning.encoder import Dense, Judge, Weights
from benchmarks.coverage.learning.exporting import choose_thresholds, export
from benchmarks.coverage.learning.learning import Phase, learn
from benchmarks.coverage.learning.rows import Rows
from benchmarks.coverage.training_answers import training_answers
from torch import nn

from mock_interviewer.app.feedback.coverage import scoring
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import (
    answer_tokenizer,
    sentence_model_files,
)
from mock_interviewer.questions.bank_loader import bank_ids

WHOLE = Phase(rounds=4, rate=1e-4, dropout=0.1)
NARROW = Phase(rounds=3, rate=2.5e-4, dropout=0.05)


@dataclass(frozen=True)
class Options:
    """The command-line options."""

    rank: int
    seed: int
    target: Path


def main() -> None:
    """Train, choose thresholds, and write the result."""
    options = _options()
    torch.manual_seed(options.seed)
    files = sentence_model_files()
    weights = Weights(files.model)
    tokenizer = answer_tokenizer(files)
    known = {ident: each for bank in bank_ids() for ident, each in questions(bank).items()}
    answers = training_answers()
    print(f"{len(answers)} answers to {len({each.question for each in answers})} questions")
    whole = Judge(weights, 0, WHOLE.dropout)
    learn(whole, Rows(tokenizer, known, answers, options.seed), WHOLE)
    narrow = narrowed(whole, Judge(weights, options.rank, NARROW.dropout))
    learn(narrow, Rows(tokenizer, known, answers, options.seed + 1), NARROW)
    export(narrow, options.target)
    print(choose_thresholds(options.target, labelled(DEVELOPMENT)))


def narrowed(whole: Judge, narrow: Judge) -> Judge:
    """Bring what ``whole`` learned into ``narrow``, its changes at the nearest of lower rank."""
    learned = {
        name: value for name, value in whole.state_dict().items() if not name.endswith(".change")
    }
    narrow.load_state_dict(learned, strict=False)
    for source, target in zip(_dense(whole), _dense(narrow), strict=True):
        left, values, right = torch.linalg.svd(source.change.detach(), full_matrices=False)
        root = values[: target.rank].sqrt()
        target.down.data = left[:, : target.rank] * root
        target.up.data = root[:, None] * right[: target.rank]
    return narrow


def _dense(judge: nn.Module) -> list[Dense]:
    return [module for module in judge.modules() if isinstance(module, Dense)]


def _options() -> Options:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--seed", type=int, default=5)
    place = Path(str(scoring.__file__)).with_name("trained.npz")
    parser.add_argument("--target", type=Path, default=place, metavar="FILE")
    given = parser.parse_args()
    return Options(given.rank, given.seed, given.target)


if __name__ == "__main__":
    main()
