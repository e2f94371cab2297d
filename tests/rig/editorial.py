"""Editorial rules for the questions of the included banks.

``python -m rig.editorial FILE...`` (with ``tests`` on the path) prints what single files break.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from rig.repetition import all_points, faults_between
from rig.wording import occurs, runs, words

from mock_interviewer.questions.lint import rephrasing_faults
from mock_interviewer.questions.model import KeyPoint, Question, QuestionKind, StarPart

ANSWER_WORDS = range(110, 191)
POINT_WORDS = range(5, 36)
STORIES = {QuestionKind.BEHAVIORAL, QuestionKind.SITUATIONAL}

_SAYABLE = re.compile(r"[A-Za-z0-9 .,;:?!'\"()%$&+/\u00c0-\u024f-]+")
_ACRONYM = re.compile(r"\b[A-Z]{2,}(?:-[0-9]+)?s?\b")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}")
_BRITISH = re.compile(
    r"\b\w*(?:behaviour|colour|favour|neighbour|humour|labour|judgement|labell|modelling|learnt"
    r"|centre\b|defence|licence|catalogue|programme\b|sceptic|analys(?:e[ds]?|ing)\b|practis"
    r"|(?:general|memor|quant|optim|normal|summar|random|token|special|personal|organ|minim|penal"
    r"|recogn|util|initial|parallel|prior|serial|regular|factor|amort|author|apolog)"
    r"is(?:e[ds]?|ers?|ing|ations?)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|half|third|quarter|double|doubled|halved|twice)\b"
)


def faults(question: Question) -> Iterator[str]:
    """Yield the rules that a question breaks by itself."""
    yield from _rephrasing_faults(question)
    yield from _answer_faults(question)
    yield from _key_point_faults(question)
    yield from _vocabulary_faults(question)
    yield from _follow_up_faults(question)
    yield from _reference_faults(question)
    yield from _story_faults(question)
    yield from _spelling_faults(question)
    if question.difficulty is None:
        yield "it has no difficulty"


def _rephrasing_faults(question: Question) -> Iterator[str]:
    if question.rephrased is None:
        yield "it is not rephrased"
        return
    for what, _remedy in rephrasing_faults(question.text, question.rephrased):
        yield f"rephrased, {what}"
    for point in question.key_points:
        for term in point.terms:
            if occurs(term, question.rephrased):
                yield f'rephrased, it gives away the term "{term}" of key point {point.id}'
    for acronym in _ACRONYM.findall(question.rephrased):
        if acronym.removesuffix("s") != "LLM" and not occurs(acronym, question.text):
            yield f"rephrased, it brings in {acronym}"


def _answer_faults(question: Question) -> Iterator[str]:
    answer = question.model_answer or ""
    if (count := len(answer.split())) not in ANSWER_WORDS:
        yield f"the model answer has {count} words, not 110 to 190"
    if answer and not _SAYABLE.fullmatch(answer):
        strange = sorted({char for char in answer if not _SAYABLE.fullmatch(char)})
        yield f"the model answer has what nobody can say: {' '.join(strange)}"
    for point in question.key_points:
        for run in sorted(runs(answer, 7) & runs(point.point, 7))[:1]:
            yield f"the model answer recites key point {point.id}: {' '.join(run)}"
        if not any(occurs(term, answer) for term in point.terms):
            yield f"the model answer has none of the terms of key point {point.id}"


def _key_point_faults(question: Question) -> Iterator[str]:
    points = question.key_points
    if not 4 <= len(points) <= 7:
        yield f"it has {len(points)} key points, not 4 to 7"
    essential = [point.essential for point in points]
    if sum(essential) not in {2, 3}:
        yield f"{sum(essential)} key points are essential, not 2 or 3"
    if essential != sorted(essential, reverse=True):
        yield "a key point that is not essential stands before one that is"
    weights = [point.weight for point in points]
    if weights != sorted(weights, reverse=True):
        yield f"the key points are not ordered by weight: {weights}"
    if len({point.weight for point in points if point.essential} & {1.0}):
        yield "an essential key point weighs no more than others"
    for point in points:
        yield from _point_faults(point)
        if point.why is None:
            yield f"key point {point.id} has no why"
        for term in point.terms:
            if occurs(term, question.text):
                yield f'whoever repeats the question says the term "{term}" of key point {point.id}'
    terms = [term for point in points for term in {term.casefold() for term in point.terms}]
    for double in sorted({term for term in terms if terms.count(term) > 1}):
        yield f'two key points are recognized by "{double}"'


def _point_faults(point: KeyPoint) -> Iterator[str]:
    if len(words(point.point)) not in POINT_WORDS:
        yield f"key point {point.id} has {len(words(point.point))} words, not 5 to 35"
    for name, sentence in (("point", point.point), ("why", point.why or "It helps.")):
        if not sentence.endswith((".", "?")) or re.search(r"[a-z]{2}[.?!] [A-Z]", sentence):
            yield f"the {name} of key point {point.id} is not one sentence"
    if not 2 <= len(point.terms) <= 12:
        yield f"key point {point.id} has {len(point.terms)} terms, not 2 to 12"
    if len({term.casefold() for term in point.terms}) < len(point.terms):
        yield f"key point {point.id} names a term twice"


def _vocabulary_faults(question: Question) -> Iterator[str]:
    terms = question.vocabulary
    if not 8 <= len(terms) <= 25:
        yield f"the vocabulary has {len(terms)} terms, not 8 to 25"
    if len({term.term.casefold() for term in terms}) < len(terms):
        yield "the vocabulary names a term twice"
    if not any(term.definition for term in terms):
        yield "no term of the vocabulary has a definition"
    essential = [term for term in terms if term.essential]
    if not 2 <= len(essential) <= 10:
        yield f"{len(essential)} terms of the vocabulary are essential, not 2 to 10"
    said = [question.model_answer or "", *(point.point for point in question.key_points)]
    for term in essential:
        if not any(occurs(term.term, text) for text in said):
            yield f'the essential term "{term.term}" stands in no key point and not in the answer'
    for term in terms:
        if term.term.casefold() in {heard.casefold() for heard in term.heard_as}:
            yield f'the term "{term.term}" is misheard as itself'
        if len(term.term) > 40:
            yield f'the term "{term.term}" is no term but a phrase'


def _follow_up_faults(question: Question) -> Iterator[str]:
    if not 2 <= len(question.follow_ups) <= 4:
        yield f"it has {len(question.follow_ups)} follow-ups, not 2 to 4"
    ids = [point.id for point in question.key_points]
    probed = {ident for follow_up in question.follow_ups for ident in follow_up.about}
    for point in question.key_points:
        if point.essential and point.id not in probed:
            yield f"no follow-up probes the essential key point {point.id}"
    for follow_up in question.follow_ups:
        ids += [point.id for point in follow_up.key_points]
        if not follow_up.about:
            yield f'no key point is probed by "{follow_up.text}"'
        if not 1 <= len(follow_up.key_points) <= 3:
            yield f'"{follow_up.text}" has {len(follow_up.key_points)} key points, not 1 to 3'
        if not follow_up.text.endswith(("?", ".")):
            yield f'"{follow_up.text}" does not end like a sentence'
        for point in follow_up.key_points:
            yield from _point_faults(point)
    for double in {ident for ident in ids if ids.count(ident) > 1}:
        yield f"two of its key points are called {double}"


def _reference_faults(question: Question) -> Iterator[str]:
    references = question.references
    if not (0 if question.kind in STORIES else 1) <= len(references) <= 3:
        yield f"it has {len(references)} references"
    for reference in references:
        if not (reference.doi or reference.arxiv or reference.url):
            yield f'"{reference.title}" has no DOI, arXiv id or address'
        if reference.doi and not _DOI.fullmatch(reference.doi):
            yield f'"{reference.title}" has a strange DOI: {reference.doi}'
        if reference.arxiv and not _ARXIV.fullmatch(reference.arxiv):
            yield f'"{reference.title}" has a strange arXiv id: {reference.arxiv}'


def _story_faults(question: Question) -> Iterator[str]:
    """Yield what a story lacks; where a plan would do as well, no key point belongs to a part."""
    parts = [point.part for point in question.key_points]
    if question.kind not in STORIES:
        if any(parts):
            yield "its key points have parts of a story"
        if question.example:
            yield "its model answer is marked as an example"
        return
    missing = [part.value for part in StarPart if part not in parts]
    if any(parts) and (missing or None in parts):
        yield f"no key point for {', '.join(missing) or 'any part of a story'}"
    if not question.example:
        yield "its model answer is not marked as an example"
    answer = question.model_answer or ""
    if not re.search(r"\b(I|I'd|I'm|I've|I'll)\b", answer):
        yield "its model answer is not told by a person"
    if not _NUMBER.search(answer.lower()):
        yield "its model answer has no measured result"


def _spelling_faults(question: Question) -> Iterator[str]:
    """Yield words without the American spelling that recognition uses."""
    for text in _written(question):
        for found in _BRITISH.findall(text):
            yield f'"{found}" is not American spelling'


def _written(question: Question) -> Iterator[str]:
    """Yield every text of a question except its own and those of references."""
    yield from (question.rephrased or "", question.model_answer or "")
    for point in all_points(question):
        yield from (point.point, point.why or "", *point.terms)
    for term in question.vocabulary:
        yield from (term.term, term.definition or "")
    yield from (item.text for item in question.follow_ups)


def main(paths: Sequence[str]) -> int:
    """Print the rules that questions of section files break; return 1 if there are any."""
    questions = []
    for path in paths:
        content = yaml.safe_load(Path(path).read_text("utf-8"))
        for entry in content["questions"]:
            question = Question.model_validate({"section": content.get("section"), **entry})
            questions.append(question)
    broken = [f"{question.id}: {fault}" for question in questions for fault in faults(question)]
    broken += faults_between(questions)
    verdict = "\n".join(broken) or f"{len(questions)} questions, nothing to mend."
    sys.stdout.write(f"{verdict}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
