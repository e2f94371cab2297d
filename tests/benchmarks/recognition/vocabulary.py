"""The effect of a question's vocabulary on its answers, on others, and on other speech."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.recognition.bench import Bench, progress
from benchmarks.recognition.corpus import Spoken
from benchmarks.recognition.figures import Figure, Outcome, slowest_piece
from benchmarks.recognition.hearing import Transcription, errors
from benchmarks.recognition.terms import TermScore, score, with_terms_joined
from rig.wer import words

from mock_interviewer.questions.model import Question

MOST_ERRORS_LEFT = 0.4
LEAST_RIGHT = 95.0
MOST_HARM = 0.3
TRIES = 200


@dataclass(frozen=True)
class Answer:
    """An answer transcribed without and with its question's vocabulary."""

    spoken: Spoken
    question: Question
    plain: Transcription
    helped: Transcription

    def errors(self, heard: Transcription) -> int:
        """Return the words that are wrong."""
        return errors(self.spoken.text, heard.text)

    def errors_joined(self, heard: Transcription) -> int:
        """Return the words that are wrong, each term counted as one word however it is hyphened."""
        terms = self.question.hotwords
        return errors(
            with_terms_joined(terms, self.spoken.text), with_terms_joined(terms, heard.text)
        )

    def terms(self, heard: Transcription) -> TermScore:
        """Return how the question's terms fared."""
        return score(self.question.hotwords, self.spoken.text, heard.text)


@dataclass(frozen=True)
class Try:
    """Speech transcribed with the vocabulary of a question that it does not answer."""

    spoken: Spoken
    question: Question
    plain: Transcription
    misled: Transcription

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The question's terms that were heard more often than said."""
        return score(self.question.hotwords, self.spoken.text, self.misled.text).inserted

    @property
    def inserted(self) -> tuple[str, ...]:
        """Those of them that are not heard, or not so often, without the vocabulary."""
        left = list(score(self.question.hotwords, self.spoken.text, self.plain.text).inserted)
        found: list[str] = []
        for term in self.unsaid:
            if term in left:
                left.remove(term)
            else:
                found.append(term)
        return tuple(found)

    @property
    def harm(self) -> int:
        """Words that are wrong only because of the vocabulary."""
        text = self.spoken.text
        return errors(text, self.misled.text) - errors(text, self.plain.text)


def measure(bench: Bench) -> Outcome:
    """Transcribe answers with their own vocabulary, and everything with that of others."""
    answers = list(_answers(bench))
    tries = list(_tries(bench))
    return Outcome(
        f"Vocabulary, {bench.model}",
        (
            *_help(answers),
            *_insertions(tries),
            *_harm(tries),
            slowest_piece(
                (spoken.name, heard.slowest)
                for spoken, heard in (
                    *((answer.spoken, answer.helped) for answer in answers),
                    *((tried.spoken, tried.misled) for tried in tries),
                )
            ),
        ),
        (
            (
                "Terms are those that the recognizer is told, counted as often as said. Case, "
                "hyphens, spaces inside a term and the s of plurals make no difference."
            ),
            (
                "Wrong vocabulary: that of a question of another section, another for each try. A "
                "term is inserted when it was not said and is not heard without vocabulary."
            ),
            "Harm: the tries on speech without terms, human and synthetic.",
            *bench.human_note,
        ),
        (*map(_answer_row, answers), *map(_try_row, tries)),
    )


def pairs(
    speech: Sequence[Spoken], questions: Sequence[Question], count: int, seed: int = 3
) -> list[tuple[Spoken, Question]]:
    """Return ``count`` pairs of speech and a question of another section than the one it answers.

    All speech comes up equally often, to within one, and never twice with the same question, as
    far as there are questions.
    """
    random = np.random.default_rng(seed)
    sections = {question.id: question.section for question in questions}
    orders = []
    for spoken in speech:
        own = sections.get(spoken.question or "")
        others = [question for question in questions if question.section != own]
        orders.append([others[place] for place in random.permutation(len(others))])
    return [
        (speech[number % len(speech)], order[number // len(speech) % len(order)])
        for number in range(count)
        for order in [orders[number % len(speech)]]
    ]


def _answers(bench: Bench) -> Iterator[Answer]:
    for spoken in bench.answers:
        question = bench.questions[spoken.question or ""]
        answer = Answer(spoken, question, bench.hear(spoken), bench.hear(spoken, question))
        plain, helped = answer.errors(answer.plain), answer.errors(answer.helped)
        progress(
            f"{spoken.name}: {plain} errors, {helped} with vocabulary; "
            f"lost {', '.join(answer.terms(answer.helped).lost) or 'nothing'}"
        )
        yield answer


def _tries(bench: Bench) -> Iterator[Try]:
    speech = [*bench.answers, *bench.ordinary, *bench.human]
    count = TRIES if bench.few is None else 2 * len(speech)
    for spoken, question in pairs(speech, list(bench.questions.values()), count):
        tried = Try(spoken, question, bench.hear(spoken), bench.hear(spoken, question))
        progress(
            f"{spoken.name} with the vocabulary of {question.id}: "
            f"inserted {', '.join(tried.inserted) or 'nothing'}, harm {tried.harm}"
        )
        yield tried


def _help(answers: Sequence[Answer]) -> Iterator[Figure]:
    count = sum(len(words(answer.spoken.text)) for answer in answers)
    over = f"{count} words, {len(answers)} answers"
    plain = sum(answer.errors(answer.plain) for answer in answers)
    helped = sum(answer.errors(answer.helped) for answer in answers)
    yield Figure("error rate without vocabulary", 100 * plain / count, "%", over)
    yield Figure("error rate with vocabulary", 100 * helped / count, "%", over)
    yield Figure("errors left", helped / plain if plain else 0.0, at_most=MOST_ERRORS_LEFT)
    plain_joined = sum(answer.errors_joined(answer.plain) for answer in answers)
    joined = sum(answer.errors_joined(answer.helped) for answer in answers)
    left = joined / plain_joined if plain_joined else 0.0
    yield Figure("errors left, hyphens aside", left, "", f"{joined} of {plain_joined}")
    for name, heard in (
        ("without", [answer.terms(answer.plain) for answer in answers]),
        ("with", [answer.terms(answer.helped) for answer in answers]),
    ):
        said, right = sum(terms.said for terms in heard), sum(terms.right for terms in heard)
        yield Figure(
            f"terms right {name} vocabulary",
            100 * right / said,
            "%",
            f"{right} of {said}",
            at_least=LEAST_RIGHT if name == "with" else None,
        )


def _insertions(tries: Sequence[Try]) -> Iterator[Figure]:
    inserted = [term for tried in tries for term in tried.inserted]
    unsaid = [term for tried in tries for term in tried.unsaid]
    over = f"{len(tries)} tries"
    yield Figure("tries with wrong vocabulary", len(tries), at_least=TRIES)
    yield Figure("terms inserted by wrong vocabulary", len(inserted), "", over, at_most=0)
    yield Figure("those, and terms misheard without it", len(unsaid), "", over)


def _harm(tries: Sequence[Try]) -> Iterator[Figure]:
    without_terms = [tried for tried in tries if tried.spoken.question is None]
    for name, chosen in (
        ("ordinary speech", without_terms),
        ("answers to other questions", [t for t in tries if t.spoken.question is not None]),
    ):
        count = sum(len(words(tried.spoken.text)) for tried in chosen)
        harm = 100 * sum(tried.harm for tried in chosen) / count if count else 0.0
        limit = MOST_HARM if chosen is without_terms else None
        yield Figure(f"harm to {name}", harm, "points", f"{count} words", at_most=limit)


def _answer_row(answer: Answer) -> dict[str, object]:
    terms = answer.terms(answer.helped)
    return {
        "answer": answer.spoken.name,
        "words": len(words(answer.spoken.text)),
        "errors_without": answer.errors(answer.plain),
        "errors_with": answer.errors(answer.helped),
        "terms_said": terms.said,
        "terms_right_without": answer.terms(answer.plain).right,
        "terms_right_with": terms.right,
        "lost": terms.lost,
        "slowest": round(answer.helped.slowest, 3),
        "text_without": answer.plain.text,
        "text_with": answer.helped.text,
    }


def _try_row(tried: Try) -> dict[str, object]:
    return {
        "speech": tried.spoken.name,
        "vocabulary_of": tried.question.id,
        "inserted": tried.inserted,
        "unsaid": tried.unsaid,
        "harm": tried.harm,
        "slowest": round(tried.misled.slowest, 3),
        "text": tried.misled.text if tried.unsaid or tried.harm else "",
    }
