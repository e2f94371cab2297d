"""An exact PyTorch copy of the packaged sentence model with trainable changes.

PyTorch is not a dependency of the project; install ``torch`` to train.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

LAYERS = 6
WIDTH = 384
_HEADS = 12
_PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


class Weights:
    """The weights of the packaged model, with 8-bit weights dequantized.

    ``names`` are those of the layers' weights in the file, in the order of the layers' parts.
    """

    def __init__(self, path: Path) -> None:
        graph = onnx.load_model(str(path)).graph
        kept = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.arrays: dict[str, NDArray[np.float32]] = {}
        self.names: list[str] = []
        for node in graph.node:
            name = node.output[0]
            if node.op_type == "Mul" and f"{name}_q" in kept:
                self.arrays[name] = kept[f"{name}_q"].astype(np.float32) * kept[f"{name}_scale"]
                if name.startswith("val_"):
                    self.names.append(name)
        self.arrays |= {name: array for name, array in kept.items() if array.dtype == np.float32}

    def __getitem__(self, name: str) -> Tensor:
        return torch.tensor(self.arrays[name])


class Dense(nn.Module):
    """A packaged layer; only a change of its weight is trained, full or of a given rank."""

    def __init__(self, name: str, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.name = name
        self.register_buffer("weight", weight)
        self.bias = nn.Parameter(bias)
        self.rank = rank
        if rank:
            self.down = nn.Parameter(torch.randn(weight.shape[0], rank) / weight.shape[0] ** 0.5)
            self.up = nn.Parameter(torch.zeros(rank, weight.shape[1]))
        else:
            self.change = nn.Parameter(torch.zeros_like(weight))

    def forward(self, states: Tensor) -> Tensor:
        """Return the layer's outputs."""
        if self.rank:
            return states @ self.weight + (states @ self.down) @ self.up + self.bias
        return states @ (self.weight + self.change) + self.bias


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, weights: Weights, number: int, rank: int, dropout: float) -> None:
        super().__init__()
        place = f"inner.encoder.layer.{number}"
        names = weights.names[number * len(_PARTS) : (number + 1) * len(_PARTS)]
        dense = [
            Dense(name, weights[name], weights[f"{place}.{part}.bias"], rank)
            for name, part in zip(names, _PARTS, strict=True)
        ]
        self.query, self.key, self.value, self.out, self.wide, self.narrow = dense
        self.first = norm(weights, f"{place}.attention.output.LayerNorm")
        self.second = norm(weights, f"{place}.output.LayerNorm")
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return the states after the layer; ``mask`` is added to what attention compares."""
        rows, length, _ = states.shape

        def parted(each: Tensor) -> Tensor:
            return each.view(rows, length, _HEADS, WIDTH // _HEADS).transpose(1, 2)

        scaled = parted(self.query(states)) * (WIDTH // _HEADS) ** -0.5
        attention = torch.softmax(scaled @ parted(self.key(states)).transpose(2, 3) + mask, -1)
        mixed = (attention @ parted(self.value(states))).transpose(1, 2).reshape(states.shape)
        states = self.first(states + self.dropout(self.out(mixed)))
        widened = functional.gelu(self.wide(states))
        return self.second(states + self.dropout(self.narrow(widened)))


class Encoder(nn.Module):
    """The packaged model: states of tokens in their context."""

    def __init__(self, weights: Weights, rank: int, dropout: float) -> None:
        super().__init__()
        place = "inner.embeddings"
        self.register_buffer("words", weights[f"{place}.word_embeddings.weight"])
        self.register_buffer("positions", weights[f"{place}.position_embeddings.weight"])
        self.segments = nn.Parameter(weights[f"{place}.token_type_embeddings.weight"])
        self.norm = norm(weights, f"{place}.LayerNorm")
        self.layers = nn.ModuleList(
            Layer(weights, number, rank, dropout) for number in range(LAYERS)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, tokens: Tensor, real: Tensor, segments: Tensor) -> Tensor:
        """Return states of shape (rows, length, WIDTH)."""
        states = self.words[tokens] + self.positions[: tokens.shape[1]] + self.segments[segments]
        states = self.dropout(self.norm(states))
        mask = torch.zeros(real.shape, dtype=states.dtype).masked_fill(real == 0, -1e4)
        for layer in self.layers:
            states = layer(states, mask[:, None, None, :])
        return states


class Judge(nn.Module):
    """The encoder and the scoring layers; ``app.feedback.coverage.scoring`` runs it."""

    def __init__(self, weights: Weights, rank: int, dropout: float) -> None:
        super().__init__()
        self.encoder = Encoder(weights, rank, dropout)
        self.token = nn.Linear(WIDTH, 2)
        self.first = nn.Linear(3 * WIDTH, 128)
        self.second = nn.Linear(128, 3)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, tokens: Tensor, real: Tensor, segments: Tensor, answer: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return two logits a token (touched, made) and three a row (not, partly, made)."""
        states = self.encoder(tokens, real, segments).float()
        signs = self.token(states)
        outside = torch.where(answer[..., None] > 0, 0.0, -1e4)
        found = (torch.softmax(signs[..., 1:] + outside, 1) * states).sum(1)
        count = answer.sum(1, keepdim=True).clamp(min=1)
        mean = (states * answer[..., None]).sum(1) / count
        features = torch.cat([states[:, 0], found, mean], 1)
        return signs, self.second(self.dropout(functional.gelu(self.first(features))))


def norm(weights: Weights, place: str) -> nn.LayerNorm:
    """Return a packaged normalization to be trained further."""
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight.data = weights[f"{place}.weight"]
    made.bias.data = weights[f"{place}.bias"]
    return made
