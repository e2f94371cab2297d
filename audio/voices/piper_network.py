"""Piper's network, split in two so that a sentence can be heard while it is being synthesized.

The network is a VITS (Kim, Kong and Son 2021, arXiv:2106.06103). Its first part reads a whole
sentence and produces a frame of features for every 256 samples; its decoder, a HiFi-GAN, turns
frames into samples and takes most of the time. A sample depends only on a few frames on each side,
so the decoder can run on one stretch after another, with exactly the same samples as in one run.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from mock_interviewer.audio.samples import Samples

_DECODER: Final = "/dec/"
"""The prefix of the names of the decoder's nodes."""
_SEED: Final = 1
_MARGIN: Final = 16
"""Frames on each side on which a sample may depend; by measurement, 12 are enough."""
_FIRST_STRETCH: Final = 32
"""Frames, 0.37 s: quick to synthesize, and long enough to synthesize the next stretch meanwhile."""
_LONGEST_STRETCH: Final = 256


class PiperNetwork:
    """A Piper voice of one speaker, on ONNX Runtime; for one thread.

    Raises ValueError if the model is not built as expected, and the errors of onnx or ONNX Runtime
    if it is not a model at all.
    """

    def __init__(self, model: Path) -> None:
        import onnx
        import onnxruntime

        # The same text sounds the same each time, even after a restart of the program.
        onnxruntime.set_seed(_SEED)

        encoder, decoder = _halves(onnx.load(model))
        options = onnxruntime.SessionOptions()
        # With threads that spin while they wait for one another, synthesis takes three times as
        # long on a busy machine, such as one that is transcribing.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.encoder = onnxruntime.InferenceSession(encoder, options)
        """The part up to the frames; it has the inputs of the whole network."""
        self._decoder = onnxruntime.InferenceSession(decoder, options)
        self._frames = self._decoder.get_inputs()[0].name

    def speak(
        self, phonemes: Sequence[int], *, noise: float, length: float, noise_width: float
    ) -> Iterator[Samples]:
        """Yield the sound of phoneme IDs, in consecutive stretches without a seam.

        The scales are Piper's: noise of the voice, factor of the usual length, and noise of the
        phoneme lengths.
        """
        given = {
            "input": np.array([phonemes], dtype=np.int64),
            "input_lengths": np.array([len(phonemes)], dtype=np.int64),
            "scales": np.array([noise, length, noise_width], dtype=np.float32),
        }
        frames = self.encoder.run(None, given)[0]
        begin, stretch = 0, _FIRST_STRETCH
        while begin < frames.shape[2]:
            end = min(begin + stretch, frames.shape[2])
            yield self._decoded(frames, begin, end)
            begin, stretch = end, min(2 * stretch, _LONGEST_STRETCH)

    def _decoded(self, frames: Samples, begin: int, end: int) -> Samples:
        """Return the samples of the frames from ``begin`` to ``end``."""
        first, last = max(0, begin - _MARGIN), min(end + _MARGIN, frames.shape[2])
        samples = self._decoder.run(None, {self._frames: frames[:, :, first:last]})[0].ravel()
        hop = len(samples) // (last - first)
        return np.asarray(samples[(begin - first) * hop : (end - first) * hop], dtype=np.float32)


def _halves(model: Any) -> tuple[bytes, bytes]:
    """Split the model at the decoder's input; return each half as the bytes of a model."""
    from onnx import TensorProto, helper

    graph = model.graph
    after: list[Any] = []
    made_after: set[str] = set()
    for node in graph.node:  # ONNX stores nodes in an order in which they can be computed
        if node.name.startswith(_DECODER) or made_after.intersection(node.input):
            after.append(node)
            made_after.update(node.output)
    before = [node for node in graph.node if not made_after.intersection(node.output)]
    made_before = {name for node in before for name in node.output}
    shared = {name for node in after for name in node.input if name in made_before}
    if len(shared) != 1 or len(graph.input) != 3:  # noqa: PLR2004 - as given to the encoder
        raise ValueError("the model is not a Piper voice of one speaker")
    frames = helper.make_tensor_value_info(shared.pop(), TensorProto.FLOAT, [1, None, None])

    def half(nodes: Sequence[Any], given: Sequence[Any], made: Sequence[Any]) -> bytes:
        used = {name for node in nodes for name in node.input}
        weights = [weight for weight in graph.initializer if weight.name in used]
        part = helper.make_graph(nodes, "half", given, made, weights)
        version = {"opset_imports": model.opset_import, "ir_version": model.ir_version}
        serialized: bytes = helper.make_model(part, **version).SerializeToString()
        return serialized

    return half(before, graph.input, [frames]), half(after, [frames], graph.output)
