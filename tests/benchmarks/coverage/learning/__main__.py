"""Train the judge of key points: ``python -m benchmarks.coverage.learning --help``.

Needs PyTorch and safetensors, which are no dependencies of the project, the unpacked
all-mpnet-base-v2 (Apache-2.0), and checkouts of three public sets. Progress is saved in a
checkpoint at each tenth of the time, and a later run continues from it.
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from benchmarks.coverage.blind_set import Share
from benchmarks.coverage.learning.batches import RowMaker, batches
from benchmarks.coverage.learning.network import LABELS, LAYERS, Judge, pretrained
from benchmarks.coverage.learning.public_texts import statements, student_answers, summaries
from benchmarks.coverage.learning.texts import TaughtText, blind_texts, written_texts
from benchmarks.coverage.learning.training import Run, Texts, learn
from benchmarks.coverage.statistics import area_under_curve

_MADE = LABELS - 1


def main() -> None:
    """Train for the given time and save the weights."""
    options = _options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    judge = pretrained(options.mpnet / "model.safetensors", options.layers)
    if options.start is not None:
        judge.load_state_dict(torch.load(options.start))
    texts = Texts(
        blind_texts(),
        written_texts(),
        summaries(options.pyramid),
        student_answers(options.semeval),
        statements(options.counterfactual),
    )
    tokenizer = options.mpnet / "tokenizer.json"
    print({name: len(getattr(texts, name)) for name in texts.__dataclass_fields__}, flush=True)
    watched = blind_texts(Share.DEVELOPMENT)[:: options.every]

    def report(judge: Judge, over: float) -> None:
        began = time.monotonic()
        torch.save(judge.state_dict(), options.target)
        area = development_area(judge, watched, tokenizer)
        took = time.monotonic() - began
        print(f"  development: AUC of made {area:.3f} ({took:.0f} s)", flush=True)

    run = Run(options.minutes * 60.0, options.rate, options.frozen, options.seed, options.public)
    learn(judge, texts, tokenizer, run, report)
    torch.save(judge.state_dict(), options.target)
    print(f"AUC of made {development_area(judge, watched, tokenizer):.3f}", flush=True)


def development_area(judge: Judge, texts: Sequence[TaughtText], tokenizer: Path) -> float:
    """Return how well the points that were made are told from the others."""
    maker = RowMaker(tokenizer, random.Random(1))  # noqa: S311 - the same each time
    rows = [row for text in texts if (row := maker.row(text)) is not None]
    scores, labels = list[float](), list[bool]()
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for given in batches(rows, 2600):
            verdicts, _ = judge(given.tokens, given.real, given.points, given.sentences)
            made = torch.softmax(verdicts.float(), -1)[..., _MADE]
            decided = (given.weights > 0) & (given.shares[..., _MADE] != 0.5)
            scores += made[decided].tolist()
            labels += (given.shares[..., _MADE][decided] > 0.5).tolist()
    return area_under_curve(scores, labels)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mpnet", type=Path, required=True, metavar="DIR")
    parser.add_argument("--pyramid", type=Path, required=True, metavar="DIR")
    parser.add_argument("--semeval", type=Path, required=True, metavar="DIR")
    parser.add_argument("--counterfactual", type=Path, required=True, metavar="DIR")
    parser.add_argument("--target", type=Path, required=True, metavar="FILE")
    parser.add_argument("--start", type=Path, metavar="FILE", help="a checkpoint to continue from")
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--frozen", type=int, default=3)
    parser.add_argument("--public", type=float, default=0.12, help="share of time for public sets")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--every", type=int, default=5, help="watch each n-th development answer")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    main()
