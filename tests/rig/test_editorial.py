"""Each rule for included questions reports exactly what breaks it."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from rig.editorial import faults, main
from rig.repetition import faults_between
from rig.wording import occurs, runs, words

from mock_interviewer.questions.model import Question

ANSWER = (
    "Models can't read letters, so a tokenizer cuts text into pieces and hands over numbers. Most "
    "use byte pair encoding: start with bytes, count which neighbors occur together, merge the "
    "commonest, and repeat until the vocabulary is full. I like to show it with a rare name, which "
    "falls apart into 12 pieces, while a common word stays whole. So nothing is ever unknown, and "
    "that's the main gain over word lists. The price is paid elsewhere. A language that the "
    "training text hardly held needs more pieces for the same sentence, so its speakers pay more "
    "and wait longer. And spelling games are hard for a model, because it never sees the letters "
    "inside a piece. That is why I always count tokens before I promise anybody a price."
)
TITLE = "Neural Machine Translation of Rare Words with Subword Units"
COMPLETE: dict[str, Any] = {
    "id": "tokenizers",
    "text": "What does a tokenizer do?",
    "rephrased": "What has to happen to text before a model reads it?",
    "section": "Basics",
    "source": {"list": 1, "number": 1},
    "kind": "technical",
    "difficulty": 2,
    "key_points": [
        {
            "id": "text-to-ids",
            "point": "It turns text into a sequence of ids from a fixed list.",
            "why": "Everything else rests on it.",
            "terms": ["cuts text", "token ids"],
            "essential": True,
            "weight": 3,
        },
        {
            "id": "learned-merges",
            "point": "Its units are learned by joining the most frequent pairs step by step.",
            "why": "It explains where the units come from.",
            "terms": ["byte pair encoding", "BPE"],
            "essential": True,
            "weight": 2,
        },
        {
            "id": "open-vocabulary",
            "point": "Rare strings split into smaller units instead of becoming unknown.",
            "why": "Older systems failed here.",
            "terms": ["rare names", "unknown"],
        },
        {
            "id": "unequal-languages",
            "point": "Languages seen seldom in training take more units per sentence.",
            "why": "Users feel this in their bill.",
            "terms": ["more pieces", "fertility"],
        },
        {
            "id": "hidden-letters",
            "point": "Tasks about single characters suffer, since those stay invisible.",
            "why": "It accounts for a famous weakness.",
            "terms": ["spelling", "letters"],
        },
    ],
    "vocabulary": [
        {"term": "tokenizer", "definition": "what cuts text into pieces", "essential": True},
        {"term": "byte pair encoding", "heard_as": ["bite pair encoding"], "essential": True},
        "BPE",
        "subword",
        "SentencePiece",
        "WordPiece",
        "token ids",
        "fertility",
    ],
    "model_answer": ANSWER,
    "follow_ups": [
        {
            "text": "How would you choose the size of the list?",
            "about": ["text-to-ids", "learned-merges", "open-vocabulary"],
            "key_points": [
                {
                    "id": "size-trade-off",
                    "point": "A longer list shortens sequences and enlarges the embeddings.",
                    "terms": ["embeddings", "shorter sequences"],
                }
            ],
        },
        {
            "text": "Tell me when you would train your own.",
            "about": ["learned-merges", "text-to-ids", "unequal-languages"],
            "key_points": [
                {
                    "id": "own-domain",
                    "point": "When the domain or language differs much from the general text.",
                    "terms": ["domain", "language"],
                }
            ],
        },
    ],
    "references": [
        {
            "authors": "Sennrich, R., Haddow, B., & Birch, A.",
            "title": TITLE,
            "year": 2015,
            "arxiv": "1508.07909",
            "doi": "10.18653/v1/P16-1162",
        }
    ],
}
LEFT_OUT = object()


def edited(entry: dict[str, Any], edits: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of an entry with other values at some paths, such as "follow_ups.0.text"."""
    entry = copy.deepcopy(entry)
    for path, value in edits.items():
        *way, last = (int(step) if step.isdecimal() else step for step in path.split("."))
        place: Any = entry
        for step in way:
            place = place[step]
        if value is LEFT_OUT:
            del place[last]
        else:
            place[last] = value
    return entry


STORY = edited(
    COMPLETE,
    {
        "kind": "behavioral",
        "example": True,
        "references": [],
        "key_points.0.part": "action",
        "key_points.1.part": "result",
        "key_points.2.part": "situation",
        "key_points.3.part": "task",
        "key_points.4.part": "reflection",
    },
)


def entries(name: str, count: int) -> list[dict[str, Any]]:
    """Return the first entries of a list of the complete question, or more with ids of their own.

    What is more are copies of the last one.
    """
    some: list[dict[str, Any]] = copy.deepcopy(COMPLETE[name][:count])
    own = ("bytes", "neighbors", "commonest", "promise")
    more = zip(range(len(some), count), own, strict=False)
    return [
        *some,
        *(
            edited(COMPLETE[name][-1], {"id": f"copy-{number}", "terms": [term, f"no {term}"]})
            for number, term in more
        ),
    ]


def answer_of(count: int) -> str:
    """Return the answer shortened or extended to a number of words."""
    return " ".join([*ANSWER.split(), *["so"] * count][:count])


def more_terms(count: int) -> list[Any]:
    """Return the vocabulary and more words of the answer, with a number of essential ones."""
    more = dict.fromkeys(word.strip(".,:") for word in ANSWER.split()[20:])
    return [*COMPLETE["vocabulary"], *({"term": w, "essential": True} for w in more)][: count + 6]


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "not rephrased": (
        {"rephrased": LEFT_OUT},
        "it is not rephrased",
    ),
    "rephrased in mid-sentence": (
        {"rephrased": "Tell me what happens to text"},
        "rephrased, it ends in mid-sentence",
    ),
    "rephrased with the answer": (
        {"rephrased": "Why do we need something that cuts text?"},
        'rephrased, it gives away the term "cuts text" of key point text-to-ids',
    ),
    "rephrased with an acronym of its own": (
        {"rephrased": "Which job has it in NLP and in LLMs?"},
        "rephrased, it brings in NLP",
    ),
    "rephrased in British spelling": (
        {"rephrased": "How would you describe its behaviour?"},
        '"behaviour" is not American spelling',
    ),
    "short answer": (
        {"model_answer": answer_of(109)},
        "the model answer has 109 words, not 110 to 190",
    ),
    "long answer": (
        {"model_answer": answer_of(191)},
        "the model answer has 191 words, not 110 to 190",
    ),
    "answer with symbols": (
        {"model_answer": ANSWER.replace("pieces and", "pieces \N{EM DASH} and").replace(":", "*")},
        "the model answer has what nobody can say: * \N{EM DASH}",
    ),
    "recited key point": (
        {"key_points.3.point": "It never sees the letters inside a piece of text."},
        "the model answer recites key point unequal-languages: it never sees the letters inside a",
    ),
    "terms that nobody says": (
        {"key_points.2.terms": ["open vocabulary", "subwords"]},
        "the model answer has none of the terms of key point open-vocabulary",
    ),
    "few key points": (
        {"key_points": entries("key_points", 3)},
        "it has 3 key points, not 4 to 7",
    ),
    "many key points": (
        {"key_points": entries("key_points", 8)},
        "it has 8 key points, not 4 to 7",
    ),
    "one essential key point": (
        {"key_points.1.essential": False},
        "1 key points are essential, not 2 or 3",
    ),
    "four essential key points": (
        {f"key_points.{n}.{k}": v for n in (2, 3) for k, v in (("essential", True), ("weight", 2))},
        "4 key points are essential, not 2 or 3",
    ),
    "essential key point behind others": (
        {
            "key_points.1.essential": False,
            "key_points.2.essential": True,
            "key_points.2.weight": 2,
        },
        "a key point that is not essential stands before one that is",
    ),
    "rising weights": (
        {"key_points.4.weight": 1.5},
        "the key points are not ordered by weight: [3.0, 2.0, 1.0, 1.0, 1.5]",
    ),
    "light essential key point": (
        {"key_points.1.weight": 1},
        "an essential key point weighs no more than others",
    ),
    "key point without a why": (
        {"key_points.4.why": LEFT_OUT},
        "key point hidden-letters has no why",
    ),
    "short key point": (
        {"key_points.4.point": "Single characters stay invisible."},
        "key point hidden-letters has 4 words, not 5 to 35",
    ),
    "long key point": (
        {"key_points.4.point": "It is" + " very" * 33 + " hard."},
        "key point hidden-letters has 36 words, not 5 to 35",
    ),
    "key point without an end": (
        {"key_points.4.point": "Tasks about single characters suffer"},
        "the point of key point hidden-letters is not one sentence",
    ),
    "key point of two sentences": (
        {"key_points.4.point": "Tasks about single characters suffer. Those stay invisible."},
        "the point of key point hidden-letters is not one sentence",
    ),
    "why of two sentences": (
        {"key_points.4.why": "It is famous. It is a weakness."},
        "the why of key point hidden-letters is not one sentence",
    ),
    "term of the question": (
        {"key_points.4.terms": ["spelling", "tokenizers"]},
        'whoever repeats the question says the term "tokenizers" of key point hidden-letters',
    ),
    "term of two key points": (
        {"key_points.4.terms": ["spelling", "Unknown"]},
        'two key points are recognized by "unknown"',
    ),
    "British spelling": (
        {"key_points.4.why": "It accounts for a famous behaviour."},
        '"behaviour" is not American spelling',
    ),
    "essential key point that nobody probes": (
        {"follow_ups.0.about": ["open-vocabulary"], "follow_ups.1.about": ["learned-merges"]},
        "no follow-up probes the essential key point text-to-ids",
    ),
    "single term": (
        {"key_points.4.terms": ["spelling"]},
        "key point hidden-letters has 1 terms, not 2 to 12",
    ),
    "many terms": (
        {"key_points.4.terms": ["spelling", *(f"game {n}" for n in range(12))]},
        "key point hidden-letters has 13 terms, not 2 to 12",
    ),
    "term twice": (
        {"key_points.4.terms": ["spelling", "Spelling"]},
        "key point hidden-letters names a term twice",
    ),
    "small vocabulary": (
        {"vocabulary": COMPLETE["vocabulary"][:7]},
        "the vocabulary has 7 terms, not 8 to 25",
    ),
    "large vocabulary": (
        {"vocabulary": [*COMPLETE["vocabulary"], *(f"term {n}" for n in range(18))]},
        "the vocabulary has 26 terms, not 8 to 25",
    ),
    "vocabulary with a double": (
        {"vocabulary.3": "bpe"},
        "the vocabulary names a term twice",
    ),
    "no definition": (
        {"vocabulary.0.definition": LEFT_OUT},
        "no term of the vocabulary has a definition",
    ),
    "one essential term": (
        {"vocabulary.1.essential": False},
        "1 terms of the vocabulary are essential, not 2 to 10",
    ),
    "eleven essential terms": (
        {"vocabulary": more_terms(11)},
        "11 terms of the vocabulary are essential, not 2 to 10",
    ),
    "essential term that is nowhere": (
        {"vocabulary.3": {"term": "subword", "essential": True}},
        'the essential term "subword" stands in no key point and not in the answer',
    ),
    "term misheard as itself": (
        {"vocabulary.2": {"term": "BPE", "heard_as": ["bpe"]}},
        'the term "BPE" is misheard as itself',
    ),
    "phrase among the terms": (
        {"vocabulary.3": "all smallest pieces a word can fall into."},
        'the term "all smallest pieces a word can fall into." is no term but a phrase',
    ),
    "one follow-up": (
        {"follow_ups": COMPLETE["follow_ups"][:1]},
        "it has 1 follow-ups, not 2 to 4",
    ),
    "five follow-ups": (
        {
            "follow_ups": [
                edited(COMPLETE["follow_ups"][0], {"key_points.0.id": f"size-{n}"})
                for n in range(5)
            ]
        },
        "it has 5 follow-ups, not 2 to 4",
    ),
    "follow-up about nothing": (
        {"follow_ups.1.about": []},
        'no key point is probed by "Tell me when you would train your own."',
    ),
    "follow-up without key points": (
        {"follow_ups.1.key_points": []},
        '"Tell me when you would train your own." has 0 key points, not 1 to 3',
    ),
    "follow-up with many key points": (
        {
            "follow_ups.1.key_points": [
                edited(COMPLETE["follow_ups"][1]["key_points"][0], {"id": f"domain-{n}"})
                for n in range(4)
            ]
        },
        '"Tell me when you would train your own." has 4 key points, not 1 to 3',
    ),
    "follow-up without an end": (
        {"follow_ups.1.text": "Your own"},
        '"Your own" does not end like a sentence',
    ),
    "follow-up with a bad key point": (
        {"follow_ups.1.key_points.0.terms": ["domain"]},
        "key point own-domain has 1 terms, not 2 to 12",
    ),
    "id twice": (
        {"follow_ups.1.key_points.0.id": "hidden-letters"},
        "two of its key points are called hidden-letters",
    ),
    "no references": (
        {"references": []},
        "it has 0 references",
    ),
    "four references": (
        {"references": COMPLETE["references"] * 4},
        "it has 4 references",
    ),
    "work without a place": (
        {"references.0.arxiv": LEFT_OUT, "references.0.doi": LEFT_OUT},
        f'"{TITLE}" has no DOI, arXiv id or address',
    ),
    "strange DOI": (
        {"references.0.doi": "https://doi.org/10.18653/v1/P16-1162"},
        f'"{TITLE}" has a strange DOI: https://doi.org/10.18653/v1/P16-1162',
    ),
    "strange arXiv id": (
        {"references.0.arxiv": "arXiv:1508.07909"},
        f'"{TITLE}" has a strange arXiv id: arXiv:1508.07909',
    ),
    "no difficulty": (
        {"difficulty": LEFT_OUT},
        "it has no difficulty",
    ),
    "part of a story": (
        {"key_points.0.part": "action"},
        "its key points have parts of a story",
    ),
    "example of no story": (
        {"example": True},
        "its model answer is marked as an example",
    ),
}

JUST_ALLOWED: dict[str, dict[str, Any]] = {
    "rephrased with an acronym of the question": {
        "text": "What does NLP do?",
        "rephrased": "Which job has NLP in LLMs?",
    },
    "short answer": {"model_answer": answer_of(110)},
    "long answer": {"model_answer": answer_of(190)},
    "four key points": {"key_points": entries("key_points", 4)},
    "seven key points": {"key_points": entries("key_points", 7)},
    "three essential key points": {"key_points.2.essential": True, "key_points.2.weight": 2},
    "short key point": {"key_points.4.point": "Single characters simply stay invisible."},
    "long key point": {"key_points.4.point": "It is" + " very" * 32 + " hard."},
    "twelve terms": {"key_points.4.terms": ["spelling", *(f"game {n}" for n in range(11))]},
    "large vocabulary": {"vocabulary": [*COMPLETE["vocabulary"], *(f"no {n}" for n in range(17))]},
    "ten essential terms": {"vocabulary": more_terms(10)},
    "long term": {"vocabulary.3": "all smallest pieces a word can fall into"},
    "four follow-ups": {
        "follow_ups": [
            edited(COMPLETE["follow_ups"][0], {"key_points.0.id": f"size-{n}"}) for n in range(4)
        ]
    },
    "three key points of a follow-up": {
        "follow_ups.1.key_points": [
            edited(COMPLETE["follow_ups"][1]["key_points"][0], {"id": f"domain-{n}"})
            for n in range(3)
        ]
    },
    "three references": {"references": COMPLETE["references"] * 3},
    "work with an address only": {
        "references": [{"authors": "Doe, J.", "title": "It", "year": 2020, "url": "https://a.org"}]
    },
    "old arXiv id": {"references.0.arxiv": "cmp-lg/9404009"},
}

BROKEN_STORIES: dict[str, tuple[dict[str, Any], str]] = {
    "story without reflection": (
        {"key_points.4.part": "action"},
        "no key point for reflection",
    ),
    "story without its frame": (
        {"key_points.2.part": "action", "key_points.3.part": "action"},
        "no key point for situation, task",
    ),
    "key point outside the story": (
        {"key_points": [*STORY["key_points"], entries("key_points", 6)[-1]]},
        "no key point for any part of a story",
    ),
    "story not marked": (
        {"example": False},
        "its model answer is not marked as an example",
    ),
    "story told by nobody": (
        {"model_answer": ANSWER.replace("I ", "we ")},
        "its model answer is not told by a person",
    ),
    "story without a number": (
        {"model_answer": ANSWER.replace("12", "many")},
        "its model answer has no measured result",
    ),
}


@pytest.mark.parametrize("kind", ["technical", "conceptual"])
def test_a_complete_question_has_no_faults(kind: str) -> None:
    assert list(faults(Question(**COMPLETE | {"kind": kind}))) == []


@pytest.mark.parametrize("kind", ["behavioral", "situational"])
def test_a_complete_story_has_no_faults(kind: str) -> None:
    assert list(faults(Question(**STORY | {"kind": kind}))) == []


@pytest.mark.parametrize("kind", ["behavioral", "situational"])
def test_a_story_may_do_without_parts(kind: str) -> None:
    free = {f"key_points.{index}.part": LEFT_OUT for index in range(len(STORY["key_points"]))}
    assert list(faults(Question(**edited(STORY, free) | {"kind": kind}))) == []


@pytest.mark.parametrize(("edits", "fault"), BROKEN.values(), ids=BROKEN)
def test_only_the_broken_rule_is_reported(edits: dict[str, Any], fault: str) -> None:
    assert list(faults(Question(**edited(COMPLETE, edits)))) == [fault]


@pytest.mark.parametrize(("edits", "fault"), BROKEN_STORIES.values(), ids=BROKEN_STORIES)
def test_a_broken_rule_in_a_story_is_reported(edits: dict[str, Any], fault: str) -> None:
    assert list(faults(Question(**edited(STORY, edits)))) == [fault]


@pytest.mark.parametrize("edits", JUST_ALLOWED.values(), ids=JUST_ALLOWED)
def test_limit_values_are_allowed(edits: dict[str, Any]) -> None:
    assert list(faults(Question(**edited(COMPLETE, edits)))) == []


def test_a_question_without_an_answer_lacks_length_and_terms() -> None:
    found = faults(Question(**edited(COMPLETE, {"model_answer": LEFT_OUT})))
    assert [fault for fault in found if fault.startswith("the model answer")] == [
        "the model answer has 0 words, not 110 to 190",
        *(
            f"the model answer has none of the terms of key point {point['id']}"
            for point in COMPLETE["key_points"]
        ),
    ]


def test_the_answer_may_share_six_words_with_a_key_point() -> None:
    shared = "It never sees the letters inside any token of its input."
    assert list(faults(Question(**edited(COMPLETE, {"key_points.3.point": shared})))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fine-tuning, on/off!", ["fine", "tuning", "on", "off"]),
        ("It's and it\N{RIGHT SINGLE QUOTATION MARK}s", ["it's", "and", "it's"]),
        ("GPT-4 at 0.5", ["gpt", "4", "at", "0", "5"]),
        ("...", []),
    ],
)
def test_words_ignore_case_and_hyphens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_runs_are_consecutive_words() -> None:
    assert runs("One two three", 2) == {("one", "two"), ("two", "three")}
    assert runs("One two three", 4) == set()


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("KV cache", "The KV-cache grows."),
        ("KV cache", "Two KV caches grow."),
        ("KV caches", "The kv cache grows."),
        ("cache", "It is a cache"),
    ],
)
def test_a_term_occurs_with_or_without_a_plural(term: str, text: str) -> None:
    assert occurs(term, text)


@pytest.mark.parametrize(
    ("term", "text"),
    [("KV cache", "The cache of KV"), ("KV cache", "A KV"), ("art", "A start"), ("!", "Oh!")],
)
def test_a_term_does_not_occur_in_separate_parts(term: str, text: str) -> None:
    assert not occurs(term, text)


def asked(ident: str, **content: Any) -> Question:
    """Return a question with only the given content."""
    return Question(
        **{name: COMPLETE[name] for name in ("text", "section", "source", "kind")},
        id=ident,
        **content,
    )


def point(text: str, why: str | None = None) -> dict[str, Any]:
    return {"id": "it", "point": text, "why": why}


SEVEN = "that loss fell by a third overnight"
EIGHT = "that the loss fell by a third overnight"
ELEVEN = "we saw that the loss fell by a third of itself"
TWELVE = "we saw that the loss fell by a third of it overnight"


def test_questions_with_nothing_in_common_have_no_faults() -> None:
    first = asked(
        "first",
        model_answer=f"At first {ELEVEN}.",
        key_points=[point(f"Told {SEVEN}.", f"Now {SEVEN}.")],
        follow_ups=[{"text": f"Did you know {SEVEN}?"}],
    )
    other = asked(
        "other",
        model_answer=f"In spring {ELEVEN}.",
        key_points=[point(f"Said {SEVEN}.", f"Hence {SEVEN}.")],
        follow_ups=[{"text": f"Who told you {SEVEN}?"}],
    )
    assert list(faults_between([first, other])) == []


@pytest.mark.parametrize("links", [[], ["first"]], ids=["apart", "linked"])
def test_model_answers_share_no_twelve_words_linked_or_not(links: list[str]) -> None:
    questions = [
        asked("first", model_answer=f"At first {TWELVE}."),
        asked("other", model_answer=f"In spring {TWELVE}!", see_also=links),
    ]
    assert list(faults_between(questions)) == [f'model answers of first and other share "{TWELVE}"']


@pytest.mark.parametrize("links", [[], ["first"]], ids=["apart", "linked"])
def test_model_answers_open_differently_linked_or_not(links: list[str]) -> None:
    questions = [
        asked("first", model_answer="I'd start with the data, since it is cheap."),
        asked("other", model_answer="I'd start with the data and look around.", see_also=links),
        asked("third", model_answer="I'd start with the users."),
    ]
    assert list(faults_between(questions)) == [
        'the model answers of first, other open alike: "i\'d start with the data"'
    ]


REPEATED: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "key points": (
        "key points",
        {"key_points": [point(f"Told {EIGHT}.")]},
        {"key_points": [point(f"Said {EIGHT}.")]},
    ),
    "a key point and one of a follow-up": (
        "key points",
        {"key_points": [point(f"Told {EIGHT}.")]},
        {"follow_ups": [{"text": "Why?", "key_points": [point(f"Said {EIGHT}.")]}]},
    ),
    "whys": (
        "whys",
        {"key_points": [point("This is mine.", f"Now {EIGHT}.")]},
        {"key_points": [point("That is another.", f"Hence {EIGHT}.")]},
    ),
    "follow-ups": (
        "follow-ups",
        {"follow_ups": [{"text": f"Did you know {EIGHT}?"}]},
        {"follow_ups": [{"text": f"Who told you {EIGHT}?"}]},
    ),
}


@pytest.mark.parametrize(("what", "one", "two"), REPEATED.values(), ids=REPEATED)
def test_questions_share_no_eight_words(
    what: str, one: dict[str, Any], two: dict[str, Any]
) -> None:
    questions = [asked("first", **one), asked("other", **two)]
    assert list(faults_between(questions)) == [f'{what} of first and other share "{EIGHT}"']


@pytest.mark.parametrize(("what", "one", "two"), REPEATED.values(), ids=REPEATED)
@pytest.mark.parametrize("linking", ["first", "other"])
def test_related_questions_may_share_key_points(
    what: str, one: dict[str, Any], two: dict[str, Any], linking: str
) -> None:
    links = {"first": {"see_also": ["other"]}, "other": {"see_also": ["first"]}}[linking]
    first = asked("first", **one, **(links if linking == "first" else {}))
    other = asked("other", **two, **(links if linking == "other" else {}))
    assert list(faults_between([first, other])) == []


def test_a_question_may_repeat_itself() -> None:
    points = [point(f"Told {EIGHT}."), point(f"Said {EIGHT}.")]
    assert list(faults_between([asked("first", key_points=points)])) == []


def test_short_texts_are_not_compared() -> None:
    questions = [
        asked("first", follow_ups=[{"text": "Why is that?"}]),
        asked("other", follow_ups=[{"text": "Why is that?"}]),
        asked("third", follow_ups=[{"text": "Why is that so?"}]),
    ]
    assert list(faults_between(questions)) == ['follow-ups of first and other share "why is that"']


def test_a_pair_is_reported_once_however_much_it_shares() -> None:
    questions = [
        asked("first", key_points=[point(f"{TWELVE}.")]),
        asked("other", key_points=[point(f"{TWELVE}.")]),
    ]
    assert len(list(faults_between(questions))) == 1


WORK = {"authors": "Doe, J.", "title": "A Work", "year": 2020}


@pytest.mark.parametrize(
    "place",
    [{"arxiv": "2001.00001"}, {"doi": "10.1000/1"}, {"url": "https://example.org/work"}],
    ids=lambda place: next(iter(place)),
)
@pytest.mark.parametrize(
    "differing", [{"authors": "Doe, J., et al."}, {"title": "A work"}, {"year": 2021}]
)
def test_a_work_has_the_same_description_everywhere(
    place: dict[str, str], differing: dict[str, Any]
) -> None:
    first = asked("first", references=[WORK | place])
    same = asked("same", references=[WORK | place])
    other = asked("other", references=[WORK | place | differing])
    assert list(faults_between([first, same])) == []
    assert list(faults_between([first, other])) == [
        f"first and other describe the work {next(iter(place.values()))} differently"
    ]


def section_file(folder: Path, *questions: dict[str, Any]) -> str:
    content = [{k: v for k, v in entry.items() if k != "section"} for entry in questions]
    path = folder / "basics.yaml"
    path.write_text(yaml.safe_dump({"section": "Basics", "questions": content}), "utf-8")
    return str(path)


def test_a_valid_file_has_no_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([section_file(tmp_path, COMPLETE)]) == 0
    assert capsys.readouterr().out == "1 questions, nothing to mend.\n"


def test_faults_are_printed_with_their_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = edited(COMPLETE, {"id": "twin", "see_also": ["tokenizers"], "difficulty": LEFT_OUT})
    assert main([section_file(tmp_path, COMPLETE, twin)]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "twin: it has no difficulty"
    assert printed[1].startswith("model answers of tokenizers and twin share ")
    assert printed[2].startswith("the model answers of tokenizers, twin open alike: ")
    assert len(printed) == 3
