"""The rounds of training."""

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from benchmarks.coverage.learning.encoder import Judge
from benchmarks.coverage.learning.rows import Row, Rows
from torch import Tensor, nn
from torch.nn import functional

_BATCH = 16
_BUCKET = 50 * _BATCH
"""So many rows are sorted by length together, so that those of a batch are of about one length."""
_HEAD_RATE = 5e-4
_WARM = 0.06
_SMOOTHING = 0.03
_END = 102


@dataclass(frozen=True)
class Phase:
    """The number of epochs and the learning rate."""

    rounds: int
    rate: float
    dropout: float


@dataclass(frozen=True)
class _Batch:
    tokens: Tensor
    real: Tensor
    segments: Tensor
    answer: Tensor
    signs: Tensor
    verdicts: Tensor


def learn(judge: Judge, rows: Rows, phase: Phase) -> None:
    """Train in bfloat16, which is several times as fast on processors that support it.

    The weights themselves are kept in 32 bits. Loss: cross-entropy of the verdict, and of each
    word's being a sign (Loshchilov and Hutter 2019, AdamW, with a linear decay).
    """
    working = copy.deepcopy(judge)
    working.encoder.bfloat16()
    pairs = [
        (kept, used)
        for kept, used in zip(judge.parameters(), working.parameters(), strict=True)
        if kept.requires_grad
    ]
    head = {id(each) for layer in _heads(judge) for each in layer.parameters()}
    kept = [each for each, _ in pairs]
    optimizer = torch.optim.AdamW(
        [
            {"params": [each for each in kept if id(each) not in head], "lr": phase.rate},
            {"params": [each for each in kept if id(each) in head], "lr": _HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    steps = phase.rounds * len(rows.draw()) // _BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (_WARM * steps)) * max(0.02, 1 - step / steps)
    )
    working.train()
    began, losses = time.monotonic(), list[float]()
    for number in range(phase.rounds):
        for batch in _batches(rows.draw()):
            losses.append(_backward(working, batch))
            for each, used in pairs:
                each.grad = None if used.grad is None else used.grad.float()
                used.grad = None
            norm = nn.utils.clip_grad_norm_(kept, 1.0)
            if torch.isfinite(norm):
                optimizer.step()
            schedule.step()
            with torch.no_grad():
                for each, used in pairs:
                    used.copy_(each)
        recent = losses[-200:]
        loss, took = sum(recent) / len(recent), time.monotonic() - began
        print(f"round {number + 1} of {phase.rounds}: loss {loss:.3f}, {took:.0f} s", flush=True)


def _heads(judge: Judge) -> tuple[nn.Linear, ...]:
    return judge.token, judge.first, judge.second


def _backward(judge: Judge, batch: _Batch) -> float:
    """Accumulate gradients; return the loss of the verdicts."""
    signs, verdicts = judge(batch.tokens, batch.real, batch.segments, batch.answer)
    loss = functional.cross_entropy(verdicts, batch.verdicts, label_smoothing=_SMOOTHING)
    each = functional.binary_cross_entropy_with_logits(signs, batch.signs, reduction="none")
    inside = batch.answer[..., None]
    (loss + (each * inside).sum() / inside.sum()).backward()
    return float(loss.item())


def _batches(rows: Sequence[Row]) -> list[_Batch]:
    found = []
    for start in range(0, len(rows), _BUCKET):
        bucket = sorted(rows[start : start + _BUCKET], key=len)
        found += [_batch(bucket[at : at + _BATCH]) for at in range(0, len(bucket), _BATCH)]
    order = torch.randperm(len(found)).tolist()
    return [found[at] for at in order]


def _batch(rows: Sequence[Row]) -> _Batch:
    shape = len(rows), max(map(len, rows))
    tokens, segments = (torch.zeros(shape, dtype=torch.long) for _ in range(2))
    real, answer = torch.zeros(shape), torch.zeros(shape)
    signs = torch.zeros(*shape, 2)
    for place, row in enumerate(rows):
        start, end = len(row.point), len(row) - 1
        tokens[place, : len(row)] = torch.tensor((*row.point, *row.answer, _END))
        real[place, : len(row)] = 1
        segments[place, start : len(row)] = 1
        answer[place, start:end] = 1
        signs[place, start:end] = torch.from_numpy(row.signs)
    return _Batch(
        tokens, real, segments, answer, signs, torch.tensor([row.verdict for row in rows])
    )
