"""Export of the trained weights and thresholds in the program's format."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tomlkit
from benchmarks.coverage.judged import asked, questions
from benchmarks.coverage.labelled import LabelledAnswer
from benchmarks.coverage.learning.encoder import LAYERS, Dense, Judge
from numpy.typing import NDArray
from torch import nn

from mock_interviewer.app.feedback.coverage.scoring import sentence_model
from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import CrossEncoder
from mock_interviewer.app.feedback.coverage.scoring.scorer import KeyPointScorer
from mock_interviewer.app.feedback.coverage.scoring.sentence_model import sentence_model_files
from mock_interviewer.app.feedback.coverage.scoring.similarity import (
    PointSimilarity,
    SentenceEmbedder,
)
from mock_interviewer.audio.model_files import file_sha256

_BIASES = {
    "query": "attention.self.query.bias",
    "key": "attention.self.key.bias",
    "value": "attention.self.value.bias",
    "out": "attention.output.dense.bias",
    "wide": "intermediate.dense.bias",
    "narrow": "output.dense.bias",
}


def export(judge: Judge, target: Path, thresholds: tuple[float, float] = (0.5, 0.5)) -> None:
    """Write everything that training changed, with the two matrices of each change in 16 bits."""
    learned: dict[str, NDArray[np.float16] | NDArray[np.float32]] = {}
    encoder = judge.encoder
    for number in range(LAYERS):
        layer, place = encoder.layers[number], f"set/inner.encoder.layer.{number}"
        for part, bias in _BIASES.items():
            dense = getattr(layer, part)
            learned |= _narrow(dense)
            learned[f"{place}.{bias}"] = dense.bias.detach().numpy()
        learned |= _norm(layer.first, f"{place}.attention.output.LayerNorm")
        learned |= _norm(layer.second, f"{place}.output.LayerNorm")
    embeddings = "set/inner.embeddings"
    learned[f"{embeddings}.token_type_embeddings.weight"] = encoder.segments.detach().numpy()
    learned |= _norm(encoder.norm, f"{embeddings}.LayerNorm")
    for name in ("token", "first", "second"):
        layer = getattr(judge, name)
        learned[f"{name}.w"] = layer.weight.detach().numpy().T
        learned[f"{name}.b"] = layer.bias.detach().numpy()
    learned["thresholds"] = np.array(thresholds, dtype=np.float32)
    arrays: dict[str, Any] = {**learned}
    np.savez_compressed(target, **arrays)
    _write_digest(target)


def choose_thresholds(target: Path, answers: Sequence[LabelledAnswer]) -> tuple[float, float]:
    """Write the thresholds that are balanced on ``answers`` into ``target``, and return them.

    ``target`` has to be what the program reads. "Partly" is a matter of what is touched at all.
    """
    files = sentence_model_files()
    scorer = KeyPointScorer(
        CrossEncoder.load(files), PointSimilarity(SentenceEmbedder(files).embed)
    )
    made, at_least_partly = list[tuple[float, bool]](), list[tuple[float, bool]]()
    for answer in answers:
        question = asked(questions(answer.bank)[answer.question])
        for point, read in zip(question.points, scorer.read(question, answer.text), strict=True):
            made.append((read.judgment.made, point.id in answer.made))
            labelled = point.id in answer.made or point.id in answer.partly
            at_least_partly.append((read.judgment.at_least_partly, labelled))
    chosen = balanced_threshold(made), balanced_threshold(at_least_partly)
    with np.load(target) as kept:
        learned = {name: kept[name] for name in kept.files}
    np.savez_compressed(target, **(learned | {"thresholds": np.array(chosen, dtype=np.float32)}))
    _write_digest(target)
    return chosen


def _write_digest(target: Path) -> None:
    """Update the size and digest of ``target`` in the table that verifies it."""
    if target.resolve() != sentence_model.TABLE.with_name(target.name).resolve():
        return
    table = tomlkit.parse(sentence_model.TABLE.read_text(encoding="utf-8"))
    for file in table["scorer"]["files"]:
        if file["name"] == target.name:
            file["size"], file["sha256"] = target.stat().st_size, file_sha256(target)
    sentence_model.TABLE.write_text(tomlkit.dumps(table), encoding="utf-8")


def balanced_threshold(found: Sequence[tuple[float, bool]]) -> float:
    """Return the probability threshold at which positives are as frequent as in truth.

    As many are then counted wrongly as are missed, and a count of points is right on average.
    """
    chances = sorted((chance for chance, _ in found), reverse=True)
    true = sum(label for _, label in found)
    between = chances[true - 1] + (chances[true] if true < len(chances) else 0.0)
    return round(between / 2, 2)


def _narrow(dense: Dense) -> dict[str, NDArray[np.float16]]:
    parts = {"down": dense.down, "up": dense.up}
    return {
        f"{part}/{dense.name}": matrix.detach().numpy().astype(np.float16)
        for part, matrix in parts.items()
    }


def _norm(layer: nn.LayerNorm, place: str) -> dict[str, NDArray[np.float32]]:
    return {
        f"{place}.weight": layer.weight.detach().numpy(),
        f"{place}.bias": layer.bias.detach().numpy(),
    }
