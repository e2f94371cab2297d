"""Labeled texts of public sets, read from checkouts."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks.coverage.learning.texts import (
    MADE,
    NOT,
    OPPOSITE,
    Shares,
    TaughtPoint,
    TaughtText,
)

from mock_interviewer.app.text.sentences import sentences

_INCORRECT: Shares = (0.7, 0.3, 0.0, 0.0)
"""An incorrect answer of SemEval's three labels, which has no label for a part."""


def summaries(pyramid: Path) -> list[TaughtText]:
    """Return the summaries of REALSumm and PyrXSum, with the one-sentence units they contain.

    ``pyramid`` is a checkout of ZhangShiyue/Lite2-3Pyramid (REALSumm: CC BY 4.0).
    """
    return [
        text for name in ("REALSumm", "PyrXSum") for text in _summaries(pyramid / "data" / name)
    ]


def student_answers(semeval: Path) -> list[TaughtText]:
    """Return the training answers of SemEval-2013 task 7 (CC BY-SA 3.0).

    ``semeval`` is the folder where its set with three labels is unpacked.
    """
    return [
        text
        for path in sorted((semeval / "training" / "3way").rglob("*.xml"))
        for text in _student_answers(path)
    ]


def statements(counterfactual: Path) -> list[TaughtText]:
    """Return pairs of statements, of which the first supports or contradicts the second or neither.

    ``counterfactual`` is a checkout of acmi-lab/counterfactually-augmented-data (Apache-2.0),
    whose pairs were revised in a few words so that their label changes (Kaushik et al. 2020).
    """
    shares = {"entailment": MADE, "contradiction": OPPOSITE, "neutral": NOT}
    found = list[TaughtText]()
    for line in _lines(counterfactual / "NLI" / "all_combined" / "train.tsv")[1:]:
        said, point, label = line.split("\t")
        evidence = frozenset[int]() if label == "neutral" else frozenset({0})
        found.append(TaughtText("", (said,), (TaughtPoint(point, shares[label], evidence),)))
    return found


def _summaries(folder: Path) -> Iterator[TaughtText]:
    units = [line.split("\t") for line in _lines(folder / "SCUs.txt")]
    for path in sorted((folder / "labels").glob("*.label")):
        texts = _lines(folder / "summaries" / f"{path.stem}.summary")
        for points, marks, text in zip(units, _lines(path), texts, strict=True):
            said = tuple(sentence.text for sentence in sentences(text))
            if not said:
                continue
            taught = tuple(
                TaughtPoint(point, MADE if mark == "1" else NOT, frozenset())
                for point, mark in zip(points, marks.split("\t"), strict=False)
            )
            yield TaughtText("", said, taught)


def _student_answers(path: Path) -> Iterator[TaughtText]:
    shares = {"correct": MADE, "contradictory": OPPOSITE, "incorrect": _INCORRECT}
    root = ET.parse(path).getroot()  # noqa: S314 - a data set that was read before
    question = root.findtext("questionText") or ""
    references = root.findall(".//referenceAnswer")
    best = [each for each in references if each.get("category", "BEST") == "BEST"] or references
    for answer in root.findall(".//studentAnswer"):
        said = (" ".join((answer.text or "").split()),)
        label = shares[answer.get("accuracy", "")]
        evidence = frozenset({0}) if label is MADE else frozenset[int]()
        point = TaughtPoint(" ".join((best[0].text or "").split()), label, evidence)
        if said[0]:
            yield TaughtText(question, said, (point,))


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").strip("\n").split("\n")
