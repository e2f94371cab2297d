"""The judge in PyTorch: MPNet (Song et al. 2020) with a verdict for each key point in its input.

One input row holds the question, several key points, and a piece of an answer; the layers let each
point attend to the answer and to its neighbors, so that one pass judges all of them.
PyTorch is not a dependency of the project; install ``torch`` and ``safetensors`` to train.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 768
HEADS = 12
LAYERS = 10
"""Of the twelve that MPNet has: with ten, the exported judge is smaller than 100 MB."""
LABELS = 4
"""Not made, partly, opposite, made: the order of the verdict's logits."""
_BUCKETS = 32
_FARTHEST = 128
_PADDING = 1


class Layer(nn.Module):
    """One layer of MPNet."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.first = nn.LayerNorm(WIDTH, eps=1e-5)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.second = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return the states after the layer; ``bias`` is added to the attention scores."""
        rows, length, _ = states.shape
        parts = self.attention(states).view(rows, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, bias.to(query.dtype))
        mixed = self.mixed(seen.transpose(1, 2).reshape(states.shape))
        states = self.first(states + self.dropout(mixed))
        widened = functional.gelu(self.wide(states))
        return self.second(states + self.dropout(self.narrow(widened)))


class Encoder(nn.Module):
    """The pretrained layers: states of tokens in their context."""

    def __init__(self, layers: int, dropout: float, vocabulary: int = 30527) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distances = nn.Embedding(_BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)

    def forward(self, tokens: Tensor, real: Tensor) -> Tensor:
        """Return states of shape (rows, length, WIDTH); ``real`` is 0 at padding."""
        length = tokens.shape[1]
        places = torch.arange(length) + _PADDING + 1
        states = self.dropout(self.norm(self.words(tokens) + self.positions(places)))
        bias = self.distances(_buckets(length)).permute(2, 0, 1)[None]
        bias = bias + (1.0 - real)[:, None, None, :] * -1e4
        for layer in self.layers:
            states = layer(states, bias)
        return states


def _buckets(length: int) -> Tensor:
    """Return the bucket of each distance between two tokens (Raffel et al. 2020, T5)."""
    places = torch.arange(length)
    distance = places[:, None] - places[None, :]
    half = _BUCKETS // 2
    near = half // 2
    far = distance.abs().clamp(min=1).float()
    scaled = (far / near).log() / math.log(_FARTHEST / near) * (half - near)
    grown = (near + scaled.long()).clamp(max=half - 1)
    return (distance < 0).long() * half + torch.where(distance.abs() < near, distance.abs(), grown)


class Judge(nn.Module):
    """The encoder and the layers that give verdicts and evidence."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(layers, dropout)
        self.point = nn.Linear(WIDTH, 256)
        self.sentence = nn.Linear(WIDTH, 256)
        self.hidden = nn.Linear(3 * WIDTH, 512)
        self.verdict = nn.Linear(512, LABELS)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, tokens: Tensor, real: Tensor, points: Tensor, sentences: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return verdicts (rows, points, LABELS) and evidence (rows, points, sentences), as logits.

        ``points`` (rows, points, length) and ``sentences`` (rows, sentences, length) average the
        tokens of each, and are all 0 where a row has fewer.
        """
        states = self.encoder(tokens, real).float()
        asked = points @ states
        said = sentences @ states
        found = self.point(asked) @ self.sentence(said).transpose(1, 2) / 16.0
        absent = (sentences.sum(-1) == 0)[:, None, :] * -1e4
        best = torch.softmax(found + absent, -1) @ said
        features = torch.cat([asked, best, asked * best], -1)
        hidden = functional.gelu(self.hidden(self.dropout(features)))
        return self.verdict(self.dropout(hidden)), found


def pretrained(path: Path, layers: int, dropout: float = 0.1) -> Judge:
    """Return a judge whose encoder has the weights of all-mpnet-base-v2 at ``path``."""
    given = load_file(str(path))
    judge = Judge(layers, dropout)
    encoder = judge.encoder
    weights = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "positions.weight": given["embeddings.position_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
        "distances.weight": given["encoder.relative_attention_bias.weight"],
    }
    names = {
        "mixed": "attention.attn.o",
        "first": "attention.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "second": "output.LayerNorm",
    }
    for number in range(layers):
        place = f"encoder.layer.{number}"
        for kind in ("weight", "bias"):
            weights[f"layers.{number}.attention.{kind}"] = torch.cat(
                [given[f"{place}.attention.attn.{each}.{kind}"] for each in "qkv"]
            )
            for name, source in names.items():
                weights[f"layers.{number}.{name}.{kind}"] = given[f"{place}.{source}.{kind}"]
    encoder.load_state_dict(weights)
    return judge
