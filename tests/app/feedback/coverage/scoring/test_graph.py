import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray

from mock_interviewer.app.feedback.coverage.scoring.cross_encoder import remove_attention_masks
from mock_interviewer.app.feedback.coverage.sentence_model import sentence_model_files


def _states(model: onnx.ModelProto, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    given = {
        "input_ids": tokens,
        "attention_mask": np.ones_like(tokens),
        "token_type_ids": np.zeros_like(tokens),
    }
    wanted = {put.name for put in session.get_inputs()}
    found: NDArray[np.float32] = session.run(None, {name: given[name] for name in wanted})[0]
    return found


@pytest.mark.model
def test_a_row_without_padding_needs_no_masks() -> None:
    packaged = onnx.load_model(str(sentence_model_files().model))
    tokens = np.array([[101, 2009, 9384, 6315, 3793, 1012, 102]])
    whole = _states(packaged, tokens)
    remove_attention_masks(packaged.graph)
    assert {node.op_type for node in packaged.graph.node}.isdisjoint({"Where", "IsNaN"})
    assert _states(packaged, tokens) == pytest.approx(whole, abs=1e-5)
