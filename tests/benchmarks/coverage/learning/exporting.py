"""Export of a trained judge in the program's format: ONNX with 8-bit weights.

``python -m benchmarks.coverage.learning.exporting --help``. Needs onnx and onnxruntime beside what
training needs.
"""

import argparse
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import tomlkit
import torch
from benchmarks.coverage.learning.network import LAYERS, Judge
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from mock_interviewer.app.feedback.coverage.scoring.judge_files import JUDGE, TABLE
from mock_interviewer.audio.model_files import file_sha256

_OPERATIONS = 17
"""The version of ONNX's operations; each release of onnxruntime since 1.12 knows it."""
_LENGTH, _POINTS, _SENTENCES = 300, 6, 12
"""Sizes of the row by which the network is traced; all three may differ later."""


class _OneRow(nn.Module):
    """The judge for a single row, which needs no padding."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, tokens: Tensor, points: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """Return verdicts (points, LABELS) and evidence (points, sentences), as logits."""
        real = torch.ones_like(tokens, dtype=torch.float32)
        verdicts, evidence = self.judge(tokens, real, points[None], sentences[None])
        return verdicts[0], evidence[0]


def export(judge: Judge, target: Path) -> None:
    """Write the judge to ``target``, about a quarter of its size in memory."""
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export_whole(judge, whole)
        quantize_dynamic(
            whole,
            target,
            op_types_to_quantize=["MatMul", "Gather"],
            # Products of 8-bit numbers overflow in pairs on processors without VNNI, unless one
            # of them has only 7 bits.
            reduce_range=True,
            per_channel=True,
            weight_type=QuantType.QInt8,
        )


def export_whole(judge: Judge, target: Path) -> None:
    """Write the judge with weights of 32 bits."""
    judge.eval()
    row = (
        torch.full((1, _LENGTH), 5),
        torch.rand(_POINTS, _LENGTH),
        torch.rand(_SENTENCES, _LENGTH),
    )
    torch.onnx.export(
        _OneRow(judge),
        row,
        str(target),
        dynamo=False,
        opset_version=_OPERATIONS,
        input_names=["tokens", "points", "sentences"],
        output_names=["verdicts", "evidence"],
        dynamic_axes={
            "tokens": {1: "length"},
            "points": {0: "points", 1: "length"},
            "sentences": {0: "sentences", 1: "length"},
        },
    )


def ship(model: Path, tokenizer: Path) -> None:
    """Copy an exported judge and its tokenizer into the program, with their digests."""
    table = tomlkit.parse(TABLE.read_text(encoding="utf-8"))
    sources = {"judge.onnx": model, "tokenizer.json": tokenizer}
    for file in table[JUDGE]["files"]:
        source = sources[str(file["name"])]
        copyfile(source, TABLE.with_name(str(file["name"])))
        file["size"], file["sha256"] = source.stat().st_size, file_sha256(source)
    TABLE.write_text(tomlkit.dumps(table), encoding="utf-8")


def main() -> None:
    """Export a checkpoint and put it into the program."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument(
        "--mpnet", type=Path, required=True, metavar="DIR", help="for its tokenizer"
    )
    options = parser.parse_args()
    judge = Judge(options.layers)
    judge.load_state_dict(torch.load(options.checkpoint))
    with TemporaryDirectory() as folder:
        model = Path(folder) / "judge.onnx"
        export(judge, model)
        ship(model, options.mpnet / "tokenizer.json")


if __name__ == "__main__":
    main()
