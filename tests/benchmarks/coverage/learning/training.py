"""The training run: rows drawn from all texts, for a given time."""

import itertools
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from benchmarks.coverage.blind_set import PointLabel
from benchmarks.coverage.learning.batches import Batch, Row, RowMaker, batches
from benchmarks.coverage.learning.network import Judge
from benchmarks.coverage.learning.texts import LABELS, Composer, TaughtText, reworded
from torch import Tensor, nn
from torch.nn import functional

_BATCH_TOKENS = 2600
_CHUNK = 64
"""Rows that are sorted by length together."""
_WARM = 0.05
_HEAD_RATE = 6.0
"""The rate of the new layers, as a multiple of that of the pretrained ones."""
_EVIDENCE = 0.4
"""Weight of finding the sentences in the loss."""
_FOUND = 3.0
"""Weight of a sentence that carries a point over one that does not; most do not."""
_OPPOSITE = 4.0
"""Weight of a point that is contradicted over one that is not; few are."""
_CUT = 0.35
_REWORDED = 0.2
"""Share of the blind answers whose points are asked in other words, as the program also asks."""


@dataclass(frozen=True)
class Texts:
    """What is learned from, by kind."""

    blind: Sequence[TaughtText]
    written: Sequence[TaughtText]
    summaries: Sequence[TaughtText]
    students: Sequence[TaughtText]
    statements: Sequence[TaughtText]


@dataclass(frozen=True)
class Run:
    """How long, how fast, and how many layers stay as they are.

    ``public`` is the share of the time that the public sets take, before the blind answers begin.
    """

    seconds: float
    rate: float
    frozen: int
    seed: int
    public: float = 0.12


def learn(
    judge: Judge, texts: Texts, tokenizer: Path, run: Run, report: Callable[[Judge, float], None]
) -> None:
    """Train with AdamW in bfloat16, the weights in 32 bits; the rate falls linearly with time.

    ``report`` is called at each tenth of the time with the part that is over.
    """
    freeze(judge, run.frozen)
    draw = random.Random(run.seed)  # noqa: S311 - the same each time
    rows = _Rows(texts, RowMaker(tokenizer, draw), draw, run.public)
    optimizer = _optimizer(judge, run.rate)
    rates = [group["lr"] for group in optimizer.param_groups]
    judge.train()
    began = time.monotonic()
    losses, over, reported = list[tuple[float, float]](), 0.0, 0
    while over < 1.0:
        for each in rows.chunk(over):
            over = (time.monotonic() - began) / run.seconds
            if over >= 1.0:
                break
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, over / _WARM + 0.02) * max(0.02, 1.0 - over)
            losses.append(_step(judge, each, optimizer))
        if int(over * 10) > reported:
            reported = int(over * 10)
            recent = losses[-100:]
            verdict, found = (sum(each[at] for each in recent) / len(recent) for at in (0, 1))
            print(f"{over:.0%}: {len(losses)} steps, loss {verdict:.3f} + {found:.3f}", flush=True)
            judge.eval()
            report(judge, over)
            judge.train()
    judge.eval()


def freeze(judge: Judge, layers: int) -> None:
    """Keep the embeddings and the lowest layers as they are, which saves their backward pass."""
    encoder = judge.encoder
    for part in (encoder.words, encoder.positions, encoder.norm, encoder.distances):
        part.requires_grad_(False)
    for layer in encoder.layers[:layers]:
        layer.requires_grad_(False)


def _optimizer(judge: Judge, rate: float) -> torch.optim.Optimizer:
    inner = {id(each) for each in judge.encoder.parameters()}
    learned = [each for each in judge.parameters() if each.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [each for each in learned if id(each) in inner], "lr": rate},
            {
                "params": [each for each in learned if id(each) not in inner],
                "lr": rate * _HEAD_RATE,
            },
        ],
        weight_decay=0.01,
        fused=True,
    )


def _step(judge: Judge, given: Batch, optimizer: torch.optim.Optimizer) -> tuple[float, float]:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        verdicts, found = judge(given.tokens, given.real, given.points, given.sentences)
    verdict = _verdict_loss(verdicts.float(), given)
    evidence = _evidence_loss(found.float(), given)
    optimizer.zero_grad(set_to_none=True)
    (verdict + _EVIDENCE * evidence).backward()
    nn.utils.clip_grad_norm_([each for each in judge.parameters() if each.requires_grad], 1.0)
    optimizer.step()
    return float(verdict.detach()), float(evidence.detach())


def _verdict_loss(verdicts: Tensor, given: Batch) -> Tensor:
    each = -(given.shares * functional.log_softmax(verdicts, -1)).sum(-1)
    opposite = given.shares[..., LABELS.index(PointLabel.OPPOSITE)]
    weights = given.weights * (1.0 + (_OPPOSITE - 1.0) * opposite)
    return (each * weights).sum() / weights.sum().clamp(min=1.0)


def _evidence_loss(found: Tensor, given: Batch) -> Tensor:
    weights = given.known * (1.0 + (_FOUND - 1.0) * given.evidence)
    each = functional.binary_cross_entropy_with_logits(found, given.evidence, reduction="none")
    return (each * weights).sum() / weights.sum().clamp(min=1.0)


class _Rows:
    """Draws batches; each kind of text is gone through before it begins again."""

    def __init__(self, texts: Texts, maker: RowMaker, draw: random.Random, public: float) -> None:
        self._draw = draw
        self._maker = maker
        self._public = public
        self._composer = Composer(texts.blind, self._draw)
        self._blind = self._rounds(texts.blind)
        self._written = self._rounds(texts.written)
        self._summaries = self._rounds(texts.summaries)
        self._students = self._rounds(texts.students)
        self._statements = self._rounds(texts.statements)

    def chunk(self, over: float) -> list[Batch]:
        """Return some batches for a run of which the part ``over`` is over, in random order."""
        if over < self._public:
            rows = [*self._rows(self._summaries, 24), *self._rows(self._students, 16)]
            rows += [*self._composed(16), *self._rows(self._written, 8)]
        else:
            rows = [*self._rows(map(self._asked, self._blind), 28, _CUT), *self._composed(24)]
            rows += [*self._empty(2), *self._rows(self._written, 8, 0.2)]
            rows += [*self._singles(20), *self._rows(self._students, 3)]
            rows += self._rows(self._statements, 16)
        found = batches(rows, _BATCH_TOKENS)
        self._draw.shuffle(found)
        return found

    def _asked(self, text: TaughtText) -> TaughtText:
        return reworded(text, self._draw) if self._draw.random() < _REWORDED else text

    def _rows(self, texts: Iterator[TaughtText], count: int, cut: float = 0.0) -> list[Row]:
        rows = (self._maker.row(text, cut) for text in itertools.islice(texts, count))
        return [row for row in rows if row is not None]

    def _composed(self, count: int) -> list[Row]:
        return self._rows(iter([self._composer.composed() for _ in range(count)]), count)

    def _singles(self, count: int) -> list[Row]:
        return self._rows(iter([self._composer.single() for _ in range(count)]), count)

    def _empty(self, count: int) -> list[Row]:
        return self._rows(iter([self._composer.empty() for _ in range(count)]), count)

    def _rounds(self, texts: Sequence[TaughtText]) -> Iterator[TaughtText]:
        while texts:
            yield from self._draw.sample(list(texts), len(texts))
