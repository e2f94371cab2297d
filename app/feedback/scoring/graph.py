"""The graph of the packaged sentence model, made into the one that judges."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import GraphProto


def put_in(graph: "GraphProto", trained: Mapping[str, NDArray[np.float32]]) -> None:
    """Put the weights as training changed them into the packaged model's graph.

    There a weight is 8-bit numbers times a scale; the two nodes that multiply them go.
    ``trained`` is as ``network.Trained`` says.
    """
    from onnx import numpy_helper

    kept = {tensor.name: tensor for tensor in graph.initializer}
    names = {name.removeprefix("down/") for name in trained if name.startswith("down/")}
    for name in names:
        scale = numpy_helper.to_array(kept[f"{name}_scale"])
        weight = numpy_helper.to_array(kept[f"{name}_q"]).astype(np.float32) * scale
        change = trained[f"down/{name}"] @ trained[f"up/{name}"]
        graph.initializer.append(numpy_helper.from_array(weight + change, name))
    for key in trained:
        if key.startswith("set/"):
            name = key.removeprefix("set/")
            graph.initializer.remove(kept[name])
            graph.initializer.append(numpy_helper.from_array(trained[key], name))
    made = names | {f"{name}_f" for name in names}
    for node in [node for node in graph.node if set(node.output) & made]:
        graph.node.remove(node)
    _remove_unused(graph)


def leave_out_masks(graph: "GraphProto") -> None:
    """Let every token attend to every other, for rows of which none is padding.

    Masks are added to the scores of attention, and rows that they hide entirely are set to 0 after
    the softmax: without padding neither does anything, and both take nearly half of the time.
    """
    makers = {name: node for node in graph.node for name in node.output}
    guards = {node.input[2]: node.output[0] for node in graph.node if node.op_type == "Where"}
    unguarded = {}
    for node in graph.node:
        if node.op_type == "Softmax":
            (scores,) = (
                name for name in makers[node.input[0]].input if makers[name].op_type == "MatMul"
            )
            node.input[0] = scores
            unguarded[guards[node.output[0]]] = node.output[0]
    for node in graph.node:
        node.input[:] = [unguarded.get(name, name) for name in node.input]
    _remove_unused(graph)


def _remove_unused(graph: "GraphProto") -> None:
    """Remove what nothing needs: ONNX Runtime would compute it all the same."""
    needed = {output.name for output in graph.output}
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            needed.update(node.input)
    for parts in (graph.node, graph.initializer, graph.input):
        for part in list(parts):
            names = part.output if hasattr(part, "output") else (part.name,)
            if not needed.intersection(names):
                parts.remove(part)
