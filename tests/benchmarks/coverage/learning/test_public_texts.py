"""Public sets as texts to learn from."""

from pathlib import Path

from benchmarks.coverage.learning.public_texts import statements
from benchmarks.coverage.learning.texts import MADE, NOT, OPPOSITE, TaughtPoint, TaughtText

PAIRS = """\
sentence1\tsentence2\tgold_label
A man sleeps on a bench.\tA man is asleep.\tentailment
A man runs past a bench.\tA man is asleep.\tcontradiction
A man sits on a bench.\tA man is waiting.\tneutral
"""


def test_a_statement_supports_or_contradicts_another_or_neither(tmp_path: Path) -> None:
    folder = tmp_path / "NLI" / "all_combined"
    folder.mkdir(parents=True)
    (folder / "train.tsv").write_text(PAIRS, "utf-8")
    one = frozenset({0})
    assert statements(tmp_path) == [
        TaughtText(
            "", ("A man sleeps on a bench.",), (TaughtPoint("A man is asleep.", MADE, one),)
        ),
        TaughtText(
            "", ("A man runs past a bench.",), (TaughtPoint("A man is asleep.", OPPOSITE, one),)
        ),
        TaughtText(
            "",
            ("A man sits on a bench.",),
            (TaughtPoint("A man is waiting.", NOT, frozenset()),),
        ),
    ]
